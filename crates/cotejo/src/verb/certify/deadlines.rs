//! The legal clock as public facts: deadlines, what was done when, and what is late.

use std::fmt::Write as _;

use jiff::Timestamp;
use ledger::Replay;
use record::{Breach, Election, Statement, StatementKind};
use serde_json::json;
use tally::bulletin::clock::{Acts, Clock, Deadline, State};

use super::challenges::{self, Challenge};
use super::rules::is_authority;
use crate::shell::{self, Outcome};

/// Prints the deadlines at a moment; exit code 1 where one was missed.
pub fn print(
    election: &Election,
    log: &Replay<'_>,
    at: Timestamp,
    gazette: Option<Timestamp>,
    json: bool,
) -> anyhow::Result<Outcome> {
    let award = award(election, log);
    let stated = award.and_then(|(_, statement)| challenges::time(statement));
    let acts = Acts { award: stated, gazette };
    let clock = Clock::at(&election.manifest, acts, at)
        .map_err(|error| anyhow::anyhow!("{} {error}", error.rule()))?;
    let challenges = challenges::all(election, log);
    let missed = clock.map(|clock| missed(&clock, gazette.is_some())).unwrap_or_default();
    if json {
        shell::print_json(&json!({
            "at": at.to_string(),
            "award_entry": award.map(|(entry, _)| entry),
            "clock": clock,
            "gazette_known": gazette.is_some(),
            "missed": missed,
            "challenges": challenges.iter().map(|one| json!({
                "entry": one.entry,
                "by": one.statement.by,
                "at": challenges::time(one.statement).map(|at| at.to_string()),
                "late_by": late_by(one, clock.as_ref()),
                "ruling": one.ruling,
            })).collect::<Vec<_>>(),
        }))?;
    } else {
        let mut text = plain(clock.as_ref(), award, gazette.is_some());
        for one in &challenges {
            let _ = writeln!(text, "{}", of_challenge(one, clock.as_ref()));
        }
        for one in &missed {
            let _ = writeln!(text, "{one}");
        }
        shell::print_text(&text)?;
    }
    Ok(Outcome::found_if(!missed.is_empty()))
}

/// The deadlines missed. The log does not know of the gazette: only where somebody names its date is it late.
fn missed(clock: &Clock, gazette_known: bool) -> Vec<Breach> {
    let award = clock.award.missed("award");
    award.into_iter().chain(clock.gazette.missed("gazette").filter(|_| gazette_known)).collect()
}

/// The authority's last statement of a bulletin.
pub fn award<'a>(election: &Election, log: &'a Replay<'_>) -> Option<(u64, &'a Statement)> {
    let statements = log.statements.iter().map(|(entry, one)| (*entry, one.statement()));
    let mut bulletins = statements
        .rev()
        .filter(|(_, one)| one.kind == StatementKind::Bulletin && is_authority(election, &one.by));
    bulletins.next()
}

fn plain(clock: Option<&Clock>, award: Option<(u64, &Statement)>, gazette_known: bool) -> String {
    let Some(clock) = clock else { return "the election file has no legal clock\n".to_owned() };
    let mut text = format!("at         {}\nclosing    {}\n", clock.at, clock.closes);
    let stands = |deadline: &Deadline| {
        let counted =
            if deadline.provisional { ", counted as if awarded at the last moment" } else { "" };
        format!("until {}: {}{counted}", deadline.ends, words(deadline))
    };
    let _ = writeln!(text, "award      {}", stands(&clock.award));
    if let Some((entry, statement)) = award {
        let _ = writeln!(
            text,
            "           taken from entry {entry}, a bulletin by `{}`, by its own clock",
            statement.by
        );
    }
    let _ = writeln!(text, "challenge  {}", stands(&clock.challenge));
    let _ = if gazette_known {
        writeln!(text, "gazette    {}", stands(&clock.gazette))
    } else {
        let until = clock.gazette.ends;
        writeln!(text, "gazette    until {until}: not known, no entry says it (--gazette TIME)")
    };
    text
}

fn words(deadline: &Deadline) -> String {
    let done = deadline.done.map_or_else(String::new, |done| done.to_string());
    match deadline.state {
        State::NotRunning => "does not run yet".to_owned(),
        State::Running { left } => format!("runs, {left} s left"),
        State::InTime => format!("done {done}, in time"),
        State::Late { by } => format!("done {done}, {by} s late"),
        State::Overdue { by } => format!("not done, {by} s overdue"),
        State::Over => "over".to_owned(),
    }
}

fn of_challenge(one: &Challenge<'_>, clock: Option<&Clock>) -> String {
    let late = match late_by(one, clock) {
        None => "lateness not known".to_owned(),
        Some(0) => "in time".to_owned(),
        Some(by) => format!("{by} s late"),
    };
    let ruling = one.ruling.map_or("no ruling".to_owned(), |entry| format!("ruling entry {entry}"));
    format!("challenge  entry {} by `{}`, {late}, {ruling}", one.entry, one.statement.by)
}

fn late_by(one: &Challenge<'_>, clock: Option<&Clock>) -> Option<i64> {
    clock?.challenge_late_by(challenges::time(one.statement)?)
}
