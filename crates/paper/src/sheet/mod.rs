//! The printed tally sheet.

mod a4;
mod model;
mod parts;
mod roll;

pub use model::*;

use crate::{
    error::PaperError,
    font::Fonts,
    paper::{Laid, Paper, Printed, Running, lay_out, print},
    pdf::About,
    texts::Texts,
};

/// Most lists on one sheet.
pub const MAX_LISTS: usize = 800;

/// Most QR codes on one sheet, each printed twice.
pub const MAX_CODES: usize = 16;

/// Most signature lines on one sheet.
pub const MAX_SIGNATURES: usize = 200;

/// Prints a tally sheet.
///
/// # Errors
/// [`PaperError`]: an unknown language, a QR payload that cannot be encoded, too many of something, or a roll too long.
pub fn sheet_pdf(sheet: &SheetPrint, paper: Paper) -> Result<Printed, PaperError> {
    let texts = Texts::for_language(&sheet.language)?;
    sheet_pdf_with(sheet, paper, &texts)
}

/// Prints a tally sheet with texts that did not ship.
///
/// # Errors
/// As [`sheet_pdf`].
pub fn sheet_pdf_with(
    sheet: &SheetPrint,
    paper: Paper,
    texts: &Texts,
) -> Result<Printed, PaperError> {
    let blocks = blocks(sheet, paper, texts)?;
    let title = format!("{} {}", texts.get("title"), sheet.table);
    let id = format!(
        "{}/{}/{}/{}/{paper:?}",
        sheet.election.id, sheet.table, sheet.serial, sheet.copy.number
    );
    let about = About { title, language: texts.tag().to_owned(), id };
    print(&blocks, paper, &running(sheet, texts), texts, &about)
}

/// Lays a tally sheet out without writing it: what stands where.
///
/// # Errors
/// As [`sheet_pdf`].
pub fn lay_out_sheet(sheet: &SheetPrint, paper: Paper) -> Result<Laid, PaperError> {
    let texts = Texts::for_language(&sheet.language)?;
    lay_out(&blocks(sheet, paper, &texts)?, paper, &running(sheet, &texts), &texts, &Fonts::load())
}

fn blocks(
    sheet: &SheetPrint,
    paper: Paper,
    texts: &Texts,
) -> Result<Vec<crate::block::Block>, PaperError> {
    check_bounds(sheet)?;
    let parts = parts::Parts { sheet, texts };
    match paper {
        Paper::Roll80 => roll::blocks(&parts),
        Paper::A4 => a4::blocks(&parts),
    }
}

fn check_bounds(sheet: &SheetPrint) -> Result<(), PaperError> {
    let lists = sheet.candidates.iter().map(|candidate| candidate.lists.len().max(1)).sum();
    let bounds = [
        ("lists", lists, MAX_LISTS),
        ("QR codes", sheet.qr.len(), MAX_CODES),
        ("signature lines", sheet.signatories.len(), MAX_SIGNATURES),
    ];
    match bounds.into_iter().find(|&(_, count, max)| count > max) {
        Some((what, count, max)) => Err(PaperError::TooMany { what, count, max }),
        None => Ok(()),
    }
}

fn running(sheet: &SheetPrint, texts: &Texts) -> Running {
    let contest = parts::contest_line(sheet, texts);
    let head = format!("{} {} · {contest} · {}", texts.get("title"), sheet.table, sheet.closed_at);
    let (number, count) = (sheet.copy.number.to_string(), sheet.copy.count.to_string());
    let copy = texts.with("copy", &[("number", &number), ("count", &count)]);
    let foot = format!("{} {} · {copy}", texts.get("serial"), sheet.serial);
    Running { head, foot }
}
