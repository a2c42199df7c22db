use std::path::Path;

use audit::machine::Audit;
use clap::Args;
use record::Election;
use serde_json::json;

use super::desk::Desk;
use super::measure;
use super::opened::{self, Place};
use crate::shell::{self, Outcome};

/// Take every step of an audit again, draws and risks included, and say what comes next.
#[derive(Args)]
#[command(after_help = "Example:\n  cotejo audit status my-audit --election my-election")]
pub struct Arguments {
    #[command(flatten)]
    place: Place,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Shows where an audit stands.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let election = arguments.place.election()?;
    show(&arguments.place.folder, &election, arguments.json)
}

/// Verifies an audit's folder: every step, every draw and every risk, from its files alone.
///
/// # Errors
/// The first step that does not hold.
pub fn verify(folder: &Path, election: &Election, json: bool) -> anyhow::Result<Outcome> {
    show(folder, election, json)
}

fn show(path: &Path, election: &Election, json: bool) -> anyhow::Result<Outcome> {
    let (folder, desk) = opened::open(path, election)?;
    let open = open_boxes(&desk);
    if json {
        shell::print_json(&json!({
            "state": desk.audit.name(), "steps": folder.steps.len(), "boxes": desk.manifest.len(),
            "drawn": desk.drawn.len(), "rounds": desk.rounds, "open": open, "risks": desk.risks,
            "full_count": desk.full_count, "next": next(&desk)?,
        }))?;
        return Ok(Outcome::Fine);
    }
    let mut text = format!(
        "{}: {} steps, each following the one before; draws and risks computed again are the same\n\
         boxes {}, draws {}, rounds {}, boxes to count {}\n",
        desk.audit.name(),
        folder.steps.len(),
        desk.manifest.len(),
        desk.drawn.len(),
        desk.rounds.len(),
        open.len(),
    );
    for (round, risk) in desk.risks.iter().enumerate() {
        text += &format!("risk after round {}: {risk:.6}\n", round + 1);
    }
    if let Some(why) = &desk.full_count {
        text += &format!("full count: {why}\n");
    }
    text += &format!("next: {}\n", next(&desk)?);
    shell::print_text(&text)?;
    Ok(Outcome::Fine)
}

/// Boxes drawn, or all in a full count, that are not settled.
pub fn open_boxes(desk: &Desk<'_>) -> Vec<String> {
    let code = |number: audit::BoxNo| desk.manifest.boxes()[number.index()].id.clone();
    match &desk.audit {
        Audit::Counting(sample) => sample.open().into_iter().map(code).collect(),
        Audit::FullCount(full) => (0..desk.manifest.len())
            .filter_map(audit::BoxNo::from_index)
            .filter(|number| full.entries.settled(*number).is_none())
            .map(code)
            .collect(),
        _ => Vec::new(),
    }
}

fn next(desk: &Desk<'_>) -> anyhow::Result<String> {
    Ok(match &desk.audit {
        Audit::Planned(_) if desk.bounds.is_err() => {
            "`cotejo audit risk --full-count`: no sample can confirm this outcome".to_owned()
        }
        Audit::Planned(_) => "`cotejo audit commit`, before anybody knows the seed".to_owned(),
        Audit::Committed(_) => "throw the dice in public, then `cotejo audit seed`".to_owned(),
        Audit::Seeded(_) => "`cotejo audit draw`".to_owned(),
        Audit::Counting(sample) if sample.open().is_empty() => {
            "`cotejo audit risk --record`".to_owned()
        }
        Audit::Counting(_) | Audit::FullCount(_) => {
            "count, and `cotejo audit record` twice for each box; then `cotejo audit risk --record`"
                .to_owned()
        }
        Audit::Measured(_) => {
            let needed = measure::draws_needed(desk, desk.risks.last().copied().unwrap_or(1.0))?;
            format!("`cotejo audit draw`: {needed} more draws if none shows an error")
        }
        Audit::Confirmed(_) => "`cotejo audit report`: the outcome is confirmed".to_owned(),
        Audit::Replaced(_) => {
            "`cotejo audit report`: what was counted replaces what was reported".to_owned()
        }
    })
}
