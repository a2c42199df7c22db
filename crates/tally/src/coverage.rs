use serde::Serialize;

use crate::Ratio;

/// How much of an area a total covers: of its tables, of its electors and of its votes. The three shares
/// differ, so a coverage figure always says of what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// Of tables.
    pub tables: TableCoverage,
    /// Of electors.
    pub electors: ElectorCoverage,
    /// Of votes.
    pub votes: VoteCoverage,
}

/// Tables counted, of all at which the contest is held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct TableCoverage {
    /// Tables whose sheet counts.
    pub counted: u64,
    /// Tables of the election file.
    pub of: u64,
}

/// Electors on the rolls of the tables counted, of all electors whose number is known.
///
/// A table's electors are those of the election file, or where it has none those on the counted sheet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ElectorCoverage {
    /// Electors of tables counted.
    pub counted: u64,
    /// Electors of all tables, as far as known.
    pub of: u64,
    /// Counted tables whose electors are not known.
    pub unknown_counted: u64,
    /// Other tables whose electors are not known.
    pub unknown_outstanding: u64,
}

/// Votes counted, and the most that can be missing.
///
/// How many votes uncounted tables hold is not known before they are counted; what is certain is that
/// they hold at most one for each elector. The share of votes is therefore a lower bound:
/// `counted ÷ (counted + outstanding_at_most)`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct VoteCoverage {
    /// Votes cast at counted tables: voters where the sheet gives them, else valid + null + blank.
    pub counted: u64,
    /// Electors of the tables not counted; none where one of them has no known roll.
    pub outstanding_at_most: Option<u64>,
}

impl TableCoverage {
    /// Share of tables counted; none where there are none.
    pub fn share(&self) -> Option<Ratio> {
        Ratio::new(i128::from(self.counted), i128::from(self.of)).ok()
    }
}

impl ElectorCoverage {
    /// Share of electors whose table is counted; none where a roll is not known or there are none.
    pub fn share(&self) -> Option<Ratio> {
        (self.unknown_counted + self.unknown_outstanding == 0)
            .then(|| Ratio::new(i128::from(self.counted), i128::from(self.of)).ok())
            .flatten()
    }

    /// Electors of tables that are not counted; none where one of them has no known roll.
    pub fn outstanding(&self) -> Option<u64> {
        (self.unknown_outstanding == 0).then(|| self.of - self.counted)
    }
}

impl VoteCoverage {
    /// At least this share of all votes cast is counted; none where that cannot be bounded.
    pub fn share_at_least(&self) -> Option<Ratio> {
        let all = i128::from(self.counted) + i128::from(self.outstanding_at_most?);
        Ratio::new(i128::from(self.counted), all).ok()
    }
}
