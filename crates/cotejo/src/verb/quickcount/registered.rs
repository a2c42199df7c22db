use std::path::Path;

use ledger::Trust;
use quickcount::{Plan, Sample};
use record::{Breach, Election, Rule, StatementKind};

use crate::shell::log_dir;

/// Whether the log holds a signed draw statement of plan and sample, and whether sheets stand before it.
///
/// Without a log there is nothing that shows it (Q722).
pub fn registered(
    log: Option<&Path>,
    election: &Election,
    plan: &Plan,
    sample: &Sample,
) -> anyhow::Result<Option<Breach>> {
    let Some(log) = log else {
        return Ok(Some(Breach::new(Rule::NotPreregistered, "no log was given")));
    };
    let trust = Trust::of_election(election)?;
    let (replay, _) = log_dir::read(log, &trust)?.replay(election)?;
    let wanted = [plan.digest(), sample.digest()];
    let found = replay.statements.iter().find(|(_, signed)| {
        let statement = signed.statement();
        statement.kind == StatementKind::Draw
            && wanted.iter().all(|digest| statement.subjects.contains(digest))
    });
    let Some((entry, _)) = found else {
        let detail = "the log has no draw statement with both digests as subjects";
        return Ok(Some(Breach::new(Rule::NotPreregistered, detail)));
    };
    let before = replay.as_of(*entry).tables();
    let detail =
        format!("entry {entry} names plan and sample, after the sheets of {before} tables");
    Ok((before > 0).then(|| Breach::new(Rule::NotPreregistered, detail)))
}
