//! How often honest simulated elections raise an alarm.

use std::fmt::Write as _;
use std::path::Path;

use clap::Args;
use forensics::{Calibration, Input, TableRow, Tables, calibration};
use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};
use record::Election;
use sample::{Shape, election_files, figures};

use crate::shell::{self, Outcome, files};

/// Rates measured on the elections of the `sample` crate.
const SHIPPED: &[u8] = include_bytes!("calibration.json");

/// Measure how often honest simulated elections raise an alarm.
///
/// Each election is invented from its seed, with nothing wrong in it, so every alarm is a false one. Tables of a
/// centre differ there by more than chance, as real ones do.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  cotejo forensics calibrate\n  cotejo forensics calibrate --elections 500 --tables 30026 --seed 9 --json > calibration.json"
)]
pub struct Arguments {
    /// Elections to simulate.
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u64).range(1..=100_000))]
    elections: u64,
    /// Tables of each.
    #[arg(long, default_value_t = 3_000, value_parser = clap::value_parser!(u32).range(2..=1_000_000))]
    tables: u32,
    /// Seed of the first election; the next ones count up.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Print JSON, to give to `cotejo forensics --calibration`.
    #[arg(long)]
    json: bool,
}

/// Simulates and counts.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let contest_of = |seed| Shape { seed, tables: arguments.tables, keys: false };
    let election = Election::parse(&election_files(&contest_of(arguments.seed)))?;
    let seeds =
        (0..arguments.elections).map(|at| arguments.seed.wrapping_add(at)).collect::<Vec<_>>();
    let reports = seeds
        .into_par_iter()
        .map(|seed| {
            let tables = honest(&contest_of(seed), &election)?;
            Ok(forensics::report(&Input {
                contest: &election.contests[0],
                tables: &tables,
                announcements: &[],
                pairs: &[],
                times: None,
                calibration: None,
            }))
        })
        .collect::<anyhow::Result<Vec<_>>>()?;
    let mut calibration = Calibration::new(arguments.seed);
    reports.iter().for_each(|report| calibration.note(report));
    if arguments.json {
        shell::print_json(&calibration)?;
    } else {
        shell::print_text(&plain(&calibration))?;
    }
    Ok(Outcome::Fine)
}

/// The calibration of a file, or the shipped one.
pub fn known(path: Option<&Path>) -> anyhow::Result<Calibration> {
    let bytes = match path {
        Some(path) => files::read_bounded(path, u64::try_from(calibration::MAX_BYTES)?)?,
        None => SHIPPED.to_vec(),
    };
    let rule = record::Rule::CalibrationUnreadable;
    let read: Calibration = serde_json::from_slice(&bytes).map_err(|error| {
        anyhow::anyhow!("{rule} {} ({error}). {}", rule.sentence(), rule.next_step())
    })?;
    Ok(read.checked()?)
}

/// The tables of an invented election, in which nothing is wrong.
fn honest(shape: &Shape, election: &Election) -> anyhow::Result<Tables> {
    let contest = &election.contests[0];
    let mut tables = Tables::new(contest.candidates.len());
    let mut votes = vec![0_u32; contest.candidates.len()];
    for table in election.tables.iter() {
        let figures = figures(shape, table);
        votes.fill(0);
        for (list, count) in contest.lists.iter().zip(&figures.votes) {
            votes[list.candidate.index()] += count;
        }
        let row = TableRow {
            table,
            centre: election.tables.area(table),
            electors: Some(figures.electors),
            voters: Some(figures.voters),
            valid: 0,
            declared: None,
            null: Some(figures.null),
            blank: Some(0),
        };
        tables.push(row, &votes)?;
    }
    Ok(tables)
}

fn plain(calibration: &Calibration) -> String {
    let mut text = format!(
        "{} honest elections of {} tables, seeds from {}\n\n{:38} {:>8} {:>10} {:>10}\n",
        calibration.elections,
        calibration.tables,
        calibration.seed,
        "test",
        "results",
        "p ≤ 0.05",
        "p ≤ 0.01"
    );
    for (test, rate) in &calibration.rates {
        let share = |alarms: u64| format!("{:.1} %", alarms as f64 * 100.0 / rate.results as f64);
        let _ = writeln!(
            text,
            "{test:38} {:>8} {:>10} {:>10}",
            rate.results,
            share(rate.at_5_percent),
            share(rate.at_1_percent)
        );
    }
    text
}
