//! Statistical tests of published results.

mod calibrate;
mod images;
mod text;
mod times;

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::{Args, Subcommand};
use collate::ContestCollation;
use forensics::image::{compare, shares};
use forensics::json::ReportJson;
use forensics::report::Signs;
use forensics::{Calibration, Input, Report, Tables};
use record::{Announcement, Collection, Election};
use report::Folder as _;
use report::images::ImagesPage;
use report::lang::Lang;
use tally::bulletin::Language;

use crate::reading::gather::Wishes;
use crate::shell::disk_folder::DiskFolder;
use crate::shell::sources::{SourceArgument, load_all};
use crate::shell::{self, Outcome, election_dir, files};

/// Test published results: rounded percentages, tables of one centre, whole percentages, last digits, turnout and
/// share, time of arrival, differences between sources, tables with the same votes.
///
/// Every result says its null, its p and the p adjusted for all tests of the report, the votes that could be
/// involved, what it assumes and what it cannot show. No score, no verdict: a small p asks for a look at the paper.
/// Exit code 1 when an adjusted p is 0.01 or less.
#[derive(Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
#[command(after_help = "\
Examples:
  cotejo forensics --election ve campaign=results.csv.gz announced=bulletins.toml --out forensics
  cotejo forensics --election bolivia preliminary.csv.gz final.csv.gz --json
  cotejo forensics --election bolivia final.csv.gz --times times.csv --cut 700
  cotejo forensics images scans/ --control other-scans/ --out pictures
  cotejo forensics calibrate --elections 200 --tables 3000 --json > calibration.json

The file of times has a column `table` and a column `minute` (a number) or `time` (RFC 3339; --cut is then a time too):
  table,minute
  010101001.01.1.0001,152.5
What `cotejo log times --csv` writes is taken as it is: --time-of says which of its moments counts.")]
pub struct Arguments {
    #[command(subcommand)]
    verb: Option<Verb>,
    /// Sources, as `PATH` or `ID=PATH`; the same ID gathers several paths into one source.
    #[arg(required = true, value_name = "SOURCE")]
    sources: Vec<SourceArgument>,
    /// The election directory.
    #[arg(long, required = true)]
    election: Option<PathBuf>,
    /// Which copy of a table counts: best-grade, unanimous, only:ID, or first:ID,ID,…
    #[arg(long, default_value = "best-grade")]
    policy: String,
    /// Map for CSV files: a shipped name or a map file. Found from the header where left out.
    #[arg(long)]
    map: Option<String>,
    /// When tables arrived: a CSV file of your own, or what `cotejo log times --csv` writes.
    #[arg(long, requires = "cut")]
    times: Option<PathBuf>,
    /// Where early ends: a minute, or a time where the file has times.
    #[arg(long, requires = "times")]
    cut: Option<String>,
    /// Which moment of a log's record counts: received, logged or published.
    #[arg(long, requires = "times", default_value = "logged", value_parser = ["received", "logged", "published"])]
    time_of: String,
    /// Half width of the window around the cut for the jump there, in minutes.
    #[arg(long, default_value_t = 60.0, value_parser = minutes)]
    bandwidth: f64,
    /// Pictures of the sheets, or folders of them: their facts become sections of the report. May be given again.
    #[arg(long, requires = "out")]
    images: Vec<PathBuf>,
    /// False-alarm rates from `calibrate`, where others than the shipped ones are wanted.
    #[arg(long)]
    calibration: Option<PathBuf>,
    /// Write the report folder here; open `index.html` in it.
    #[arg(long)]
    out: Option<PathBuf>,
    /// Language of texts: en or es. The report has both.
    #[arg(long, default_value = "en")]
    language: String,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Subcommand)]
enum Verb {
    /// Measure how often honest simulated elections raise an alarm.
    Calibrate(calibrate::Arguments),
    /// Facts about pictures of sheets, and copies of them fit to be published.
    Images(Box<images::Arguments>),
}

/// Tests, writes the report and prints.
pub fn run(arguments: Arguments) -> anyhow::Result<Outcome> {
    match arguments.verb {
        Some(Verb::Calibrate(calibrate)) => calibrate::run(&calibrate),
        Some(Verb::Images(images)) => images::run(&images),
        None => tests(&arguments),
    }
}

fn tests(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let lang = shell::lang(&arguments.language)?;
    let folder = arguments.election.as_ref().context("--election is needed")?;
    let election = election_dir::load(folder)?;
    let wishes = Wishes { map: arguments.map.clone(), ..Wishes::default() };
    let collections = load_all(&arguments.sources, &election, &wishes)?;
    let calibration = calibrate::known(arguments.calibration.as_deref())?;
    let times = times_of(arguments, &election)?;
    let options = collate::Options {
        policy: super::collate::policy(&arguments.policy, &collections)?,
        ..collate::Options::default()
    };
    let collation = collate::collate(&election, &collections, &options);
    let reports = collation
        .contests
        .iter()
        .map(|one| contest(&election, &collections, one, times.as_ref(), &calibration))
        .collect::<anyhow::Result<Vec<_>>>()?;
    let reports: Vec<Report> = reports.into_iter().filter(|one| !one.results.is_empty()).collect();
    let images = (!arguments.images.is_empty())
        .then(|| images::Collected::read(&arguments.images, Some(&election), None))
        .transpose()?;
    show(arguments, lang, &election, &reports, images.as_ref())
}

/// The tests of published results in every language, and as data; none where there is nothing to test.
pub fn published(
    election: &Election,
    collections: &[Collection],
    collation: &collate::Collation,
) -> anyhow::Result<Option<([report::Doc; 2], serde_json::Value)>> {
    let calibration = calibrate::known(None)?;
    let of = |one| contest(election, collections, one, None, &calibration);
    let reports: Vec<Report> = collation.contests.iter().map(of).collect::<anyhow::Result<_>>()?;
    let reports: Vec<Report> = reports.into_iter().filter(|one| !one.results.is_empty()).collect();
    if reports.is_empty() {
        return Ok(None);
    }
    let version = env!("CARGO_PKG_VERSION");
    let docs = super::site::in_each(|lang| {
        Ok(report::forensics_doc(&reports, None, election, lang, version))
    })?;
    let json: Vec<_> =
        reports.iter().map(|one| ReportJson::of(one, election, Language::En)).collect();
    Ok(Some((docs, serde_json::to_value(json)?)))
}

fn show(
    arguments: &Arguments,
    lang: Lang,
    election: &Election,
    reports: &[Report],
    images: Option<&images::Collected>,
) -> anyhow::Result<Outcome> {
    let language = language(lang);
    let json: Vec<_> = reports.iter().map(|one| ReportJson::of(one, election, language)).collect();
    if reports.is_empty() {
        let rule = record::Rule::NothingToTest;
        anyhow::bail!("{rule} {} {}", rule.sentence(), rule.next_step());
    }
    if let Some(out) = &arguments.out {
        write_folder(out, lang, election, reports, images)?;
    }
    if arguments.json {
        shell::print_json(&json)?;
    } else {
        shell::print_text(&text::plain(election, reports, lang))?;
        if let Some(out) = &arguments.out {
            let word = match lang {
                Lang::En => "report",
                Lang::Es => "informe",
            };
            shell::print_text(&format!("\n{word}: {}\n", out.join("index.html").display()))?;
        }
    }
    Ok(Outcome::found_if(reports.iter().flat_map(|one| &one.results).any(|one| one.asks())))
}

/// Pages and prints in both languages, the wanted one as `index.html`, and the data behind them.
fn write_folder(
    out: &Path,
    first: Lang,
    election: &Election,
    reports: &[Report],
    images: Option<&images::Collected>,
) -> anyhow::Result<()> {
    let mut folder = DiskFolder::replace(out)?;
    let compared = images.map(|one| compare(&one.pictures));
    let page = images.zip(compared.as_ref()).map(|(one, compared)| ImagesPage {
        pictures: &one.pictures,
        compared,
        shares: shares(one.pictures.iter().map(|one| &one.facts)),
        control: None,
        copies: None,
    });
    for lang in Lang::ALL {
        let doc = report::forensics_doc(
            reports,
            page.as_ref(),
            election,
            lang,
            env!("CARGO_PKG_VERSION"),
        );
        let page = doc.html()?;
        folder.put(&format!("{}.html", lang.tag()), page.as_bytes())?;
        folder.put(&format!("{}.pdf", lang.tag()), &doc.pdf()?.pdf)?;
        if lang == first {
            folder.put("index.html", page.as_bytes())?;
        }
    }
    let language = language(first);
    let json: Vec<_> = reports.iter().map(|one| ReportJson::of(one, election, language)).collect();
    folder.put("forensics.json", &serde_json::to_vec_pretty(&json)?)?;
    folder.finish()
}

/// The texts of the tests for a language of pages.
fn language(lang: Lang) -> Language {
    match lang {
        Lang::En => Language::En,
        Lang::Es => Language::Es,
    }
}

fn contest(
    election: &Election,
    collections: &[Collection],
    collated: &ContestCollation,
    times: Option<&times::Times>,
    calibration: &Calibration,
) -> anyhow::Result<Report> {
    let contest = &election.contests[collated.contest.index()];
    let tables = Tables::of(election, contest, collections, &collated.selection)?;
    let announcements: Vec<&Announcement> = collections
        .iter()
        .flat_map(|one| &one.announcements)
        .filter(|one| one.contest == contest.key)
        .collect();
    let order = tables.by_votes();
    let leading = order.first().copied().zip(order.get(1).copied());
    let pairs: Vec<Signs> = leading.map_or_else(Vec::new, |leading| {
        collated.pairs.iter().map(|pair| signs(collections, pair, leading)).collect()
    });
    let times = times.map(|times| times.of(election, &tables));
    Ok(forensics::report(&Input {
        contest,
        tables: &tables,
        announcements: &announcements,
        pairs: &pairs,
        times: times.as_ref(),
        calibration: Some(calibration),
    }))
}

fn signs(
    collections: &[Collection],
    pair: &collate::Pair,
    (first, second): (usize, usize),
) -> Signs {
    let id = |source: record::SourceNo| &collections[source.index()].source.id;
    let net = pair.net();
    let of = |at: usize| net.get(at).copied().unwrap_or(0);
    Signs {
        pair: format!("{} / {}", id(pair.a), id(pair.b)),
        more: pair.margin_sign.more,
        less: pair.margin_sign.less,
        sum: of(first).saturating_sub(of(second)),
        p: pair.margin_sign.p_value(),
    }
}

/// A width in minutes: above zero, and a number.
fn minutes(text: &str) -> Result<f64, String> {
    let rule = record::Rule::NotANumber;
    let given = text.parse::<f64>().ok().filter(|width| width.is_finite() && *width > 0.0);
    given.ok_or_else(|| format!("{rule} {} {}", rule.sentence(), rule.next_step()))
}

fn times_of(arguments: &Arguments, election: &Election) -> anyhow::Result<Option<times::Times>> {
    let (Some(path), Some(cut)) = (&arguments.times, &arguments.cut) else { return Ok(None) };
    let bytes = files::read_bounded(path, times::MAX_BYTES)?;
    let read = times::Times::read(&bytes, cut, arguments.bandwidth, &arguments.time_of, election);
    Ok(Some(read.with_context(|| format!("the times in {}", path.display()))?))
}
