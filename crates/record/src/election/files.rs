use std::borrow::Cow;

use crate::id::{Digest, ElectionId};
use crate::rule::Rule;

use super::ElectionError;

/// The files of an election directory that make up its id, in the order they are hashed.
pub const FILE_NAMES: [&str; 5] =
    ["areas.csv", "candidates.csv", "election.toml", "lists.csv", "tables.csv"];

/// Bounds applied before anything is parsed.
pub mod bounds {
    /// Largest manifest: room for a thousand organisations.
    pub const MANIFEST_BYTES: usize = 1 << 20;
    /// Largest candidates or lists file.
    pub const BALLOT_BYTES: usize = 16 << 20;
    /// Largest areas or tables file: room for ten million rows.
    pub const GEOGRAPHY_BYTES: usize = 2 << 30;
    /// Most lists in a contest.
    pub const LISTS: usize = 4_096;
    /// Most contests in an election.
    pub const CONTESTS: usize = 200;
    /// Longest code, key or path.
    pub const CODE_BYTES: usize = 200;
    /// Longest name or address.
    pub const NAME_BYTES: usize = 1_000;
}

/// Whether a text may stand as a code, key or path: some bytes within the bound, nothing that a screen
/// or a file list would hide.
pub(super) fn is_code(text: &str) -> bool {
    (1..=bounds::CODE_BYTES).contains(&text.len())
        && (text.bytes().all(|b| b.is_ascii_graphic())
            || (text.trim() == text && !text.chars().any(char::is_control)))
}

/// The bytes of an election directory.
#[derive(Clone, Debug, Default)]
pub struct ElectionFiles<'a> {
    /// `election.toml`
    pub manifest: Cow<'a, [u8]>,
    /// `candidates.csv`
    pub candidates: Cow<'a, [u8]>,
    /// `lists.csv`
    pub lists: Cow<'a, [u8]>,
    /// `areas.csv`
    pub areas: Cow<'a, [u8]>,
    /// `tables.csv`
    pub tables: Cow<'a, [u8]>,
}

impl ElectionFiles<'_> {
    /// The election id: SHA-256 of the listing that `sha256sum` prints for the five files.
    ///
    /// Anybody can recompute it without this program:
    /// `sha256sum areas.csv candidates.csv election.toml lists.csv tables.csv | sha256sum`.
    pub fn id(&self) -> ElectionId {
        use std::fmt::Write as _;
        let mut listing = String::new();
        for (name, bytes) in self.in_order() {
            let digest = Digest::of(bytes);
            writeln!(listing, "{digest}  {name}").expect("writing to a string");
        }
        ElectionId(Digest::of(listing.as_bytes()))
    }

    /// The files in the order of [`FILE_NAMES`].
    pub fn in_order(&self) -> [(&'static str, &[u8]); 5] {
        let [areas, candidates, manifest, lists, tables] = FILE_NAMES;
        [
            (areas, &self.areas),
            (candidates, &self.candidates),
            (manifest, &self.manifest),
            (lists, &self.lists),
            (tables, &self.tables),
        ]
    }

    pub(super) fn check_bounds(&self) -> Result<(), ElectionError> {
        let limits = [
            bounds::GEOGRAPHY_BYTES,
            bounds::BALLOT_BYTES,
            bounds::MANIFEST_BYTES,
            bounds::BALLOT_BYTES,
            bounds::GEOGRAPHY_BYTES,
        ];
        for ((name, bytes), limit) in self.in_order().into_iter().zip(limits) {
            if bytes.len() > limit {
                let detail = format!("{} bytes, bound {limit}", bytes.len());
                return Err(ElectionError::new(Rule::ElectionTooLarge, name, detail));
            }
        }
        Ok(())
    }
}
