use std::collections::BTreeMap;
use std::fmt;

use jiff::Timestamp;
use record::{Digest, ElectionId};
use serde::{Deserialize, Serialize};

use super::changes::Changes;
use super::cutoff::Cutoff;
use super::figures::{AreaFigures, ContestedTable, UnsettledTables};
use super::settled::{Irreversibility, Verdict};

/// Version of the format; a reader refuses any other.
pub const FORMAT: u32 = 1;

/// A statement of totals at a checkpoint. The order of fields is the order in its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bulletin {
    /// Version of this format: [`FORMAT`].
    pub format: u32,
    /// Which election.
    pub election: ElectionId,
    /// 1 for the first bulletin of a log, then counting up without a gap.
    pub number: u32,
    /// What the figures are computed from.
    pub checkpoint: Checkpoint,
    /// When the signer says that it was issued. Nothing in the log proves it.
    pub stated: Timestamp,
    /// Which copy of a table counts: the word of a [`crate::Policy`].
    pub policy: String,
    /// The policy by which the checkpoint was chosen; none where it was not chosen by one.
    pub cutoff: Option<Cutoff>,
    /// The bulletin before this one; none for number 1.
    pub previous: Option<Previous>,
    /// What is claimed beyond the figures. Nothing here that the figures do not carry.
    pub claims: Vec<Claim>,
    /// How many findings there are under each rule code. Rules without a finding are not listed.
    pub findings: BTreeMap<String, u64>,
    /// Every contest, in the order of the election file.
    pub contests: Vec<ContestResult>,
}

/// The state of the log that a bulletin stands on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checkpoint {
    /// Name of the log, the first line of its checkpoints.
    pub origin: String,
    /// Entries.
    pub size: u64,
    /// Root hash of the Merkle tree over them, in hexadecimal.
    pub root: Digest,
}

/// The bulletin before, named so that it cannot be exchanged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Previous {
    /// Its number: one less.
    pub number: u32,
    /// SHA-256 of its canonical text.
    pub digest: Digest,
    /// Entries of the log it stands on.
    pub size: u64,
}

/// Something a bulletin states on top of its figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Claim {
    /// What is outstanding cannot change the winners of a contest.
    Irreversible {
        /// Key of the contest.
        contest: String,
        /// In which sense.
        level: Level,
    },
}

impl fmt::Display for Claim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Irreversible { contest, level } = self;
        write!(f, "`{contest}` is irreversible at level {level:?}")
    }
}

/// In which sense a result is irreversible.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Level {
    /// By arithmetic on the totals and the rolls alone.
    A,
    /// Under the largest turnout that the bulletin assumes and names.
    B,
}

/// The totals of one contest and what they settle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContestResult {
    /// Key of the contest.
    pub contest: String,
    /// All tables at which it is held.
    pub country: AreaFigures,
    /// The same for every area below the country that has such a table, by path.
    pub areas: BTreeMap<String, AreaFigures>,
    /// Tables of which records are held and none counts.
    pub unsettled: UnsettledTables,
    /// Tables settled although a copy of the same grade says otherwise, in the order of their codes.
    pub contested: Vec<ContestedTable>,
    /// Whether what is outstanding can change the winners; none where there are not more candidates
    /// than seats.
    pub irreversibility: Option<Irreversibility>,
    /// What is new since the previous bulletin; none in the first.
    pub changes: Option<Changes>,
}

impl Bulletin {
    /// The result of a contest.
    pub fn contest(&self, key: &str) -> Option<&ContestResult> {
        self.contests.iter().find(|result| result.contest == key)
    }

    /// Whether the bulletin's own figures carry a claim.
    pub fn carries(&self, claim: &Claim) -> bool {
        let Claim::Irreversible { contest, level } = claim;
        let Some(found) = self.contest(contest).and_then(|one| one.irreversibility.as_ref()) else {
            return false;
        };
        match level {
            Level::A => found.recomputed_a() == Verdict::Irreversible,
            Level::B => found.recomputed_b() == Some(Verdict::Irreversible),
        }
    }
}
