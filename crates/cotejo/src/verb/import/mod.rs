//! Read what somebody holds into a collection.

mod changes;

use std::fmt::Write as _;
use std::path::PathBuf;

use anyhow::{Context as _, bail};
use clap::Args;
use ingest::store::{COLLECTION_FILE, COPIES_FILE, to_files};
use ingest::{Import, Options};
use record::{Grade, SourceInfo};
use serde_json::json;

use crate::reading::gather::{Wishes, gather, is_stored};
use crate::shell::{self, Outcome, election_dir, files};
use changes::Changes;

/// Read result files, QR texts, pictures and announcements into a collection.
///
/// A dry run unless --write is given: it says what would be read, what is wrong, and what would change.
/// Exit code 1 when a row breaks an error rule.
#[derive(Args)]
#[command(after_help = "\
Examples:
  cotejo import --election ve --as campaign results.csv.gz --out campaign           what would happen
  cotejo import --election ve --as campaign results.csv.gz --out campaign --write   make it so
  cotejo import --election ve --as ngo rows.csv --map my-map.toml --grade double-keyed --rest --write --out ngo")]
pub struct Arguments {
    /// Files and folders: CSV (may be gzip), QR texts, NIST SP 1500-100 JSON, pictures, announcements.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// The election directory.
    #[arg(long)]
    election: PathBuf,
    /// Short name of the source: letters, digits, `-`.
    #[arg(long = "as", value_name = "ID")]
    source: String,
    /// Full name of the source.
    #[arg(long)]
    name: Option<String>,
    /// When it was gathered, RFC 3339.
    #[arg(long)]
    gathered: Option<jiff::Timestamp>,
    /// Map for CSV files: a shipped name or a map file. Found from the header where left out.
    #[arg(long)]
    map: Option<String>,
    /// How good the evidence is by itself.
    #[arg(long, value_parser = grade)]
    grade: Option<Grade>,
    /// Contest of rows that do not name theirs.
    #[arg(long)]
    contest: Option<String>,
    /// In a feed of events, ignore those later than this; compared as text.
    #[arg(long)]
    until: Option<String>,
    /// Folder of the collection.
    #[arg(long)]
    out: PathBuf,
    /// Write the collection. Without it nothing is changed.
    #[arg(long)]
    write: bool,
    /// Import the rest where some rows are refused.
    #[arg(long)]
    rest: bool,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Imports.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let election = election_dir::load(&arguments.election)?;
    let wishes = Wishes {
        map: arguments.map.clone(),
        grade: arguments.grade,
        options: Options { contest: arguments.contest.clone(), until: arguments.until.clone() },
        ..Wishes::default()
    };
    let import = gather(source(arguments), &arguments.files, &election, &wishes)?;
    let made = to_files(&import.collection, &election);
    let changes = match is_stored(&arguments.out) {
        true => Some(Changes::of(&arguments.out, &made)?),
        false => None,
    };
    let refused = import.has_errors() && !arguments.rest;
    if arguments.json {
        shell::print_json(&json!({
            "summary": import.summary,
            "breaches": import.breaches,
            "changes": changes,
            "written": arguments.write && !refused,
        }))?;
    } else {
        shell::print_text(&plain(arguments, &import, changes.as_ref()))?;
    }
    if arguments.write {
        if refused {
            bail!(
                "nothing written: some rows break error rules; correct them, or import the rest with --rest"
            );
        }
        write(arguments, &made)?;
    }
    Ok(Outcome::found_if(import.has_errors()))
}

fn source(arguments: &Arguments) -> SourceInfo {
    SourceInfo {
        id: arguments.source.clone(),
        name: arguments.name.clone().unwrap_or_else(|| arguments.source.clone()),
        gathered: arguments.gathered.map(|at| at.to_string()),
        ..SourceInfo::default()
    }
}

/// The copies first: a description whose copies are missing or others is refused when read.
fn write(arguments: &Arguments, made: &[(&'static str, Vec<u8>)]) -> anyhow::Result<()> {
    for name in [COPIES_FILE, COLLECTION_FILE] {
        let bytes =
            made.iter().find(|(of, _)| *of == name).context("a collection has two files")?;
        files::write_whole(&arguments.out.join(name), &bytes.1)?;
    }
    Ok(())
}

fn plain(arguments: &Arguments, import: &Import, changes: Option<&Changes>) -> String {
    const SHOWN: usize = 20;
    let summary = &import.summary;
    let mut text = format!(
        "{} rows read, {} copies, {} refused, {} of unknown tables, {} announcements\n",
        summary.rows,
        summary.copies,
        summary.refused,
        summary.unknown_tables,
        summary.announcements
    );
    for (rule, many) in &summary.by_rule {
        let _ = writeln!(text, "{rule} {} × {many}: {}", rule.severity().word(), rule.sentence());
    }
    let errors =
        import.breaches.iter().filter(|breach| breach.rule.severity() == record::Severity::Error);
    for breach in errors.clone().take(SHOWN) {
        let input = usize::try_from(breach.input).unwrap_or(usize::MAX);
        let file =
            import.collection.source.inputs.get(input).map_or("", |input| input.name.as_str());
        let _ = writeln!(text, "  {file}, row {}: {} ({})", breach.row, breach.rule, breach.detail);
    }
    let more = errors.count().saturating_sub(SHOWN);
    if more > 0 {
        let _ = writeln!(text, "  … and {more} more (--json lists them)");
    }
    if let Some(changes) = changes {
        let _ = writeln!(
            text,
            "against {}: {} copies new, {} gone, {} the same",
            arguments.out.display(),
            changes.added,
            changes.removed,
            changes.same
        );
    }
    if !arguments.write {
        text.push_str("nothing was written: add --write to make it so\n");
    }
    text
}

fn grade(word: &str) -> Result<Grade, String> {
    let words = Grade::ALL.map(Grade::word).join(", ");
    Grade::from_word(word).ok_or_else(|| format!("one of {words}"))
}
