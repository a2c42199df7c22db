//! What the election file asks of audits, held against the draws and counts in the log.

use std::collections::{BTreeMap, BTreeSet};

use ledger::Replay;
use record::election::{Role, Share};
use record::{Election, StatementKind, TableNo};

use super::Standing;

/// The audit rules of the election file; none where it has none.
pub fn rules(election: &Election, log: &Replay<'_>) -> Vec<Standing> {
    let Some(audit) = &election.manifest.audit else { return Vec::new() };
    let mut all = Vec::new();
    if let Some(share) = audit.boxes {
        all.push(boxes(election, log, share));
    }
    if let Some(limit) = audit.risk_limit {
        // No statement has a place for a measured risk: what cannot be read from the log is not met.
        let why =
            format!("no statement of the log measures a risk of at most {}", String::from(limit));
        all.push(Standing::new("risk limit", false, why));
    }
    for one in &mut all {
        one.may_be_said_unmet = true;
    }
    all
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
        let by = election.manifest.organisation(&statement.by);
        if by.is_none_or(|by| by.role == Role::Party) {
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
