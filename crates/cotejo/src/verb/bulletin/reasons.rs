//! Why tables changed between two bulletins, as far as the log says so.

use ledger::Replay;
use record::{Rule, Statement};
use tally::bulletin::{Change, TableChange};

/// Most characters of a statement's text that a bulletin repeats; a ruling on thousands of tables would
/// otherwise stand in it thousands of times. The whole text is in the log.
const MAX_REASON_CHARS: usize = 300;
/// Who signs a sheet, and so a correction: the table's own key.
const STATION: &str = "station";

/// Adds reason and signer to changes, from the log that the new bulletin stands on.
pub fn explain(changes: &mut [TableChange], log: &Replay<'_>) {
    for one in changes {
        let withdrawn = || log.withdrawal_at(one.table, one.contest);
        let by_station = |reason| (reason, Some(STATION.to_owned()));
        let (reason, signer) = match one.change {
            Change::Added => (None, None),
            Change::Annulled => said(log.ruling_at(one.table)),
            Change::Withdrawn => said(withdrawn()),
            Change::Corrected => match withdrawn() {
                Some(statement) => said(Some(statement)),
                None => by_station(None),
            },
            Change::Unsettled => by_station(contradiction(log, one)),
        };
        (one.reason, one.signer) = (reason, signer);
    }
}

fn said(statement: Option<(u64, &Statement)>) -> (Option<String>, Option<String>) {
    let Some((_, statement)) = statement else { return (None, None) };
    let text = statement.text.trim();
    let mut reason: String = text.chars().take(MAX_REASON_CHARS).collect();
    if reason.len() < text.len() {
        reason.push('…');
    }
    ((!reason.is_empty()).then_some(reason), Some(statement.by.clone()))
}

/// Names the entries that contradict each other: numbers that both languages read alike.
fn contradiction(log: &Replay<'_>, change: &TableChange) -> Option<String> {
    let of_table = |one: &&ledger::replay::Equivocation| {
        (one.table, one.contest) == (change.table, change.contest)
    };
    let [first, second] = log.equivocations.iter().find(of_table)?.entries;
    Some(format!("{} {first} / {second}", Rule::LoggedTwice))
}
