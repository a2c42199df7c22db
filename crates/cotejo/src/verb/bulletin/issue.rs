use std::path::PathBuf;

use anyhow::anyhow;
use clap::Args;
use jiff::Timestamp;
use ledger::Trust;
use ledger::trust::Verified;
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
    /// `president=80%`. Refused where it does not.
    #[arg(long, value_name = "CONTEST=SHARE")]
    coverage: Option<String>,
    /// Cut by time: stand on the largest checkpoint that a quorum had cosigned by this moment, as
    /// `2026-10-04T22:00:00-04:00`.
    #[arg(long, value_name = "TIME", conflicts_with_all = ["size", "coverage"])]
    until: Option<Timestamp>,
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
    let trust = Trust::of_election(&election)?;
    let mut log = log_dir::read(&arguments.log, &trust)?;
    let (size, cutoff) = match arguments.until {
        Some(at) => {
            (size_at(&log_dir::kept(&arguments.log, &trust)?, at)?, Some(Cutoff::Time { at }))
        }
        None => (
            arguments.size.unwrap_or(log.verified.checkpoint.size),
            arguments.coverage.as_deref().map(coverage).transpose()?,
        ),
    };
    let (replay, _) = log.replay(&election)?;
    let previous =
        arguments.previous.as_deref().map(read).transpose()?.map(|(_, previous)| previous);
    let claim =
        |contest: &String| Claim::Irreversible { contest: contest.clone(), level: Level::A };
    let turnout = arguments.turnout.clone().map(Share::try_from).transpose();
    let wanted = Wanted {
        size,
        number: previous.as_ref().map_or(1, |previous| previous.number + 1),
        stated: Timestamp::now(),
        cutoff,
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

/// The largest size that a quorum had cosigned by a moment.
fn size_at(kept: &[Verified], at: Timestamp) -> anyhow::Result<u64> {
    let by_then = |one: &&Verified| {
        one.published().and_then(log_dir::timestamp).is_some_and(|published| published <= at)
    };
    let sizes = kept.iter().filter(by_then).map(|one| one.checkpoint.size);
    sizes.max().ok_or_else(|| {
        anyhow!("no checkpoint kept with the log had its quorum by {at}: wait for cosigners, or cut by coverage")
    })
}

fn coverage(text: &str) -> anyhow::Result<Cutoff> {
    let (contest, share) = text
        .split_once('=')
        .ok_or_else(|| anyhow!("--coverage names a contest and a share, as `president=80%`"))?;
    let share =
        Share::try_from(share.to_owned()).map_err(|error| anyhow!("--coverage: {error}"))?;
    Ok(Cutoff::Coverage { contest: contest.to_owned(), of: CoverageOf::Tables, share })
}
