use clap::Args;
use jiff::Timestamp;
use serde_json::json;

use super::opened::{self, Place, SignArguments};
use super::step::{SeedRecord, StepRecord};
use crate::shell::{self, Outcome};

/// Write down the public ceremony that gave the seed: at least 20 digits of dice, after the commitment.
#[derive(Args)]
#[command(after_help = "\
Example:
  cotejo audit seed my-audit --election my-election --digits 01382438112797316654 \\
      --at 2026-10-05T10:30:00-04:00 --ceremony \"Ten-sided dice, town hall, all parties present\"")]
pub struct Arguments {
    #[command(flatten)]
    place: Place,
    /// The digits, in the order they fell.
    #[arg(long)]
    digits: String,
    /// When the last one fell (RFC 3339); now where left out.
    #[arg(long, value_name = "TIME")]
    at: Option<Timestamp>,
    /// Where, and before whom.
    #[arg(long)]
    ceremony: String,
    /// Print JSON.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    sign: SignArguments,
}

/// Takes the seed.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let election = arguments.place.election()?;
    let (mut folder, mut desk) = arguments.place.open(&election)?;
    opened::not_blank("--ceremony", &arguments.ceremony)?;
    let now = Timestamp::now();
    let seed = SeedRecord {
        digits: arguments.digits.clone(),
        at: arguments.at.unwrap_or(now),
        ceremony: arguments.ceremony.clone(),
    };
    let signer = arguments.sign.signer()?;
    let step = StepRecord::Seed(seed);
    let digest = opened::step(&mut folder, &mut desk, step, now, signer.as_ref())?;
    if arguments.json {
        shell::print_json(&json!({ "digits": arguments.digits, "digest": digest }))?;
    } else {
        shell::print_text(&arguments.place.words(&election)?.say(
            "the seed is written down, and never changes\nnext: `cotejo audit draw`\n",
            "la semilla queda escrita y no cambia nunca\nluego: `cotejo audit draw`\n",
        ))?;
    }
    Ok(Outcome::Fine)
}
