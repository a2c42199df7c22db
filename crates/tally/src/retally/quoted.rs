//! The same totals through the `csv` crate: for quotes, `\r\n`, and for naming what is wrong with a row.

use super::groups::{Groups, Part};
use super::{Layout, MAX_DIGITS, RetallyError};

/// Sums a whole file, header included.
pub(super) fn read(bytes: &[u8], layout: &Layout) -> Result<Part, RetallyError> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
    let mut record = csv::ByteRecord::new();
    let mut counts = vec![0; layout.count_columns.len()];
    let mut part = Part {
        rows: 0,
        absent: 0,
        levels: layout.group_columns.iter().map(|_| Groups::new(counts.len())).collect(),
    };
    let mut expected = None;
    let mut row = 0;
    while reader.read_byte_record(&mut record).map_err(|e| RetallyError::Csv(e.to_string()))? {
        row += 1;
        match expected {
            None => expected = Some(columns(layout, record.len())?),
            Some(expected) if expected != record.len() => {
                return Err(RetallyError::Fields { row, fields: record.len(), expected });
            }
            Some(_) => {}
        }
        if row == 1 && layout.header {
            continue;
        }
        for (count, column) in counts.iter_mut().zip(layout.count_columns.clone()) {
            let field = &record[column];
            part.absent += u64::from(field.is_empty());
            *count = number(field).ok_or(RetallyError::NotACount { row, column: column + 1 })?;
        }
        part.rows += 1;
        for (groups, column) in part.levels.iter_mut().zip(&layout.group_columns) {
            groups.add_counts(&record[*column], &counts);
        }
    }
    Ok(part)
}

fn columns(layout: &Layout, columns: usize) -> Result<usize, RetallyError> {
    let named = layout.group_columns.iter().map(|column| column + 1);
    let named = named.fold(layout.count_columns.end, usize::max);
    if named > columns {
        return Err(RetallyError::NoSuchColumn { columns, named });
    }
    Ok(columns)
}

/// Nothing is no votes to add; the caller counts it as absent.
fn number(field: &[u8]) -> Option<u32> {
    if field.len() > MAX_DIGITS || !field.iter().all(u8::is_ascii_digit) {
        return None;
    }
    Some(field.iter().fold(0, |number, digit| number * 10 + u32::from(digit - b'0')))
}
