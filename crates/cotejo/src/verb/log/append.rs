use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::Args;
use ledger::{LedgerError, Trust, tile};
use record::sheet::{QR_TAG, from_qr_text};
use serde_json::json;

use super::witnesses::refuse_if_behind;
use crate::shell::{self, Outcome, election_dir, files, keys, log_dir};

/// Log signed sheets and statements. What stands in the log already keeps its place; what cannot be
/// attributed is refused with its rule, and the rest is logged.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  cotejo log append my-log --election my-election --key log.pem sheet.cose\n  cotejo log append my-log --election my-election --key log.pem sheets.txt --receipts receipts/"
)]
pub struct Arguments {
    /// The log's folder.
    log: PathBuf,
    /// Files of signed bytes, or of QR texts, one a line.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// The election directory.
    #[arg(long)]
    election: PathBuf,
    /// The log's signing key.
    #[arg(long)]
    key: PathBuf,
    /// Write each entry's receipt into this folder.
    #[arg(long)]
    receipts: Option<PathBuf>,
    /// Address of a witness to ask first whether it has cosigned more than this log shows, as after a disk was put
    /// back; then nothing is logged. Repeat for several. One that is down holds nothing up.
    #[arg(long = "witness")]
    witnesses: Vec<String>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Largest file of QR texts: a million sheets.
const MAX_BYTES: u64 = 1 << 30;

/// Appends, and says what was refused; exit code 1 where something was.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let election = election_dir::load(&arguments.election)?;
    let mut log = log_dir::open(&arguments.log, &election, keys::read(&arguments.key)?)?;
    if !arguments.witnesses.is_empty() {
        let trust = Trust::of_election(&election)?;
        refuse_if_behind(
            &arguments.witnesses,
            &mut log_dir::read(&arguments.log, &trust)?,
            &trust,
        )?;
    }
    let mut records = Vec::new();
    for file in &arguments.files {
        records.extend(read(file)?);
    }
    let mut admitted = Vec::new();
    let mut refused = Vec::new();
    for (place, bytes) in &records {
        match ledger::entry::admit(bytes, 1, &election) {
            Ok(_) => admitted.push(bytes.as_slice()),
            Err(error) => refused.push((place, error)),
        }
    }
    let places = log.append(&admitted)?;
    if let Some(folder) = &arguments.receipts {
        let indexes: Vec<u64> = places.iter().map(|place| place.index).collect();
        for (receipt, entry) in log.receipts(&indexes)?.into_iter().zip(&admitted) {
            let name = format!("{}.tlog-proof", receipt.index);
            let receipt = ledger::Receipt { extra: Some(entry.to_vec()), ..receipt };
            files::write_whole(&folder.join(name), receipt.to_string().as_bytes())?;
        }
    }
    let new = places.iter().filter(|place| !place.was_there).count();
    let (old, checkpoint) = (places.len() - new, log.checkpoint());
    let told = |(place, error): &(&String, LedgerError)| json!({ "place": place, "rule": error.rule.code(), "detail": error.detail });
    if arguments.json {
        shell::print_json(&json!({
            "logged": new,
            "already_there": old,
            "places": places.iter().map(|place| place.index).collect::<Vec<_>>(),
            "refused": refused.iter().map(told).collect::<Vec<_>>(),
            "size": checkpoint.size,
            "root": checkpoint.root.to_string(),
        }))?;
    } else {
        for (place, error) in &refused {
            eprintln!("{place}: {error}");
        }
        shell::print_text(&format!(
            "{new} logged, {old} stood there already, {} refused\n{} entries, root {}\n",
            refused.len(),
            checkpoint.size,
            checkpoint.root
        ))?;
    }
    Ok(Outcome::found_if(!refused.is_empty()))
}

/// The records in a file, with where each stands.
fn read(path: &Path) -> anyhow::Result<Vec<(String, Vec<u8>)>> {
    let bytes = files::read_bounded(path, MAX_BYTES)?;
    let name = files::short_name(path);
    let text = std::str::from_utf8(&bytes).ok().filter(|text| text.starts_with(QR_TAG));
    let Some(text) = text else {
        if bytes.len() > tile::MAX_ENTRY_BYTES {
            anyhow::bail!("{name} is no signed record and holds no QR texts");
        }
        return Ok(vec![(name, bytes)]);
    };
    (1..)
        .zip(text.lines().filter(|line| !line.is_empty()))
        .map(|(line, text)| {
            let place = format!("{name} line {line}");
            let sheet = from_qr_text(text).with_context(|| place.clone())?;
            Ok((place, sheet.bytes().to_vec()))
        })
        .collect()
}
