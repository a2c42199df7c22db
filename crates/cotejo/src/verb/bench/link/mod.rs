mod gateway;
mod measure;
mod probe;

use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::anyhow;
use clap::Args;
use record::{Election, SignedSheet, TableNo};
use sample::Shape;
use serde_json::json;

use self::measure::{MAX_SECONDS, Plan, Row, STATIONS_PER_SECOND};
use crate::shell::{self, Outcome};

/// Flood a gateway on loopback, and see how its stations fare.
///
/// Nothing leaves the machine. 250 stations a second send one sheet each while threads flood the gateway with junk,
/// with one captured header, with one captured datagram, and with what one stolen pass is good for.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  cotejo bench link\n  cotejo bench link --seconds 10 --probe udp.c --json"
)]
pub struct Arguments {
    /// Length of each window.
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u64).range(1..=MAX_SECONDS))]
    seconds: u64,
    /// Threads that flood.
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u8).range(1..=64))]
    flooders: u8,
    /// A C program to measure first as the floor: `recv`, `flood` and `client` as its source says; needs gcc.
    #[arg(long)]
    probe: Option<PathBuf>,
    /// Where everything random comes from.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Measures, and prints a table.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let tables = u32::try_from(arguments.seconds * STATIONS_PER_SECOND + 1)?;
    let shape = Shape { seed: arguments.seed, tables, keys: true };
    let election = Arc::new(Election::parse(&sample::election_files(&shape))?);
    let sheet = |table: TableNo| {
        let sheet = sample::sheet(&shape, &election, table);
        let key = sample::station_key(shape.seed, table);
        let signed = SignedSheet::sign(&sheet, &election.id, &key);
        signed.expect("sample sheets have a canonical form").bytes().to_vec()
    };
    let mut random = [0; 64];
    getrandom::fill(&mut random)
        .map_err(|error| anyhow!("no randomness from the system: {error}"))?;
    let rows = measure::run(&Plan {
        election: election.clone(),
        sheet: &sheet,
        window: Duration::from_secs(arguments.seconds),
        flooders: arguments.flooders.into(),
        random,
        probe: arguments.probe.as_deref(),
    })?;
    if arguments.json {
        shell::print_json(&json!({
            "seconds": arguments.seconds, "flooders": arguments.flooders, "seed": arguments.seed, "rows": rows,
        }))?;
    } else {
        shell::print_text(&table(&rows))?;
    }
    Ok(Outcome::Fine)
}

fn table(rows: &[Row]) -> String {
    let mut text = format!(
        "{:24} {:>12} {:>12} {:>9} {:>14} {:>7} {:>9} {:>9} {:>9}\n",
        "", "junk/s", "dropped/s", "seen", "answered", "sends", "p50 µs", "p99 µs", "max µs"
    );
    for row in rows {
        let dropped = row.dropped_in_kernel_per_second;
        let dropped = dropped.map_or_else(|| "-".to_owned(), |dropped| format!("{dropped:.0}"));
        let seen = row.seen_by_program.map_or_else(|| "-".to_owned(), |seen| seen.to_string());
        let _ = writeln!(
            text,
            "{:24} {:>12.0} {dropped:>12} {seen:>9} {:>14} {:>7.3} {:>9} {:>9} {:>9}",
            row.name,
            row.junk_per_second,
            format!("{} of {}", row.answered, row.asked),
            row.sends_per_request,
            row.p50_us,
            row.p99_us,
            row.max_us
        );
    }
    text
}
