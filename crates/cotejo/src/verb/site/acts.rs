//! What organisations signed in the log that other pages rest on: the award, the look-up.

use jiff::Timestamp;
use lookup::Manifest;
use lookup::manifest::{MANIFEST_NAME, MAX_MANIFEST_BYTES};
use record::{Digest, Election, Rule, Statement, StatementKind};
use site::{Award, Lookup, SiteError};
use tally::bulletin::clock::{Acts, Clock};

use super::evidence::LogView;
use super::gather::Sources;
use crate::shell::files;
use crate::verb::certify;

/// The legal clock as it stands, and the entry from which it takes the award.
pub fn clock(
    sources: &Sources,
    election: &Election,
    log: Option<&LogView<'_>>,
) -> anyhow::Result<(Option<Clock>, Option<Award>)> {
    let award = log.and_then(|log| certify::award(election, &log.replay));
    let stated = award.and_then(|(_, one)| certify::time(one));
    let acts = Acts { award: stated, gazette: sources.gazette };
    let at = sources.at.unwrap_or_else(Timestamp::now);
    let clock = Clock::at(&election.manifest, acts, at)
        .map_err(|error| anyhow::anyhow!("{} {error}", error.rule()))?;
    let taken = clock.is_some_and(|clock| clock.award.done.is_some());
    let award = award.filter(|_| taken).map(|(entry, one)| Award { entry, by: one.by.clone() });
    Ok((clock, award))
}

/// The look-up beside a site: that it is one, of this election, and whether the log names it.
///
/// W109 where its manifest cannot be read, W220 and W222 where it is not of this election file. That nobody named it is said (W112)
/// and does not keep it off the site.
pub fn lookup(
    sources: &Sources,
    election: &Election,
    log: Option<&LogView<'_>>,
) -> anyhow::Result<Option<Lookup>> {
    let Some(folder) = &sources.lookup else { return Ok(None) };
    let most = u64::try_from(MAX_MANIFEST_BYTES)?;
    let read = files::read_bounded(&folder.join(MANIFEST_NAME), most)
        .and_then(|bytes| Ok((Manifest::parse(&bytes)?, Digest::of(&bytes))));
    let (manifest, digest) = read.map_err(|error| {
        SiteError::new(Rule::SiteLookupForeign, format!("{}: {error:#}", folder.display()))
    })?;
    manifest.check_against(election)?;
    let named = log.and_then(|log| named(election, &log.replay, &digest));
    if log.is_some() && named.is_none() {
        eprintln!("{}", SiteError::new(Rule::SiteLookupNotNamed, digest.to_string()));
    }
    Ok(Some(Lookup { manifest: digest, named }))
}

/// The first statement by which the authority brought a look-up, by the digest of its manifest.
pub fn named(
    election: &Election,
    log: &ledger::Replay<'_>,
    manifest: &Digest,
) -> Option<(u64, String)> {
    let mut naming = submissions(election, log).filter(|(_, one)| one.subjects.contains(manifest));
    naming.next().map(|(entry, one)| (entry, one.by.clone()))
}

/// Whether the authority brought anything.
pub fn has_submission(election: &Election, log: &ledger::Replay<'_>) -> bool {
    submissions(election, log).next().is_some()
}

fn submissions<'a>(
    election: &'a Election,
    log: &'a ledger::Replay<'_>,
) -> impl Iterator<Item = (u64, &'a Statement)> {
    let statements = log.statements.iter().map(|(entry, signed)| (*entry, signed.statement()));
    statements.filter(|(_, one)| {
        one.kind == StatementKind::Submission && certify::is_authority(election, &one.by)
    })
}
