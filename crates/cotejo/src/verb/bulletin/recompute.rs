use std::collections::BTreeMap;

use jiff::Timestamp;
use ledger::note::MAX_NOTE_BYTES;
use ledger::reader::Source as _;
use ledger::{Note, Replay, Trust, archive};
use record::election::Share;
use record::{Digest, Election, Rule};
use tally::bulletin::{Bulletin, Checkpoint, Claim, Cutoff, Input, table_changes};

use super::Refused;
use super::reasons::explain;
use crate::shell::log_dir::{ForeignLog, Past, timestamp};
use crate::verb::collate::collate_with_defaults;

/// What of a bulletin is the signer's own, and not computed.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Entries of the log it stands on.
    pub size: u64,
    /// Its number.
    pub number: u32,
    /// When the signer says it is issued.
    pub stated: Timestamp,
    /// The cut-off by which the size was chosen.
    pub cutoff: Option<Cutoff>,
    /// The largest turnout that level B assumes.
    pub assumed_turnout: Option<Share>,
    /// What is claimed.
    pub claims: Vec<Claim>,
}

/// Computes a bulletin from a log that was replayed, and so verified, to its end.
pub fn bulletin(
    log: &mut ForeignLog,
    election: &Election,
    replay: &Replay<'_>,
    wanted: &Wanted,
    previous: Option<&Bulletin>,
) -> anyhow::Result<Bulletin> {
    let then = log.at(replay, wanted.size)?;
    let before = previous.map(|one| log.at(replay, one.checkpoint.size)).transpose()?;
    let mut changes = match &before {
        Some(before) => table_changes(election, &before.replay.collection, &then.replay.collection),
        None => Vec::new(),
    };
    explain(&mut changes, &then.replay);
    let findings = findings(election, &then);
    let published = match wanted.cutoff {
        Some(Cutoff::Time { .. }) => published_at(log, election, &then.checkpoint)?,
        _ => None,
    };
    let input = Input {
        published,
        election,
        collection: &then.replay.collection,
        checkpoint: Checkpoint {
            origin: then.checkpoint.origin.clone(),
            size: then.checkpoint.size,
            root: Digest(then.checkpoint.root.0),
        },
        number: wanted.number,
        stated: wanted.stated,
        cutoff: wanted.cutoff.clone(),
        previous,
        changes: &changes,
        findings: &findings,
        assumed_turnout: wanted.assumed_turnout,
        claims: &wanted.claims,
    };
    Ok(Bulletin::issue(&input).map_err(|error| Refused::new(error.rule(), error))?)
}

/// By when a quorum had cosigned a checkpoint, as the note kept of it says; none where none is kept.
fn published_at(
    log: &mut ForeignLog,
    election: &Election,
    then: &ledger::Checkpoint,
) -> anyhow::Result<Option<Timestamp>> {
    let note = match log.source.fetch(&archive::path(then.size), MAX_NOTE_BYTES) {
        Ok(note) => Note::parse(&note)?,
        Err(error) if error.rule == Rule::LogFileMissing => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let verified = Trust::of_election(election)?.verify(&note, None)?;
    if verified.checkpoint != *then || !verified.quorum {
        return Ok(None);
    }
    Ok(verified.published().and_then(timestamp))
}

/// Holds the bytes of a published bulletin against the log, bit for bit. The outer error is of a log that
/// cannot be read; the inner one says what is wrong with the bulletin.
pub fn held_against_log(
    bytes: &[u8],
    log: &mut ForeignLog,
    election: &Election,
    replay: &Replay<'_>,
    previous: Option<&Bulletin>,
) -> anyhow::Result<Result<Bulletin, Refused>> {
    let published = match Bulletin::parse(bytes) {
        Ok(published) => published,
        Err(error) => return Ok(Err(Refused::new(error.rule(), error))),
    };
    let size = log.verified.checkpoint.size;
    if published.checkpoint.size > size {
        let detail =
            format!("it stands on {} entries, the log has {size}", published.checkpoint.size);
        return Ok(Err(Refused::new(Rule::BulletinDiffers, detail)));
    }
    let recomputed = match recompute(log, election, replay, &published, previous) {
        Ok(recomputed) => recomputed,
        Err(error) => return error.downcast::<Refused>().map(Err),
    };
    Ok(match tally::bulletin::check(bytes, &recomputed) {
        Ok(()) => Ok(published),
        Err(difference) => Err(Refused::new(difference.rule(), difference)),
    })
}

/// Computes a published bulletin again, from nothing of it but what its signer alone can say.
fn recompute(
    log: &mut ForeignLog,
    election: &Election,
    replay: &Replay<'_>,
    published: &Bulletin,
    previous: Option<&Bulletin>,
) -> anyhow::Result<Bulletin> {
    let levels = published.contests.iter().filter_map(|one| one.irreversibility.as_ref());
    let wanted = Wanted {
        size: published.checkpoint.size,
        number: published.number,
        stated: published.stated,
        cutoff: published.cutoff.clone(),
        assumed_turnout: levels
            .filter_map(|one| one.level_b.as_ref())
            .map(|b| b.assumed_turnout)
            .next(),
        claims: published.claims.clone(),
    };
    bulletin(log, election, replay, &wanted, previous)
}

/// Findings among the sheets of the log, by rule.
fn findings(election: &Election, then: &Past<'_>) -> BTreeMap<Rule, u64> {
    let collections = [then.replay.collection.clone()];
    let collation = collate_with_defaults(election, &collections);
    let mut findings = BTreeMap::new();
    for contest in &collation.contests {
        for finding in contest.findings.iter() {
            *findings.entry(finding.rule).or_insert(0) += 1;
        }
    }
    findings
}
