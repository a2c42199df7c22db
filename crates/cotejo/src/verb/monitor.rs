//! Follow a log and shout at the first thing that is wrong.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Context as _;
use clap::Args;
use ledger::note::MAX_NOTE_BYTES;
use ledger::{Checkpoint, LedgerError, Note, Trust};
use record::Election;
use serde_json::json;

use crate::shell::{self, Outcome, election_dir, files, log_dir};

/// Follow a log: verify every signature, proof and record, remember the last checkpoint, and shout (exit
/// code 1, one JSON line) at the first rewrite, rollback, forgery or contradiction.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  cotejo monitor their-log --election my-election --state monitor.state\n  cotejo monitor https://log.example.org --election my-election --state monitor.state --every 10"
)]
pub struct Arguments {
    /// The log's folder, or its address: `http://`, `https://` (by the system's certificates, or those of the file
    /// that SSL_CERT_FILE names), `s3://`.
    log: PathBuf,
    /// The election directory.
    #[arg(long)]
    election: PathBuf,
    /// Where the last checkpoint seen is kept.
    #[arg(long)]
    state: PathBuf,
    /// Look again every so many seconds; once where left out.
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..))]
    every: Option<u64>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Follows; exit code 1 at the first thing wrong.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let election = election_dir::load(&arguments.election)?;
    loop {
        match look(&arguments.log, &election, &arguments.state)? {
            Ok(seen) => say(arguments.json, &seen)?,
            Err(error) => {
                shell::print_text(&format!(
                    "{}\n",
                    json!({ "rule": error.rule.code(), "sentence": error.rule.sentence(), "detail": error.detail })
                ))?;
                eprintln!("{error}");
                return Ok(Outcome::Found);
            }
        }
        match arguments.every {
            Some(seconds) => std::thread::sleep(Duration::from_secs(seconds)),
            None => return Ok(Outcome::Fine),
        }
    }
}

/// What one look at a log saw.
pub struct Seen {
    /// Entries.
    pub size: u64,
    /// Of which are new since the last look.
    pub new: u64,
    /// Pairs of contradicting sheets.
    pub equivocations: usize,
    /// Cosignatures.
    pub cosigned: usize,
    /// Whether they reach the quorum.
    pub quorum: bool,
}

/// Looks once. The state moves on only after everything was verified.
pub fn look(
    folder: &Path,
    election: &Election,
    state: &Path,
) -> anyhow::Result<Result<Seen, LedgerError>> {
    let trust = Trust::of_election(election)?;
    let last = load(state, &trust)?;
    let verify = || -> anyhow::Result<(Note, Seen)> {
        let mut log = log_dir::read(folder, &trust)?;
        let now = log.verified.checkpoint.clone();
        if let Some(last) = &last {
            log.begins_with(last)?;
        }
        let (replay, _) = log.replay(election)?;
        let seen = Seen {
            size: now.size,
            new: now.size - last.as_ref().map_or(0, |last| last.size),
            equivocations: replay.equivocations.len(),
            cosigned: log.verified.cosigned.len(),
            quorum: log.verified.quorum,
        };
        Ok((log.note, seen))
    };
    match verify() {
        Ok((note, seen)) => {
            files::write_whole(state, note.to_string().as_bytes())?;
            Ok(Ok(seen))
        }
        Err(error) => match error.downcast::<LedgerError>() {
            Ok(wrong) if !wrong.is_unread() => Ok(Err(wrong)),
            Ok(wrong) => Err(wrong.into()),
            Err(other) => Err(other),
        },
    }
}

fn load(state: &Path, trust: &Trust) -> anyhow::Result<Option<Checkpoint>> {
    if !state.exists() {
        return Ok(None);
    }
    let bytes = files::read_bounded(state, u64::try_from(MAX_NOTE_BYTES)?)?;
    let verified = Note::parse(&bytes).and_then(|note| trust.verify(&note, None));
    let verified =
        verified.with_context(|| format!("{} is no monitor's state", state.display()))?;
    Ok(Some(verified.checkpoint))
}

fn say(json: bool, seen: &Seen) -> anyhow::Result<()> {
    if json {
        let line = json!({
            "size": seen.size, "new": seen.new, "equivocations": seen.equivocations,
            "cosigned": seen.cosigned, "quorum": seen.quorum,
        });
        return shell::print_text(&format!("{line}\n"));
    }
    shell::print_text(&format!(
        "{} entries, {} new, all verified; {} cosigned; {} pairs of contradicting sheets\n",
        seen.size, seen.new, seen.cosigned, seen.equivocations
    ))
}
