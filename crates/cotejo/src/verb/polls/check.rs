use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::anyhow;
use clap::Args;
use quickcount::poll::{CAVEAT, Comparison, MAX_REGISTER_BYTES, Reference, Register, compare};
use quickcount::{QuickCount, Refusal};
use record::election::{Areas, Contest};
use record::{Collection, Digest, Election, Rule, Severity};
use report::polls::QUICK_COUNT;
use report::{AnnouncedThen, Lang, PollsPage, polls_doc};
use serde_json::json;
use tally::irreversibility::Race;
use tally::{ContestShape, CopyIndex, Policy, Selection, Totals};

use super::then;
use crate::reading::gather::Wishes;
use crate::shell::sources::{SourceArgument, load_all};
use crate::shell::{self, Outcome, election_dir, files};
use crate::verb::{bulletin, quickcount as count};

/// Hold every poll of a register against sources, bulletins and a quick count, and every announcement in the
/// sources against the tables held when it was made and now. Writes one page in each language, and JSON.
///
/// A source is a result by itself: the sum of its tables, true or not. Exit code 1 where an announcement
/// could not be true given the tables; a poll that differs is no error.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  cotejo polls check polls.toml results.csv --election my-election --out polls\n  cotejo polls check polls.toml a=results.csv said=announced.toml --election my-election --bulletin bulletin-1.json \\\n      --quickcount plan.json sample.json received.json --out polls"
)]
pub struct Arguments {
    /// The register (TOML).
    register: PathBuf,
    /// Sources, as `PATH` or `ID=PATH`.
    #[arg(value_name = "SOURCE")]
    sources: Vec<SourceArgument>,
    /// The election directory.
    #[arg(long)]
    election: PathBuf,
    /// Key of the contest, where the election has several.
    #[arg(long)]
    contest: Option<String>,
    /// A bulletin to hold polls against. May be repeated.
    #[arg(long)]
    bulletin: Vec<PathBuf>,
    /// A quick count to hold polls against: plan, sample and what was received.
    #[arg(long, num_args = 3, value_names = ["PLAN", "SAMPLE", "RECEIVED"])]
    quickcount: Option<Vec<PathBuf>>,
    /// Write the pages and `polls.json` into this folder.
    #[arg(long)]
    out: Option<PathBuf>,
    /// Language of texts: en or es; the election's where left out.
    #[arg(long)]
    language: Option<String>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Checks.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let election = election_dir::load(&arguments.election)?;
    let lang = shell::lang(arguments.language.as_deref().unwrap_or(&election.manifest.language))?;
    let contest = count::contest_of(&election, arguments.contest.as_deref())?;
    let (register, digest) = read_register(&arguments.register, contest)?;
    let collections = load_all(&arguments.sources, &election, &Wishes::default())?;
    let mut references: Vec<Reference> =
        collections.iter().filter_map(|one| of_source(&election, contest, one)).collect();
    for path in &arguments.bulletin {
        references.push(of_bulletin(&election, contest, path)?);
    }
    if let Some([plan, sample, received]) = arguments.quickcount.as_deref() {
        let (of, counted) = count::load_estimate(&election, plan, sample, received)?;
        if of.no == contest.no {
            references.extend(of_count(contest, &counted));
        }
    }
    let comparisons = compare(&register, &references);
    let announcements = then::announcements(&election, &contest.key, &collections)?;
    let value = data(&election, contest, &digest, &references, &comparisons, &announcements);
    if let Some(out) = &arguments.out {
        let page = PollsPage {
            announcements: announcements.clone(),
            sources: names(&collections),
            ..page(&election, contest, &digest, &register, &references, &comparisons)
        };
        for of in Lang::ALL {
            let name =
                if of == lang { "index.html".to_owned() } else { format!("{}.html", of.tag()) };
            let html = polls_doc(&page, of, env!("CARGO_PKG_VERSION")).html()?;
            files::write_whole(&out.join(name), html.as_bytes())?;
        }
        let text = format!("{}\n", serde_json::to_string_pretty(&value)?);
        files::write_whole(&out.join("polls.json"), text.as_bytes())?;
    }
    if arguments.json {
        shell::print_json(&value)?;
    } else {
        shell::print_text(&summary(&comparisons, &announcements, lang))?;
    }
    let contradicted = announcements.iter().flat_map(|one| [one.then.rule, one.now.rule]).flatten();
    let errors = contradicted.filter(|rule| rule.severity() == Severity::Error).count();
    Ok(Outcome::found_if(errors > 0))
}

/// What is published of one contest: its key, its documents, the same as data.
pub type Published = (String, [report::Doc; 2], serde_json::Value);

/// The polls of a register against sources and quick counts, contest by contest, in every language and as data. A
/// contest about which nobody polled or announced anything is left out. `log` is the collection that is the public log.
pub fn published(
    register: &Path,
    election: &Election,
    collections: &[Collection],
    log: Option<&Collection>,
    counts: &[count::Published<'_>],
) -> anyhow::Result<Vec<Published>> {
    let of_contest = |contest: &Contest| -> anyhow::Result<Option<Published>> {
        let (register, digest) = read_register(register, contest)?;
        let announcements = then::announcements(election, &contest.key, collections)?;
        if register.polls.is_empty() && announcements.is_empty() && election.contests.len() > 1 {
            return Ok(None);
        }
        let mut references: Vec<Reference> =
            collections.iter().filter_map(|one| of_source(election, contest, one)).collect();
        let counts = counts.iter().filter(|one| one.contest.no == contest.no);
        references.extend(counts.filter_map(|one| of_count(contest, &one.count)));
        let comparisons = compare(&register, &references);
        let value = data(election, contest, &digest, &references, &comparisons, &announcements);
        let page = PollsPage {
            announcements,
            sources: names(collections),
            log: log.map(|log| log.source.id.clone()),
            ..page(election, contest, &digest, &register, &references, &comparisons)
        };
        let version = env!("CARGO_PKG_VERSION");
        let docs = super::super::site::in_each(|lang| Ok(polls_doc(&page, lang, version)))?;
        Ok(Some((contest.key.clone(), docs, value)))
    };
    refuse_without_contest(register, election)?;
    election.contests.iter().filter_map(|contest| of_contest(contest).transpose()).collect()
}

/// Where there are several contests, each poll has to name its own.
fn refuse_without_contest(register: &Path, election: &Election) -> anyhow::Result<()> {
    let bytes = files::read_bounded(register, u64::try_from(MAX_REGISTER_BYTES)?)?;
    let register = Register::parse(&String::from_utf8_lossy(&bytes))?;
    let known = |key: &String| election.contest_by_key(key).is_some();
    let needs_one = election.contests.len() > 1;
    let wrong = register.polls.iter().find(|poll| match &poll.contest {
        Some(key) => !known(key),
        None => needs_one,
    });
    match wrong {
        None => Ok(()),
        Some(poll) => {
            let detail = format!("poll `{}`: it names no contest of this election", poll.id);
            Err(Refusal::new(Rule::RegisterMalformed, detail).into())
        }
    }
}

/// The polls of a register about a contest, each about candidates that there are, and the register's digest.
fn read_register(path: &Path, contest: &Contest) -> anyhow::Result<(Register, Digest)> {
    let bytes = files::read_bounded(path, u64::try_from(MAX_REGISTER_BYTES)?)?;
    let text = std::str::from_utf8(&bytes)
        .map_err(|_| Refusal::new(Rule::RegisterMalformed, "it is not UTF-8"))?;
    let mut register = Register::parse(text)?;
    register.polls.retain(|poll| poll.contest.as_ref().is_none_or(|key| *key == contest.key));
    for poll in &register.polls {
        let unknown = |key: &str| contest.candidate(key).is_none();
        if let Some(one) = poll.shares.iter().find(|one| unknown(&one.candidate)) {
            let detail = format!("poll `{}`: no candidate `{}`", poll.id, one.candidate);
            return Err(Refusal::new(Rule::RegisterMalformed, detail).into());
        }
    }
    Ok((register, Digest::of(&bytes)))
}

fn data(
    election: &Election,
    contest: &Contest,
    register: &Digest,
    references: &[Reference],
    comparisons: &[Comparison],
    announcements: &[AnnouncedThen<'_>],
) -> serde_json::Value {
    json!({
        "election": election.id, "contest": contest.key, "register": register,
        "references": references, "comparisons": comparisons, "announcements": announcements,
        "caveat": CAVEAT,
    })
}

/// The page, without announcements and names of sources.
fn page<'a>(
    election: &Election,
    contest: &Contest,
    digest: &Digest,
    register: &'a Register,
    references: &'a [Reference],
    comparisons: &'a [Comparison],
) -> PollsPage<'a> {
    PollsPage {
        election: election.manifest.name.clone(),
        election_id: election.id.to_string(),
        contest: contest.title.clone(),
        register_digest: digest.to_string(),
        register,
        references,
        comparisons,
        names: contest.candidates.iter().map(|one| (one.key.clone(), one.name.clone())).collect(),
        sources: Vec::new(),
        log: None,
        announcements: Vec::new(),
    }
}

/// Ids and names of sources.
fn names(collections: &[Collection]) -> Vec<(String, String)> {
    let sources = collections.iter().map(|one| &one.source);
    sources.map(|source| (source.id.clone(), source.name.clone())).collect()
}

fn summary(comparisons: &[Comparison], announcements: &[AnnouncedThen<'_>], lang: Lang) -> String {
    let sentence = |rule: Rule| match lang {
        Lang::En => rule.sentence(),
        Lang::Es => rule.sentence_es(),
    };
    let mut text = String::new();
    for one in comparisons {
        let figures = one.outcome.map_or_else(String::new, |outcome| {
            format!(
                "{:+.2} [{:+.2}, {:+.2}] − {:+.2} = {:+.2} (p {:.4})  ",
                100.0 * outcome.margin,
                100.0 * outcome.interval.low,
                100.0 * outcome.interval.high,
                100.0 * (outcome.margin - outcome.difference),
                100.0 * outcome.difference,
                outcome.adjusted_p
            )
        });
        let (poll, reference) = (&one.poll, &one.reference);
        let _ =
            writeln!(text, "{poll:20} {reference:20} {figures}{} {}", one.rule, sentence(one.rule));
    }
    for one in announcements {
        let said = |evidence: &report::Evidence| {
            let rule =
                evidence.rule.map_or("—".to_owned(), |rule| format!("{rule} {}", sentence(rule)));
            format!(
                "{rule} ({} {})",
                evidence.tables,
                match lang {
                    Lang::En => "tables",
                    Lang::Es => "mesas",
                }
            )
        };
        let (then, now) = match lang {
            Lang::En => ("then", "now"),
            Lang::Es => ("entonces", "ahora"),
        };
        let announcement = one.announcement;
        let _ = writeln!(
            text,
            "{} {}\n  {then}: {}\n  {now}: {}",
            announcement.id,
            announcement.at,
            said(&one.then),
            said(&one.now)
        );
    }
    if text.is_empty() {
        text.push_str(match lang {
            Lang::En => "nothing to compare\n",
            Lang::Es => "nada que comparar\n",
        });
    }
    text
}

/// A source as a result: the sum of its tables; none where it has no votes.
fn of_source(election: &Election, contest: &Contest, collection: &Collection) -> Option<Reference> {
    let alone = std::slice::from_ref(collection);
    let index = CopyIndex::build(election, contest.no, alone);
    let selection =
        Selection::choose(&ContestShape::of(contest), &index, alone, &Policy::BestGrade);
    let totals = Totals::fold(election, contest, alone, &selection);
    of_votes(contest, &collection.source.id, totals.candidates(Areas::COUNTRY))
}

fn of_bulletin(
    election: &Election,
    contest: &Contest,
    path: &std::path::Path,
) -> anyhow::Result<Reference> {
    let (_, bulletin) = bulletin::read(path)?;
    if bulletin.election != election.id {
        return Err(anyhow!(
            "{} the bulletin is of election {}",
            Rule::PlanMismatch,
            bulletin.election
        ));
    }
    let result = bulletin.contest(&contest.key);
    let figures = result.map(|result| &result.country.candidates);
    let votes: Vec<u64> = contest
        .candidates
        .iter()
        .map(|one| figures.and_then(|all| all.get(&one.key)).map_or(0, |figure| figure.sum))
        .collect();
    of_votes(contest, &files::short_name(path), &votes).ok_or_else(|| {
        anyhow!(
            "{} {} has no votes of this contest",
            Rule::NothingToEstimate,
            files::short_name(path)
        )
    })
}

fn of_votes(contest: &Contest, name: &str, votes: &[u64]) -> Option<Reference> {
    let race = Race::of(votes, 1)?;
    let valid = votes.iter().try_fold(0_u64, |sum, one| sum.checked_add(*one))?;
    let margin = tally::Ratio::new(i128::from(race.lead), i128::from(valid)).ok()?.to_f64();
    let key = |at: usize| contest.candidates[at].key.clone();
    Some(Reference {
        name: name.to_owned(),
        first: key(race.last_winner),
        second: key(race.first_loser),
        margin,
        standard_error: 0.0,
    })
}

fn of_count(contest: &Contest, counted: &QuickCount) -> Option<Reference> {
    let closest = counted
        .margins
        .iter()
        .min_by(|a, b| a.measured.estimate.estimate.total_cmp(&b.measured.estimate.estimate))?;
    let key = |at: usize| contest.candidates[at].key.clone();
    Some(Reference {
        name: QUICK_COUNT.to_owned(),
        first: key(counted.leader),
        second: key(closest.over),
        margin: closest.measured.estimate.estimate,
        standard_error: closest.measured.estimate.standard_error,
    })
}
