//! Bulletins: totals at a checkpoint of the log, which anybody can recompute.

mod check;
mod issue;
mod recompute;
mod show;

use std::path::Path;

use anyhow::{Context as _, anyhow};
use clap::Subcommand;
use tally::bulletin::{Bulletin, MAX_BULLETIN_BYTES};

use crate::shell::{Outcome, files};

pub use recompute::{Wanted, bulletin, recompute};

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

/// Reads a bulletin in its canonical text.
fn read(path: &Path) -> anyhow::Result<(Vec<u8>, Bulletin)> {
    let bytes = files::read_bounded(path, u64::try_from(MAX_BULLETIN_BYTES)?)?;
    let bulletin = Bulletin::parse(&bytes)
        .map_err(|error| anyhow!("{error}"))
        .with_context(|| format!("{} is not a bulletin", path.display()))?;
    Ok((bytes, bulletin))
}
