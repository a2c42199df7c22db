use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use clap::Args;
use ingest::Input;
use ingest::infer::{Inferred, Skeleton, Source, infer};
use ingest::input::MAX_INPUT_BYTES;
use ingest::map::Map;
use record::election::ContestEntry;
use serde_json::json;

use crate::shell::{self, Outcome, election_dir, files, maps};

/// Make an election directory from published results, or an empty one to fill in.
#[derive(Args)]
#[command(after_help = "\
Examples:
  cotejo election new venezuela --from results.csv.gz --lists lists.csv --name 'Presidential election' \\
      --country Venezuela --timezone America/Caracas --opens 2024-07-28T06:00-04:00 --closes 2024-07-29T06:00-04:00
  cotejo election new bolivia --from preliminary.csv.gz --from final.csv.gz --map bolivia-2019 …")]
pub struct Arguments {
    /// The directory to make; files in it are never overwritten.
    folder: PathBuf,
    /// Results or places to take geography and tables from (CSV, may be gzip). Repeat for the union of several.
    #[arg(long, required = true)]
    from: Vec<PathBuf>,
    /// Map for those files: a shipped name or a map file. Found from the header where left out.
    #[arg(long)]
    map: Option<String>,
    /// Lists of the ballot: a CSV with `pos,list,list_code,csv_column,candidate`.
    #[arg(long)]
    lists: Option<PathBuf>,
    /// Name of the election.
    #[arg(long)]
    name: String,
    /// Name of the whole country, or of whatever the election covers.
    #[arg(long)]
    country: String,
    /// Language of printed sheets.
    #[arg(long, default_value = "es")]
    language: String,
    /// Time zone, an IANA name.
    #[arg(long, default_value = "UTC")]
    timezone: String,
    /// When polls open, with offset.
    #[arg(long)]
    opens: jiff::Timestamp,
    /// Last moment at which a table may close, with offset.
    #[arg(long)]
    closes: jiff::Timestamp,
    /// Key of the contest.
    #[arg(long, default_value = "president")]
    contest: String,
    /// Title of the contest; the election's name where left out.
    #[arg(long)]
    title: Option<String>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Infers the election and writes it.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
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
    let inferred = infer(&sources, lists.as_ref(), &skeleton(arguments))?;
    if inferred.has_errors() {
        report(&inferred);
        bail!("{} rows cannot be read: correct them, or the map", inferred.summary.refused);
    }
    election_dir::create(&arguments.folder, &inferred.files)
        .with_context(|| format!("cannot make {}", arguments.folder.display()))?;
    show(arguments, &inferred)?;
    Ok(Outcome::Fine)
}

fn skeleton(arguments: &Arguments) -> Skeleton {
    Skeleton {
        name: arguments.name.clone(),
        country: arguments.country.clone(),
        language: arguments.language.clone(),
        timezone: arguments.timezone.clone(),
        opens: arguments.opens,
        closes: arguments.closes,
        contest: ContestEntry {
            key: arguments.contest.clone(),
            title: arguments.title.clone().unwrap_or_else(|| arguments.name.clone()),
            seats: 1,
            areas: Vec::new(),
        },
        organisations: Vec::new(),
    }
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
