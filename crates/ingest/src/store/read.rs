use record::{
    Basis, Collection, Count, Digest, Election, Grade, Rule, SheetCopy, SignatureVerdict, Standing,
    TableNo, TableRef,
};

use crate::error::ImportError;

use super::{
    ABSENT, COLLECTION_FILE, COLUMNS, COPIES_FILE, Description, MAX_COLLECTION_BYTES, columns,
};

/// Reads a collection back.
///
/// # Errors
/// I314 where the files do not match their digest or cannot be read, I301 where they are of an election
/// with other contests, lists or candidates.
pub fn from_files(
    description: &[u8],
    copies: &[u8],
    election: &Election,
) -> Result<Collection, ImportError> {
    let description = describe(description)?;
    if Digest::of(copies) != description.copies_sha256 {
        return Err(damaged(COPIES_FILE, "its digest is another than collection.toml says"));
    }
    if description.contests != columns(election) {
        let detail = "it was made for an election with other contests, lists or candidates";
        return Err(ImportError::new(Rule::WrongFile, COLLECTION_FILE, detail));
    }
    let mut rows = Rows {
        election,
        collection: Collection::new(description.source),
        counts: Vec::new(),
        next: TableNo(0),
    };
    rows.collection.announcements = description.announcements;
    let mut reader = csv::Reader::from_reader(copies);
    let header = reader.headers().map_err(|error| damaged(COPIES_FILE, error.to_string()))?;
    if header.iter().ne(COLUMNS) {
        return Err(damaged(COPIES_FILE, format!("the header must be `{}`", COLUMNS.join(","))));
    }
    let mut row = csv::ByteRecord::new();
    let mut number = 1_u64;
    while reader
        .read_byte_record(&mut row)
        .map_err(|error| damaged(COPIES_FILE, error.to_string()))?
    {
        number += 1;
        rows.add(&row)
            .map_err(|column| damaged(COPIES_FILE, format!("row {number}: column {column}")))?;
    }
    if number - 1 != description.copies {
        let detail = format!("{} rows, collection.toml says {}", number - 1, description.copies);
        return Err(damaged(COPIES_FILE, detail));
    }
    Ok(rows.collection)
}

fn describe(bytes: &[u8]) -> Result<Description, ImportError> {
    if bytes.len() > MAX_COLLECTION_BYTES {
        let detail = format!("bound {MAX_COLLECTION_BYTES} bytes");
        return Err(ImportError::new(Rule::InputTooLarge, COLLECTION_FILE, detail));
    }
    let text =
        std::str::from_utf8(bytes).map_err(|error| damaged(COLLECTION_FILE, error.to_string()))?;
    let description: Description =
        toml::from_str(text).map_err(|error| damaged(COLLECTION_FILE, error.to_string()))?;
    match description.format {
        1 => Ok(description),
        other => Err(damaged(COLLECTION_FILE, format!("`format` is {other}; this is 1"))),
    }
}

struct Rows<'a> {
    election: &'a Election,
    collection: Collection,
    counts: Vec<Count>,
    /// Collections mostly follow the table list, so the next table is tried first.
    next: TableNo,
}

impl Rows<'_> {
    /// Reads one row; the error is the column that cannot be read.
    fn add(&mut self, row: &csv::ByteRecord) -> Result<(), &'static str> {
        let text = |at: usize| {
            std::str::from_utf8(row.get(at).unwrap_or_default()).map_err(|_| COLUMNS[at])
        };
        let code = text(0)?;
        let contest = self.election.contest_by_key(text(1)?).ok_or(COLUMNS[1])?;
        let grade = Grade::from_word(text(2)?).ok_or(COLUMNS[2])?;
        let basis = match text(17)? {
            "candidates" => Basis::Candidates,
            "lists" => Basis::Lists,
            _ => return Err(COLUMNS[17]),
        };
        let table = self.table(code);
        let mut copy = SheetCopy::new(table, contest.no, grade, basis);
        copy.signature = SignatureVerdict::from_word(text(3)?).ok_or(COLUMNS[3])?;
        copy.serial = number(text(4)?).ok_or(COLUMNS[4])?;
        copy.replaces = match text(5)? {
            "" => None,
            hex => Some(const_hex::decode_to_array(hex).map_err(|_| COLUMNS[5])?),
        };
        copy.standing = match text(6)? {
            "stands" => Standing::Stands,
            "withdrawn" => Standing::Withdrawn,
            "annulled" => Standing::Annulled,
            _ => return Err(COLUMNS[6]),
        };
        for (at, digest) in [(7, &mut copy.payload), (8, &mut copy.image)] {
            *digest = match text(at)? {
                "" => None,
                hex => Some(hex.parse().map_err(|_| COLUMNS[at])?),
            };
        }
        copy.input = number(text(9)?).ok_or(COLUMNS[9])?;
        copy.place = number(text(10)?).ok_or(COLUMNS[10])?;
        let singles = [
            &mut copy.electors,
            &mut copy.voters_machine,
            &mut copy.voters_book,
            &mut copy.valid,
            &mut copy.null,
            &mut copy.blank,
        ];
        for (single, at) in singles.into_iter().zip(11..) {
            *single = count(row.get(at).unwrap_or_default()).ok_or(COLUMNS[at])?;
        }
        let many: usize = text(18)?.parse().map_err(|_| COLUMNS[18])?;
        self.counts.clear();
        let counts = row.get(19).unwrap_or_default();
        for cell in counts.split(|byte| *byte == b' ').take(if many == 0 { 0 } else { many + 1 }) {
            let absent = cell == ABSENT;
            let read = if absent { Some(Count::ABSENT) } else { count(cell) };
            let read = read.filter(|count| absent || count.is_present());
            self.counts.push(read.ok_or(COLUMNS[19])?);
        }
        if self.counts.len() != many || u16::try_from(many).is_err() {
            return Err(COLUMNS[18]);
        }
        self.collection.push(copy, &self.counts);
        Ok(())
    }

    fn table(&mut self, code: &str) -> TableRef {
        let tables = &self.election.tables;
        let next = Some(self.next).filter(|no| tables.has(*no) && tables.code(*no) == code);
        match next.or_else(|| tables.find(code)) {
            Some(table) => {
                self.next = TableNo(table.0.saturating_add(1));
                TableRef::Known(table)
            }
            None => self.collection.add_unknown_table(code),
        }
    }
}

fn number(text: &str) -> Option<u32> {
    let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

fn count(cell: &[u8]) -> Option<Count> {
    match cell {
        [digit @ b'0'..=b'9'] => Count::given(u32::from(digit - b'0')).ok(),
        _ => std::str::from_utf8(cell).ok()?.parse().ok(),
    }
}

fn damaged(file: &str, detail: impl Into<String>) -> ImportError {
    ImportError::new(Rule::CollectionDamaged, file, detail)
}
