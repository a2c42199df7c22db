use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use clap::Args;
use ingest::Input;
use ingest::infer::{Inferred, Skeleton, Source, infer};
use ingest::input::MAX_INPUT_BYTES;
use ingest::map::Map;
use record::ElectionFiles;
use record::election::{ContestEntry, FILE_NAMES};
use serde_json::json;

use super::template;
use crate::shell::{self, Outcome, election_dir, files, maps};

/// Make an election directory: from published results with `--from`, or a small example to fill in without.
#[derive(Args)]
#[command(after_help = "\
Examples:
  cotejo election new my-election                    an example to fill in
  cotejo election new venezuela --from results.csv.gz --lists lists.csv --name 'Presidential election' \\
      --country Venezuela --timezone America/Caracas --opens 2024-07-28T06:00-04:00 --closes 2024-07-29T06:00-04:00
  cotejo election new bolivia --from preliminary.csv.gz --from final.csv.gz --map bolivia-2019 …")]
pub struct Arguments {
    /// The directory to make; files in it are never overwritten.
    folder: PathBuf,
    /// Results or places to take geography and tables from (CSV, may be gzip). Repeat for the union of several.
    #[arg(long, requires_all = ["name", "country", "opens", "closes"])]
    from: Vec<PathBuf>,
    /// Map for those files: a shipped name or a map file. Found from the header where left out.
    #[arg(long, requires = "from")]
    map: Option<String>,
    /// Lists of the ballot: a CSV with `pos,list,list_code,csv_column,candidate`.
    #[arg(long, requires = "from")]
    lists: Option<PathBuf>,
    #[command(flatten)]
    said: Said,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// What no results file says.
#[derive(Args)]
struct Said {
    /// Name of the election.
    #[arg(long, requires = "from")]
    name: Option<String>,
    /// Name of the whole country, or of whatever the election covers.
    #[arg(long, requires = "from")]
    country: Option<String>,
    /// Language of printed sheets; Spanish where left out.
    #[arg(long, requires = "from")]
    language: Option<String>,
    /// Time zone, an IANA name; UTC where left out.
    #[arg(long, requires = "from")]
    timezone: Option<String>,
    /// When polls open, with offset.
    #[arg(long, requires = "from")]
    opens: Option<jiff::Timestamp>,
    /// Last moment at which a table may close, with offset.
    #[arg(long, requires = "from")]
    closes: Option<jiff::Timestamp>,
    /// Key of the contest; `president` where left out.
    #[arg(long, requires = "from")]
    contest: Option<String>,
    /// Title of the contest; the election's name where left out.
    #[arg(long, requires = "from")]
    title: Option<String>,
}

/// Makes the directory.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    match skeleton(&arguments.said) {
        Some(skeleton) => from_results(arguments, &skeleton),
        None => to_fill_in(arguments),
    }
}

fn to_fill_in(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let files = template::files();
    create(&arguments.folder, &files)?;
    if arguments.json {
        shell::print_json(&json!({ "election": files.id(), "written": FILE_NAMES }))?;
    } else {
        shell::print_text(&format!(
            "an example of two tables is in {}: replace what stands in its five files\n\
             next: `cotejo election check`, then `cotejo election sign`\n",
            arguments.folder.display()
        ))?;
    }
    Ok(Outcome::Fine)
}

fn from_results(arguments: &Arguments, skeleton: &Skeleton) -> anyhow::Result<Outcome> {
    let read = |path: &Path| files::read_bounded(path, u64::try_from(MAX_INPUT_BYTES)?);
    let contents = arguments.from.iter().map(|path| read(path)).collect::<Result<Vec<_>, _>>()?;
    let names: Vec<_> = arguments.from.iter().map(|path| files::short_name(path)).collect();
    let inputs: Vec<_> =
        names.iter().zip(&contents).map(|(name, bytes)| Input::new(name, bytes)).collect();
    let maps: Vec<Map> = inputs
        .iter()
        .map(|input| maps::find(arguments.map.as_deref(), input))
        .collect::<Result<_, _>>()?;
    let sources: Vec<_> =
        inputs.iter().zip(&maps).map(|(input, map)| Source { input: *input, map }).collect();
    let lists = arguments.lists.as_deref().map(read).transpose()?;
    let lists = lists.as_deref().map(|bytes| Input::new("lists", bytes));
    let inferred = infer(&sources, lists.as_ref(), skeleton)?;
    if inferred.has_errors() {
        report(&inferred);
        bail!("{} rows cannot be read: correct them, or the map", inferred.summary.refused);
    }
    create(&arguments.folder, &inferred.files)?;
    show(arguments, &inferred)?;
    Ok(Outcome::Fine)
}

fn create(folder: &Path, files: &ElectionFiles<'_>) -> anyhow::Result<()> {
    election_dir::create(folder, files).with_context(|| format!("cannot make {}", folder.display()))
}

/// None without results to infer from: then nothing was said, and the parser has seen to it.
fn skeleton(said: &Said) -> Option<Skeleton> {
    let name = said.name.clone()?;
    let or = |text: &Option<String>, otherwise: &str| text.clone().unwrap_or(otherwise.to_owned());
    Some(Skeleton {
        country: said.country.clone()?,
        language: or(&said.language, "es"),
        timezone: or(&said.timezone, "UTC"),
        opens: said.opens?,
        closes: said.closes?,
        contest: ContestEntry {
            key: or(&said.contest, "president"),
            title: or(&said.title, &name),
            seats: 1,
            areas: Vec::new(),
        },
        organisations: Vec::new(),
        name,
    })
}

fn show(arguments: &Arguments, inferred: &Inferred) -> anyhow::Result<()> {
    if arguments.json {
        return shell::print_json(&json!({
            "election": inferred.election.id,
            "summary": inferred.summary,
            "breaches": inferred.breaches,
        }));
    }
    report(inferred);
    let summary = &inferred.summary;
    shell::print_text(&format!(
        "election id {}\n{} tables in {} areas, electors known for {}\nwritten to {}\n\
         next: name the organisations in election.toml, then `cotejo election check` and `sign`\n",
        inferred.election.id,
        summary.tables,
        summary.areas,
        summary.with_electors,
        arguments.folder.display()
    ))
}

/// Disagreements between the files, the first few in full.
fn report(inferred: &Inferred) {
    const SHOWN: usize = 10;
    for breach in inferred.breaches.iter().take(SHOWN) {
        eprintln!(
            "row {}: {} {} ({})",
            breach.row,
            breach.rule,
            breach.rule.sentence(),
            breach.detail
        );
    }
    if inferred.breaches.len() > SHOWN {
        eprintln!("… and {} more (--json lists all)", inferred.breaches.len() - SHOWN);
    }
}
