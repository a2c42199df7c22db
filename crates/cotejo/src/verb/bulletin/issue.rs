use std::path::PathBuf;

use anyhow::anyhow;
use clap::Args;
use jiff::Timestamp;
use ledger::Trust;
use record::election::Share;
use record::{SignedStatement, StatementKind};
use serde_json::json;
use tally::bulletin::{Claim, CoverageOf, Cutoff, Level};

use super::{Wanted, bulletin, read, statement};
use crate::shell::{self, Outcome, election_dir, files, keys, log_dir};

/// Compute the bulletin of a log and write its canonical text, with a signed statement of its digest.
///
/// A claim that the arithmetic does not carry cannot be issued.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  cotejo bulletin issue my-log --election my-election --as authority --key authority.pem --out bulletin-1.json\n  cotejo bulletin issue my-log --election my-election --as authority --key authority.pem --previous bulletin-1.json \\\n      --irreversible president --out bulletin-2.json"
)]
pub struct Arguments {
    /// The log's folder.
    log: PathBuf,
    /// The election directory.
    #[arg(long)]
    election: PathBuf,
    /// Id of the organisation that issues it.
    #[arg(long = "as")]
    organisation: String,
    /// Its signing key.
    #[arg(long)]
    key: PathBuf,
    /// The bulletin before this one.
    #[arg(long)]
    previous: Option<PathBuf>,
    /// Entries of the log to stand on; all of them where left out.
    #[arg(long)]
    size: Option<u64>,
    /// Name the cut-off by which the size was chosen: that this share of the tables of a contest counts, as
    /// `president=80%`. Refused where it does not; a cut-off by time cannot be checked and is not offered.
    #[arg(long, value_name = "CONTEST=SHARE")]
    coverage: Option<String>,
    /// Claim that the result of a contest is irreversible by arithmetic (level A).
    #[arg(long, value_name = "CONTEST")]
    irreversible: Vec<String>,
    /// The largest turnout that level B shall assume at outstanding tables, as `70%`.
    #[arg(long)]
    turnout: Option<String>,
    /// Where to write the bulletin; its statement goes beside it as `.statement`.
    #[arg(long)]
    out: PathBuf,
    /// Publish it beside the log's tiles as well, where monitors recompute it. What is there is not replaced.
    #[arg(long)]
    publish: bool,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Issues a bulletin.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let election = election_dir::load(&arguments.election)?;
    let mut log = log_dir::read(&arguments.log, &Trust::of_election(&election)?)?;
    let (replay, _) = log.replay(&election)?;
    let previous =
        arguments.previous.as_deref().map(read).transpose()?.map(|(_, previous)| previous);
    let claim =
        |contest: &String| Claim::Irreversible { contest: contest.clone(), level: Level::A };
    let turnout = arguments.turnout.clone().map(Share::try_from).transpose();
    let wanted = Wanted {
        size: arguments.size.unwrap_or(log.verified.checkpoint.size),
        number: previous.as_ref().map_or(1, |previous| previous.number + 1),
        stated: Timestamp::now(),
        cutoff: arguments.coverage.as_deref().map(cutoff).transpose()?,
        assumed_turnout: turnout.map_err(|error| anyhow!("--turnout: {error}"))?,
        claims: arguments.irreversible.iter().map(claim).collect(),
    };
    let bulletin = bulletin(&mut log, &election, &replay, &wanted, previous.as_ref())?;
    let by = &arguments.organisation;
    let statement = statement(&bulletin, StatementKind::Bulletin, by, wanted.stated);
    let signed = SignedStatement::sign(statement, &election.id, &keys::read(&arguments.key)?)?;
    signed.verify(&election)?;
    let text = bulletin.to_canonical();
    files::write_whole(&arguments.out, &text)?;
    if arguments.publish {
        log_dir::publish_bulletin(&arguments.log, bulletin.number, &text)?;
    }
    files::write_whole(&arguments.out.with_extension("statement"), signed.bytes())?;
    if arguments.json {
        shell::print_json(&json!({
            "number": bulletin.number, "size": bulletin.checkpoint.size, "digest": bulletin.digest(),
        }))?;
    } else {
        shell::print_text(&format!(
            "bulletin {} on {} entries: {}\nnext: `cotejo log append` its statement, so that it cannot be taken back\n",
            bulletin.number,
            bulletin.checkpoint.size,
            bulletin.digest()
        ))?;
    }
    Ok(Outcome::Fine)
}

fn cutoff(text: &str) -> anyhow::Result<Cutoff> {
    let (contest, share) = text
        .split_once('=')
        .ok_or_else(|| anyhow!("--coverage names a contest and a share, as `president=80%`"))?;
    let share =
        Share::try_from(share.to_owned()).map_err(|error| anyhow!("--coverage: {error}"))?;
    Ok(Cutoff::Coverage { contest: contest.to_owned(), of: CoverageOf::Tables, share })
}
