use std::path::Path;

use audit::machine::Audit;
use clap::Args;
use record::Election;
use report::Lang;
use serde_json::json;

use super::desk::Desk;
use super::measure;
use super::opened::{self, Place};
use super::words::Words;
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
    let words = arguments.place.words(&election)?;
    show(&arguments.place.folder, &election, arguments.json, &words)
}

/// Verifies an audit's folder: every step, every draw and every risk, from its files alone.
///
/// # Errors
/// The first step that does not hold.
pub fn verify(folder: &Path, election: &Election, json: bool) -> anyhow::Result<Outcome> {
    show(folder, election, json, &Words::new(Lang::En))
}

fn show(path: &Path, election: &Election, json: bool, words: &Words) -> anyhow::Result<Outcome> {
    let (folder, desk) = opened::open(path, election)?;
    let open = open_boxes(&desk);
    if json {
        shell::print_json(&json!({
            "state": desk.audit.name(), "steps": folder.steps.len(), "boxes": desk.manifest.len(),
            "drawn": desk.drawn.len(), "rounds": desk.rounds, "open": open, "risks": desk.risks,
            "full_count": desk.full_count, "next": next(&desk, &Words::new(Lang::En))?,
        }))?;
        return Ok(Outcome::Fine);
    }
    let (steps, boxes, draws, rounds, open) =
        (folder.steps.len(), desk.manifest.len(), desk.drawn.len(), desk.rounds.len(), open.len());
    let state = state(&desk.audit, words);
    let mut text = words.say(
        format!(
            "{state}: {steps} steps, each following the one before; draws and risks computed again are the same\n\
             boxes {boxes}, draws {draws}, rounds {rounds}, boxes to count {open}\n"
        ),
        format!(
            "{state}: {steps} pasos, cada uno tras el anterior; sorteos y riesgos recalculados son los mismos\n\
             cajas {boxes}, sorteos {draws}, rondas {rounds}, cajas por contar {open}\n"
        ),
    );
    for (round, risk) in desk.risks.iter().enumerate() {
        let (round, risk) = (round + 1, words.risk(*risk));
        text += &words.say(
            format!("risk after round {round}: {risk}\n"),
            format!("riesgo tras la ronda {round}: {risk}\n"),
        );
    }
    if let Some(why) = &desk.full_count {
        text += &words.say(format!("full count: {why}\n"), format!("conteo completo: {why}\n"));
    }
    let next = next(&desk, words)?;
    text += &words.say(format!("next: {next}\n"), format!("luego: {next}\n"));
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

fn next(desk: &Desk<'_>, words: &Words) -> anyhow::Result<String> {
    Ok(match &desk.audit {
        Audit::Planned(_) if desk.bounds.is_err() => words.say(
            "`cotejo audit risk --full-count`: no sample can confirm this outcome",
            "`cotejo audit risk --full-count`: ninguna muestra puede confirmar este resultado",
        ),
        Audit::Planned(_) => words.say(
            "`cotejo audit commit`, before anybody knows the seed",
            "`cotejo audit commit`, antes de que alguien conozca la semilla",
        ),
        Audit::Committed(_) => words.say(
            "throw the dice in public, then `cotejo audit seed`",
            "lanzar los dados en público y `cotejo audit seed`",
        ),
        Audit::Seeded(_) => "`cotejo audit draw`".to_owned(),
        Audit::Counting(sample) if sample.open().is_empty() => {
            "`cotejo audit risk --record`".to_owned()
        }
        Audit::Counting(_) | Audit::FullCount(_) => words.say(
            "count, and `cotejo audit record` twice for each box; then `cotejo audit risk --record`",
            "contar, y `cotejo audit record` dos veces por caja; luego `cotejo audit risk --record`",
        ),
        Audit::Measured(_) => {
            let needed = measure::draws_needed(desk, desk.risks.last().copied().unwrap_or(1.0))?;
            words.say(
                format!("`cotejo audit draw`: {needed} more draws if none shows an error"),
                format!("`cotejo audit draw`: {needed} sorteos más si ninguno muestra una diferencia"),
            )
        }
        Audit::Confirmed(_) => words.say(
            "`cotejo audit report`: the outcome is confirmed",
            "`cotejo audit report`: el resultado está confirmado",
        ),
        Audit::Replaced(_) => words.say(
            "`cotejo audit report`: what was counted replaces what was reported",
            "`cotejo audit report`: lo contado sustituye a lo reportado",
        ),
    })
}

/// The state of an audit in words.
pub(super) fn state(audit: &Audit, words: &Words) -> String {
    words.t(&format!("state-{}", audit.name())).to_owned()
}
