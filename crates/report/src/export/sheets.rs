use record::election::Contest;
use record::{
    Basis, Collection, ContestNo, Count, Election, Grade, SheetCopy, Standing, TableNo, TableRef,
};

use super::ExportError;

/// One table's figures for one contest, as an export shows them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SheetRow<'a> {
    /// The table.
    pub table: TableNo,
    /// The contest.
    pub contest: ContestNo,
    /// Short name of the source these figures are from.
    pub source: &'a str,
    /// How good the evidence is by itself.
    pub grade: Grade,
    /// Electors on the roll, as the sheet gives them.
    pub electors: Count,
    /// Voters counted by the machine.
    pub voters_machine: Count,
    /// Voters signed in the poll book.
    pub voters_book: Count,
    /// Valid votes as a declared total.
    pub valid: Count,
    /// Null votes.
    pub null: Count,
    /// Blank votes.
    pub blank: Count,
    /// Whether `votes` are per list or per candidate.
    pub basis: Basis,
    /// Votes in ballot order.
    pub votes: &'a [Count],
}

impl<'a> SheetRow<'a> {
    /// The figures of one copy of a collection; none where its table is not in the election file.
    pub fn of(collection: &'a Collection, copy: &SheetCopy) -> Option<Self> {
        let TableRef::Known(table) = copy.table else { return None };
        Some(Self {
            table,
            contest: copy.contest,
            source: &collection.source.id,
            grade: copy.grade,
            electors: copy.electors,
            voters_machine: copy.voters_machine,
            voters_book: copy.voters_book,
            valid: copy.valid,
            null: copy.null,
            blank: copy.blank,
            basis: copy.basis,
            votes: collection.cells(copy),
        })
    }

    /// Refuses a row that has not one count per list or candidate: columns would shift silently.
    pub(super) fn checked(
        self,
        election: &Election,
        contest: &Contest,
    ) -> Result<Self, ExportError> {
        let expected = match self.basis {
            Basis::Candidates => contest.candidates.len(),
            Basis::Lists => contest.lists.len(),
        };
        if self.votes.len() == expected {
            return Ok(self);
        }
        Err(ExportError::ListCount {
            table: election.tables.code(self.table).to_owned(),
            contest: contest.key.clone(),
            got: self.votes.len(),
            expected,
        })
    }
}

/// A set of sheets that can be walked as often as a format needs.
pub trait Sheets {
    /// Every sheet of a contest, in a fixed order.
    fn of_contest(&self, contest: ContestNo) -> Box<dyn Iterator<Item = SheetRow<'_>> + '_>;
}

/// A whole source as it stands: every copy it has not withdrawn, of every known table.
impl Sheets for Collection {
    fn of_contest(&self, contest: ContestNo) -> Box<dyn Iterator<Item = SheetRow<'_>> + '_> {
        let standing = |copy: &&SheetCopy| copy.standing == Standing::Stands;
        let rows = self.copies.iter().filter(standing).filter(move |copy| copy.contest == contest);
        Box::new(rows.filter_map(|copy| SheetRow::of(self, copy)))
    }
}

/// Sheets picked from several sources: the outcome of a policy.
#[derive(Clone, Debug)]
pub struct Chosen<'a> {
    collections: &'a [Collection],
    picks: Vec<(u16, u32)>,
}

impl<'a> Chosen<'a> {
    /// Picks as (source, index into [`Collection::copies`]), in the order in which they shall appear.
    /// A pick that does not exist is left out.
    pub fn new(collections: &'a [Collection], picks: impl IntoIterator<Item = (u16, u32)>) -> Self {
        Self { collections, picks: picks.into_iter().collect() }
    }

    fn row(&self, (source, copy): (u16, u32)) -> Option<SheetRow<'a>> {
        let collection = self.collections.get(usize::from(source))?;
        SheetRow::of(collection, collection.copies.get(usize::try_from(copy).ok()?)?)
    }
}

impl Sheets for Chosen<'_> {
    fn of_contest(&self, contest: ContestNo) -> Box<dyn Iterator<Item = SheetRow<'_>> + '_> {
        let rows = self.picks.iter().filter_map(|pick| self.row(*pick));
        Box::new(rows.filter(move |row| row.contest == contest))
    }
}

/// Whether a contest's lists are its candidates one by one, so that both bases mean the same.
pub(super) fn lists_are_candidates(contest: &Contest) -> bool {
    contest.lists.len() == contest.candidates.len()
        && contest.lists.iter().enumerate().all(|(at, list)| list.candidate.index() == at)
}

/// Whether a contest's sheets give votes per list, per candidate, or both.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Bases {
    pub(super) lists: bool,
    pub(super) candidates: bool,
}

impl Bases {
    pub(super) fn of(sheets: &dyn Sheets, contest: &Contest) -> Self {
        let mut found = Self::default();
        for row in sheets.of_contest(contest.no) {
            match row.basis {
                Basis::Lists if !lists_are_candidates(contest) => found.lists = true,
                Basis::Lists | Basis::Candidates => found.candidates = true,
            }
            if found.lists && found.candidates {
                break;
            }
        }
        found
    }
}

/// The count of a candidate's own column; none where the sheet counts by list.
pub(super) fn candidate_count(row: &SheetRow<'_>, contest: &Contest, at: usize) -> Option<Count> {
    let own = row.basis == Basis::Candidates || lists_are_candidates(contest);
    own.then(|| row.votes[at])
}

/// The count of a list's own column; none where the sheet counts by candidate.
pub(super) fn list_count(row: &SheetRow<'_>, contest: &Contest, at: usize) -> Option<Count> {
    let own = row.basis == Basis::Lists && !lists_are_candidates(contest);
    own.then(|| row.votes[at])
}

/// Remembers which tables were seen: one bit each.
pub(super) struct Once(Vec<u64>);

impl Once {
    pub(super) fn new(tables: usize) -> Self {
        Self(vec![0; tables.div_ceil(64)])
    }

    /// Whether this is the first time.
    pub(super) fn first(&mut self, table: TableNo) -> bool {
        let (word, bit) = (table.index() / 64, 1_u64 << (table.index() % 64));
        let first = self.0[word] & bit == 0;
        self.0[word] |= bit;
        first
    }
}
