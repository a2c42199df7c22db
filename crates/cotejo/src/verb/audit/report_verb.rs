use std::path::PathBuf;

use audit::machine::Audit;
use clap::Args;
use record::Election;
use report::Doc;
use serde_json::{Value, json};

use super::desk::Desk;
use super::opened::{self, Place};
use super::papers::report;
use super::words::Words;
use crate::shell::{self, Outcome, files};
use crate::verb::site::in_each;

/// Write a report of an audit that a newspaper can print: what it shows, how it was done, and every box.
#[derive(Args)]
#[command(after_help = "\
Examples:
  cotejo audit report my-audit --election my-election --pdf audit.pdf --language es
  cotejo audit report my-audit --election my-election --page audit.html")]
pub struct Arguments {
    #[command(flatten)]
    place: Place,
    /// Write it as a PDF on A4 into this file.
    #[arg(long, value_name = "FILE", required_unless_present_any = ["page", "json"])]
    pdf: Option<PathBuf>,
    /// Write it as a page into this file: HTML that needs nothing beside it.
    #[arg(long, value_name = "FILE")]
    page: Option<PathBuf>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Reports; exit code 1 where the audit does not confirm the outcome.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let election = arguments.place.election()?;
    let (_, desk) = arguments.place.open(&election)?;
    let doc = report(&desk, &arguments.place.words(&election)?)?;
    if let Some(path) = &arguments.page {
        files::write_whole(path, doc.html()?.as_bytes())?;
    }
    if let Some(path) = &arguments.pdf {
        files::write_whole(path, &doc.pdf()?.pdf)?;
    }
    let confirmed = matches!(desk.audit, Audit::Confirmed(_));
    if arguments.json {
        shell::print_json(&state(&desk))?;
    }
    Ok(Outcome::found_if(!confirmed))
}

/// The report of an audit in every language, and its state as data, every step taken again.
pub fn published(
    folder: &std::path::Path,
    election: &Election,
) -> anyhow::Result<([Doc; 2], Value)> {
    let (_, desk) = opened::open(folder, election)?;
    let docs = in_each(|lang| report(&desk, &Words::new(lang)))?;
    Ok((docs, state(&desk)))
}

fn state(desk: &Desk<'_>) -> Value {
    json!({
        "state": desk.audit.name(), "confirmed": matches!(desk.audit, Audit::Confirmed(_)),
        "risks": desk.risks, "limit": f64::from(desk.plan.risk_limit.millionths()) / 1e6,
    })
}
