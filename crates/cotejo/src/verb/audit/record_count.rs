use std::path::PathBuf;

use audit::AuditError;
use audit::machine::Progress;
use clap::Args;
use jiff::Timestamp;
use record::Rule;
use serde_json::json;

use super::desk::Desk;
use super::opened::{self, Place, SignArguments};
use super::step::{EntryRecord, FoundRecord, StepRecord};
use crate::shell::{self, Outcome, files};

/// Enter what one person counted in one box, or in many. A box is settled when two people entered the same.
///
/// A candidate without receipts is written 0; a figure that is missing or cannot be read is refused.
#[derive(Args)]
#[command(after_help = "\
Examples:
  cotejo audit record my-audit --election my-election --person 07 --table 240111020.01.1.0001 \\
      --votes anna=120 --votes benito=98 --others 3
  cotejo audit record my-audit --election my-election --person 08 --table 240111020.01.1.0001 --missing
  cotejo audit record my-audit --election my-election --person 07 --file counted.csv

A file has the header `table`, the candidates' keys, `others`; a row of a box that was not found has `missing` in every
other field.")]
pub struct Arguments {
    #[command(flatten)]
    place: Place,
    /// Who enters it: a number or word, no name. The folder is published.
    #[arg(long)]
    person: String,
    /// The box, by its table.
    #[arg(long, value_name = "CODE", required_unless_present = "file", conflicts_with = "file")]
    table: Option<String>,
    /// Receipts for a candidate, as KEY=COUNT; for every candidate.
    #[arg(long, value_name = "KEY=COUNT", conflicts_with_all = ["file", "missing"])]
    votes: Vec<String>,
    /// Receipts for nobody: null or unmarked.
    #[arg(long, conflicts_with_all = ["file", "missing"])]
    others: Option<String>,
    /// The box could not be found or opened.
    #[arg(long, conflicts_with = "file")]
    missing: bool,
    /// Entries of many boxes.
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    sign: SignArguments,
}

/// Enters; exit code 1 where a box now has entries that differ.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let election = arguments.place.election()?;
    let (mut folder, mut desk) = arguments.place.open(&election)?;
    opened::not_blank("--person", &arguments.person)?;
    let signer = arguments.sign.signer()?;
    let entries = match (&arguments.file, &arguments.table) {
        (Some(path), _) => from_file(path, &desk)?,
        (None, Some(table)) => vec![(table.clone(), typed(arguments, &desk)?)],
        (None, None) => return Err(unusable("name a box with --table, or a file with --file")),
    };
    let mut told = Vec::new();
    for (table, found) in entries {
        let entry = EntryRecord { table: table.clone(), person: arguments.person.clone(), found };
        let step = StepRecord::Entry(entry);
        opened::step(&mut folder, &mut desk, step, Timestamp::now(), signer.as_ref())?;
        let number = desk.manifest.find(&table)?;
        let progress = desk.entries().map(|entries| entries.progress(number));
        told.push((table, progress.unwrap_or(Progress::Nothing)));
    }
    let differ = told.iter().any(|(_, progress)| *progress == Progress::Differ);
    if arguments.json {
        let rows: Vec<_> = told
            .iter()
            .map(|(table, progress)| json!({ "table": table, "progress": word(*progress) }))
            .collect();
        shell::print_json(&rows)?;
    } else {
        let words = arguments.place.words(&election)?;
        for (table, progress) in &told {
            let said = words.say(word(*progress), palabra(*progress));
            shell::print_text(&format!("{table}  {said}\n"))?;
            if *progress == Progress::Differ {
                let said = shell::usage::refusal(Rule::AuditEntriesDiffer, "", words.lang);
                shell::print_text(&format!("  {said}\n"))?;
            }
        }
    }
    Ok(Outcome::found_if(differ))
}

fn word(progress: Progress) -> &'static str {
    match progress {
        Progress::Nothing => "nothing entered",
        Progress::Once => "entered once",
        Progress::Differ => "entries differ",
        Progress::Settled => "settled",
    }
}

fn palabra(progress: Progress) -> &'static str {
    match progress {
        Progress::Nothing => "nada anotado",
        Progress::Once => "anotada una vez",
        Progress::Differ => "las anotaciones difieren",
        Progress::Settled => "resuelta",
    }
}

fn typed(arguments: &Arguments, desk: &Desk<'_>) -> anyhow::Result<FoundRecord> {
    if arguments.missing {
        return Ok(FoundRecord::Missing);
    }
    let mut votes = vec![None; desk.plan.choices.len()];
    for one in &arguments.votes {
        let (key, number) = one
            .split_once('=')
            .ok_or_else(|| unusable(&format!("--votes is KEY=COUNT, not `{one}`")))?;
        let at = desk.plan.choices.iter().position(|choice| choice == key);
        let at = at.ok_or_else(|| no_candidate(key))?;
        if votes[at].replace(count(number)?).is_some() {
            return Err(unusable(&format!("--votes names `{key}` twice")));
        }
    }
    let missing = votes.iter().position(Option::is_none);
    if let Some(at) = missing {
        return Err(incomplete(&format!("no figure for `{}`", desk.plan.choices[at])));
    }
    let others = arguments.others.as_deref().ok_or_else(|| incomplete("no figure for --others"))?;
    Ok(FoundRecord::Counted {
        votes: votes.into_iter().flatten().collect(),
        others: count(others)?,
    })
}

fn from_file(
    path: &std::path::Path,
    desk: &Desk<'_>,
) -> anyhow::Result<Vec<(String, FoundRecord)>> {
    const MAX_BYTES: u64 = 256 << 20;
    let bytes = files::read_bounded(path, MAX_BYTES)?;
    let mut rows = csv::Reader::from_reader(&bytes[..]);
    let mut wanted = vec!["table"];
    wanted.extend(desk.plan.choices.iter().map(String::as_str));
    wanted.push("others");
    if rows.headers()? != wanted {
        let header = wanted.join(",");
        return Err(
            AuditError::new(Rule::AuditMalformed, format!("the header is not `{header}`")).into()
        );
    }
    rows.records()
        .map(|row| {
            let row = row?;
            let fields: Vec<&str> = row.iter().skip(1).collect();
            if fields.iter().all(|field| *field == "missing") {
                return Ok((row[0].to_owned(), FoundRecord::Missing));
            }
            let mut counts = fields
                .iter()
                .map(|field| count(field).map_err(|error| error.context(row[0].to_owned())))
                .collect::<anyhow::Result<Vec<_>>>()?;
            let others = counts.pop().ok_or_else(|| incomplete("an empty row"))?;
            Ok((row[0].to_owned(), FoundRecord::Counted { votes: counts, others }))
        })
        .collect()
}

/// A count: digits, and nothing else. Blank and unreadable are no counts.
fn count(text: &str) -> anyhow::Result<u64> {
    let text = text.trim();
    if matches!(text, "" | "blank" | "unreadable" | "missing") {
        return Err(incomplete(&format!("`{text}`")));
    }
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let number = text.parse().ok().filter(|_| digits);
    number.ok_or_else(|| AuditError::new(Rule::AuditNumberMalformed, format!("`{text}`")).into())
}

fn unusable(detail: &str) -> anyhow::Error {
    AuditError::new(Rule::AuditArgumentUnusable, detail).into()
}

fn no_candidate(key: &str) -> anyhow::Error {
    let detail = format!("the contest has no candidate `{key}`");
    AuditError::new(Rule::AuditContestUndefined, detail).into()
}

fn incomplete(detail: &str) -> anyhow::Error {
    AuditError::new(Rule::AuditCountIncomplete, detail).into()
}
