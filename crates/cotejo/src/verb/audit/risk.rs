use std::path::PathBuf;

use clap::Args;
use jiff::Timestamp;
use serde_json::json;

use super::measure::{self, Measurement};
use super::opened::{self, Place, SignArguments};
use super::plot;
use super::status::state;
use super::step::{GiveUpRecord, MeasureRecord, StepRecord};
use crate::shell::{self, Outcome, files};

/// Boxes with errors that are listed one by one.
const MOST_SHOWN: usize = 20;

/// Measure the risk: live while boxes are counted. With `--record`, for good, once all drawn boxes are settled.
#[derive(Args)]
#[command(after_help = "\
Examples:
  cotejo audit risk my-audit --election my-election --plot risk.svg
  cotejo audit risk my-audit --election my-election --record
  cotejo audit risk my-audit --election my-election --full-count \"The observers ask for it\"")]
pub struct Arguments {
    #[command(flatten)]
    place: Place,
    /// Write the risk down as the end of this round; what comes next follows from it.
    #[arg(long, conflicts_with = "full_count")]
    record: bool,
    /// Give up sampling and count every box; say why.
    #[arg(long, value_name = "WHY")]
    full_count: Option<String>,
    /// Write a plot of the risk after each draw, as SVG.
    #[arg(long, value_name = "FILE")]
    plot: Option<PathBuf>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    sign: SignArguments,
}

/// Measures; exit code 1 where the risk is above the limit.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let election = arguments.place.election()?;
    let (mut folder, mut desk) = arguments.place.open(&election)?;
    let signer = arguments.sign.signer()?;
    let words = arguments.place.words(&election)?;
    if let Some(why) = &arguments.full_count {
        opened::not_blank("--full-count", why)?;
        let step = StepRecord::GiveUp(GiveUpRecord { why: why.clone() });
        opened::step(&mut folder, &mut desk, step, Timestamp::now(), signer.as_ref())?;
        shell::print_text(&words.say(
            "every box is counted from here on\nnext: `cotejo audit worksheet`\n",
            "desde aquí se cuentan todas las cajas\nluego: `cotejo audit worksheet`\n",
        ))?;
        return Ok(Outcome::Found);
    }
    let of = if desk.full_count.is_some() { desk.manifest.len() } else { desk.drawn.len() };
    let got = measure::so_far(&desk)?;
    if arguments.record {
        let record = MeasureRecord { risk: got.risk, hopeless: got.hopeless.clone() };
        let step = StepRecord::Measure(record);
        opened::step(&mut folder, &mut desk, step, Timestamp::now(), signer.as_ref())?;
    }
    let limit = f64::from(desk.plan.risk_limit.millionths()) / 1e6;
    if let Some(path) = &arguments.plot {
        files::write_whole(path, plot::svg(&got.after, limit, &words).as_bytes())?;
    }
    let Measurement { risk, hopeless, draws, errors, missing, after } = &got;
    let errors: Vec<_> = errors
        .iter()
        .map(|(number, votes)| (&desk.manifest.boxes()[number.index()].id, votes))
        .collect();
    if arguments.json {
        let rows: Vec<_> = errors
            .iter()
            .map(|(table, votes)| json!({ "table": table, "overstated": votes.to_string() }))
            .collect();
        shell::print_json(&json!({
            "state": desk.audit.name(), "risk": risk, "limit": limit, "draws": draws, "of": of,
            "missing": missing, "full_count": hopeless, "errors": rows, "after": after,
        }))?;
    } else {
        let (risk, limit, wrong) = (words.risk(*risk), words.decimal(limit), errors.len());
        let mut text = words.say(
            format!("risk {risk} after {draws} of {of} draws; limit {limit}; {wrong} boxes with errors, {missing} missing\n"),
            format!("riesgo {risk} tras {draws} de {of} sorteos; límite {limit}; {wrong} cajas con diferencias, {missing} sin hallar\n"),
        );
        for (table, votes) in errors.iter().take(MOST_SHOWN) {
            text += &words.say(
                format!("  {table}  {votes:+} votes overstated\n"),
                format!("  {table}  {votes:+} votos de más en el acta\n"),
            );
        }
        if errors.len() > MOST_SHOWN {
            let more = errors.len() - MOST_SHOWN;
            text += &words.say(
                format!("  and {more} more: --json lists all\n"),
                format!("  y {more} más: --json las da todas\n"),
            );
        }
        if let Some(why) = hopeless {
            text += &words.say(
                format!("no sample can confirm the outcome: {why}\n"),
                format!("ninguna muestra puede confirmar el resultado: {why}\n"),
            );
        }
        text += &words.say(
            format!("state: {}\n", state(&desk.audit, &words)),
            format!("estado: {}\n", state(&desk.audit, &words)),
        );
        shell::print_text(&text)?;
    }
    Ok(Outcome::found_if(*risk > limit))
}
