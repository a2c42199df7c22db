use std::path::PathBuf;

use clap::Args;
use ledger::Trust;
use record::Rule;
use serde_json::json;

use super::{held_against_log, read, read_bytes};
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

/// Checks; exit code 1 where a figure differs, 2 where the file is no bulletin at all.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let election = election_dir::load(&arguments.election)?;
    let bytes = read_bytes(&arguments.bulletin)?;
    let previous =
        arguments.previous.as_deref().map(read).transpose()?.map(|(_, previous)| previous);
    let mut log = log_dir::read(&arguments.log, &Trust::of_election(&election)?)?;
    let (replay, _) = log.replay(&election)?;
    let held = held_against_log(&bytes, &mut log, &election, &replay, previous.as_ref())?;
    let (published, refused) = match held {
        Err(refused) if refused.rule == Rule::BulletinMalformed => return Err(refused.into()),
        Err(refused) => (None, Some(refused)),
        Ok(published) => (Some(published), None),
    };
    if arguments.json {
        shell::print_json(&json!({
            "number": published.as_ref().map(|one| one.number),
            "size": published.as_ref().map(|one| one.checkpoint.size),
            "same": refused.is_none(),
            "rule": refused.as_ref().map(|one| one.rule.code()),
            "difference": refused.as_ref().map(|one| &one.detail),
        }))?;
    } else if let Some(refused) = &refused {
        shell::print_text(&format!("{refused}\n"))?;
    } else if let Some(published) = &published {
        shell::print_text(&format!(
            "the same  bulletin {}, recomputed from {} entries\n",
            published.number, published.checkpoint.size
        ))?;
    }
    Ok(Outcome::found_if(refused.is_some()))
}
