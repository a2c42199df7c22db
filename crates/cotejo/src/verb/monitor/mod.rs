//! Follow a log and shout at the first thing that is wrong.

mod follow;
mod look_up;
mod metrics;
mod totals;

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use ledger::LedgerError;
use record::Election;
use serde_json::json;

use crate::shell::{self, Outcome, election_dir};

pub use follow::{Follower, Seen};

/// Follow a log: verify every signature, proof and record, recompute totals and published bulletins, remember the
/// last checkpoint, and shout (exit code 1, one JSON line) at the first rewrite, rollback, forgery, late merge or
/// bulletin that differs.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  cotejo monitor their-log --election my-election --state monitor.state\n  cotejo monitor https://log.example.org --election my-election --state monitor.state --every 10 --metrics cotejo.prom\n  cotejo monitor https://mirror.example/log --lookup https://mirror.example/lookup --election my-election --state mirror.state"
)]
pub struct Arguments {
    /// The log's folder, or its address: `http://`, `https://` (by the system's certificates and those of the file
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
    /// Hours after closing within which a sheet must be in the log.
    #[arg(long, default_value_t = 24, value_parser = clap::value_parser!(u64).range(1..=100_000))]
    late: u64,
    /// The look-up of a mirror, as a folder or an address: its manifest has to be one that the log names.
    #[arg(long, value_name = "PLACE")]
    lookup: Option<String>,
    /// Write what was seen here for Prometheus, after every look.
    #[arg(long)]
    metrics: Option<PathBuf>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Follows; exit code 1 at the first thing wrong. With `--every`, a log that cannot be reached is waited for.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let election = election_dir::load(&arguments.election)?;
    let (log, state) = (&arguments.log, &arguments.state);
    let mut follower = Follower::new(log, &election, state, Some(arguments.late * 3600))?;
    loop {
        let looked = follower.look();
        if let Some(path) = &arguments.metrics {
            metrics::write(path, &looked)?;
        }
        match (looked, arguments.every) {
            (Ok(Ok(seen)), _) => {
                say(arguments.json, &election, &seen)?;
                let mut wrong = seen.wrong;
                if let (Some(place), Some(replay)) = (&arguments.lookup, follower.replay()) {
                    wrong.extend(look_up::check(place, &election, replay)?);
                }
                if !wrong.is_empty() {
                    return shout(&wrong);
                }
            }
            (Ok(Err(wrong)), _) => return shout(&[wrong]),
            (Err(error), None) => return Err(error),
            (Err(error), Some(seconds)) => eprintln!("{error:#}\nlooking again in {seconds} s"),
        }
        match arguments.every {
            Some(seconds) => std::thread::sleep(Duration::from_secs(seconds)),
            None => return Ok(Outcome::Fine),
        }
    }
}

fn shout(wrong: &[LedgerError]) -> anyhow::Result<Outcome> {
    for one in wrong {
        let (rule, sentence, detail) = (one.rule.code(), one.rule.sentence(), &one.detail);
        let line = json!({ "rule": rule, "sentence": sentence, "detail": detail });
        shell::print_text(&format!("{line}\n"))?;
        eprintln!("{one}");
    }
    Ok(Outcome::Found)
}

fn say(json: bool, election: &Election, seen: &Seen) -> anyhow::Result<()> {
    if json {
        let pairs = seen
            .equivocations
            .iter()
            .map(|one| json!({ "table": election.tables.code(one.table), "entries": one.entries }));
        let line = json!({
            "size": seen.size, "new": seen.new, "equivocations": seen.equivocations.len(),
            "pairs": pairs.collect::<Vec<_>>(), "cosigned": seen.cosigned, "quorum": seen.quorum,
            "bulletins": seen.bulletins, "bulletins_stated": seen.bulletins_stated, "totals": seen.totals,
        });
        return shell::print_text(&format!("{line}\n"));
    }
    let mut text = format!(
        "{} entries, {} new, all verified; {} cosigned; {} pairs of contradicting sheets; {} of {} bulletins published and recomputed\n",
        seen.size,
        seen.new,
        seen.cosigned,
        seen.equivocations.len(),
        seen.bulletins,
        seen.bulletins_stated
    );
    for one in &seen.totals {
        let votes = one.candidates.iter().map(|(key, votes)| format!("{key} {votes}"));
        let votes = votes.collect::<Vec<_>>().join(", ");
        text.push_str(&format!("{}: {} of {} tables; {votes}\n", one.contest, one.counted, one.of));
    }
    shell::print_text(&text)
}
