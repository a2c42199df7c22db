//! Challenges in the log, and the rulings on them.

use jiff::Timestamp;
use ledger::Replay;
use record::{Digest, Election, SignedStatement, Statement, StatementKind};

use super::Standing;
use super::rules::is_authority;

/// A challenge, and whether the authority ruled on it.
pub struct Challenge<'a> {
    /// Its entry.
    pub entry: u64,
    /// What it says.
    pub statement: &'a Statement,
    /// Entry of the first ruling on it; none where there is none.
    pub ruling: Option<u64>,
}

/// Every challenge in the log, in its order.
pub fn all<'a>(election: &Election, log: &'a Replay<'_>) -> Vec<Challenge<'a>> {
    let ruled = |entry: u64, challenge: &SignedStatement| -> Option<u64> {
        let digest: Digest = challenge.digest();
        let mut later = log.statements.iter().filter(|(at, _)| *at > entry);
        let ruling = later.find(|(_, one)| {
            let one = one.statement();
            one.kind == StatementKind::Ruling
                && one.subjects.contains(&digest)
                && is_authority(election, &one.by)
        });
        ruling.map(|(at, _)| *at)
    };
    let challenges =
        log.statements.iter().filter(|(_, one)| one.statement().kind == StatementKind::Challenge);
    challenges
        .map(|(entry, one)| Challenge {
            entry: *entry,
            statement: one.statement(),
            ruling: ruled(*entry, one),
        })
        .collect()
}

/// No challenge is without a ruling.
pub fn ruled(election: &Election, log: &Replay<'_>) -> Standing {
    let all = all(election, log);
    match all.iter().find(|one| one.ruling.is_none()) {
        None => {
            let why = format!("{} challenges in the log, each with a ruling", all.len());
            Standing::new("challenges", true, why)
        }
        Some(open) => {
            let (entry, by) = (open.entry, &open.statement.by);
            let why = format!("the challenge by `{by}`, entry {entry}, has no ruling");
            Standing::new("challenges", false, why)
        }
    }
}

/// When a statement says it was made, by its signer's clock.
pub fn time(statement: &Statement) -> Option<Timestamp> {
    Timestamp::from_second(i64::try_from(statement.at?).ok()?).ok()
}
