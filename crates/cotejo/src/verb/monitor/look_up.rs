//! Whether the look-up of a mirror is one that the log names.

use std::path::Path;

use ::lookup::Manifest;
use ::lookup::manifest::{MANIFEST_NAME, MAX_MANIFEST_BYTES};
use ledger::reader::Source as _;
use ledger::{LedgerError, Replay};
use record::{Digest, Election, Rule};

use crate::shell::files;
use crate::shell::web::{Web, is_address};
use crate::verb::site::{has_submission, lookup_named};

/// Reads a look-up's manifest and looks for it in the log: W220 or W222 where it is not of this election file, W113 where the
/// authority named others and not this one. Where it named none, that is said (W112) and nothing is wrong.
pub fn check(
    place: &str,
    election: &Election,
    replay: &Replay<'_>,
) -> anyhow::Result<Option<LedgerError>> {
    let bytes = read(place)?;
    let manifest = Manifest::parse(&bytes)?;
    if let Err(wrong) = manifest.check_against(election) {
        return Ok(Some(LedgerError::new(wrong.rule, format!("{place}: {}", wrong.detail))));
    }
    let digest = Digest::of(&bytes);
    let detail = format!("{place}: {digest}");
    if lookup_named(election, replay, &digest).is_some() {
        return Ok(None);
    }
    if has_submission(election, replay) {
        return Ok(Some(LedgerError::new(Rule::SiteLookupSwapped, detail)));
    }
    eprintln!("{}", LedgerError::new(Rule::SiteLookupNotNamed, detail));
    Ok(None)
}

fn read(place: &str) -> anyhow::Result<Vec<u8>> {
    if is_address(place) {
        return Ok(Web::new(place).fetch(MANIFEST_NAME, MAX_MANIFEST_BYTES)?);
    }
    files::read_bounded(&Path::new(place).join(MANIFEST_NAME), u64::try_from(MAX_MANIFEST_BYTES)?)
}
