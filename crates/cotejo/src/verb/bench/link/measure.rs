//! Measures a gateway on loopback, beside the floor of the machine in the same run: how much junk it rejects while
//! stations are answered, and what an attacker with a captured header or a stolen pass does to the others.
//!
//! Bounded in time and count; nothing leaves the machine. The gateway decides as in earnest, signature included, and
//! answers at once with bytes of a receipt's length: what a centre's store costs is not measured here.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use record::{Election, Rule, TableNo};
use serde::Serialize;

use link::keys::{Counter, SecretFile, StationPass};
use link::{LinkError, request};

use super::gateway::Running;
use super::probe;
use crate::verb::bench::flood::{self, Flood};
use crate::verb::bench::{failed, number, panicked, stations};

/// Longest window that may be asked for.
pub const MAX_SECONDS: u64 = 60;
/// Datagrams a second that the stations send.
pub const STATIONS_PER_SECOND: u64 = 250;
/// Tickets of the stolen pass.
const STOLEN_TICKETS: u32 = 64;

/// What to measure with.
pub struct Plan<'a> {
    /// An election with at least as many tables as stations send in a window, and one more.
    pub election: Arc<Election>,
    /// The signed sheet of a table.
    pub sheet: &'a dyn Fn(TableNo) -> Vec<u8>,
    /// Length of each window.
    pub window: Duration,
    /// Threads that flood; none of them is bound to a core.
    pub flooders: usize,
    /// 64 random bytes, for keys.
    pub random: [u8; 64],
    /// The C program to measure beside, if any.
    pub probe: Option<&'a Path>,
}

/// One row of the result.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// What was measured.
    pub name: &'static str,
    /// Datagrams of the flood a second, as sent.
    pub junk_per_second: f64,
    /// Of these, dropped in the kernel a second, where the system tells.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dropped_in_kernel_per_second: Option<f64>,
    /// Of these, seen by the program in the whole window.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seen_by_program: Option<u64>,
    /// Requests of stations in the window.
    pub asked: u64,
    /// Of these, answered.
    pub answered: u64,
    /// Of these, answered to the first send.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answered_first: Option<u64>,
    /// Datagrams sent for each request.
    pub sends_per_request: f64,
    /// Half of the answers came within so many microseconds.
    pub p50_us: u64,
    /// Ninety-nine of a hundred.
    pub p99_us: u64,
    /// All.
    pub max_us: u64,
}

/// Runs the whole measurement: the floor (where a probe is given), junk, a captured header, a captured datagram, a
/// stolen pass.
///
/// # Errors
/// T823 where sockets or the probe fail, T825 and T826 for a plan that cannot be.
pub fn run(plan: &Plan<'_>) -> Result<Vec<Row>, LinkError> {
    let stations = u32::try_from(plan.window.as_secs().min(MAX_SECONDS) * STATIONS_PER_SECOND)
        .map_err(|error| failed("the window", &error))?;
    if plan.election.tables.len() <= stations as usize {
        let detail = format!("{stations} stations, {} tables", plan.election.tables.len());
        return Err(LinkError::new(Rule::PassTableUnknown, detail));
    }
    let mut rows = Vec::new();
    if let Some(source) = plan.probe {
        rows.push(probe::row(source, plan.window, plan.flooders)?);
    }
    let secrets = SecretFile::from_random(&plan.random);
    let requests = requests(plan, &secrets, stations)?;
    let captured = request_of(plan, &secrets, TableNo(stations), Counter(0))?;
    let stolen = stolen(plan, &secrets, TableNo(stations))?;
    for (name, flood) in [
        ("quiet", None),
        ("junk", Some(Flood::Junk)),
        ("one captured header", Some(Flood::Header(captured.clone()))),
        ("one captured datagram", Some(Flood::Datagrams(vec![captured]))),
        ("one stolen pass", Some(Flood::Datagrams(stolen))),
    ] {
        rows.push(row(plan, &secrets, name, flood.as_ref(), &requests)?);
    }
    Ok(rows)
}

fn row(
    plan: &Plan<'_>,
    secrets: &SecretFile,
    name: &'static str,
    flood: Option<&Flood>,
    requests: &[Vec<u8>],
) -> Result<Row, LinkError> {
    let gateway = Running::start(plan.election.clone(), secrets.clone())?;
    let flooders = if flood.is_some() { plan.flooders } else { 0 };
    let flooding: Vec<_> = (0..flooders)
        .map(|at| {
            let flood = flood.unwrap_or(&Flood::Junk);
            flood::start(flood, gateway.address(), plan.window, at, Arc::default())
        })
        .collect::<Result<_, _>>()?;
    let heard = stations::send(gateway.address(), requests, plan.window)?;
    let mut junk_per_second = 0.0;
    for one in flooding {
        junk_per_second += one.join().map_err(|_| panicked())?;
    }
    let ended = gateway.stop()?;
    let seconds = plan.window.as_secs_f64();
    Ok(Row {
        name,
        junk_per_second,
        dropped_in_kernel_per_second: ended.dropped.map(|dropped| number(dropped) / seconds),
        seen_by_program: Some(ended.seen.saturating_sub(heard.sends)),
        asked: heard.asked,
        answered: heard.answered,
        answered_first: Some(heard.answered_first),
        sends_per_request: number(heard.sends) / number(heard.asked.max(1)),
        p50_us: heard.at(50),
        p99_us: heard.at(99),
        max_us: heard.at(100),
    })
}

fn requests(
    plan: &Plan<'_>,
    secrets: &SecretFile,
    stations: u32,
) -> Result<Vec<Vec<u8>>, LinkError> {
    (0..stations).map(|table| request_of(plan, secrets, TableNo(table), Counter(0))).collect()
}

fn request_of(
    plan: &Plan<'_>,
    secrets: &SecretFile,
    table: TableNo,
    counter: Counter,
) -> Result<Vec<u8>, LinkError> {
    let pass = pass(plan, secrets, table)?;
    request::seal(&pass, counter, &(plan.sheet)(table), &seed(table, counter, 0))
}

/// What a thief can make of a pass: genuine requests without end; here some hundreds, over and over.
fn stolen(
    plan: &Plan<'_>,
    secrets: &SecretFile,
    table: TableNo,
) -> Result<Vec<Vec<u8>>, LinkError> {
    let pass = pass(plan, secrets, table)?;
    let sheet = (plan.sheet)(table);
    let each = (0..STOLEN_TICKETS).flat_map(|counter| (1..8).map(move |at| (Counter(counter), at)));
    each.map(|(counter, at)| request::seal(&pass, counter, &sheet, &seed(table, counter, at)))
        .collect()
}

fn pass(plan: &Plan<'_>, secrets: &SecretFile, table: TableNo) -> Result<StationPass, LinkError> {
    let secret = secrets.secret(plan.election.id);
    secret.issue(table, STOLEN_TICKETS, &secrets.centre.public())
}

/// Keys of a measurement protect nothing, so that their randomness is any.
fn seed(table: TableNo, counter: Counter, at: u8) -> [u8; 32] {
    let of = [&table.0.to_be_bytes()[..], &counter.0.to_be_bytes(), &[at]].concat();
    record::Digest::of(&of).0
}
