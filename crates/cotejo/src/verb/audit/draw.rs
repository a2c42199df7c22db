use std::fmt::Write as _;

use clap::Args;
use jiff::Timestamp;
use record::Rule;

use super::desk::Desk;
use super::measure;
use super::opened::{self, Place, SignArguments};
use super::step::StepRecord;
use crate::shell::{self, Outcome};

/// Draw the next boxes from the seed. A later round goes on in the same order: nothing is drawn again.
#[derive(Args)]
#[command(after_help = "\
Examples:
  cotejo audit draw my-audit --election my-election
  cotejo audit draw my-audit --election my-election --size 50 --json")]
pub struct Arguments {
    #[command(flatten)]
    place: Place,
    /// Draws of this round; as many as confirm the outcome if no box shows an error, where left out.
    #[arg(long)]
    size: Option<u64>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    sign: SignArguments,
}

/// Draws.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let election = arguments.place.election()?;
    let (mut folder, mut desk) = arguments.place.open(&election)?;
    let size = match arguments.size {
        Some(size) => size,
        None => wanted(&desk)?,
    };
    let round = desk.next_round(usize::try_from(size)?)?;
    let signer = arguments.sign.signer()?;
    let step = StepRecord::Draw(round.clone());
    opened::step(&mut folder, &mut desk, step, Timestamp::now(), signer.as_ref())?;
    if arguments.json {
        shell::print_json(&round)?;
    } else {
        let mut text = String::new();
        for one in &round.drawn {
            let _ = writeln!(text, "{}  {}  {}", one.table, one.ticket, one.generation);
        }
        let number = round.round;
        text += &arguments.place.words(&election)?.say(
            format!("round {number}: {size} draws\nnext: `cotejo audit worksheet`, then `cotejo audit record`\n"),
            format!("ronda {number}: {size} sorteos\nluego: `cotejo audit worksheet` y `cotejo audit record`\n"),
        );
        shell::print_text(&text)?;
    }
    Ok(Outcome::Fine)
}

/// Draws that the next round needs if it shows no error; at most what is left where nothing is drawn twice.
pub fn wanted(desk: &Desk<'_>) -> anyhow::Result<u64> {
    let risk = desk.risks.last().copied().unwrap_or(1.0);
    let size = measure::draws_needed(desk, risk)?;
    match size {
        0 => {
            Err(audit::AuditError::new(Rule::AuditStepNotAllowed, "nothing is left to draw").into())
        }
        size if desk.plan.method == super::step::Method::WithoutReplacement => {
            Ok(size.min(u64::try_from(desk.manifest.len().saturating_sub(desk.drawn.len()))?))
        }
        size => Ok(size),
    }
}
