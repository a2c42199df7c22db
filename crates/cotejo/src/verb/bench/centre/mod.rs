//! A whole centre measured on loopback: from the datagram to the receipt of a durable, published entry.

mod floor;
mod load;

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use serde::Serialize;
use serde_json::json;

use crate::shell::{self, Outcome};
use crate::verb::bench::flood::{self, Flood};
use crate::verb::bench::place::Place;
use floor::Floor;
use load::{Load, Sent};

/// Send the sheets of an election to a centre over datagrams until each holds a durable receipt: as fast as it goes,
/// at 250 a second through a flood, and all at once through a flood.
///
/// Centre, stations and flood share this machine's cores, so the stations' own work is in every figure. Nothing leaves
/// the machine. The floors are measured in the same run: opening and verifying on two threads, and writing the same
/// bytes durably in batches of a thousand.
#[derive(Args)]
#[command(after_help = "Example:\n  cotejo bench centre --tables 30026 --seconds 60 --json")]
pub struct Arguments {
    /// Number of polling tables.
    #[arg(long, default_value_t = 5_000, value_parser = clap::value_parser!(u32).range(500..=200_000))]
    tables: u32,
    /// Length of the flood with 250 sheets a second.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u64).range(1..=120))]
    seconds: u64,
    /// Threads that flood.
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u8).range(1..=64))]
    flooders: u8,
    /// Threads of the gateway. Flood and stations take the same cores; with twice as many threads as cores the gateway
    /// keeps its share.
    #[arg(long, default_value_t = 4, value_parser = clap::value_parser!(u8).range(1..=64))]
    gateways: u8,
    /// Where everything random comes from.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// One row of the result.
#[derive(Serialize)]
struct Row {
    name: &'static str,
    #[serde(flatten)]
    sent: Sent,
    junk_per_second: f64,
    /// Resident memory of this process at the end, stations included.
    memory_mib: u64,
}

/// Stations a second in the second row.
const PER_SECOND: u64 = 250;
/// Longest flood.
const LONGEST: Duration = Duration::from_secs(600);

/// Measures, and prints a table; exit code 1 where a sheet got no receipt.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let place = Place::new(arguments.seed, arguments.tables, arguments.gateways.into())?;
    let floor = Floor::measure(&place)?;
    let calm = usize::try_from(arguments.seconds * PER_SECOND)?.min(place.requests.len());
    let flooded = |name, load: Load<'_>, lasts: Option<Duration>| -> anyhow::Result<Row> {
        let (centre, _folder) = place.start()?;
        let to = centre.udp().expect("it has a gateway");
        let floods: Vec<_> = (0..if lasts.is_some() { arguments.flooders } else { 0 })
            .map(|at| {
                flood::start(&Flood::Junk, to, lasts.unwrap_or_default(), at.into(), Arc::default())
            })
            .collect::<Result<_, _>>()?;
        let sent = load.send(to)?;
        let mut junk_per_second = 0.0;
        for one in floods {
            junk_per_second += one.join().unwrap_or_default();
        }
        centre.stop();
        Ok(Row { name, sent, junk_per_second, memory_mib: memory_mib() })
    };
    let window = Duration::from_secs(arguments.seconds);
    // The quiet row says how long all of them take; the flood then lasts long enough to cover them.
    let quiet = flooded("all at once, quiet", Load::at_once(&place.requests), None)?;
    let lasts = Duration::from_secs_f64((quiet.sent.seconds * 3.0).max(2.0)).min(LONGEST);
    let rows = [
        flooded(
            "250 a second, flooded",
            Load::over(&place.requests[..calm], window),
            Some(window),
        )?,
        flooded("all at once, flooded", Load::at_once(&place.requests), Some(lasts))?,
        quiet,
    ];
    let is_whole = rows.iter().all(|row| row.sent.receipted == row.sent.asked);
    if arguments.json {
        shell::print_json(&json!({
            "tables": arguments.tables, "seed": arguments.seed, "floor": floor, "rows": rows, "whole": is_whole,
        }))?;
    } else {
        shell::print_text(&table(&floor, &rows))?;
    }
    Ok(Outcome::found_if(!is_whole))
}

fn table(floor: &Floor, rows: &[Row]) -> String {
    let mut text = format!(
        "floor: {:.0} opened and verified a second on two threads; {:.3} s to write {} sheets durably, {:.3} s to open and verify them\n\n{:24} {:>9} {:>11} {:>9} {:>11} {:>9} {:>9} {:>9} {:>11} {:>8}\n",
        floor.crypto_per_second,
        floor.disk_seconds,
        floor.sheets,
        floor.crypto_seconds,
        "",
        "sheets",
        "receipted",
        "seconds",
        "receipts/s",
        "p50 ms",
        "p99 ms",
        "first",
        "junk/s",
        "MiB"
    );
    for row in rows {
        let sent = &row.sent;
        let _ = writeln!(
            text,
            "{:24} {:>9} {:>11} {:>9.2} {:>11.0} {:>9.1} {:>9.1} {:>8.1}% {:>11.0} {:>8}",
            row.name,
            sent.asked,
            sent.receipted,
            sent.seconds,
            sent.per_second,
            sent.p50_ms,
            sent.p99_ms,
            sent.first_send_share * 100.0,
            row.junk_per_second,
            row.memory_mib
        );
    }
    text
}

/// Resident memory of this process.
fn memory_mib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kib.unwrap_or(0) / 1_024
}
