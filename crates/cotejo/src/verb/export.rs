use std::fs::File;
use std::io::BufWriter;
use std::path::PathBuf;

use anyhow::{Context as _, anyhow};
use clap::{Args, ValueEnum};
use record::{Collection, Election};
use report::export::nist::Issue;
use report::export::{Chosen, csv, geojson, nist, parquet};
use serde_json::json;

use crate::reading::gather::Wishes;
use crate::shell::sources::{SourceArgument, load_all};
use crate::shell::{self, Outcome, election_dir};
use crate::verb::collate::collate_with_defaults;
use crate::verb::site::area_totals;

/// Write the sheets that count as open data: NIST SP 1500-100 JSON, CSV, Parquet or GeoJSON.
///
/// Of several sources, the best graded copy of each table counts; where copies conflict, the table is left out.
#[derive(Args)]
#[command(after_help = "\
Examples:
  cotejo export --election ve campaign/ --format nist --out results.json
  cotejo export --election ve campaign/ --format parquet --out results.parquet")]
pub struct Arguments {
    /// Sources, as for `collate`.
    #[arg(required = true, value_name = "SOURCE")]
    sources: Vec<SourceArgument>,
    /// The election directory.
    #[arg(long)]
    election: PathBuf,
    /// The format.
    #[arg(long, value_enum)]
    format: Format,
    /// The contest (CSV, Parquet and GeoJSON hold one); the first where left out.
    #[arg(long)]
    contest: Option<String>,
    /// Map for CSV sources.
    #[arg(long)]
    map: Option<String>,
    /// Who issues the export (NIST).
    #[arg(long, default_value = "Cotejo")]
    issuer: String,
    /// When it is issued, RFC 3339 (NIST); now where left out.
    #[arg(long)]
    issued: Option<jiff::Timestamp>,
    /// The file to write.
    #[arg(long)]
    out: PathBuf,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Formats of open data.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// One row per table, in Cotejo's own layout.
    Csv,
    /// One point per area with coordinates.
    Geojson,
    /// NIST SP 1500-100 version 2.
    Nist,
    /// Typed columns, compressed.
    Parquet,
}

/// Exports.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let election = election_dir::load(&arguments.election)?;
    let wishes = Wishes { map: arguments.map.clone(), ..Wishes::default() };
    let collections = load_all(&arguments.sources, &election, &wishes)?;
    let collation = collate_with_defaults(&election, &collections);
    let picks = collation.contests.iter().flat_map(|contest| {
        contest.selection.settled.iter().map(|one| (one.copy.source.0, one.copy.copy))
    });
    let sheets = Chosen::new(&collections, picks);
    write(arguments, &election, &collections, &collation, &sheets)
        .with_context(|| format!("cannot write {}", arguments.out.display()))?;
    let settled: usize =
        collation.contests.iter().map(|contest| contest.selection.settled.len()).sum();
    let unsettled: usize =
        collation.contests.iter().map(|contest| contest.selection.unsettled.len()).sum();
    if arguments.json {
        shell::print_json(&json!({ "sheets": settled, "left_out": unsettled }))?;
    } else {
        shell::print_text(&format!(
            "{settled} sheets in {}, {unsettled} tables left out unsettled\n",
            arguments.out.display()
        ))?;
    }
    Ok(Outcome::Fine)
}

fn write(
    arguments: &Arguments,
    election: &Election,
    collections: &[Collection],
    collation: &collate::Collation,
    sheets: &Chosen<'_>,
) -> anyhow::Result<()> {
    let contest = match &arguments.contest {
        Some(key) => election
            .contest_by_key(key)
            .ok_or_else(|| anyhow!("the election has no contest `{key}`"))?,
        None => &election.contests[0],
    };
    let file = BufWriter::new(File::create(&arguments.out)?);
    match arguments.format {
        Format::Csv => csv::write(election, contest, sheets, file)?,
        Format::Geojson => {
            let of_contest = &collation.contests[contest.no.index()];
            geojson::write(election, contest, &|area| area_totals(of_contest, area), file)?;
        }
        Format::Nist => {
            let issuer = if collections.len() == 1 {
                &collections[0].source.name
            } else {
                &arguments.issuer
            };
            let issue = Issue {
                issuer: issuer.clone(),
                abbreviation: issuer.clone(),
                generated: arguments.issued.unwrap_or_else(jiff::Timestamp::now),
            };
            nist::write(election, sheets, &issue, file)?;
        }
        Format::Parquet => parquet::write(election, contest, sheets, file)?,
    }
    Ok(())
}
