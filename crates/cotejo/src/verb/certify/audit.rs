//! What the election file asks of audits, held against the draws and counts in the log.

use std::collections::{BTreeMap, BTreeSet};

use ledger::Replay;
use record::election::{Role, Share};
use record::{Election, StatementKind, TableNo};

use super::Standing;
use crate::verb::audit::RISK;

/// The audit rules of the election file; none where it has none.
pub fn rules(election: &Election, log: &Replay<'_>) -> Vec<Standing> {
    let Some(audit) = &election.manifest.audit else { return Vec::new() };
    let mut all = Vec::new();
    if let Some(share) = audit.boxes {
        all.push(boxes(election, log, share));
    }
    if let Some(limit) = audit.risk_limit {
        all.push(risk(election, log, limit));
    }
    for one in &mut all {
        one.may_be_said_unmet = true;
    }
    all
}

/// In every contest, the last risk that an auditor signed is at most the limit. Where several audit, all must say so: the
/// largest counts. Who doubts the figure takes the audit's steps again with `cotejo audit status`.
fn risk(election: &Election, log: &Replay<'_>, limit: Share) -> Standing {
    let measured = measured(election, log);
    let most = f64::from(limit.millionths()) / 1e6;
    let (mut met, mut said) = (!election.contests.is_empty(), Vec::new());
    for contest in &election.contests {
        let of_contest = measured.iter().filter(|((key, _), _)| *key == contest.key);
        let worst =
            of_contest.map(|((_, by), risk)| (*risk, by)).max_by(|a, b| a.0.total_cmp(&b.0));
        met &= worst.is_some_and(|(risk, _)| risk <= most);
        said.push(match worst {
            Some((risk, by)) => format!("{}: {by} signed a risk of {risk:.6}", contest.key),
            None => format!("{}: no auditor signed a measured risk", contest.key),
        });
    }
    let why = format!("{}; the limit is {}", said.join("; "), String::from(limit));
    Standing::new("risk limit", met, why)
}

/// The last risk that each auditor signed, by contest and auditor. A statement that names no contest or no risk in
/// the words of `cotejo audit` measures nothing.
fn measured(election: &Election, log: &Replay<'_>) -> BTreeMap<(String, String), f64> {
    let mut last = BTreeMap::new();
    for (_, one) in &log.statements {
        let statement = one.statement();
        if statement.kind != StatementKind::BoxCount || !audits(election, &statement.by) {
            continue;
        }
        let Some(said) = statement.text.strip_prefix(RISK) else { continue };
        let mut words = said.split_whitespace();
        let (contest, risk) = (words.next(), words.next().and_then(|one| one.parse::<f64>().ok()));
        let risk = risk.filter(|risk| (0.0..=1.0).contains(risk));
        if let (Some(contest), Some(risk)) = (contest, risk) {
            last.insert((contest.to_owned(), statement.by.clone()), risk);
        }
    }
    last
}

/// In each centre at least the share of its boxes was drawn, and counted after that.
fn boxes(election: &Election, log: &Replay<'_>, share: Share) -> Standing {
    let counted = counted(election, log);
    let mut centres: BTreeMap<_, (u64, u64)> = BTreeMap::new();
    for table in election.tables.iter() {
        let (boxes, done) = centres.entry(election.tables.area(table).index()).or_default();
        *boxes += 1;
        *done += u64::from(counted.contains(&table));
    }
    let needed = |boxes: u64| (boxes * u64::from(share.millionths())).div_ceil(1_000_000);
    let met = centres.values().filter(|(boxes, done)| *done >= needed(*boxes)).count();
    let why = format!(
        "{} boxes drawn and counted; {met} of {} centres reach {}",
        counted.len(),
        centres.len(),
        String::from(share)
    );
    Standing::new("boxes", met == centres.len(), why)
}

/// Tables counted by the authority or observers after being drawn by one of them. What a party counts by
/// itself, or before the draw, is no audit.
fn counted(election: &Election, log: &Replay<'_>) -> BTreeSet<TableNo> {
    let (mut drawn, mut counted) = (BTreeSet::new(), BTreeSet::new());
    for (_, one) in &log.statements {
        let statement = one.statement();
        if !audits(election, &statement.by) {
            continue;
        }
        match statement.kind {
            StatementKind::Draw => drawn.extend(statement.tables.iter().copied()),
            StatementKind::BoxCount => {
                counted.extend(statement.tables.iter().filter(|one| drawn.contains(*one)).copied());
            }
            _ => {}
        }
    }
    counted
}

/// Whether an organisation's audit counts: a party's own does not.
fn audits(election: &Election, by: &str) -> bool {
    election.manifest.organisation(by).is_some_and(|one| one.role != Role::Party)
}
