//! The data files of a report: everything the pages show, for programs and spreadsheets.

mod json;
mod rows;

use crate::export::{self, Chosen};
use crate::folder::{Folder, FolderError};
use crate::model::{ContestReport, Report};

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
    rows::findings(report, &mut *folder.create("data/findings.csv")?)?;
    rows::inputs(report, &mut *folder.create("data/inputs.csv")?)?;
    for (at, contest) in report.contests.iter().enumerate() {
        of_contest(report, at, contest, folder)?;
    }
    Ok(())
}

/// The files of a contest. Their columns are its candidates, so every contest has its own; those after
/// the first carry a number.
fn of_contest(
    report: &Report<'_>,
    at: usize,
    contest: &ContestReport<'_>,
    folder: &mut dyn Folder,
) -> Result<(), FolderError> {
    let path = |name: &str| match at {
        0 => format!("data/{name}.csv"),
        _ => format!("data/{name}-{}.csv", at + 1),
    };
    rows::totals(report, contest, &mut *folder.create(&path("totals"))?)?;
    rows::tables(report, contest, &mut *folder.create(&path("tables"))?)?;
    let picks = contest.selection.settled.iter().map(|one| (one.copy.source.0, one.copy.copy));
    let sheets = Chosen::new(report.collections, picks);
    let out = folder.create(&path("chosen"))?;
    Ok(export::csv::write(report.election, contest.contest, &sheets, out)?)
}
