//! Hold any number of sources against each other.

mod summary;

use std::path::PathBuf;

use anyhow::bail;
use clap::Args;
use collate::{CollationJson, Frame, Language, View};
use record::{Collection, Election};
use report::lang::Lang;
use report::model::{Program, Report};
use tally::{Policy, Ratio};

use crate::reading::gather::Wishes;
use crate::shell::disk_folder::DiskFolder;
use crate::shell::sources::{SourceArgument, load_all, source_no};
use crate::shell::{self, Outcome, election_dir};

/// Hold any number of sources against each other, table by table, and against announced totals.
///
/// A source is a stored collection, or files and folders of any kind that `import` reads. Exit code 1 when
/// something of severity error is found.
#[derive(Args)]
#[command(after_help = "\
Examples:
  cotejo collate --election bolivia preliminary.csv.gz final.csv.gz --out report
  cotejo collate --election ve campaign=results.csv.gz scans=actas/ announced=bulletins.toml \\
      --whole-tables 30026 --whole-electors 21321805 --out report
  cotejo collate --election ve a/ b/ --json | jq '.pairs'")]
pub struct Arguments {
    /// Sources, as `PATH` or `ID=PATH`; the same ID gathers several paths into one source.
    #[arg(required = true, value_name = "SOURCE")]
    sources: Vec<SourceArgument>,
    /// The election directory.
    #[arg(long)]
    election: PathBuf,
    /// Which copy of a table counts: best-grade, unanimous, only:ID, or first:ID,ID,…
    #[arg(long, default_value = "best-grade")]
    policy: String,
    /// Tables of the whole election, where the election file has only part of them.
    #[arg(long)]
    whole_tables: Option<u64>,
    /// Electors of the whole election, where the election file does not give them all.
    #[arg(long)]
    whole_electors: Option<u64>,
    /// Largest turnout to assume at tables that are outstanding, for example 0.6 or 60%.
    #[arg(long, value_parser = share)]
    turnout: Option<Ratio>,
    /// Map for CSV files: a shipped name or a map file. Found from the header where left out.
    #[arg(long)]
    map: Option<String>,
    /// Also list every table on which all sources agree (C201).
    #[arg(long)]
    list_agreements: bool,
    /// Write the report folder here; open `index.html` in it.
    #[arg(long)]
    out: Option<PathBuf>,
    /// Language of texts: en or es. The report has both.
    #[arg(long, default_value = "en", value_parser = language)]
    language: Language,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Collates, writes the report and prints.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let election = election_dir::load(&arguments.election)?;
    let wishes = Wishes { map: arguments.map.clone(), ..Wishes::default() };
    let collections = load_all(&arguments.sources, &election, &wishes)?;
    let options = collate::Options {
        policy: policy(&arguments.policy, &collections)?,
        list_agreements: arguments.list_agreements,
        frame: Frame { tables: arguments.whole_tables, electors: arguments.whole_electors },
        turnout: arguments.turnout,
    };
    let collation = collate::collate(&election, &collections, &options);
    if let Some(out) = &arguments.out {
        let program = Program { command: Some(command_line()), ..program() };
        let report =
            Report::from_collation(&election, &collections, &collation, options.frame, program);
        write_report(&report, out, arguments.language)?;
    }
    let view = View {
        election: &election,
        collections: &collections,
        collation: &collation,
        language: arguments.language,
    };
    if arguments.json {
        shell::print_json(&CollationJson(view))?;
    } else {
        shell::print_text(&summary::plain(view))?;
        if let Some(out) = &arguments.out {
            shell::print_text(&format!("\nreport: {}\n", out.join("index.html").display()))?;
        }
    }
    Ok(Outcome::found_if(summary::errors(&collation) > 0))
}

/// Writes a report folder with the pages of the wanted language first.
pub fn write_report(
    report: &Report<'_>,
    out: &std::path::Path,
    language: Language,
) -> anyhow::Result<()> {
    let languages = match language {
        Language::English => vec![Lang::En, Lang::Es],
        Language::Spanish => vec![Lang::Es, Lang::En],
    };
    let options = report::Options { languages, ..report::Options::default() };
    let mut folder = DiskFolder::replace(out)?;
    report::render(report, &options, &mut folder)?;
    folder.finish()
}

/// What made a report; without a time, so that the same inputs give the same bytes.
pub fn program() -> Program {
    Program { version: env!("CARGO_PKG_VERSION").to_owned(), ..Program::default() }
}

/// The policy a text names.
pub fn policy(text: &str, collections: &[Collection]) -> anyhow::Result<Policy> {
    let find = |id: &str| source_no(id, collections);
    match text.split_once(':') {
        None if text == "best-grade" => Ok(Policy::BestGrade),
        None if text == "unanimous" => Ok(Policy::Unanimous),
        Some(("only", id)) => Ok(Policy::OnlySource(find(id)?)),
        Some(("first", ids)) => {
            Ok(Policy::FirstOf(ids.split(',').map(find).collect::<Result<_, _>>()?))
        }
        _ => bail!("`{text}` is no policy: best-grade, unanimous, only:ID, or first:ID,ID,…"),
    }
}

/// A share written as `0.6` or `60%`.
fn share(text: &str) -> Result<Ratio, String> {
    let ratio = match text.strip_suffix('%') {
        None => text.parse().map_err(|error: tally::RatioError| error.to_string())?,
        Some(percent) => {
            let ratio: Ratio =
                percent.trim_end().parse().map_err(|error: tally::RatioError| error.to_string())?;
            Ratio::new(ratio.numerator(), ratio.denominator() * 100)
                .map_err(|error| error.to_string())?
        }
    };
    let one = Ratio::new(1, 1).expect("one is a ratio");
    let zero = Ratio::new(0, 1).expect("zero is a ratio");
    if ratio < zero || ratio > one {
        Err("between 0 and 1, or 0% and 100%".to_owned())
    } else {
        Ok(ratio)
    }
}

fn language(tag: &str) -> Result<Language, String> {
    match tag {
        "en" => Ok(Language::English),
        "es" => Ok(Language::Spanish),
        _ => Err("en or es".to_owned()),
    }
}

/// The command as typed, with the program's plain name: folders of this machine are nobody's business.
fn command_line() -> String {
    let quoted = |word: String| if word.contains([' ', '\'']) { format!("{word:?}") } else { word };
    let words = std::env::args().skip(1).map(quoted);
    std::iter::once("cotejo".to_owned()).chain(words).collect::<Vec<_>>().join(" ")
}

/// Only for the demo and tests, which collate without a command line.
pub fn collate_with_defaults(
    election: &Election,
    collections: &[Collection],
) -> collate::Collation {
    collate::collate(election, collections, &collate::Options::default())
}
