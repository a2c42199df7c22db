use std::collections::BTreeMap;
use std::path::PathBuf;

use audit::AuditError;
use audit::plan::Pace;
use audit::preconditions::BoundsFrom;
use clap::Args;
use jiff::Timestamp;
use ledger::Trust;
use record::election::{Contest, Share};
use record::{Collection, Count, Election, Rule};
use tally::ContestShape;

use super::cost::{self, Wanted};
use super::desk::Desk;
use super::folder::Folder;
use super::opened::{self, SignArguments};
use super::step::{BoxRecord, Method, PlanRecord, StepRecord, Winners};
use super::words::Words;
use crate::reading::gather::Wishes;
use crate::shell::sources::{SourceArgument, load_all};
use crate::shell::{self, Outcome, election_dir, files, log_dir};
use crate::verb::collate::collate_with_defaults;

/// Say what an audit will cost before anything is opened, and begin it in a new folder.
///
/// Results per table are those that count in a log (`--log`) or in sources. Boxes whose table has no figures
/// cannot be compared: their electors count as pending.
#[derive(Args)]
#[command(after_help = "\
Examples:
  cotejo audit plan my-audit --election my-election --log my-log --risk-limit 5%
  cotejo audit plan fixed --election my-election --log my-log --method fixed --share 54%
  cotejo audit plan my-audit --election my-election results.csv --bounds poll-books.csv --simulate 1000")]
pub struct Arguments {
    /// The audit's folder, which does not hold one yet.
    folder: PathBuf,
    /// Sources of the results, as for `collate`, where there is no log.
    #[arg(value_name = "SOURCE", conflicts_with = "log", required_unless_present = "log")]
    sources: Vec<SourceArgument>,
    /// The election directory.
    #[arg(long)]
    election: PathBuf,
    /// The log that the results stand in.
    #[arg(long)]
    log: Option<PathBuf>,
    /// The contest; the first where left out.
    #[arg(long)]
    contest: Option<String>,
    /// Largest chance of confirming a wrong outcome; that of the election file where left out, else 5%.
    #[arg(long)]
    risk_limit: Option<String>,
    /// How boxes are drawn and what is made of them.
    #[arg(long, value_enum, default_value = "betting")]
    method: Method,
    /// Share of the boxes of each centre for `--method fixed`; that of the election file where left out, else 54%.
    #[arg(long)]
    share: Option<String>,
    /// What makes a winner.
    #[arg(long, value_enum, default_value = "plurality")]
    winners: Winners,
    /// Receipts that each box can hold, from the poll books: a CSV of `table,receipts`. Registered electors where
    /// left out.
    #[arg(long, value_name = "FILE")]
    bounds: Option<PathBuf>,
    /// Votes announced for a candidate, as KEY=VOTES; for every candidate or none.
    #[arg(long, value_name = "KEY=VOTES")]
    announced: Vec<String>,
    /// Seconds for each receipt.
    #[arg(long, default_value_t = Pace::GUESS.seconds_per_receipt)]
    seconds_per_receipt: f64,
    /// Minutes for each box.
    #[arg(long, default_value_t = Pace::GUESS.minutes_per_box)]
    minutes_per_box: f64,
    /// People at each box.
    #[arg(long, default_value_t = Pace::GUESS.people)]
    people: u32,
    /// Also audit so many invented wrong outcomes with every method, and say how many were confirmed.
    #[arg(long, value_name = "RUNS", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    simulate: Option<u32>,
    /// Map for CSV sources.
    #[arg(long)]
    map: Option<String>,
    /// Language: en or es; the election's where left out.
    #[arg(long)]
    language: Option<String>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    sign: SignArguments,
}

/// Plans; exit code 1 where no sample can confirm the outcome.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let election = election_dir::load(&arguments.election)?;
    let contest = match &arguments.contest {
        Some(key) => election.contest_by_key(key),
        None => election.contests.first(),
    };
    let contest = contest.ok_or_else(|| {
        AuditError::new(Rule::AuditContestUndefined, "the election has no such contest")
    })?;
    let collections = collections(arguments, &election)?;
    let books = arguments.bounds.as_deref().map(poll_books).transpose()?;
    let (boxes, pending) = boxes(&election, contest, &collections, books.as_ref())?;
    let rules = election.manifest.audit;
    let share = |given: &Option<String>, of_file: Option<Share>, otherwise: &str| match given {
        Some(text) => percentage(text),
        None => of_file.map_or_else(|| percentage(otherwise), Ok),
    };
    let plan = PlanRecord {
        election: election.id,
        contest: contest.key.clone(),
        choices: contest.candidates.iter().map(|one| one.key.clone()).collect(),
        winners: arguments.winners,
        risk_limit: share(&arguments.risk_limit, rules.and_then(|one| one.risk_limit), "5%")?,
        method: arguments.method,
        share: match arguments.method {
            Method::Fixed => {
                let share = share(&arguments.share, rules.and_then(|one| one.boxes), "54%")?;
                if share.millionths() == 0 {
                    let detail = "a share of 0% draws no box";
                    return Err(AuditError::new(Rule::AuditParameterInvalid, detail).into());
                }
                Some(share)
            }
            _ => None,
        },
        bounds_from: if books.is_some() { BoundsFrom::PollBook } else { BoundsFrom::Roll },
        announced: announced(&arguments.announced, contest)?,
        pending,
        manifest: record::Digest([0; 32]),
        pace: Pace {
            seconds_per_receipt: arguments.seconds_per_receipt,
            minutes_per_box: arguments.minutes_per_box,
            people: arguments.people,
        },
    };
    // Before anything is written: an audit is never begun twice in one place.
    plan.pace.check()?;
    let signer = arguments.sign.signer()?;
    let (_, desk) = begin(&arguments.folder, plan, boxes, &election, signer.as_ref())?;
    let tag = arguments.language.as_deref().unwrap_or(&election.manifest.language);
    let words = Words::new(shell::lang(tag)?);
    let wanted = Wanted { simulate: arguments.simulate, json: arguments.json, words };
    cost::show(&desk, &wanted)
}

/// Begins an audit in a new folder.
pub fn begin<'a>(
    path: &std::path::Path,
    mut plan: PlanRecord,
    boxes: Vec<BoxRecord>,
    election: &'a Election,
    signer: Option<&opened::Signer>,
) -> anyhow::Result<(Folder, Desk<'a>)> {
    // Refused plans leave no folder: all is tried in memory before anything is written.
    Desk::planned(&plan, &boxes, plan.manifest, election)?;
    let at = Timestamp::now();
    let mut folder = Folder::create(path, boxes)?;
    plan.manifest = folder.manifest;
    let desk = Desk::planned(&plan, &folder.boxes, folder.manifest, election)?;
    let text = format!("audit plan {} {}", plan.contest, String::from(plan.risk_limit));
    let digest = folder.append(StepRecord::Plan(Box::new(plan)), at)?;
    if let Some(signer) = signer {
        let kind = record::StatementKind::Draw;
        opened::sign(&folder, election, signer, kind, &[], digest, &text, at)?;
    }
    Ok((folder, desk))
}

fn collections(arguments: &Arguments, election: &Election) -> anyhow::Result<Vec<Collection>> {
    let Some(log) = &arguments.log else {
        let wishes = Wishes { map: arguments.map.clone(), ..Wishes::default() };
        return load_all(&arguments.sources, election, &wishes);
    };
    let mut log = log_dir::read(log, &Trust::of_election(election)?)?;
    Ok(vec![log.replay(election)?.0.collection])
}

/// Every table with figures that count, and the electors of those without.
pub fn boxes(
    election: &Election,
    contest: &Contest,
    collections: &[Collection],
    books: Option<&BTreeMap<String, u64>>,
) -> anyhow::Result<(Vec<BoxRecord>, u64)> {
    let collation = collate_with_defaults(election, collections);
    let selection = &collation.contests[contest.no.index()].selection;
    let shape = ContestShape::of(contest);
    let (mut boxes, mut pending, mut scratch) = (Vec::new(), 0_u64, Vec::new());
    for table in election.tables.iter() {
        if !election.is_held(contest, election.tables.area(table)) {
            continue;
        }
        let code = election.tables.code(table);
        let electors = election.tables.electors(table).number().map(u64::from);
        let bound = match books {
            Some(books) => books.get(code).copied(),
            None => electors,
        };
        let bound = bound.ok_or_else(|| AuditError::new(Rule::AuditBoundsMissing, code))?;
        let Some(copy) = selection.of(table) else {
            pending = pending.saturating_add(bound);
            continue;
        };
        let sheet = copy.of(collections);
        shape.by_candidate(sheet.basis, copy.cells(collections), &mut scratch);
        let votes = scratch.iter().map(|count| figure(*count)).collect::<Option<Vec<_>>>();
        // Part of the figures is not the figures: such a table has none.
        let Some(votes) = votes else {
            pending = pending.saturating_add(bound);
            continue;
        };
        let null = sheet.null.number().map_or(0, u64::from);
        let cast = (votes.iter().sum::<u64>() + null).min(bound);
        boxes.push(BoxRecord { table: code.to_owned(), votes, bound, cast });
    }
    Ok((boxes, pending))
}

/// A candidate without a list at this table has no votes there; everything else that is no number is unknown.
fn figure(count: Count) -> Option<u64> {
    match count {
        Count::ABSENT => Some(0),
        count => count.number().map(u64::from),
    }
}

fn poll_books(path: &std::path::Path) -> anyhow::Result<BTreeMap<String, u64>> {
    const MAX_BYTES: u64 = 256 << 20;
    let bytes = files::read_bounded(path, MAX_BYTES)?;
    let mut rows = csv::Reader::from_reader(&bytes[..]);
    if rows.headers()? != vec!["table", "receipts"] {
        let detail = format!("{} has another header than `table,receipts`", path.display());
        return Err(AuditError::new(Rule::AuditArgumentUnusable, detail).into());
    }
    let mut books = BTreeMap::new();
    for row in rows.records() {
        let row = row?;
        let receipts = row[1].parse().map_err(|_| {
            AuditError::new(Rule::AuditNumberMalformed, format!("{}: `{}`", &row[0], &row[1]))
        })?;
        if books.insert(row[0].to_owned(), receipts).is_some() {
            return Err(AuditError::new(Rule::AuditBoxDuplicate, &row[0]).into());
        }
    }
    Ok(books)
}

fn announced(given: &[String], contest: &Contest) -> anyhow::Result<Option<Vec<u64>>> {
    if given.is_empty() {
        return Ok(None);
    }
    let mut votes = vec![None; contest.candidates.len()];
    for one in given {
        let (key, number) = one
            .split_once('=')
            .ok_or_else(|| unusable(format!("--announced is KEY=VOTES, not `{one}`")))?;
        let candidate = contest.candidate(key).ok_or_else(|| {
            let detail = format!("the contest has no candidate `{key}`");
            AuditError::new(Rule::AuditContestUndefined, detail)
        })?;
        let number: u64 =
            number.parse().map_err(|_| AuditError::new(Rule::AuditNumberMalformed, one.clone()))?;
        votes[candidate.index()] = Some(number);
    }
    let votes: Option<Vec<u64>> = votes.into_iter().collect();
    votes.map(Some).ok_or_else(|| unusable("--announced for some candidates only: give all").into())
}

fn percentage(text: &str) -> anyhow::Result<Share> {
    Share::try_from(text.to_owned())
        .map_err(|error| AuditError::new(Rule::AuditParameterInvalid, error).into())
}

fn unusable(detail: impl Into<String>) -> AuditError {
    AuditError::new(Rule::AuditArgumentUnusable, detail)
}
