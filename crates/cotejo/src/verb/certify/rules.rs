//! Every rule of the certificate, one function each.

use std::collections::BTreeSet;

use jiff::Timestamp;
use ledger::trust::Verified;
use ledger::{Replay, Trust};
use record::election::Role;
use record::{Digest, Election, Statement, StatementKind, TableNo};
use tally::bulletin::clock::{Acts, Clock, State};
use tally::bulletin::{Bulletin, table_changes};
use tally::{ContestShape, CopyIndex, Policy, Selection};

use super::{Standing, audit, challenges};
use crate::verb::bulletin::Refused;

/// What there is to decide on.
pub struct Case<'a> {
    /// The election file.
    pub election: &'a Election,
    /// Whom it trusts.
    pub trust: &'a Trust,
    /// The log's checkpoint.
    pub verified: &'a Verified,
    /// The whole log.
    pub now: &'a Replay<'a>,
    /// The log as the bulletin saw it; none where that is not known.
    pub then: Option<&'a Replay<'a>>,
    /// The bulletin, recomputed, or what is wrong with it.
    pub bulletin: Result<&'a Bulletin, &'a Refused>,
    /// Digest of its bytes.
    pub digest: Digest,
    /// Who certifies.
    pub by: &'a str,
    /// When.
    pub at: Timestamp,
}

/// Decides on every rule, in the order in which they are printed.
pub fn all(case: &Case<'_>) -> Vec<Standing> {
    let award = award(case);
    let mut all = vec![
        signer(case),
        quorum(case),
        bulletin(case),
        stated(case, award),
        latest(case, award),
        coverage(case),
        challenges::ruled(case.election, case.now),
        clock(case, award),
    ];
    all.extend(audit::rules(case.election, case.now));
    all
}

/// Whether an organisation is an authority of the election file.
pub fn is_authority(election: &Election, id: &str) -> bool {
    election.manifest.organisation(id).is_some_and(|one| one.role == Role::Authority)
}

/// Tables that the authority's rulings annul.
pub fn annulled(election: &Election, log: &Replay<'_>) -> BTreeSet<TableNo> {
    let rulings = log.statements.iter().map(|(_, one)| one.statement());
    let rulings = rulings.filter(|one| one.kind == StatementKind::Ruling);
    let rulings = rulings.filter(|one| is_authority(election, &one.by));
    rulings.flat_map(|one| one.tables.iter().copied()).collect()
}

/// The authority's statement of the bulletin, and its entry.
fn award<'a>(case: &Case<'a>) -> Option<(u64, &'a Statement)> {
    let statements = case.now.statements.iter().map(|(entry, one)| (*entry, one.statement()));
    let mut of_bulletin = statements.filter(|(_, one)| {
        one.kind == StatementKind::Bulletin
            && one.subjects == [case.digest]
            && is_authority(case.election, &one.by)
    });
    of_bulletin.next()
}

fn signer(case: &Case<'_>) -> Standing {
    let holds = is_authority(case.election, case.by);
    let which = if holds { "is" } else { "is not" };
    let why = format!("`{}` {which} an authority of the election file", case.by);
    Standing::new("signer", holds, why)
}

fn quorum(case: &Case<'_>) -> Standing {
    let (verified, trust) = (case.verified, case.trust);
    let why = format!(
        "{} cosigned the checkpoint of {} entries; at least {} must, {} of them not of the authority",
        verified.cosigned.len(),
        verified.checkpoint.size,
        trust.at_least,
        trust.not_authority
    );
    Standing::new("quorum", verified.quorum, why)
}

fn bulletin(case: &Case<'_>) -> Standing {
    match case.bulletin {
        Ok(bulletin) => {
            let (number, size) = (bulletin.number, bulletin.checkpoint.size);
            let why =
                format!("bulletin {number} is what the first {size} entries give, bit for bit");
            Standing::new("bulletin", true, why)
        }
        Err(refused) => Standing::new("bulletin", false, refused.to_string()),
    }
}

fn stated(case: &Case<'_>, award: Option<(u64, &Statement)>) -> Standing {
    match award {
        Some((entry, statement)) => {
            let why = format!("stated by `{}` as entry {entry}", statement.by);
            Standing::new("stated", true, why)
        }
        None => {
            let why = format!("no authority's statement of bulletin {} is in the log", case.digest);
            Standing::new("stated", false, why)
        }
    }
}

/// Nothing newer says otherwise: no later bulletin, no entry that changes what counts.
fn latest(case: &Case<'_>, award: Option<(u64, &Statement)>) -> Standing {
    let standing = |holds, why: String| Standing::new("latest", holds, why);
    let (Some(then), Some((entry, _))) = (case.then, award) else {
        return standing(false, "not known without the bulletin and its statement".to_owned());
    };
    let later = case.now.statements.iter().find(|(at, one)| {
        let statement = one.statement();
        *at > entry
            && statement.kind == StatementKind::Bulletin
            && statement.subjects != [case.digest]
            && is_authority(case.election, &statement.by)
    });
    if let Some((later, _)) = later {
        return standing(false, format!("entry {later} states a later bulletin: certify that"));
    }
    let changes = table_changes(case.election, &then.collection, &case.now.collection);
    match changes.first() {
        None => standing(true, "no entry since changes what counts".to_owned()),
        Some(first) => {
            let table = case.election.tables.code(first.table);
            let many = changes.len();
            let why = format!("{many} tables changed since, first {table}: issue a new bulletin");
            standing(false, why)
        }
    }
}

/// Every table counts or is named in a ruling, and none that a ruling annuls counts.
fn coverage(case: &Case<'_>) -> Standing {
    let standing = |holds, why: String| Standing::new("coverage", holds, why);
    let Some(then) = case.then else {
        return standing(false, "not known without the bulletin".to_owned());
    };
    let (election, named) = (case.election, annulled(case.election, case.now));
    let collections = std::slice::from_ref(&then.collection);
    let (mut missing, mut counted) = (Vec::new(), Vec::new());
    let (mut all, mut excused) = (0_usize, 0_usize);
    for contest in &election.contests {
        let index = CopyIndex::build(election, contest.no, collections);
        let shape = ContestShape::of(contest);
        let chosen = Selection::choose(&shape, &index, collections, &Policy::BestGrade);
        let held = |table: &TableNo| election.is_held(contest, election.tables.area(*table));
        for table in election.tables.iter().filter(held) {
            all += 1;
            match (chosen.of(table).is_some(), named.contains(&table)) {
                (true, true) => counted.push(table),
                (false, false) => missing.push(table),
                (false, true) => excused += 1,
                (true, false) => {}
            }
        }
    }
    let first = |tables: &[TableNo]| {
        let codes: Vec<_> = tables.iter().take(3).map(|one| election.tables.code(*one)).collect();
        codes.join(", ")
    };
    if !counted.is_empty() {
        let (many, first) = (counted.len(), first(&counted));
        let why = format!("{many} tables annulled by a ruling still count, first {first}");
        return standing(false, why);
    }
    if !missing.is_empty() {
        let (many, first) = (missing.len(), first(&missing));
        let why =
            format!("{many} of {all} tables neither count nor stand in a ruling, first {first}");
        return standing(false, why);
    }
    standing(true, format!("{} of {all} tables count, {excused} stand in a ruling", all - excused))
}

/// The days to challenge are over, where the election file has a clock.
fn clock(case: &Case<'_>, award: Option<(u64, &Statement)>) -> Standing {
    let standing = |holds, why: String| Standing::new("clock", holds, why);
    let manifest = &case.election.manifest;
    if manifest.clock.is_none() {
        return standing(true, "the election file has no legal clock".to_owned());
    }
    let Some(award) = award.and_then(|(_, statement)| challenges::time(statement)) else {
        return standing(false, "no award: no statement of the bulletin with a time".to_owned());
    };
    if award < manifest.closes {
        return standing(false, format!("the award is dated {award}, before the tables closed"));
    }
    let acts = Acts { award: Some(award), gazette: None };
    let clock = match Clock::at(manifest, acts, case.at) {
        Ok(Some(clock)) => clock,
        Ok(None) => return standing(true, "the election file has no legal clock".to_owned()),
        Err(error) => return standing(false, format!("{} {error}", error.rule())),
    };
    let ends = clock.challenge.ends;
    match clock.challenge.state {
        State::Over => standing(true, format!("the days to challenge ended {ends}")),
        State::NotRunning => standing(false, format!("the award of {award} is still to come")),
        _ => standing(false, format!("the days to challenge run until {ends}")),
    }
}
