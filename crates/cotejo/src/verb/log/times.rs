use std::fmt::Write as _;
use std::path::PathBuf;

use anyhow::Context as _;
use clap::Args;
use jiff::Timestamp;
use ledger::Trust;
use ledger::milestones::{Implausible, Milestones, implausible, milestones};
use record::Election;
use serde_json::json;

use super::Reading;
use crate::shell::{self, Outcome, election_dir, files, log_dir};

/// When each sheet was closed, received, logged and published, from signed times alone: what came late is
/// told apart from what was altered.
///
/// Logged is when the first cosigner saw it, published when a quorum had; a time that nobody signed is absent.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  cotejo log times my-log --election my-election\n  cotejo log times my-log --election my-election --csv times.csv --late 6"
)]
pub struct Arguments {
    #[command(flatten)]
    reading: Reading,
    /// Write a row for each sheet here: times in UTC, empty where absent.
    #[arg(long)]
    csv: Option<PathBuf>,
    /// Hours from closing after which a sheet is reported as late.
    #[arg(long, default_value_t = 24, value_parser = clap::value_parser!(u64).range(1..=100_000))]
    late: u64,
}

/// Tells; exit code 1 where times contradict each other.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let Reading { log: folder, election, json } = &arguments.reading;
    let election = election_dir::load(election)?;
    let trust = Trust::of_election(&election)?;
    let mut log = log_dir::read(folder, &trust)?;
    let kept = log_dir::kept(folder, &trust)?;
    for one in &kept {
        log.begins_with(&one.checkpoint)?;
    }
    let (replay, _) = log.replay(&election)?;
    let all = milestones(&replay, &kept);
    let odd = implausible(&all, &kept, arguments.late * 3600);
    if let Some(path) = &arguments.csv {
        files::write_whole(path, &rows(&election, &all)?)?;
    }
    if *json {
        let odd = odd.iter().map(
            |one| json!({ "rule": one.rule.code(), "entry": one.entry, "detail": one.detail }),
        );
        shell::print_json(&json!({
            "checkpoints": kept.len(),
            "delay": Delays::of(&all).map(|delays| json!({
                "sheets": delays.count, "p50": delays.half, "p90": delays.most, "p99": delays.nearly_all,
                "most": delays.longest,
            })),
            "sheets": all.iter().map(|one| json!({
                "table": election.tables.code(one.table),
                "contest": election.contest(one.contest).map(|contest| &contest.key),
                "entry": one.entry, "serial": one.serial, "closed": time(one.closed),
                "received": time(one.received), "logged": time(one.logged),
                "published": time(one.published), "delay": one.delay(),
            })).collect::<Vec<_>>(),
            "implausible": odd.collect::<Vec<_>>(),
        }))?;
    } else {
        shell::print_text(&summary(&election, &all, &odd, kept.len()))?;
    }
    let contradicts = |one: &Implausible| one.rule != record::Rule::LoggedLate;
    Ok(Outcome::found_if(odd.iter().any(contradicts)))
}

fn summary(
    election: &Election,
    all: &[Milestones],
    odd: &[Implausible],
    checkpoints: usize,
) -> String {
    let given = |of: fn(&Milestones) -> Option<u64>| all.iter().filter_map(of).count();
    let mut text = format!(
        "{} sheets, {checkpoints} checkpoints kept\nclosed     given for {}\nreceived   given for {}\nlogged     known for {}\npublished  known for {}\n",
        all.len(),
        given(|one| one.closed),
        given(|one| one.received),
        given(|one| one.logged),
        given(|one| one.published)
    );
    if let Some(delays) = Delays::of(all) {
        let _ = writeln!(
            text,
            "from closing to the log: half within {}, 90 % within {}, 99 % within {}, all {} within {}",
            spell(delays.half),
            spell(delays.most),
            spell(delays.nearly_all),
            delays.count,
            spell(delays.longest)
        );
    }
    for one in odd.iter().take(SHOWN) {
        let of = |entry| all.binary_search_by_key(&entry, |one| one.entry).ok().map(|at| &all[at]);
        let table = one.entry.and_then(of).map(|one| election.tables.code(one.table));
        let table = table.map_or_else(String::new, |table| format!(" table {table}:"));
        let _ = writeln!(text, "{} {}{table} {}", one.rule, one.rule.severity().word(), one.detail);
    }
    if odd.len() > SHOWN {
        let _ = writeln!(text, "and {} more; --json has all of them", odd.len() - SHOWN);
    }
    text
}

/// Most implausible times told in words.
const SHOWN: usize = 20;

/// How long sheets took, in seconds.
struct Delays {
    count: usize,
    half: u64,
    most: u64,
    nearly_all: u64,
    longest: u64,
}

impl Delays {
    fn of(all: &[Milestones]) -> Option<Self> {
        let mut delays: Vec<u64> = all.iter().filter_map(Milestones::delay).collect();
        delays.sort_unstable();
        let longest = *delays.last()?;
        // The smallest delay that so many of a hundred sheets do not exceed.
        let within = |hundredths: usize| delays[(delays.len() * hundredths).div_ceil(100) - 1];
        let (half, most, nearly_all) = (within(50), within(90), within(99));
        Some(Self { count: delays.len(), half, most, nearly_all, longest })
    }
}

fn rows(election: &Election, all: &[Milestones]) -> anyhow::Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record([
        "table",
        "contest",
        "entry",
        "serial",
        "closed",
        "received",
        "logged",
        "published",
        "delay",
    ])?;
    for one in all {
        let contest = election.contest(one.contest).map_or("", |contest| contest.key.as_str());
        let time = |at| time(at).map_or_else(String::new, |at| at.to_string());
        writer.write_record([
            election.tables.code(one.table),
            contest,
            &one.entry.to_string(),
            &one.serial.to_string(),
            &time(one.closed),
            &time(one.received),
            &time(one.logged),
            &time(one.published),
            &one.delay().map_or_else(String::new, |seconds| seconds.to_string()),
        ])?;
    }
    writer.into_inner().context("cannot write to memory")
}

fn time(at: Option<u64>) -> Option<Timestamp> {
    at.and_then(log_dir::timestamp)
}

fn spell(seconds: u64) -> String {
    match seconds {
        0..120 => format!("{seconds} s"),
        120..7200 => format!("{} min", seconds / 60),
        _ => format!("{} h {} min", seconds / 3600, seconds % 3600 / 60),
    }
}
