use std::path::PathBuf;

use anyhow::{Context as _, bail};
use clap::{Args, ValueEnum};
use paper::sheet::CopyPrint;
use paper::{Paper, sheet_pdf};
use serde_json::json;

use super::{printed, source};
use crate::shell::{self, Outcome, election_dir, files};

/// Print a signed sheet as PDF, with everything a paper sheet shows.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  cotejo sheet print sheet.cose --election my-election --out sheet.pdf\n  cotejo sheet print sheet.cose --election my-election --paper a4 --copies 6 --out sheets/\n"
)]
pub struct Arguments {
    /// A file with the signed bytes or the QR text, `-` for standard input, or the QR text itself.
    sheet: String,
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
    /// Language of the printed words; the election's where left out.
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

/// Prints the copies.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let signed = source::read(&arguments.sheet)?;
    let election = election_dir::load(&arguments.election)?;
    let mut form = printed::form(&signed, &election)?;
    if let Some(language) = &arguments.language {
        form.language.clone_from(language);
    }
    if arguments.copies > 1 && arguments.out.extension().is_some() {
        bail!(
            "{} copies need a folder, not the file {}",
            arguments.copies,
            arguments.out.display()
        );
    }
    let paper = match arguments.paper {
        PaperKind::Roll => Paper::Roll80,
        PaperKind::A4 => Paper::A4,
    };
    let mut written = Vec::new();
    for number in 1..=arguments.copies {
        form.copy = CopyPrint { number, count: arguments.copies, holder: None };
        let printed = sheet_pdf(&form, paper).context("cannot print this sheet")?;
        let path = match arguments.copies {
            1 => arguments.out.clone(),
            _ => arguments.out.join(format!("{}-{number}.pdf", form.table)),
        };
        files::write_whole(&path, &printed.pdf)?;
        written.push(path.display().to_string());
    }
    if arguments.json {
        shell::print_json(&json!({ "files": written }))?;
    } else {
        shell::print_text(&format!("{}\n", written.join("\n")))?;
    }
    Ok(Outcome::Fine)
}
