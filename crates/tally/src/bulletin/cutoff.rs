use std::collections::HashSet;
use std::fmt;

use jiff::Timestamp;
use record::election::Share;
use record::{Election, TableNo};
use serde::{Deserialize, Serialize};

use super::document::Bulletin;

/// When a bulletin is due, decided before anybody sees a figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Cutoff {
    /// Once a share of a contest is in.
    Coverage {
        /// Key of the contest.
        contest: String,
        /// Share of what.
        of: CoverageOf,
        /// At least this share.
        share: Share,
    },
    /// With a checkpoint that a quorum had cosigned by a moment: all that counts was logged by then.
    Time {
        /// The moment, included.
        at: Timestamp,
    },
}

impl fmt::Display for Cutoff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Coverage { contest, of, share } => {
                let of = match of {
                    CoverageOf::Tables => "tables",
                    CoverageOf::Electors => "electors",
                };
                write!(f, "{} of the {of} of `{contest}`", String::from(*share))
            }
            Self::Time { at } => write!(f, "all logged up to {at}"),
        }
    }
}

/// What a share is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CoverageOf {
    /// Tables.
    Tables,
    /// Electors on their rolls, where the election file states all of them.
    Electors,
}

/// A record of a table arriving in the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// Entries of the log with this one: its index and one.
    pub size: u64,
    /// The table that now counts for the contest of the cut-off.
    pub table: TableNo,
    /// When it was logged; none where no logged time says so.
    pub logged: Option<Timestamp>,
}

impl Cutoff {
    /// The size of the log at which the cut is made, given the arrivals in log order: the first at which a
    /// coverage is reached, or the last with an entry logged at or before a moment. None where there is no
    /// such size yet. A table that arrives again counts once.
    ///
    /// Whether a table counts at a size is settled by the records up to it, so the bulletin issued there
    /// is checked once more by [`Bulletin::issue`].
    pub fn size(
        &self,
        election: &Election,
        arrivals: impl IntoIterator<Item = Arrival>,
    ) -> Option<u64> {
        match self {
            Self::Coverage { contest, of, share } => {
                coverage_size(election, contest, *of, *share, arrivals)
            }
            Self::Time { at } => arrivals
                .into_iter()
                .filter(|one| one.logged.is_some_and(|logged| logged <= *at))
                .map(|one| one.size)
                .max(),
        }
    }

    /// Whether a bulletin's own figures reach it, or, for a moment, its checkpoint was published by then.
    pub(super) fn is_met(&self, bulletin: &Bulletin, published: Option<Timestamp>) -> bool {
        let (contest, of, share) = match self {
            Self::Coverage { contest, of, share } => (contest, of, share),
            Self::Time { at } => return published.is_some_and(|published| published <= *at),
        };
        let Some(result) = bulletin.contest(contest) else { return false };
        let (coverage, outstanding) = (&result.country.coverage, &result.country.outstanding);
        match of {
            CoverageOf::Tables => reached(coverage.tables.counted, coverage.tables.of, *share),
            CoverageOf::Electors => {
                outstanding.without_roll == 0
                    && coverage.electors.unknown_counted == 0
                    && reached(coverage.electors.counted, coverage.electors.of, *share)
            }
        }
    }
}

fn coverage_size(
    election: &Election,
    contest: &str,
    of: CoverageOf,
    share: Share,
    arrivals: impl IntoIterator<Item = Arrival>,
) -> Option<u64> {
    let contest = election.contest_by_key(contest)?;
    let held = |table| election.is_held(contest, election.tables.area(table));
    let weight = |table| match of {
        CoverageOf::Tables => Some(1),
        CoverageOf::Electors => election.tables.electors(table).number().map(u64::from),
    };
    let all = election
        .tables
        .iter()
        .filter(|table| held(*table))
        .map(weight)
        .try_fold(0_u64, |sum, weight| Some(sum + weight?))?;
    let mut seen = HashSet::new();
    let mut counted = 0;
    for one in arrivals {
        if election.tables.has(one.table) && held(one.table) && seen.insert(one.table) {
            counted += weight(one.table)?;
            if reached(counted, all, share) {
                return Some(one.size);
            }
        }
    }
    None
}

fn reached(counted: u64, of: u64, share: Share) -> bool {
    u128::from(counted) * 1_000_000 >= u128::from(of) * u128::from(share.millionths())
}
