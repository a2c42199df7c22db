use ed25519_dalek::VerifyingKey;

use crate::count::{Count, MAX_COUNT};
use crate::id::{AreaNo, TableNo};
use crate::rule::Rule;

use super::files::is_code;
use super::{Areas, ElectionError};

const FILE: &str = "tables.csv";
const HEADER: &[u8] = b"table,area,electors,key";

/// The polling tables, column by column: a million of them are four flat vectors.
///
/// `tables.csv` is stricter than CSV in general: no quotes, `\n` line ends, rows in ascending byte order
/// of the table code. That makes its bytes canonical and lets a national file load at the speed of
/// reading it.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    codes: String,
    code_ends: Vec<u32>,
    areas: Vec<AreaNo>,
    electors: Vec<Count>,
    keys: Vec<Option<StationKey>>,
}

/// A station's public key as enrolled, not yet checked to be a point of the curve.
///
/// Checking a million keys takes many seconds, so it is done by `election check` and again by every
/// strict verification, never silently skipped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StationKey(pub [u8; 32]);

impl StationKey {
    /// The key, if it is one that signatures can be held against: a point of the curve in its one
    /// spelling (RFC 8032 §5.1.3) and not of small order, because such a key verifies anything.
    pub fn checked(&self) -> Option<VerifyingKey> {
        let key = VerifyingKey::from_bytes(&self.0).ok().filter(|key| !key.is_weak())?;
        // The library also takes y-coordinates written above the field's prime; other verifiers do not.
        (key.to_edwards().compress().0 == self.0).then_some(key)
    }
}

impl Tables {
    /// Parses `tables.csv`.
    ///
    /// # Errors
    /// E003 to E006 with the row.
    pub fn parse(bytes: &[u8], areas: &Areas) -> Result<Self, ElectionError> {
        let rest = bytes
            .strip_prefix(HEADER)
            .and_then(|rest| rest.strip_prefix(b"\n"))
            .ok_or_else(|| {
                malformed(1, "the header must be `table,area,electors,key`, lines must end in \\n")
            })?;
        let mut tables = Self::default();
        let expected = rest.len() / 24;
        tables.code_ends.reserve(expected);
        tables.areas.reserve(expected);
        tables.electors.reserve(expected);
        tables.keys.reserve(expected);
        tables.codes.reserve(expected * 20);
        let mut area = AreaCache { path: b"", no: Areas::COUNTRY };
        let mut line_start = 0;
        for (line_end, number) in memchr::memchr_iter(b'\n', rest).zip(2..) {
            tables.add(&rest[line_start..line_end], number, areas, &mut area)?;
            line_start = line_end + 1;
        }
        if line_start != rest.len() {
            return Err(malformed(
                tables.len() as u64 + 2,
                "the last line has no line end; the file may be cut",
            ));
        }
        Ok(tables)
    }

    /// How many tables there are.
    pub fn len(&self) -> usize {
        self.areas.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.areas.is_empty()
    }

    /// Every table.
    pub fn iter(&self) -> impl Iterator<Item = TableNo> + use<> {
        (0..u32::try_from(self.len()).expect("checked while parsing")).map(TableNo)
    }

    /// The code as printed.
    pub fn code(&self, table: TableNo) -> &str {
        let at = table.index();
        let start = if at == 0 { 0 } else { self.end(at - 1) };
        &self.codes[start..self.end(at)]
    }

    /// The smallest area a table belongs to, usually its centre.
    pub fn area(&self, table: TableNo) -> AreaNo {
        self.areas[table.index()]
    }

    /// Electors on the table's roll.
    pub fn electors(&self, table: TableNo) -> Count {
        self.electors[table.index()]
    }

    /// The station's key.
    pub fn key(&self, table: TableNo) -> Option<StationKey> {
        self.keys[table.index()]
    }

    /// The table with a code.
    pub fn find(&self, code: &str) -> Option<TableNo> {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            let no = TableNo::from_index(middle)?;
            match self.code(no).cmp(code) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Equal => return Some(no),
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }

    /// Whether a position is one of a table here.
    pub fn has(&self, table: TableNo) -> bool {
        table.index() < self.len()
    }

    fn end(&self, at: usize) -> usize {
        usize::try_from(self.code_ends[at]).expect("fits")
    }

    fn add<'a>(
        &mut self,
        line: &'a [u8],
        number: u64,
        areas: &Areas,
        cache: &mut AreaCache<'a>,
    ) -> Result<(), ElectionError> {
        let fields =
            split(line).ok_or_else(|| malformed(number, "expected exactly four plain fields"))?;
        let [code, path, electors, key] = fields;
        let code = std::str::from_utf8(code).map_err(|_| malformed(number, "not UTF-8"))?;
        if !is_code(code) {
            return Err(malformed(number, format!("table code {code:?}")));
        }
        if let Some(last) = self.len().checked_sub(1).and_then(TableNo::from_index) {
            match self.code(last).cmp(code) {
                std::cmp::Ordering::Less => {}
                std::cmp::Ordering::Equal => {
                    return Err(error(Rule::ElectionDuplicate, number, format!("table `{code}`")));
                }
                std::cmp::Ordering::Greater => {
                    let detail = format!("`{code}` after `{}`", self.code(last));
                    return Err(error(Rule::ElectionNotSorted, number, detail));
                }
            }
        }
        self.codes.push_str(code);
        let end = u32::try_from(self.codes.len());
        self.code_ends
            .push(end.map_err(|_| error(Rule::ElectionTooLarge, number, "codes exceed 4 GiB"))?);
        self.areas.push(cache.find(path, areas).ok_or_else(|| {
            let detail = format!("area `{}`", String::from_utf8_lossy(path));
            error(Rule::ElectionUnknownReference, number, detail)
        })?);
        self.electors.push(
            parse_electors(electors)
                .ok_or_else(|| malformed(number, "electors is not a number"))?,
        );
        self.keys.push(match key {
            b"" => None,
            hex => {
                Some(std::str::from_utf8(hex).ok().and_then(parse_key).ok_or_else(|| {
                    malformed(number, "key is not 64 lower-case hexadecimal digits")
                })?)
            }
        });
        Ok(())
    }
}

/// A key written as 64 lower-case hexadecimal digits.
pub(super) fn parse_key(text: &str) -> Option<StationKey> {
    // The decoder would also take capitals, and `0x` in front.
    if text.len() != 64 || text.bytes().any(|b| b.is_ascii_uppercase()) {
        return None;
    }
    const_hex::decode_to_array(text).ok().map(StationKey)
}

/// Tables of one centre follow each other, so the area of the row before is nearly always the one wanted.
struct AreaCache<'a> {
    path: &'a [u8],
    no: AreaNo,
}

impl<'a> AreaCache<'a> {
    fn find(&mut self, path: &'a [u8], areas: &Areas) -> Option<AreaNo> {
        if path != self.path {
            self.no = areas.find_after(std::str::from_utf8(path).ok()?, self.no)?;
            self.path = path;
        }
        Some(self.no)
    }
}

fn split(line: &[u8]) -> Option<[&[u8]; 4]> {
    if memchr::memchr2(b'"', b'\r', line).is_some() {
        return None;
    }
    let mut commas = memchr::memchr_iter(b',', line);
    let (first, second, third) = (commas.next()?, commas.next()?, commas.next()?);
    if commas.next().is_some() {
        return None;
    }
    Some([&line[..first], &line[first + 1..second], &line[second + 1..third], &line[third + 1..]])
}

fn parse_electors(digits: &[u8]) -> Option<Count> {
    if digits.is_empty() {
        return Some(Count::ABSENT);
    }
    if digits.len() > 9 {
        return None;
    }
    let mut number = 0_u32;
    for digit in digits {
        number = number * 10
            + u32::from(digit.wrapping_sub(b'0')).le(&9).then(|| u32::from(digit - b'0'))?;
    }
    debug_assert!(number <= MAX_COUNT);
    Count::given(number).ok()
}

fn malformed(row: u64, detail: impl Into<String>) -> ElectionError {
    error(Rule::ElectionRowMalformed, row, detail)
}

fn error(rule: Rule, row: u64, detail: impl Into<String>) -> ElectionError {
    ElectionError::new(rule, FILE, detail).at_row(row)
}
