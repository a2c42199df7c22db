//! The tables a test looks at: one row each, in one flat matrix, so that a million tables stay two allocations.

use record::{AreaNo, Collection, Election, TableNo};
use tally::{ContestShape, Selection};

use crate::TestError;

/// Fewest valid votes at a table for what holds of tables that are not tiny.
pub const SMALL: u32 = 50;

/// The counts of all tables that count, of one contest.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    candidates: usize,
    rows: Vec<TableRow>,
    votes: Vec<u32>,
    /// Tables left out because a candidate's count is absent, blank or unreadable.
    pub incomplete: usize,
}

/// What a table has beside its candidates' votes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TableRow {
    /// Which.
    pub table: TableNo,
    /// The smallest area of the election file it lies in: its centre.
    pub centre: AreaNo,
    /// Electors, where the source or the election file gives them.
    pub electors: Option<u32>,
    /// Voters on the machine, where given; else valid, null and blank votes added up, where all are given.
    pub voters: Option<u32>,
    /// Valid votes: the sum of the candidates.
    pub valid: u32,
    /// Valid votes as the source declares them.
    pub declared: Option<u32>,
    /// Null votes, where given.
    pub null: Option<u32>,
    /// Blank votes, where given.
    pub blank: Option<u32>,
}

impl Tables {
    /// No tables, of so many candidates.
    pub fn new(candidates: usize) -> Self {
        Self { candidates, ..Self::default() }
    }

    /// The tables that count. A table with an incomplete row of counts is left out and counted:
    /// what is not known is not zero.
    ///
    /// # Errors
    /// `F602` where a sum of counts passes what a count may be.
    pub fn of(
        election: &Election,
        contest: &record::election::Contest,
        collections: &[Collection],
        selection: &Selection,
    ) -> Result<Self, TestError> {
        let shape = ContestShape::of(contest);
        let mut tables = Self::new(shape.candidates());
        let (mut counts, mut votes) = (Vec::new(), Vec::new());
        for settled in &selection.settled {
            let copy = settled.copy.of(collections);
            shape.by_candidate(copy.basis, settled.copy.cells(collections), &mut counts);
            votes.clear();
            votes.extend(counts.iter().map_while(|count| count.number()));
            if votes.len() != shape.candidates() {
                tables.incomplete += 1;
                continue;
            }
            let electors =
                copy.electors.number().or(election.tables.electors(settled.table).number());
            let row = TableRow {
                table: settled.table,
                centre: election.tables.area(settled.table),
                electors,
                voters: copy.voters_machine.number(),
                valid: 0,
                declared: copy.valid.number(),
                null: copy.null.number(),
                blank: copy.blank.number(),
            };
            tables.push(row, &votes)?;
        }
        Ok(tables)
    }

    /// Adds a table; its valid votes are the sum of the votes given, its voters that and what is not valid
    /// unless they are given.
    ///
    /// # Errors
    /// `F602` where the sum passes 32 bits, `F603` with another number of candidates.
    pub fn push(&mut self, row: TableRow, votes: &[u32]) -> Result<(), TestError> {
        if votes.len() != self.candidates {
            return Err(TestError::inconsistent(format!(
                "{} counts where there are {} candidates",
                votes.len(),
                self.candidates
            )));
        }
        let valid = votes.iter().try_fold(0_u32, |sum, votes| sum.checked_add(*votes));
        let valid = valid.filter(|valid| *valid <= MOST_VOTES).ok_or_else(|| {
            TestError::overflow(format!("the votes of a table pass {MOST_VOTES}"))
        })?;
        let cast = || valid.checked_add(row.null?)?.checked_add(row.blank.unwrap_or(0));
        self.rows.push(TableRow { valid, voters: row.voters.or_else(cast), ..row });
        self.votes.extend_from_slice(votes);
        Ok(())
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// How many candidates each has counts of.
    pub fn candidates(&self) -> usize {
        self.candidates
    }

    /// Every table with its votes per candidate.
    pub fn iter(&self) -> impl Iterator<Item = (&TableRow, &[u32])> + Clone {
        // Without candidates there are no rows.
        self.rows.iter().zip(self.votes.chunks_exact(self.candidates.max(1)))
    }

    /// One table.
    pub fn at(&self, place: usize) -> (&TableRow, &[u32]) {
        let start = place * self.candidates;
        (&self.rows[place], &self.votes[start..start + self.candidates])
    }

    /// The candidates in descending order of their votes over all tables.
    pub fn by_votes(&self) -> Vec<usize> {
        let mut sums = vec![0_u64; self.candidates];
        for (_, votes) in self.iter() {
            for (sum, votes) in sums.iter_mut().zip(votes) {
                *sum += u64::from(*votes);
            }
        }
        let mut order: Vec<usize> = (0..self.candidates).collect();
        order.sort_by_key(|at| (std::cmp::Reverse(sums[*at]), *at));
        order
    }

    /// Places of the tables, those of a centre next to each other.
    pub fn places_by_centre(&self) -> Vec<u32> {
        let mut places: Vec<u32> = (0..).take(self.rows.len()).collect();
        places.sort_by_key(|place| self.rows[index(*place)].centre);
        places
    }
}

/// More votes than any table, centre or announced area of ours has; it bounds the tables of logarithms.
pub const MOST_VOTES: u32 = 2_000_000;

pub(crate) fn index(place: u32) -> usize {
    usize::try_from(place).expect("a place in memory")
}
