use std::path::{Path, PathBuf};

use clap::Args;
use quickcount::{MAX_FILE_BYTES, Plan, Sample};
use serde_json::json;

use super::frame::strata_of;
use super::words::{lang_of, say};
use crate::shell::{self, Outcome, election_dir, files};

/// Draw the tables of a plan with the digits of public dice. Anybody with plan, digits and election file draws
/// the same tables.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  cotejo quickcount draw plan.json --election my-election --seed 01382438112797316654 --out sample.json\n  cotejo statement sign --election my-election --as observer --key observer.pem --kind draw \\\n      --subject plan.json --subject sample.json --text \"our quick count\" --out sample.statement"
)]
pub struct Arguments {
    /// The plan.
    plan: PathBuf,
    /// The election directory.
    #[arg(long)]
    election: PathBuf,
    /// At least 20 decimal digits, rolled in public after the plan was in the log.
    #[arg(long)]
    seed: String,
    /// Where to write the sample.
    #[arg(long)]
    out: PathBuf,
    /// Language: en or es; the election's where left out.
    #[arg(long)]
    language: Option<String>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Draws.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let election = election_dir::load(&arguments.election)?;
    let plan = read_plan(&arguments.plan)?;
    let sample = Sample::draw(&plan, &arguments.seed, &strata_of(&election, &plan)?)?;
    files::write_whole(&arguments.out, sample.text().as_bytes())?;
    if arguments.json {
        shell::print_json(&json!({
            "digest": sample.digest(), "plan": sample.plan, "tables": sample.tables.len(),
        }))?;
    } else {
        let (many, digest) = (sample.tables.len(), sample.digest());
        let [plan, out] = [&arguments.plan, &arguments.out].map(|path| files::short_name(path));
        shell::print_text(&say(
            lang_of(arguments.language.as_deref(), &election)?,
            format!(
                "{many} tables drawn\nsample {digest}\nnext: `cotejo statement sign --kind draw --subject {plan} --subject {out}`, and `cotejo log append` it before the first table closes\n"
            ),
            format!(
                "{many} mesas sorteadas\nmuestra {digest}\nluego: `cotejo statement sign --kind draw --subject {plan} --subject {out}`, y `cotejo log append` antes de que cierre la primera mesa\n"
            ),
        ))?;
    }
    Ok(Outcome::Fine)
}

/// Reads a plan.
pub fn read_plan(path: &Path) -> anyhow::Result<Plan> {
    Ok(Plan::parse(&files::read_bounded(path, u64::try_from(MAX_FILE_BYTES)?)?)?)
}

/// Reads a sample of a plan.
pub fn read_sample(path: &Path, plan: &Plan) -> anyhow::Result<Sample> {
    Ok(Sample::parse(&files::read_bounded(path, u64::try_from(MAX_FILE_BYTES)?)?, plan)?)
}
