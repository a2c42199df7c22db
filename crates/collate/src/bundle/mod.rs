//! What an evidence bundle is made of: plain paths, one listing, and one archive form.
//!
//! Everything here is pure and has one encoding: what is read is written back as the same bytes, or it is
//! refused. `docs/formats/bundle.md` is the format.

mod archive;
mod listing;
mod path;

pub use archive::{BLOCK, Extent, Index, ending, header, index, looks_like_archive, padding};
pub use listing::Listing;
pub use path::BundlePath;

use std::fmt;

use record::Rule;

/// Name of the listing. `sha256sum -c BUNDLE.sha256` checks it without this program.
pub const LISTING: &str = "BUNDLE.sha256";
/// Folder of the election's files.
pub const ELECTION: &str = "election";
/// Folder of the log.
pub const LOG: &str = "log";
/// Folder of the bulletins.
pub const BULLETINS: &str = "bulletins";
/// Folder of what organisations hold.
pub const SOURCES: &str = "sources";
/// Folder of what audits left.
pub const AUDITS: &str = "audits";
/// Folder of the collation report.
pub const REPORT: &str = "report";

/// Most files in a bundle.
pub const MAX_FILES: usize = 1_000_000;
/// Largest file in a bundle.
pub const MAX_FILE_BYTES: u64 = 2 << 30;
/// Largest listing.
pub const MAX_LISTING_BYTES: u64 = 200 << 20;

/// What is wrong with a bundle, and where: a numbered rule, and what was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BundleError {
    /// The rule.
    pub rule: Rule,
    /// The file, or the place in the archive.
    pub place: String,
    /// What was seen.
    pub detail: String,
}

impl BundleError {
    /// An error of a rule.
    pub fn new(rule: Rule, place: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { rule, place: place.into(), detail: detail.into() }
    }
}

impl fmt::Display for BundleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { rule, place, detail } = self;
        write!(f, "{rule} {} ({place}: {detail})\n  next: {}", rule.sentence(), rule.next_step())
    }
}

impl std::error::Error for BundleError {}

/// Holds the next path of a list against the one before: strictly ascending, so that none stands twice.
fn follows(before: Option<&BundlePath>, path: &BundlePath, rule: Rule) -> Result<(), BundleError> {
    match before {
        Some(before) if before == path => {
            Err(BundleError::new(rule, path.as_str(), "it stands there twice"))
        }
        Some(before) if before > path => {
            let detail = format!("it stands behind `{before}`: paths ascend by their bytes");
            Err(BundleError::new(rule, path.as_str(), detail))
        }
        _ => Ok(()),
    }
}
