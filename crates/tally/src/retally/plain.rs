//! A strict reader of plain rows: comma, `\n`, no quotes; counts are at most nine digits or nothing.
//!
//! Why not a library: the rows of a national file are ten times as many bytes of digits as anything else,
//! and turning them into numbers while looking for commas reads each byte once. `benches/README.md` has
//! the measurements beside `csv` and `simd-csv`. Whatever is not plain is not read here at all.

use super::groups::{Groups, Part};
use super::{Layout, MAX_DIGITS};

/// What to do with each column, in the order of the row.
pub(super) struct Plan {
    steps: Vec<Step>,
}

#[derive(Clone, Copy)]
enum Step {
    /// Step over this field.
    Skip,
    /// This field is the key of a level.
    Key(usize),
    /// This and the next fields are counts, so many.
    Counts(usize),
}

impl Plan {
    /// The plan for rows of so many columns; none where the layout names more.
    pub(super) fn new(layout: &Layout, columns: usize) -> Option<Self> {
        let last_key = layout.group_columns.iter().copied().max().unwrap_or(0);
        if layout.count_columns.end > columns || last_key >= columns {
            return None;
        }
        let mut steps = Vec::new();
        let mut column = 0;
        while column < columns {
            let level = layout.group_columns.iter().position(|key| *key == column);
            let step = match level {
                Some(level) => Step::Key(level),
                None if column == layout.count_columns.start => {
                    Step::Counts(layout.count_columns.len())
                }
                None => Step::Skip,
            };
            column += if let Step::Counts(many) = step { many } else { 1 };
            steps.push(step);
        }
        Some(Self { steps })
    }
}

/// Sums a part of a file; none as soon as a row is not plain.
pub(super) fn read(bytes: &[u8], plan: &Plan, layout: &Layout) -> Option<Part> {
    let mut reader = Reader::new(plan, layout);
    let end = memchr::memrchr(b'\n', bytes).map_or(0, |end| end + 1);
    reader.rows(&bytes[..end], 0, end)?;
    if end < bytes.len() {
        // Every row ends in `\n`; a last one without is given its own.
        let last = [&bytes[end..], b"\n"].concat();
        reader.rows(&last, 0, last.len())?;
    }
    Some(reader.part)
}

/// Adds up plain rows.
pub(super) struct Reader<'a> {
    plan: &'a Plan,
    counts: Vec<u32>,
    keys: Vec<std::ops::Range<usize>>,
    pub(super) part: Part,
}

impl<'a> Reader<'a> {
    pub(super) fn new(plan: &'a Plan, layout: &Layout) -> Self {
        let columns = layout.count_columns.len();
        let levels = layout.group_columns.iter().map(|_| Groups::new(columns)).collect();
        Self {
            plan,
            counts: vec![0; columns],
            keys: vec![0..0; layout.group_columns.len()],
            part: Part { rows: 0, absent: 0, levels },
        }
    }

    /// Reads the rows from `at` on that start before `limit`, and gives where the next one starts. The
    /// bytes end with a line end.
    pub(super) fn rows(&mut self, bytes: &[u8], mut at: usize, limit: usize) -> Option<usize> {
        while at < limit.min(bytes.len()) {
            at = self.row(bytes, at)?;
        }
        Some(at)
    }

    /// Reads the row that starts at `at` and gives the start of the next.
    fn row(&mut self, bytes: &[u8], mut at: usize) -> Option<usize> {
        let mut end_of_field = b',';
        for step in &self.plan.steps {
            if end_of_field != b',' {
                return None;
            }
            match *step {
                Step::Skip => (at, end_of_field) = skip(bytes, at)?,
                Step::Key(level) => {
                    let start = at;
                    (at, end_of_field) = skip(bytes, at)?;
                    self.keys[level] = start..at - 1;
                }
                Step::Counts(_) => {
                    (at, end_of_field) =
                        counts(bytes, at, &mut self.counts, &mut self.part.absent)?;
                }
            }
        }
        if end_of_field != b'\n' {
            return None;
        }
        self.part.rows += 1;
        for (groups, key) in self.part.levels.iter_mut().zip(&self.keys) {
            groups.add_counts(&bytes[key.clone()], &self.counts);
        }
        Some(at)
    }
}

/// Steps over a field and its end.
fn skip(bytes: &[u8], mut at: usize) -> Option<(usize, u8)> {
    loop {
        let byte = *bytes.get(at)?;
        at += 1;
        match byte {
            b',' | b'\n' => return Some((at, byte)),
            b'"' | b'\r' => return None,
            _ => {}
        }
    }
}

/// Reads consecutive counts; gives where the next field starts and what ended the last one.
fn counts(
    bytes: &[u8],
    mut at: usize,
    counts: &mut [u32],
    absent: &mut u64,
) -> Option<(usize, u8)> {
    let mut end_of_field = b',';
    for count in counts {
        if end_of_field != b',' {
            return None;
        }
        let start = at;
        let mut number = 0_u32;
        loop {
            end_of_field = *bytes.get(at)?;
            at += 1;
            let digit = end_of_field.wrapping_sub(b'0');
            if digit > 9 {
                break;
            }
            number = number.wrapping_mul(10).wrapping_add(u32::from(digit));
        }
        let digits = at - 1 - start;
        if digits > MAX_DIGITS || !matches!(end_of_field, b',' | b'\n') {
            return None;
        }
        *absent += u64::from(digits == 0);
        *count = number;
    }
    Some((at, end_of_field))
}
