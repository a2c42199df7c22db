use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Context as _;
use clap::Args;
use collate::{Collation, Frame};
use jiff::Timestamp;
use ledger::{Trust, archive, tile};
use rayon::prelude::*;
use record::election::FILE_NAMES;
use record::{AreaNo, Collection, Digest, Election, Rule, SourceNo, TableNo};
use report::Views;
use report::model::Report;
use serde_json::json;
use site::{Estimate, File, Input, Log, Made, Site, SiteError, State, TableLine};
use tally::Policy;

use super::acts;
use super::chapters::{chapters, quickcount_name};
use super::evidence::{LogView, Receipts};
use super::exports::{self, Export, downloads, exports};
use super::gather::Sources;
use super::write::{Form, Writer, Written};
use crate::shell::election_dir::{self, SEAL_NAME};
use crate::shell::log_place::LogPlace;
use crate::shell::{self, Outcome, files, log_dir, progress};
use crate::verb::collate::program;
use crate::verb::log::status;
use crate::verb::quickcount;

/// Make the public site: pages in Spanish and English, their data, feeds, files to take along. Where an earlier
/// build is in the folder, only what changed is made again.
///
/// Every figure says from whom it is; sums of different sources stand side by side and are never mixed. The
/// folder can be served by `cotejo site serve`, by any web server, or from a disk.
#[derive(Args)]
#[command(after_help = "\
Examples:
  cotejo site build --election my-election --log my-log --out site
  cotejo site build --election my-election --log my-log party-a=their-sheets/ said=announced.toml \\
      --audit my-audit --bundle evidence.tar --out site
  cotejo site build --election ve campaign=results.csv.gz said=bulletins.toml --forensics --out site")]
pub struct Arguments {
    #[command(flatten)]
    sources: Sources,
    /// The folder of the site: empty, or that of an earlier build.
    #[arg(long)]
    out: PathBuf,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// What a build came to.
#[derive(Clone, Copy, Debug, serde::Serialize)]
pub struct Summary {
    /// Tables, and those whose pages were made.
    pub tables: [usize; 2],
    /// Areas, and those whose pages were made.
    pub areas: [usize; 2],
    /// Files.
    pub written: Written,
    /// Seconds, reading and verifying left out.
    pub seconds: f64,
}

/// Builds.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let election = election_dir::load(&arguments.sources.election)?;
    let collections = arguments.sources.collections(&election)?;
    let log = arguments.sources.log.as_ref();
    let mut log = log.map(|path| LogView::read(path, &election)).transpose()?;
    let summary = build(&arguments.sources, &election, log.as_mut(), collections, &arguments.out)?;
    say(&summary, &arguments.out, arguments.json)?;
    Ok(Outcome::Fine)
}

/// Says what a build came to.
pub fn say(summary: &Summary, out: &Path, json: bool) -> anyhow::Result<()> {
    if json {
        return shell::print_json(&json!({ "site": out, "made": summary }));
    }
    let Summary { tables, areas, written, seconds } = summary;
    shell::print_text(&format!(
        "{}: {} of {} tables and {} of {} areas made, {} files ({:.1} MB) written, {} removed, {seconds:.1} s\n",
        out.display(),
        tables[1],
        tables[0],
        areas[1],
        areas[0],
        written.files,
        bytes(written.bytes) / 1e6,
        written.removed,
    ))
}

/// Makes a site, or what changed of it. The log was read and verified by whoever calls.
pub fn build(
    sources: &Sources,
    election: &Election,
    log: Option<&mut LogView<'_>>,
    mut collections: Vec<Collection>,
    out: &Path,
) -> anyhow::Result<Summary> {
    let began = Instant::now();
    // A file's name may be a person's, and findings name files: on the site a file is called by its digest.
    for input in collections.iter_mut().flat_map(|one| &mut one.source.inputs) {
        input.name = format!("sha256:{}", input.sha256);
    }
    let mut log = log;
    if let Some(log) = &mut log {
        let mut of_log = log.replay.collection.clone();
        // A source has one name, in the language of the election.
        let language = report::Lang::from_tag(&election.manifest.language);
        of_log.source.name = match language {
            Some(report::Lang::Es) => "Registro público".to_owned(),
            Some(report::Lang::En) | None => "Public log".to_owned(),
        };
        collections.insert(0, of_log);
    }
    if collections.is_empty() {
        return Err(SiteError::new(Rule::SiteNothingToShow, "neither --log nor a source").into());
    }
    let policy = Policy::OnlySource(SourceNo(0));
    let options = collate::Options { policy, ..collate::Options::default() };
    let collation = collate::collate(election, &collections, &options);
    let report = shown(election, &collections, &collation);
    let views = Views::of(&report).with_log(log.is_some().then_some(SourceNo(0)));
    let (texts, pictures) = (sources.texts()?, sources.pictures()?);
    let stated = log.as_ref().and_then(|log| log.bulletins.last()).map(|last| last.stated);
    let issued = stated.or(sources.at).unwrap_or_else(Timestamp::now);
    let exports = exports(sources, election, &collections, &collation, issued)?;
    let downloads = downloads(sources, &exports)?;
    let counts = sources.quickcounts(election)?;
    let chapters = chapters(sources, election, &collections, &collation, &counts)?;
    let said = log.as_ref().map(|log| (log.said(), log.times()));
    let status_of_log = log.as_ref().map(|log| {
        let mut known = log.kept.clone();
        known.push(log.now.clone());
        let trust = Trust::of_election(election)?;
        Ok::<_, ledger::LedgerError>(status(election, &trust, &log.now, &known))
    });
    let status_of_log = status_of_log.transpose()?;
    let log = log.map(|log| &*log);
    let mut opened = match (&sources.log, log) {
        (Some(path), Some(_)) => {
            let trust = Trust::of_election(election)?;
            Some((log_dir::read(path, &trust)?, LogPlace::to_read(path)?.source()?))
        }
        _ => None,
    };
    let receipts = match (log, &mut opened) {
        (Some(log), Some((foreign, _))) => {
            let place = LogPlace::to_read(sources.log.as_deref().unwrap_or(Path::new("")))?;
            Some(Receipts::new(log, foreign, place.source()?)?)
        }
        _ => None,
    };
    let receipt = |entry: u64| receipts.as_ref().and_then(|one| one.of(entry));
    let receipt_size = |entry: u64| log.map_or(0, |log| log.receipt_size(entry));
    let shown_log = status_of_log.zip(said).map(|(status, (statements, times))| Log {
        source: SourceNo(0),
        status,
        statements,
        times,
        receipt_size: &receipt_size,
        receipt: &receipt,
    });
    let text_of = |digest: &Digest| texts.get(digest).cloned();
    let picture_of = |digest: &Digest| pictures.get(digest).map(|(_, path)| path.clone());
    let bulletins = log.map_or(&[][..], |log| &log.bulletins);
    let (clock, award) = acts::clock(sources, election, log)?;
    let site = Site::new(Input {
        views: &views,
        collation: &collation,
        log: shown_log,
        bulletins,
        chapters,
        downloads,
        clock,
        award,
        estimates: counts.iter().enumerate().map(estimate).collect(),
        lookup: acts::lookup(sources, election, log)?,
        images: &picture_of,
        texts: &text_of,
        packed_only: sources.packed_only,
        version: env!("CARGO_PKG_VERSION"),
    })?;
    let form = if sources.packed_only { Form::Packed } else { Form::Both };
    let (writer, before) = Writer::open(out, &site.no_state(), form)?;
    let mut state = State { of: site.shared(), ..before.clone() };
    let (lines, tables) = make_tables(&site, &before, &writer, &mut state)?;
    let areas = make_areas(&site, election, &lines, &before, &writer, &mut state)?;
    make_others(&site, exports, &before, &writer, &mut state)?;
    for (from, path) in pictures.values() {
        writer.copy(from, path)?;
    }
    copy_beside(sources, &writer)?;
    if let (Some(log), Some((_, source))) = (log, &mut opened.map(|(_, source)| ((), source))) {
        copy_log(log, source, &writer)?;
    }
    let written = writer.finish(&state)?;
    Ok(Summary {
        tables: [election.tables.len(), tables],
        areas: [election.areas.len(), areas],
        written,
        seconds: began.elapsed().as_secs_f64(),
    })
}

/// The report of the sources side by side. Which copy counts is the first source's alone, so no column mixes two.
fn shown<'a>(
    election: &'a Election,
    collections: &'a [Collection],
    collation: &'a Collation,
) -> Report<'a> {
    let mut report =
        Report::of_all_contests(election, collections, collation, Frame::default(), program());
    for contest in &mut report.contests {
        let first = |column: &report::model::Column<'_>| column.source == Some(SourceNo(0));
        contest.columns.retain(|column| !first(column));
        if let Some(chosen) = contest.columns.last_mut() {
            chosen.source = Some(SourceNo(0));
        }
    }
    report
}

fn make_tables<'a>(
    site: &'a Site<'a>,
    before: &State,
    writer: &Writer,
    state: &mut State,
) -> anyhow::Result<(Vec<TableLine<'a>>, usize)> {
    let bar = progress::of_things("tables", "tables", before.tables.len() as u64);
    let made = |(at, before): (usize, &site::Key)| {
        let no = TableNo::from_index(at).context("tables are numbered in 32 bits")?;
        let (line, Made { key, files }) = site.table(no, before)?;
        let is_made = files.is_some();
        files.iter().flatten().try_for_each(|file| writer.put_page(file))?;
        bar.inc(1);
        Ok((line, key, is_made))
    };
    let all: Vec<(TableLine<'a>, site::Key, bool)> =
        before.tables.par_iter().enumerate().map(made).collect::<anyhow::Result<_>>()?;
    bar.finish_and_clear();
    let many = all.iter().filter(|(_, _, made)| *made).count();
    state.tables = all.iter().map(|(_, key, _)| *key).collect();
    Ok((all.into_iter().map(|(line, _, _)| line).collect(), many))
}

fn make_areas<'a>(
    site: &'a Site<'a>,
    election: &Election,
    lines: &[TableLine<'a>],
    before: &State,
    writer: &Writer,
    state: &mut State,
) -> anyhow::Result<usize> {
    let bar = progress::of_things("areas", "areas", election.areas.len() as u64);
    let made = |(at, before): (usize, &site::Key)| {
        let no = AreaNo::from_index(at).context("areas are numbered in 32 bits")?;
        let here: Vec<TableLine<'a>> =
            site.tables_of(no).iter().map(|table| lines[table.index()].clone()).collect();
        let Made { key, files } = site.area(no, &here, before)?;
        files.iter().flatten().try_for_each(|file| writer.put_page(file))?;
        bar.inc(1);
        Ok((key, files.is_some()))
    };
    let all: Vec<(site::Key, bool)> =
        before.areas.par_iter().enumerate().map(made).collect::<anyhow::Result<_>>()?;
    bar.finish_and_clear();
    state.areas = all.iter().map(|(key, _)| *key).collect();
    Ok(all.iter().filter(|(_, made)| *made).count())
}

/// A quick count as the front page shows it.
fn estimate((at, one): (usize, &quickcount::Published<'_>)) -> Estimate {
    let all = one.count.responded();
    let share = |of: &::quickcount::count::Measured| {
        [of.estimate.estimate, of.student.low, of.student.high]
    };
    Estimate {
        contest: one.contest.no,
        key: one.contest.key.clone(),
        page: quickcount_name(at),
        drawn: all.drawn,
        received: all.received,
        confidence: one.confidence,
        called: one.count.called,
        shares: one.count.shares.iter().map(share).collect(),
    }
}

/// The pages that are few: made in every build, written where they changed; those that are no more are removed.
fn make_others(
    site: &Site<'_>,
    exports: Vec<Export>,
    before: &State,
    writer: &Writer,
    state: &mut State,
) -> anyhow::Result<()> {
    let mut files = site.others()?;
    files.extend(exports.into_iter().map(|(file, _)| file));
    state.files = files
        .par_iter()
        .map(|file| {
            let key: site::Key = Digest::of(&file.bytes).prefix();
            if before.files.get(&file.path) != Some(&key) {
                writer.put(file)?;
            }
            Ok((file.path.clone(), key))
        })
        .collect::<anyhow::Result<_>>()?;
    let mut gone = before.files.keys().filter(|path| !state.files.contains_key(*path));
    gone.try_for_each(|path| writer.remove(path))?;
    Ok(())
}

/// Files that lie beside the pages as they are.
fn copy_beside(sources: &Sources, writer: &Writer) -> anyhow::Result<()> {
    for name in FILE_NAMES.iter().copied().chain([SEAL_NAME]) {
        let file = sources.election.join(name);
        if file.exists() {
            writer.copy(&file, &format!("election/{name}"))?;
        }
    }
    for file in &sources.bundle {
        writer.copy(file, &format!("downloads/{}", files::short_name(file)))?;
    }
    for (files, name) in [(&sources.quickcount, "quickcount"), (&sources.polls_files(), "polls")] {
        for (at, file) in files.iter().enumerate() {
            let to = format!("downloads/{name}-{}{}", at + 1, exports::ending(file));
            writer.copy(file, &to)?;
        }
    }
    if let Some(lookup) = &sources.lookup {
        copy_folder(lookup, "lookup", writer)
            .with_context(|| format!("cannot copy {}", lookup.display()))?;
    }
    Ok(())
}

fn copy_folder(from: &Path, to: &str, writer: &Writer) -> anyhow::Result<()> {
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let to = format!("{to}/{name}");
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &to, writer)?;
        } else {
            writer.copy(&entry.path(), &to)?;
        }
    }
    Ok(())
}

/// The log's own files, so that any mirror of the site is one of the log. The checkpoint comes last: what it stands on
/// is there then.
fn copy_log(
    log: &LogView<'_>,
    source: &mut Box<dyn ledger::reader::Source + Send>,
    writer: &Writer,
) -> anyhow::Result<()> {
    let mut copy = |path: &str, most: usize, again: bool| -> anyhow::Result<()> {
        let to = format!("log/{path}");
        if again || !writer.has(&to) {
            writer.put(&File::new(to, source.fetch(path, most)?))?;
        }
        Ok(())
    };
    for tile in tile::of_tree(log.now.checkpoint.size) {
        copy(&tile.path(), tile::MAX_BUNDLE_BYTES, false)?;
    }
    for one in log.kept.iter().filter(|one| one.checkpoint.size <= log.now.checkpoint.size) {
        copy(&archive::path(one.checkpoint.size), ledger::note::MAX_NOTE_BYTES, true)?;
    }
    for bulletin in &log.bulletins {
        let path = log_dir::bulletin_path(bulletin.number);
        copy(&path, tally::bulletin::MAX_BULLETIN_BYTES, false)?;
    }
    copy(ledger::log::CHECKPOINT, ledger::note::MAX_NOTE_BYTES, true)
}

/// For people: sizes of sites are far below 2^53 bytes.
#[allow(clippy::cast_precision_loss)]
fn bytes(number: u64) -> f64 {
    number as f64
}
