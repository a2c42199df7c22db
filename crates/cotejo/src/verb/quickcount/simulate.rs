use std::path::PathBuf;

use clap::Args;
use quickcount::simulate::{Table, coverage};
use quickcount::{Refusal, simulate};
use record::Rule;
use serde_json::json;
use tally::Policy;

use super::draw::read_plan;
use super::frame::{contest_of, counted, policy_of, strata_of};
use super::words::points;
use crate::reading::gather::Wishes;
use crate::shell::sources::{SourceArgument, load_all};
use crate::shell::{self, Outcome, election_dir};

/// Draw a plan's sample again and again from results all known, and count how often the interval of the margin
/// holds the true margin; also tells the spread between tables of a stratum, for planning.
///
/// Tables without usable figures are left out of the population. Exit code 1 where the intervals cover less
/// than they claim, beyond the chance of so many draws.
#[derive(Args)]
#[command(
    after_help = "Example:\n  cotejo quickcount simulate plan.json last-election.csv --election my-election --runs 2000 --seed 7"
)]
pub struct Arguments {
    /// The plan.
    plan: PathBuf,
    /// Sources that hold the results, as `PATH` or `ID=PATH`.
    #[arg(required = true, value_name = "SOURCE")]
    sources: Vec<SourceArgument>,
    /// The election directory.
    #[arg(long)]
    election: PathBuf,
    /// Which copy of a table counts: best-grade or unanimous.
    #[arg(long, default_value = "best-grade", value_parser = policy_of)]
    policy: Policy,
    /// Draws.
    #[arg(long, default_value_t = 1_000)]
    runs: u64,
    /// Any text: the same gives the same draws.
    #[arg(long, default_value = "1")]
    seed: String,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Simulates.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let election = election_dir::load(&arguments.election)?;
    let plan = read_plan(&arguments.plan)?;
    let contest = contest_of(&election, Some(&plan.contest))?;
    let collections = load_all(&arguments.sources, &election, &Wishes::default())?;
    let all = counted(&election, contest, &collections, &arguments.policy);
    let numbers = |one: &super::Counted| -> Option<Vec<i64>> {
        one.votes.iter().map(|count| count.number().map(i64::from)).collect()
    };
    let usable: Vec<_> = all.iter().filter_map(|one| Some((one.table, numbers(one)?))).collect();
    let mut totals = vec![0_i64; contest.candidates.len()];
    for (_, votes) in &usable {
        totals.iter_mut().zip(votes).for_each(|(total, votes)| *total += votes);
    }
    let mut order: Vec<usize> = (0..totals.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(totals[*at]));
    let [first, second, ..] = order[..] else {
        return Err(Refusal::new(Rule::NothingToEstimate, "fewer than two candidates").into());
    };
    let strata: std::collections::HashMap<&str, usize> =
        strata_of(&election, &plan)?.into_iter().collect();
    let population: Vec<Table> = usable
        .iter()
        .filter_map(|(table, votes)| {
            Some(Table {
                stratum: *strata.get(election.tables.code(*table))?,
                difference: votes[first] - votes[second],
                valid: votes.iter().sum(),
            })
        })
        .collect();
    let draw: Vec<u64> = plan.strata.iter().map(|one| one.draw).collect();
    let level = plan.level_of_confidence()?;
    let found = coverage(&population, &draw, level, arguments.runs, &arguments.seed)?;
    let spread = simulate::spread(&population);
    let short = found.observed.high < found.claimed;
    if arguments.json {
        shell::print_json(
            &json!({ "tables": population.len(), "spread": spread, "coverage": found }),
        )?;
    } else {
        shell::print_text(&format!(
            "{} tables; true margin {} points; spread of a share between tables of a stratum {spread:.4}\nseed {}: {} of {} intervals hold it: between {} % and {} % of draws, {} % claimed\n",
            population.len(),
            points(found.truth),
            arguments.seed,
            found.covered,
            found.runs,
            points(found.observed.low),
            points(found.observed.high),
            points(found.claimed),
        ))?;
    }
    Ok(Outcome::found_if(short))
}
