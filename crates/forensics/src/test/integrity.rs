//! Arithmetic of each table: no statistics.

use record::TableNo;
use serde::Serialize;

use crate::tables::{SMALL, Tables};

/// Tables named for each kind of fact.
pub const NAMED: usize = 50;

/// What the arithmetic of all tables shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Integrity {
    /// Tables looked at.
    pub tables: u64,
    /// Tables left out because a count is absent, blank or unreadable.
    pub incomplete: u64,
    /// Declared valid votes are not the sum of the options.
    pub valid_not_sum: Kind,
    /// Valid, null and blank votes are not the voters.
    pub sum_not_voters: Kind,
    /// More voters than electors.
    pub above_electors: Kind,
    /// No valid vote.
    pub no_valid: Kind,
    /// Every valid vote for one option, at fifty or more.
    pub one_option: Kind,
    /// Every elector voted, at fifty or more electors.
    pub full_turnout: Kind,
}

/// How many tables, which, and with how many votes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Kind {
    /// Tables.
    pub tables: u64,
    /// Votes by which they are off, or valid votes at them where nothing is off.
    pub votes: u64,
    /// The first of them.
    #[serde(skip)]
    pub named: Vec<TableNo>,
}

/// Looks at every table.
pub fn integrity(tables: &Tables) -> Integrity {
    let mut found = Integrity {
        tables: u64::try_from(tables.len()).unwrap_or(u64::MAX),
        incomplete: u64::try_from(tables.incomplete).unwrap_or(u64::MAX),
        ..Integrity::default()
    };
    for (row, votes) in tables.iter() {
        if let Some(declared) = row.declared.filter(|declared| *declared != row.valid) {
            found.valid_not_sum.note(row.table, declared.abs_diff(row.valid));
        }
        let cast = row
            .null
            .and_then(|null| row.valid.checked_add(null)?.checked_add(row.blank.unwrap_or(0)));
        if let (Some(cast), Some(voters)) = (cast, row.voters)
            && cast != voters
        {
            found.sum_not_voters.note(row.table, cast.abs_diff(voters));
        }
        if let (Some(electors), Some(voters)) = (row.electors, row.voters) {
            if voters > electors {
                found.above_electors.note(row.table, voters - electors);
            }
            if voters == electors && electors >= SMALL {
                found.full_turnout.note(row.table, row.valid);
            }
        }
        if row.valid == 0 {
            found.no_valid.note(row.table, 0);
        }
        if row.valid >= SMALL && votes.contains(&row.valid) {
            found.one_option.note(row.table, row.valid);
        }
    }
    found
}

impl Integrity {
    /// Each kind of fact under its name in files; what cannot be right first.
    pub fn kinds(&self) -> [(&'static str, &Kind); 6] {
        [
            ("above-electors", &self.above_electors),
            ("sum-not-voters", &self.sum_not_voters),
            ("valid-not-sum", &self.valid_not_sum),
            ("full-turnout", &self.full_turnout),
            ("one-option", &self.one_option),
            ("no-valid-vote", &self.no_valid),
        ]
    }
}

impl Kind {
    fn note(&mut self, table: TableNo, votes: u32) {
        self.tables += 1;
        self.votes = self.votes.saturating_add(u64::from(votes));
        if self.named.len() < NAMED {
            self.named.push(table);
        }
    }
}
