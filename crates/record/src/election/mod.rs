//! The election file: what was to be counted, where, by whom, under which rules and keys.
//!
//! It is a directory that a person can read and edit. Its name, the [`ElectionId`], is the digest of
//! its bytes exactly as they stand (see [`ElectionFiles::id`]), and every signature is bound to it.

mod areas;
mod ballot;
mod check;
mod error;
mod files;
mod gateways;
mod manifest;
mod rows;
mod seal;
mod tables;

pub use areas::{Area, Areas, Coordinates};
pub use ballot::{Candidate, Contest, List};
pub use error::ElectionError;
pub use files::{ElectionFiles, FILE_NAMES, bounds};
pub use gateways::{GatewayEntry, MAX_GATEWAYS};
pub use manifest::{
    AuditRules, ContestEntry, CosignerPolicy, LegalClock, LogEntry, LookupEntry, Manifest,
    Organisation, Role, Share,
};
pub use seal::{seal, verify_seal};
pub use tables::{StationKey, Tables};

use crate::id::{AreaNo, ContestNo, ElectionId, TableNo};

/// A whole election, parsed and cross-checked: every reference in it resolves.
#[derive(Clone, Debug)]
pub struct Election {
    /// Digest of the files.
    pub id: ElectionId,
    /// Name, date, organisations, clock, rules.
    pub manifest: Manifest,
    /// The contests with their candidates and lists.
    pub contests: Vec<Contest>,
    /// Country, states, … centres.
    pub areas: Areas,
    /// The polling tables.
    pub tables: Tables,
}

impl Election {
    /// Parses the files of an election directory.
    ///
    /// # Errors
    /// The first breach of an `E0xx` rule, with file and row.
    pub fn parse(files: &ElectionFiles) -> Result<Self, ElectionError> {
        files.check_bounds()?;
        // Hashing a national file takes as long as parsing it, so the two go side by side.
        std::thread::scope(|scope| {
            let id = scope.spawn(|| files.id());
            let manifest = Manifest::parse(&files.manifest)?;
            let areas = Areas::parse(&files.areas, &manifest)?;
            let contests = ballot::parse(&files.candidates, &files.lists, &manifest, &areas)?;
            let tables = Tables::parse(&files.tables, &areas)?;
            let id = id.join().expect("hashing does not panic");
            Ok(Self { id, manifest, contests, areas, tables })
        })
    }

    /// A contest by its position.
    pub fn contest(&self, no: ContestNo) -> Option<&Contest> {
        self.contests.get(no.index())
    }

    /// A contest by its key in the manifest.
    pub fn contest_by_key(&self, key: &str) -> Option<&Contest> {
        self.contests.iter().find(|contest| contest.key == key)
    }

    /// The contests held at a table.
    pub fn contests_at(&self, table: TableNo) -> impl Iterator<Item = &Contest> {
        let area = self.tables.area(table);
        self.contests.iter().filter(move |contest| self.is_held(contest, area))
    }

    /// Whether a contest is held in an area.
    pub fn is_held(&self, contest: &Contest, area: AreaNo) -> bool {
        contest.scope.is_empty() || contest.scope.iter().any(|of| self.areas.contains(*of, area))
    }
}
