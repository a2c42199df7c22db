use std::fmt::Write as _;
use std::path::PathBuf;

use anyhow::{Context as _, bail};
use clap::{Args, ValueEnum};
use paper::sheet::{CopyPrint, SheetPrint};
use paper::{Paper, sheet_pdf};
use record::{Election, Sheet};
use serde_json::json;

use super::{printed, source};
use crate::shell::{self, Outcome, election_dir, files};

/// Print signed sheets as PDF, with everything a paper sheet shows.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  cotejo sheet print sheet.cose --election my-election --out sheet.pdf\n  cotejo sheet print sheet.cose --election my-election --paper a4 --copies 6 --out sheets/\n  cotejo sheet print president.cose governor.cose --election my-election --out sheets/\n"
)]
pub struct Arguments {
    /// Files with the signed bytes or the QR text, `-` for standard input, or the QR texts themselves.
    #[arg(required = true)]
    sheets: Vec<String>,
    /// The election directory.
    #[arg(long)]
    election: PathBuf,
    /// The PDF to write; a folder, where several copies are printed.
    #[arg(long)]
    out: PathBuf,
    /// What it is printed on.
    #[arg(long, value_enum, default_value_t = PaperKind::Roll)]
    paper: PaperKind,
    /// How many copies to print, numbered.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=500))]
    copies: u16,
    /// Language of the printed words, `es` or `en`; the election's where left out.
    #[arg(long)]
    language: Option<String>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Papers that sheets are printed on.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum PaperKind {
    /// An 80 mm roll of a thermal printer.
    Roll,
    /// A4 pages.
    A4,
}

/// Prints the copies of each sheet.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let election = election_dir::load(&arguments.election)?;
    let files = arguments.sheets.len() * usize::from(arguments.copies);
    if files > 1 && arguments.out.extension().is_some() {
        bail!("{files} prints need a folder, not the file {}", arguments.out.display());
    }
    let mut written = Vec::new();
    for sheet in &arguments.sheets {
        let signed = source::read(sheet)?;
        let language = arguments.language.as_deref().unwrap_or(&election.manifest.language);
        let mut form = printed::form(&signed, &election, language)?;
        for number in 1..=arguments.copies {
            form.copy = CopyPrint { number, count: arguments.copies, holder: None };
            let path = match files {
                1 => arguments.out.clone(),
                _ => arguments.out.join(file_name(&form, signed.sheet(), &election)),
            };
            let printed =
                sheet_pdf(&form, arguments.paper.into()).context("cannot print this sheet")?;
            files::write_whole(&path, &printed.pdf)?;
            written.push(path.display().to_string());
        }
    }
    if arguments.json {
        shell::print_json(&json!({ "files": written }))?;
    } else {
        shell::print_text(&format!("{}\n", written.join("\n")))?;
    }
    Ok(Outcome::Fine)
}

/// Table, contest where the table has several, serial of a correction, copy.
fn file_name(form: &SheetPrint, sheet: &Sheet, election: &Election) -> String {
    let mut name = form.table.clone();
    if let Some(contest) = election.contest(sheet.contest).filter(|_| sheet.parts > 1) {
        let _ = write!(name, "-{}", contest.key);
    }
    if sheet.serial > 1 {
        let _ = write!(name, "-serial{}", sheet.serial);
    }
    let _ = write!(name, "-{}.pdf", form.copy.number);
    name.replace('/', "_")
}

impl From<PaperKind> for Paper {
    fn from(kind: PaperKind) -> Self {
        match kind {
            PaperKind::Roll => Self::Roll80,
            PaperKind::A4 => Self::A4,
        }
    }
}
