use std::path::PathBuf;

use clap::Args;
use quickcount::{Level, Plan, Wanted};
use record::Election;
use record::election::Contest;
use serde_json::json;

use super::frame::{contest_of, level, tables_of};
use super::words::{lang_of, say};
use crate::shell::{self, Outcome, election_dir, files};

/// Decide strata, size, level and conditions, and write them down before anything is drawn.
///
/// The size follows from the variance between tables; sizing by voters asks for some 25 times too few tables.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  cotejo quickcount plan --election my-election --by state --error 0.01 --spread 0.12 --out plan.json\n  cotejo quickcount plan --election my-election --by municipality --tables 400 --out plan.json\n  cotejo statement sign --election my-election --as observer --key observer.pem --kind draw --subject plan.json \\\n      --text \"plan of our quick count\" --out plan.statement"
)]
pub struct Arguments {
    /// The election directory.
    #[arg(long)]
    election: PathBuf,
    /// Key of the contest, where the election has several.
    #[arg(long)]
    contest: Option<String>,
    /// Level of the areas that are the strata: a level of the election file, or country for one.
    #[arg(long, value_name = "LEVEL")]
    by: String,
    /// Error wanted to each side of a share.
    #[arg(long, default_value_t = 0.01)]
    error: f64,
    /// Standard deviation of the share between tables of a stratum: take it from an earlier election, with
    /// `cotejo quickcount simulate`.
    #[arg(long, default_value_t = 0.14)]
    spread: f64,
    /// Confidence level of the intervals.
    #[arg(long, default_value_t = 0.95)]
    confidence: f64,
    /// Share of the drawn tables expected to report.
    #[arg(long, default_value_t = 0.9)]
    response: f64,
    /// Draw so many tables, whatever error and spread say: two at least, since one alone shows no spread.
    #[arg(long, value_name = "MANY", value_parser = clap::value_parser!(u64).range(2..))]
    tables: Option<u64>,
    /// Share of the sample that must be in before a winner is called.
    #[arg(long, default_value_t = 0.8)]
    least_response: f64,
    /// The same for every stratum.
    #[arg(long, default_value_t = 0.5)]
    least_stratum_response: f64,
    /// Where to write the plan.
    #[arg(long)]
    out: PathBuf,
    /// Language: en or es; the election's where left out.
    #[arg(long)]
    language: Option<String>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Plans.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let election = election_dir::load(&arguments.election)?;
    let contest = contest_of(&election, arguments.contest.as_deref())?;
    let areas = areas(&election, contest, &arguments.by)?;
    let wanted = Wanted {
        confidence: Level::new(arguments.confidence)?,
        error: arguments.error,
        spread: arguments.spread,
        response: arguments.response,
        draw: arguments.tables,
        least_response: arguments.least_response,
        least_stratum_response: arguments.least_stratum_response,
    };
    let plan = Plan::new(election.id, &contest.key, &arguments.by, &areas, &wanted)?;
    files::write_whole(&arguments.out, plan.text().as_bytes())?;
    let tables: u64 = plan.strata.iter().map(|one| one.tables).sum();
    let merged = plan.strata.iter().filter(|one| one.areas.len() > 1).count();
    if arguments.json {
        shell::print_json(&json!({
            "digest": plan.digest(), "draw": plan.draw(), "tables": tables,
            "strata": plan.strata.len(), "merged": merged,
        }))?;
    } else {
        let (draw, strata, digest) = (plan.draw(), plan.strata.len(), plan.digest());
        let name = files::short_name(&arguments.out);
        shell::print_text(&say(
            lang_of(arguments.language.as_deref(), &election)?,
            format!(
                "{draw} of {tables} tables in {strata} strata ({merged} merged from small areas)\nplan {digest}\nnext: `cotejo statement sign --kind draw --subject {name}`, `cotejo log append` it, and only then roll the dice\n"
            ),
            format!(
                "{draw} de {tables} mesas en {strata} estratos ({merged} unidos de ámbitos pequeños)\nplan {digest}\nluego: `cotejo statement sign --kind draw --subject {name}`, `cotejo log append`, y solo entonces lanzar los dados\n"
            ),
        ))?;
    }
    Ok(Outcome::Fine)
}

/// The areas of a level, with how many tables of a contest each has.
pub fn areas(
    election: &Election,
    contest: &Contest,
    by: &str,
) -> anyhow::Result<Vec<(String, u64)>> {
    let mut tables: Vec<u64> = vec![0; election.areas.len()];
    for (_, area) in tables_of(election, contest, level(election, by)?) {
        tables[area.index()] += 1;
    }
    let areas = election.areas.iter().zip(tables).filter(|(_, tables)| *tables > 0);
    Ok(areas.map(|((_, area), tables)| (area.path.to_owned(), tables)).collect())
}
