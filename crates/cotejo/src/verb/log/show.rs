use std::fmt::Write as _;

use clap::Args;
use ledger::Trust;
use serde_json::json;

use super::Reading;
use crate::shell::{self, Outcome, election_dir, log_dir};

/// Show a log's checkpoint, its key, and who cosigned it. Its signatures are verified, its entries are not:
/// that is `fsck`.
#[derive(Args)]
#[command(after_help = "Example:\n  cotejo log show my-log --election my-election")]
pub struct Arguments {
    #[command(flatten)]
    reading: Reading,
}

/// Shows; exit code 1 where the quorum is not reached.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let Reading { log, election, json } = &arguments.reading;
    let election = election_dir::load(election)?;
    let trust = Trust::of_election(&election)?;
    let verified = log_dir::read(log, &trust)?.verified;
    let missing: Vec<&str> = trust
        .cosigners
        .iter()
        .map(|one| one.key.name())
        .filter(|name| verified.cosigned.iter().all(|(there, _)| there != name))
        .collect();
    let checkpoint = &verified.checkpoint;
    if *json {
        shell::print_json(&json!({
            "origin": checkpoint.origin,
            "vkey": trust.log.to_string(),
            "size": checkpoint.size,
            "root": checkpoint.root.to_string(),
            "cosigned": verified.cosigned.iter().map(|(name, at)| json!({ "name": name, "at": at })).collect::<Vec<_>>(),
            "not_cosigned": missing,
            "quorum": verified.quorum,
        }))?;
        return Ok(Outcome::found_if(!verified.quorum));
    }
    let mut text = format!(
        "log       {}\nvkey      {}\nentries   {}\nroot      {}\n",
        checkpoint.origin, trust.log, checkpoint.size, checkpoint.root
    );
    for (name, at) in &verified.cosigned {
        let at = i64::try_from(*at).ok().and_then(|at| jiff::Timestamp::from_second(at).ok());
        let at = at.map_or_else(|| "at an unknown time".to_owned(), |at| at.to_string());
        let _ = writeln!(text, "cosigned  {name}, {at}");
    }
    for name in missing {
        let _ = writeln!(text, "missing   {name}");
    }
    let quorum = if verified.quorum { "reached" } else { "NOT reached" };
    let _ = writeln!(
        text,
        "quorum    {quorum}: {} of at least {}, of which {} not of the authority",
        verified.cosigned.len(),
        trust.at_least,
        trust.not_authority
    );
    shell::print_text(&text)?;
    Ok(Outcome::found_if(!verified.quorum))
}
