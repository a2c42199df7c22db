use std::path::PathBuf;

use anyhow::{Context as _, bail};
use clap::Args;
use record::sheet::to_qr_text;
use record::{Severity, SignedSheet};
use serde_json::json;

use super::figures_file::{FiguresFile, MAX_BYTES};
use crate::shell::{self, Outcome, election_dir, files, keys};

/// Sign the figures of a table as its station.
#[derive(Args)]
#[command(
    after_help = "Example:\n  cotejo sheet sign figures.toml --election my-election --key station.pem --out sheet.cose"
)]
pub struct Arguments {
    /// The figures: TOML or JSON with table, times, voters and `[votes]` by list code; `-` for standard input.
    figures: PathBuf,
    /// The election directory.
    #[arg(long)]
    election: PathBuf,
    /// The station's signing key.
    #[arg(long)]
    key: PathBuf,
    /// Where to write the signed bytes; the QR text goes to standard output either way.
    #[arg(long)]
    out: Option<PathBuf>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Signs, writes and prints. Figures that break rules are signed all the same, and the rules are named.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let election = election_dir::load(&arguments.election)?;
    let key = keys::read(&arguments.key)?;
    let figures = FiguresFile::parse(&files::read_bounded(&arguments.figures, MAX_BYTES)?)
        .with_context(|| arguments.figures.display().to_string())?;
    let sheet = figures.into_sheet(&election)?;
    let enrolled = election.tables.key(sheet.table);
    if enrolled.is_some_and(|enrolled| enrolled.0 != key.verifying_key().to_bytes()) {
        bail!(
            "S120 this is not the key enrolled for table {}: sign with the key of that station",
            election.tables.code(sheet.table)
        );
    }
    let signed = SignedSheet::sign(&sheet, &election.id, &key)?;
    let breaches = sheet.check(&election);
    let text = to_qr_text(&signed)?;
    if let Some(out) = &arguments.out {
        files::write_whole(out, signed.bytes())?;
    }
    if arguments.json {
        shell::print_json(&json!({
            "digest": signed.digest(),
            "bytes": signed.bytes().len(),
            "qr_text": text,
            "security_code": signed.security_code().to_string(),
            "rules": breaches,
        }))?;
    } else {
        for breach in &breaches {
            eprintln!("{breach}");
        }
        shell::print_text(&format!("{text}\n"))?;
    }
    Ok(Outcome::found_if(breaches.iter().any(|breach| breach.rule.severity() == Severity::Error)))
}
