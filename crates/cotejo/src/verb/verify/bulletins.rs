//! The bulletins of a bundle, recomputed from its log.

use collate::bundle::BULLETINS;
use ledger::Replay;
use record::{Digest, Election, Rule, SignedStatement, StatementKind};
use tally::bulletin::{Bulletin, MAX_BULLETIN_BYTES};

use super::verdict::{Verdict, Wrong};
use crate::shell::evidence::Evidence;
use crate::shell::log_dir::ForeignLog;
use crate::verb::bulletin::held_against_log;

/// Recomputes every bulletin from the log, and looks for the signed statement of its digest there.
pub fn check_bulletins(
    evidence: &Evidence,
    log: &mut ForeignLog,
    election: &Election,
    replay: &Replay<'_>,
    verdict: &mut Verdict,
) -> anyhow::Result<()> {
    let there = evidence.below(BULLETINS).count();
    let (mut same, mut stated) = (0, 0);
    let mut previous: Option<Bulletin> = None;
    for number in 1..=there {
        let path = format!("{BULLETINS}/{number}.json");
        if !evidence.has(&path) {
            let detail = format!("missing: {there} files there are 1.json to {there}.json");
            verdict.breaks(Rule::BulletinOutOfOrder, path, detail);
            break;
        }
        let bytes = evidence.read(&path, u64::try_from(MAX_BULLETIN_BYTES)?)?;
        match held_against_log(&bytes, log, election, replay, previous.as_ref())? {
            Ok(_) => same += 1,
            Err(refused) => verdict.wrong.push(Wrong::new(refused.rule, &path, refused.detail)),
        }
        if is_stated(&bytes, replay) {
            stated += 1;
        } else {
            verdict.breaks(Rule::BulletinDiffers, &path, "no statement of it in the log");
        }
        // What follows an unreadable bulletin cannot be recomputed.
        let Ok(published) = Bulletin::parse(&bytes) else { break };
        previous = Some(published);
    }
    if there > 0 {
        verdict.holds(format!(
            "{same} of {there} bulletins are what the entries under them give, bit for bit; {stated} of {there} are signed in the log"
        ));
    }
    Ok(())
}

fn is_stated(bulletin: &[u8], replay: &Replay<'_>) -> bool {
    let digest = Digest::of(bulletin);
    let states = |one: &SignedStatement| {
        let statement = one.statement();
        statement.kind == StatementKind::Bulletin && statement.subjects == [digest]
    };
    replay.statements.iter().any(|(_, one)| states(one))
}
