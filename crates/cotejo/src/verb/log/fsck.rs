use std::fmt::Write as _;
use std::time::Instant;

use clap::Args;
use ledger::{LedgerError, Trust};
use serde_json::json;

use super::Reading;
use crate::shell::{self, Outcome, election_dir, log_dir};

/// Re-verify a whole log from its bytes: signatures, every entry, every tile, the root.
#[derive(Args)]
#[command(after_help = "Example:\n  cotejo log fsck my-log --election my-election")]
pub struct Arguments {
    #[command(flatten)]
    reading: Reading,
}

/// Checks; exit code 1 at the first place that is wrong, and where tables have contradicting sheets.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let Reading { log, election, json } = &arguments.reading;
    let clock = Instant::now();
    let election = election_dir::load(election)?;
    let mut log = log_dir::read(log, &Trust::of_election(&election)?)?;
    let (replay, checked) = match log.replay(&election) {
        Ok(checked) => checked,
        Err(error) => {
            let wrong = error.downcast::<LedgerError>()?;
            if *json {
                shell::print_json(&json!({ "rule": wrong.rule.code(), "detail": wrong.detail }))?;
            } else {
                shell::print_text(&format!("{wrong}\n"))?;
            }
            return Ok(Outcome::Found);
        }
    };
    let tables = &election.tables;
    let twice = |one: &ledger::replay::Equivocation| json!({ "rule": "L430", "table": tables.code(one.table), "entries": one.entries });
    if *json {
        shell::print_json(&json!({
            "entries": checked.entries,
            "tiles": checked.tiles,
            "bytes": checked.bytes,
            "sheets": replay.collection.copies.len(),
            "statements": replay.statements.len(),
            "equivocations": replay.equivocations.iter().map(twice).collect::<Vec<_>>(),
            "cosigned": log.verified.cosigned.len(),
            "quorum": log.verified.quorum,
        }))?;
    } else {
        let mut text = format!(
            "{} of {} entries re-verified ({} sheets, {} statements), {} tiles, the root and {} cosignatures; {:.1} s\n",
            checked.entries,
            log.verified.checkpoint.size,
            replay.collection.copies.len(),
            replay.statements.len(),
            checked.tiles,
            log.verified.cosigned.len(),
            clock.elapsed().as_secs_f32()
        );
        for one in &replay.equivocations {
            let [first, second] = one.entries;
            let _ = writeln!(
                text,
                "L430 table {}: entries {first} and {second} contradict each other",
                tables.code(one.table)
            );
        }
        shell::print_text(&text)?;
    }
    Ok(Outcome::found_if(!replay.equivocations.is_empty()))
}
