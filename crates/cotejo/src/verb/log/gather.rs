use std::path::PathBuf;

use clap::Args;
use ledger::Trust;
use serde_json::json;

use super::publish;
use super::witnesses::ask;
use crate::shell::{self, Outcome, election_dir, log_dir};

/// Ask witnesses to cosign the log's checkpoint, and publish what they give. Witnesses that are down are
/// named and hold nothing up.
#[derive(Args)]
#[command(
    after_help = "Example:\n  cotejo log gather my-log --election my-election --witness http://127.0.0.1:8470 --witness http://127.0.0.1:8471"
)]
pub struct Arguments {
    /// The log's folder.
    log: PathBuf,
    /// The election directory.
    #[arg(long)]
    election: PathBuf,
    /// Address of a witness; repeat for several.
    #[arg(long = "witness", required = true)]
    witnesses: Vec<String>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Gathers; exit code 1 where the quorum is not reached.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let election = election_dir::load(&arguments.election)?;
    let trust = Trust::of_election(&election)?;
    let mut log = log_dir::read(&arguments.log, &trust)?;
    let checkpoint = log.verified.checkpoint.clone();
    let mut lines = Vec::new();
    let mut answered = 0;
    let mut failed = Vec::new();
    for address in &arguments.witnesses {
        match ask(address, &mut log, &trust) {
            Ok(ours) => {
                lines.extend(ours);
                answered += 1;
            }
            Err(error) => failed.push((address, error)),
        }
    }
    let cosigned = log.note.with(&lines);
    publish(&arguments.log, &trust, &cosigned)?;
    let verified = trust.verify(&cosigned, None)?;
    if arguments.json {
        let failed = failed.iter().map(|(address, error)| {
            json!({ "witness": address, "rule": error.rule.code(), "detail": error.detail })
        });
        shell::print_json(&json!({
            "size": checkpoint.size,
            "cosigned": verified.cosigned.iter().map(|(name, _)| name).collect::<Vec<_>>(),
            "failed": failed.collect::<Vec<_>>(),
            "quorum": verified.quorum,
        }))?;
    } else {
        for (address, error) in &failed {
            eprintln!("{address}: {error}");
        }
        shell::print_text(&format!(
            "{answered} of {} witnesses cosigned {} entries; quorum {}\n",
            arguments.witnesses.len(),
            checkpoint.size,
            if verified.quorum { "reached" } else { "NOT reached" }
        ))?;
    }
    Ok(Outcome::found_if(!verified.quorum))
}
