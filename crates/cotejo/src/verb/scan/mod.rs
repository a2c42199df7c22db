//! Read the QR codes of images and PDFs.

mod table;

use std::num::NonZeroUsize;
use std::path::PathBuf;

use anyhow::{Context as _, anyhow};
use clap::Args;
use ingest::qr_text::brazil::BrazilKeys;
use ingest::{Input, PayloadContext};
use record::{ContestNo, Election, Severity, SignatureVerdict};

use crate::reading::run::{default_jobs, read_all};
use crate::reading::sheets::entries;
use crate::reading::state::State;
use crate::reading::{Entry, FileVerdict};
use crate::shell::{self, Outcome, election_dir, files};

/// Read every QR code of images and PDFs: JPEG, PNG, TIFF, PDF; files and folders.
///
/// Each file is decoded in a child process with limits on memory and time, so a hostile file costs itself
/// only. Exit code 1 when a file is unreadable or a sheet breaks an error rule.
#[derive(Args)]
#[command(after_help = "\
Examples:
  cotejo scan photo.jpg
  cotejo scan --election my-election photos/ --json > sheets.json
  cotejo scan --election my-election photos/ --state photos.state    stop and go on at will")]
pub struct Arguments {
    /// Files and folders.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// The election directory, to check tables, figures and signatures.
    #[arg(long)]
    election: Option<PathBuf>,
    /// Contest of sheets that do not name theirs.
    #[arg(long, requires = "election")]
    contest: Option<String>,
    /// Public keys of Brazil's authority: a JSON object from label to hexadecimal key.
    #[arg(long)]
    keys: Option<PathBuf>,
    /// Keep what was read in this file, and go on from it.
    #[arg(long)]
    state: Option<PathBuf>,
    /// Decoding processes; all cores but one where left out.
    #[arg(long)]
    jobs: Option<NonZeroUsize>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Largest key file.
const MAX_KEYS: u64 = 1 << 20;

/// Scans and prints.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let election = arguments.election.as_deref().map(election_dir::load).transpose()?;
    let keys = keys(arguments)?;
    let context = PayloadContext {
        election: election.as_ref(),
        contest: contest(arguments, election.as_ref())?,
        keys: &keys,
    };
    let listed = scan::list(&arguments.files)?;
    for skipped in &listed.skipped {
        eprintln!("left out: {} (a link, or too deep)", skipped.display());
    }
    let state = arguments.state.as_deref().map_or_else(|| Ok(State::new()), State::resume)?;
    let readings = read_all(&listed.files, arguments.jobs.unwrap_or_else(default_jobs), state)?;
    let entries = entries(&readings, &context);
    if arguments.json {
        shell::print_json(&entries)?;
    } else {
        shell::print_text(&table::plain(&entries))?;
    }
    Ok(Outcome::found_if(entries.iter().any(is_worth_a_look)))
}

fn is_worth_a_look(entry: &Entry) -> bool {
    entry.verdict == FileVerdict::Unreadable
        || entry.signature == Some(SignatureVerdict::Invalid)
        || entry.rules.iter().any(|rule| rule.severity() == Severity::Error)
}

fn keys(arguments: &Arguments) -> anyhow::Result<BrazilKeys> {
    let Some(path) = &arguments.keys else { return Ok(BrazilKeys::default()) };
    let bytes = files::read_bounded(path, MAX_KEYS)?;
    let name = files::short_name(path);
    BrazilKeys::parse(&Input::new(&name, &bytes)).context("cannot use the key file")
}

/// The contest of sheets that name none; left open where the election has several and none was given.
fn contest(
    arguments: &Arguments,
    election: Option<&Election>,
) -> anyhow::Result<Option<ContestNo>> {
    let Some(election) = election else { return Ok(None) };
    match (&arguments.contest, election.contests.as_slice()) {
        (Some(key), _) => match election.contest_by_key(key) {
            Some(contest) => Ok(Some(contest.no)),
            None => Err(anyhow!("S105 the election has no contest `{key}`")),
        },
        (None, [only]) => Ok(Some(only.no)),
        (None, _) => Ok(None),
    }
}
