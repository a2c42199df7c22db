use std::path::PathBuf;

use clap::Args;
use ledger::Trust;
use serde_json::json;

use super::{read, recompute};
use crate::shell::{self, Outcome, election_dir, log_dir};

/// Recompute a bulletin from the log, bit for bit, and name the first figure that differs.
#[derive(Args)]
#[command(
    after_help = "Example:\n  cotejo bulletin check bulletin-2.json --previous bulletin-1.json --log their-log --election my-election"
)]
pub struct Arguments {
    /// The bulletin.
    bulletin: PathBuf,
    /// The log's folder.
    #[arg(long)]
    log: PathBuf,
    /// The election directory.
    #[arg(long)]
    election: PathBuf,
    /// The bulletin before it, where it is not the first.
    #[arg(long)]
    previous: Option<PathBuf>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Checks; exit code 1 where a figure differs.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let election = election_dir::load(&arguments.election)?;
    let (bytes, published) = read(&arguments.bulletin)?;
    let previous =
        arguments.previous.as_deref().map(read).transpose()?.map(|(_, previous)| previous);
    let mut log = log_dir::read(&arguments.log, &Trust::of_election(&election)?)?;
    let recomputed = recompute(&mut log, &election, &published, previous.as_ref())?;
    let difference = tally::bulletin::check(&bytes, &recomputed).err();
    if arguments.json {
        shell::print_json(&json!({
            "number": published.number,
            "size": published.checkpoint.size,
            "same": difference.is_none(),
            "difference": difference.as_ref().map(ToString::to_string),
        }))?;
    } else if let Some(difference) = &difference {
        shell::print_text(&format!("differs   {difference}\n"))?;
    } else {
        shell::print_text(&format!(
            "the same  bulletin {}, recomputed from {} entries\n",
            published.number, published.checkpoint.size
        ))?;
    }
    Ok(Outcome::found_if(difference.is_some()))
}
