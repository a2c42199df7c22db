//! A collection as two text files: `collection.toml` and `copies.csv`.
//!
//! The first says who gathered what, holds announced totals and the digest of the second, which has one
//! row per copy. Tables are named by their codes, so that a collection outlives a correction of the
//! election file.

mod read;
mod write;

pub use read::from_files;
pub use write::to_files;

use record::{Announcement, Digest, Election, ElectionId, SourceInfo};
use serde::{Deserialize, Serialize};

/// Name of the file that describes a collection.
pub const COLLECTION_FILE: &str = "collection.toml";

/// Name of the file of its copies.
pub const COPIES_FILE: &str = "copies.csv";

/// Largest `collection.toml`: a hundred thousand input files. Applied before parsing.
pub const MAX_COLLECTION_BYTES: usize = 64 << 20;

/// Columns of `copies.csv`. `counts` holds the votes in list or candidate order, with a space between.
pub const COLUMNS: [&str; 20] = [
    "table",
    "contest",
    "grade",
    "signature",
    "serial",
    "replaces",
    "standing",
    "payload",
    "image",
    "input",
    "place",
    "electors",
    "voters_machine",
    "voters_book",
    "valid",
    "null",
    "blank",
    "basis",
    "many",
    "counts",
];

/// How an absent count is written among the votes, where nothing at all could not be seen.
const ABSENT: &[u8] = b"-";

/// `collection.toml`. Unknown fields are refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Description {
    /// Version of this format; 1.
    format: u32,
    /// The election file it was made with.
    election: ElectionId,
    /// Rows of `copies.csv` below the header.
    copies: u64,
    /// SHA-256 of `copies.csv`.
    copies_sha256: Digest,
    /// Who gathered it, and from what.
    source: SourceInfo,
    /// What the counts stand for, so that they are never read in another order.
    contests: Vec<Columns>,
    /// Announced totals.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    announcements: Vec<Announcement>,
}

/// The order of one contest's counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Columns {
    contest: String,
    lists: Vec<String>,
    candidates: Vec<String>,
}

fn columns(election: &Election) -> Vec<Columns> {
    let of = |contest: &record::election::Contest| Columns {
        contest: contest.key.clone(),
        lists: contest.lists.iter().map(|list| list.code.clone()).collect(),
        candidates: contest.candidates.iter().map(|one| one.key.clone()).collect(),
    };
    election.contests.iter().map(of).collect()
}
