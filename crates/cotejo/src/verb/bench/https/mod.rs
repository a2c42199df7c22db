//! HTTPS under attack: what the way that everybody uses is worth on a bad night, beside the datagrams.

mod client;
mod server;

use std::fmt::Write as _;
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use serde::Serialize;
use serde_json::json;

use self::client::{Answered, Attack, post_over};
use self::server::{Nginx, Ours, Server};
use crate::shell::{self, Outcome};
use crate::verb::bench::place::Place;

/// Post sheets over HTTPS, each on a connection of its own, in quiet and while others connect and post without end.
///
/// Beside the centre stands nginx, which answers every post at once with nothing. Stations, attackers and server share
/// this machine's cores; nothing leaves it.
#[derive(Args)]
#[command(
    after_help = "Example:\n  cotejo bench https --seconds 20 --nginx /usr/sbin/nginx --json"
)]
pub struct Arguments {
    /// Length of each window.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u64).range(1..=60))]
    seconds: u64,
    /// Sheets posted a second.
    #[arg(long, default_value_t = 250, value_parser = clap::value_parser!(u64).range(1..=1_000))]
    rate: u64,
    /// Threads that attack.
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u8).range(1..=64))]
    attackers: u8,
    /// The program of nginx, to measure beside.
    #[arg(long)]
    nginx: Option<PathBuf>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Row {
    server: &'static str,
    attacked: bool,
    #[serde(flatten)]
    answered: Answered,
    /// Connections of attackers that were served to their end, a second.
    attacks_per_second: f64,
}

/// Measures, and prints a table.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let sheets = u32::try_from(arguments.seconds * arguments.rate)?;
    let place = Place::new(1, sheets, 1)?;
    let window = Duration::from_secs(arguments.seconds);
    let mut rows = Vec::new();
    for attacked in [false, true] {
        rows.push(row(arguments, &Ours::start(&place)?, &place, window, attacked)?);
        if let Some(nginx) = &arguments.nginx {
            rows.push(row(arguments, &Nginx::start(nginx)?, &place, window, attacked)?);
        }
    }
    if arguments.json {
        shell::print_json(&json!({
            "seconds": arguments.seconds, "rate": arguments.rate, "attackers": arguments.attackers, "rows": rows,
        }))?;
    } else {
        shell::print_text(&table(&rows))?;
    }
    Ok(Outcome::Fine)
}

fn row(
    arguments: &Arguments,
    server: &impl Server,
    place: &Place,
    window: Duration,
    attacked: bool,
) -> anyhow::Result<Row> {
    let attackers = if attacked { arguments.attackers } else { 0 };
    let attack = Attack::start(server.address(), attackers)?;
    let answered = post_over(server.address(), &place.sheets, window)?;
    let attacks = attack.stop();
    let attacks_per_second = f64::from(attacks) / answered.seconds;
    Ok(Row { server: server.name(), attacked, answered, attacks_per_second })
}

fn table(rows: &[Row]) -> String {
    let mut text = format!(
        "{:10} {:10} {:>14} {:>10} {:>10} {:>10} {:>12}\n",
        "", "", "answered", "p50 ms", "p99 ms", "max ms", "attacks/s"
    );
    for row in rows {
        let answered = &row.answered;
        let _ = writeln!(
            text,
            "{:10} {:10} {:>14} {:>10.1} {:>10.1} {:>10.1} {:>12.0}",
            row.server,
            if row.attacked { "attacked" } else { "quiet" },
            format!("{} of {}", answered.answered, answered.asked),
            answered.p50_ms,
            answered.p99_ms,
            answered.max_ms,
            row.attacks_per_second
        );
    }
    text
}
