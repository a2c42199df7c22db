//! The data files of a report: everything the pages show, for programs and spreadsheets.

mod json;
mod rows;

use crate::export::{self, Chosen};
use crate::folder::{Folder, FolderError};
use crate::model::Report;

/// A data file of the folder.
pub(crate) struct DataFile {
    pub(crate) path: &'static str,
    /// Key of the text that says what it holds.
    pub(crate) text: &'static str,
}

/// The data files, in the order in which pages list them.
pub(crate) const FILES: [DataFile; 6] = [
    DataFile { path: "data/report.json", text: "download-json" },
    DataFile { path: "data/totals.csv", text: "download-totals" },
    DataFile { path: "data/findings.csv", text: "download-findings" },
    DataFile { path: "data/tables.csv", text: "download-tables" },
    DataFile { path: "data/chosen.csv", text: "download-chosen" },
    DataFile { path: "data/inputs.csv", text: "download-inputs" },
];

/// Writes every data file.
pub(crate) fn render(report: &Report<'_>, folder: &mut dyn Folder) -> Result<(), FolderError> {
    json::write(report, &mut *folder.create("data/report.json")?)?;
    rows::totals(report, &mut *folder.create("data/totals.csv")?)?;
    rows::findings(report, &mut *folder.create("data/findings.csv")?)?;
    rows::tables(report, &mut *folder.create("data/tables.csv")?)?;
    rows::inputs(report, &mut *folder.create("data/inputs.csv")?)?;
    chosen(report, folder)
}

/// The sheets that count, contest after contest in files of their own where there are several.
fn chosen(report: &Report<'_>, folder: &mut dyn Folder) -> Result<(), FolderError> {
    for (at, contest) in report.contests.iter().enumerate() {
        let picks = contest.selection.settled.iter().map(|one| (one.copy.source.0, one.copy.copy));
        let sheets = Chosen::new(report.collections, picks);
        let path = match at {
            0 => "data/chosen.csv".to_owned(),
            _ => format!("data/chosen-{}.csv", at + 1),
        };
        export::csv::write(report.election, contest.contest, &sheets, folder.create(&path)?)?;
    }
    if report.contests.is_empty() {
        folder.put("data/chosen.csv", b"")?;
    }
    Ok(())
}
