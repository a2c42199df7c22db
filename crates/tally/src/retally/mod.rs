//! From the bytes of a results CSV straight to totals at several levels, at the speed of reading them.
//!
//! For checking a published file against published totals nothing else is needed: no election file, no
//! sheets. Every row is a table; each group column (state, municipality, …) gives one level.
//!
//! The bytes are split at line ends, one part per processor, and read by a strict reader of plain rows
//! (`plain.rs`). The first thing it does not know, such as a quoted field or a `\r`, hands the *whole* file to the
//! `csv` crate instead, so that results are always those of real CSV.

mod blocks;
mod groups;
mod plain;
mod quoted;

use std::io;
use std::ops::Range;

use rayon::prelude::*;

use groups::{Groups, Part};

/// Largest count a field may hold, the bound of [`record::count::MAX_COUNT`]. No sum of fewer than 2³⁴
/// rows can then exceed 64 bits.
const MAX_DIGITS: usize = 9;

/// Least bytes for which another thread is worth its start.
const LEAST_PART: usize = 1 << 18;

/// Most bytes in which the first row must end for rows to be read as plain.
const MAX_HEAD: u64 = 1 << 20;

/// The byte-order mark of UTF-8, which some programs put first.
const BOM: &[u8] = b"\xef\xbb\xbf";

/// Which columns of a results CSV are which, counted from zero.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Columns to group by, one level each.
    pub group_columns: Vec<usize>,
    /// Columns of counts.
    pub count_columns: Range<usize>,
    /// Whether the first row names the columns.
    pub header: bool,
}

/// Totals at every level of a layout.
#[derive(Debug)]
pub struct Retally {
    /// Rows read, the header not among them.
    pub rows: u64,
    /// Fields of count columns in which nothing stands: absent, not zero.
    pub absent: u64,
    /// One level for each group column, in the order of the layout.
    pub levels: Vec<Level>,
}

/// Totals by the values of one column.
#[derive(Debug)]
pub struct Level {
    parts: Vec<Groups>,
    /// Part and row of every key, in the order in which the file first names them.
    order: Vec<(u32, u32)>,
}

/// Why a file was not re-tallied.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RetallyError {
    /// The layout names no count column, or a column twice.
    #[error("the layout has no count column or uses a column twice: name each column once")]
    Layout,
    /// A row has another number of fields than the first.
    #[error("row {row} has {fields} fields, {expected} expected: check the delimiter and the row")]
    Fields {
        /// Row, the first of the file being 1.
        row: u64,
        /// Fields it has.
        fields: usize,
        /// Fields of the first row.
        expected: usize,
    },
    /// A field of a count column is neither empty nor a number of at most nine digits.
    #[error(
        "row {row}, column {column}: not a whole number of at most {MAX_DIGITS} digits; correct it or name another column"
    )]
    NotACount {
        /// Row, the first of the file being 1.
        row: u64,
        /// Column, the first being 1.
        column: usize,
    },
    /// The first row lacks a column that the layout names.
    #[error("the file has {columns} columns, the layout names column {named}: check the delimiter")]
    NoSuchColumn {
        /// Columns of the file.
        columns: usize,
        /// Column named, the first being 1.
        named: usize,
    },
    /// The file could not be read.
    #[error("cannot read the file: {0}")]
    Read(String),
    /// A file that is not plain and larger than the memory that can be addressed.
    #[error("the file is not made of plain rows and too large to be read otherwise")]
    TooLarge,
    /// Broken quoting.
    #[error("not readable as CSV: {0}")]
    Csv(String),
}

/// Totals of a results CSV by the values of each group column.
///
/// ```
/// use tally::{Layout, retally};
/// let layout = Layout { group_columns: vec![0], count_columns: 2..4, header: true };
/// let totals = retally(b"state,table,a,b\n7,1,10,20\n7,2,1,2\n8,3,5,\n", &layout).unwrap();
/// let by_state: Vec<_> = totals.levels[0].iter().collect();
/// assert_eq!(by_state, [(&b"7"[..], &[11, 22][..]), (&b"8"[..], &[5, 0][..])]);
/// assert_eq!((totals.rows, totals.absent), (3, 1));
/// ```
///
/// # Errors
/// See [`RetallyError`]. The first row that cannot be read stops it: a total of half a file is none.
pub fn retally(bytes: &[u8], layout: &Layout) -> Result<Retally, RetallyError> {
    layout.check()?;
    let bytes = bytes.strip_prefix(BOM).unwrap_or(bytes);
    let first = &bytes[..memchr::memchr(b'\n', bytes).unwrap_or(bytes.len())];
    let body = if layout.header { &bytes[(first.len() + 1).min(bytes.len())..] } else { bytes };
    let parts = layout.plan(first).and_then(|plan| {
        let parts: Vec<_> = split(body, rayon::current_num_threads())
            .into_par_iter()
            .map(|part| plain::read(part, &plan, layout))
            .collect();
        parts.into_iter().collect::<Option<Vec<_>>>()
    });
    match parts {
        Some(parts) => Ok(join(parts, layout)),
        None => Ok(join(vec![quoted::read(bytes, layout)?], layout)),
    }
}

/// The same from anything that can be read at a position, such as a file, without holding it in memory.
///
/// `len` is its length in bytes; `read_at(offset, buffer)` fills the buffer or fails. Several threads call
/// it at once.
///
/// # Errors
/// See [`RetallyError`]; [`RetallyError::Read`] for what `read_at` refuses.
pub fn retally_from(
    len: u64,
    read_at: impl Fn(u64, &mut [u8]) -> io::Result<()> + Sync,
    layout: &Layout,
) -> Result<Retally, RetallyError> {
    layout.check()?;
    let failed = |error: io::Error| RetallyError::Read(error.to_string());
    let mut head = vec![0; usize::try_from(len.min(MAX_HEAD)).expect("a small head")];
    read_at(0, &mut head).map_err(failed)?;
    let bom = if head.starts_with(BOM) { BOM.len() } else { 0 };
    let end = memchr::memchr(b'\n', &head).filter(|end| *end >= bom);
    let plan = end.and_then(|end| layout.plan(&head[bom..end])).zip(end);
    if let Some((plan, end)) = plan {
        let body = if layout.header { end + 1 } else { bom };
        let ranges = ranges(u64::try_from(body).expect("a small head"), len);
        let parts: Result<Vec<_>, _> = ranges
            .into_par_iter()
            .enumerate()
            .map(|(at, (from, to))| blocks::read(&read_at, (from, to, len), at == 0, &plan, layout))
            .collect();
        if let Some(parts) = parts.map_err(failed)?.into_iter().collect::<Option<Vec<_>>>() {
            return Ok(join(parts, layout));
        }
    }
    let mut bytes = vec![0; usize::try_from(len).map_err(|_| RetallyError::TooLarge)?];
    read_at(0, &mut bytes).map_err(failed)?;
    let bytes = bytes.strip_prefix(BOM).unwrap_or(&bytes);
    Ok(join(vec![quoted::read(bytes, layout)?], layout))
}

impl Layout {
    /// The plan for plain rows like the first; none where it is not plain or lacks a column.
    fn plan(&self, first: &[u8]) -> Option<plain::Plan> {
        let columns = first.split(|byte| *byte == b',').count();
        let is_plain = memchr::memchr2(b'"', b'\r', first).is_none();
        is_plain.then(|| plain::Plan::new(self, columns)).flatten()
    }

    fn check(&self) -> Result<(), RetallyError> {
        let mut columns: Vec<_> = self.group_columns.clone();
        columns.sort_unstable();
        let twice = columns.windows(2).any(|two| two[0] == two[1]);
        let counted = columns.iter().any(|column| self.count_columns.contains(column));
        if twice || counted || self.count_columns.is_empty() {
            return Err(RetallyError::Layout);
        }
        Ok(())
    }
}

impl Level {
    /// Every value of the column with its sums, in the order in which the file first names it.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&[u8], &[u64])> {
        self.order.iter().map(|(part, row)| self.parts[index(*part)].row(index(*row)))
    }

    /// How many values there are.
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }
}

/// Splits at line ends into about equal parts.
fn split(bytes: &[u8], parts: usize) -> Vec<&[u8]> {
    let size = (bytes.len() / parts.max(1)).max(LEAST_PART);
    let mut rest = bytes;
    let mut split = Vec::with_capacity(parts);
    while rest.len() > size {
        let Some(end) = memchr::memchr(b'\n', &rest[size..]) else { break };
        let (part, after) = rest.split_at(size + end + 1);
        split.push(part);
        rest = after;
    }
    split.push(rest);
    split
}

/// The ranges of a file's body, about equal, one per processor.
fn ranges(body: u64, len: u64) -> Vec<(u64, u64)> {
    let threads = u64::try_from(rayon::current_num_threads()).expect("few threads").max(1);
    let size = (len.saturating_sub(body) / threads).max(LEAST_PART as u64) + 1;
    let starts = (0..threads).map(|at| body + at * size).filter(|start| *start < len);
    starts.map(|start| (start, (start + size).min(len))).collect()
}

/// Puts the parts together: groups that several parts have are added to the first that has them.
fn join(parts: Vec<Part>, layout: &Layout) -> Retally {
    let rows = parts.iter().map(|part| part.rows).sum();
    let absent = parts.iter().map(|part| part.absent).sum();
    let mut of_level: Vec<Vec<Groups>> = layout.group_columns.iter().map(|_| Vec::new()).collect();
    for part in parts {
        for (level, groups) in of_level.iter_mut().zip(part.levels) {
            level.push(groups);
        }
    }
    let levels = of_level.into_par_iter().map(join_level).collect();
    Retally { rows, absent, levels }
}

fn join_level(mut parts: Vec<Groups>) -> Level {
    let mut order = Vec::with_capacity(parts.iter().map(Groups::len).sum());
    for part in 0..parts.len() {
        let (before, rest) = parts.split_at_mut(part);
        let (this, number) = (&rest[0], u32::try_from(part).expect("a part per processor"));
        for row in 0..this.len() {
            let (key, sums) = this.row(row);
            let known =
                before.iter_mut().find_map(|earlier| earlier.find(key).map(|at| (earlier, at)));
            match known {
                Some((earlier, at)) => earlier.add(at, sums),
                None => order.push((number, u32::try_from(row).expect("rows fit 32 bits"))),
            }
        }
    }
    Level { parts, order }
}

fn index(at: u32) -> usize {
    usize::try_from(at).expect("fits")
}
