//! Bulletins: totals at a checkpoint of the log, which anybody can recompute.

mod check;
mod issue;
mod reasons;
mod recompute;
mod refused;
mod show;

use std::path::Path;

use clap::Subcommand;
use jiff::Timestamp;
use record::{Statement, StatementKind};
use tally::bulletin::{Bulletin, MAX_BULLETIN_BYTES};

use crate::shell::{Outcome, files};

pub use recompute::{Wanted, bulletin, held_against_log};
pub use refused::Refused;

/// Issue, show and check bulletins.
#[derive(Subcommand)]
pub enum Verb {
    /// Recompute a bulletin from the log, and name the first figure that differs.
    Check(check::Arguments),
    /// Compute the bulletin of a log and write it.
    Issue(issue::Arguments),
    /// Show a bulletin in words.
    Show(show::Arguments),
}

/// Runs a bulletin verb.
pub fn run(verb: Verb) -> anyhow::Result<Outcome> {
    match verb {
        Verb::Check(arguments) => check::run(&arguments),
        Verb::Issue(arguments) => issue::run(&arguments),
        Verb::Show(arguments) => show::run(&arguments),
    }
}

/// What is said of a bulletin in the log: which one it is, and what it stands on.
pub fn statement(bulletin: &Bulletin, kind: StatementKind, by: &str, at: Timestamp) -> Statement {
    let checkpoint = &bulletin.checkpoint;
    let mut statement = Statement::new(&bulletin.election, kind, by);
    statement.at = u64::try_from(at.as_second()).ok();
    statement.subjects = vec![bulletin.digest()];
    statement.text = format!("{} {} {}", bulletin.number, checkpoint.size, checkpoint.root);
    statement
}

/// Reads a bulletin in its canonical text.
pub fn read(path: &Path) -> anyhow::Result<(Vec<u8>, Bulletin)> {
    let bytes = read_bytes(path)?;
    let bulletin = Bulletin::parse(&bytes).map_err(|error| {
        Refused::new(error.rule(), format!("{}: {error}", files::short_name(path)))
    })?;
    Ok((bytes, bulletin))
}

/// Reads what should be a bulletin.
pub fn read_bytes(path: &Path) -> anyhow::Result<Vec<u8>> {
    files::read_bounded(path, u64::try_from(MAX_BULLETIN_BYTES)?)
}
