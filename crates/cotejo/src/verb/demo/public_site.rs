//! The demo's public site: from the log alone while it grows, with everything in the end.

use std::path::Path;

use record::{Collection, Election};

use super::beside::Beside;
use crate::shell::sources::SourceArgument;
use crate::verb::site::{self, Sources};

/// Organisations that hold copies, and what was announced.
const HELD: [&str; 6] = ["authority", "party-a", "party-b", "party-c", "observers", "announced"];
/// So long after closing the site says how the legal clock stands.
const AS_OF_HOURS: i64 = 3;

/// What a site is made from while the log grows: the log, and what was there before the first sheet.
pub fn growing(folder: &Path, log: &Path, election: &Election, beside: &Beside) -> Sources {
    let at = election.manifest.closes.as_second() + AS_OF_HOURS * 3_600;
    let mut sources = Sources {
        election: folder.join("election"),
        log: Some(log.to_owned()),
        sources: Vec::new(),
        audit: Vec::new(),
        bundle: Vec::new(),
        forensics: false,
        polls: None,
        quickcount: Vec::new(),
        gazette: None,
        at: jiff::Timestamp::from_second(at).ok(),
        lookup: None,
        pictures: None,
        no_exports: true,
        packed_only: false,
    };
    beside.add_to(&mut sources);
    sources
}

/// Makes it with everything that a demo has.
pub fn whole(
    folder: &Path,
    log: &Path,
    election: &Election,
    beside: &Beside,
    replayed: &Collection,
    out: &Path,
) -> anyhow::Result<site::Summary> {
    let held =
        |id: &&str| SourceArgument { id: (*id).to_owned(), path: folder.join("sources").join(id) };
    let there = |name: &&str| folder.join(name).exists();
    let mut sources = Sources {
        sources: HELD.iter().map(held).collect(),
        audit: ["audit-fixed", "audit"]
            .iter()
            .filter(|name| there(name))
            .map(|name| folder.join(name))
            .collect(),
        bundle: Some(folder.join("evidence.tar"))
            .into_iter()
            .filter(|file| file.exists())
            .collect(),
        forensics: true,
        no_exports: false,
        ..growing(folder, log, election, beside)
    };
    beside.count(&mut sources, election, replayed)?;
    let collections = sources.collections(election)?;
    let mut log = site::LogView::read(log, election)?;
    site::build(&sources, election, Some(&mut log), collections, out)
}
