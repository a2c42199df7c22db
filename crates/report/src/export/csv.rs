//! CSV in Cotejo's own generic layout, one row per sheet.
//!
//! `table,contest,electors,voters_machine,voters_book,valid,null,blank`, then one column per candidate
//! (`candidate:KEY`) or list (`list:CODE`). A cell is a number, `blank`, `unreadable`, or empty for
//! absent.

use std::io::Write;

use record::Election;
use record::election::Contest;

use super::sheets::{Bases, candidate_count, list_count};
use super::{ExportError, SheetRow, Sheets};

/// The fixed columns, before those of lists or candidates.
pub const COLUMNS: [&str; 8] =
    ["table", "contest", "electors", "voters_machine", "voters_book", "valid", "null", "blank"];

/// Writes the sheets of one contest.
///
/// # Errors
/// What the writer refuses, and sheets that do not have one count per list or candidate.
pub fn write(
    election: &Election,
    contest: &Contest,
    sheets: &dyn Sheets,
    out: impl Write,
) -> Result<(), ExportError> {
    let bases = Bases::of(sheets, contest);
    let mut writer = ::csv::Writer::from_writer(out);
    writer.write_record(header(contest, bases))?;
    for row in sheets.of_contest(contest.no) {
        write_row(&mut writer, election, contest, bases, &row.checked(election, contest)?)?;
    }
    writer.flush()?;
    Ok(())
}

fn header(contest: &Contest, bases: Bases) -> Vec<String> {
    let mut header: Vec<String> = COLUMNS.map(str::to_owned).into();
    if bases.lists {
        header.extend(contest.lists.iter().map(|list| format!("list:{}", list.code)));
    }
    if bases.candidates || !bases.lists {
        header.extend(contest.candidates.iter().map(|one| format!("candidate:{}", one.key)));
    }
    header
}

fn write_row(
    writer: &mut ::csv::Writer<impl Write>,
    election: &Election,
    contest: &Contest,
    bases: Bases,
    row: &SheetRow<'_>,
) -> Result<(), ExportError> {
    writer.write_field(election.tables.code(row.table))?;
    writer.write_field(&contest.key)?;
    for count in [row.electors, row.voters_machine, row.voters_book, row.valid, row.null, row.blank]
    {
        writer.write_field(count.to_string())?;
    }
    if bases.lists {
        for at in 0..contest.lists.len() {
            let count = list_count(row, contest, at).unwrap_or_default();
            writer.write_field(count.to_string())?;
        }
    }
    if bases.candidates || !bases.lists {
        for at in 0..contest.candidates.len() {
            let count = candidate_count(row, contest, at).unwrap_or_default();
            writer.write_field(count.to_string())?;
        }
    }
    writer.write_record(None::<&[u8]>)?;
    Ok(())
}
