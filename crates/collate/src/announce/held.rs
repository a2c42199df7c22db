use record::election::Contest;
use record::{Announcement, AreaNo, CandidateNo, Collection, Count, Election};
use tally::{ContestShape, Selection, Totals};

/// The sheets that count, as announcements are held against them.
pub(crate) struct Held<'a> {
    pub(crate) election: &'a Election,
    pub(crate) contest: &'a Contest,
    collections: &'a [Collection],
    selection: &'a Selection,
    pub(crate) totals: &'a Totals,
}

/// The sheets of one area, column by column: the candidates that the announcement names, and where it
/// gives others together, those as the last column.
pub(crate) struct Sheets {
    /// Votes of each column at each table.
    pub(crate) votes: Vec<Vec<u64>>,
    /// For each column, the tables on which it is not given as a whole: nothing contradicts any number
    /// there.
    pub(crate) open: Vec<Vec<bool>>,
    /// Electors of each table, where known.
    pub(crate) electors: Vec<Option<u64>>,
    /// Votes cast at each table, as far as given.
    pub(crate) cast: Vec<u64>,
}

impl Sheets {
    pub(crate) fn len(&self) -> usize {
        self.cast.len()
    }
}

impl<'a> Held<'a> {
    pub(crate) fn new(
        election: &'a Election,
        contest: &'a Contest,
        collections: &'a [Collection],
        selection: &'a Selection,
        totals: &'a Totals,
    ) -> Self {
        Self { election, contest, collections, selection, totals }
    }

    /// The area an announcement speaks of.
    pub(crate) fn area(&self, announcement: &Announcement) -> Option<AreaNo> {
        self.election.areas.find(announcement.area.as_deref().unwrap_or(""))
    }

    /// The candidates an announcement names, and the keys that the election file does not have.
    pub(crate) fn candidates(&self, of: &Announcement) -> (Vec<CandidateNo>, Vec<String>) {
        let mut named = Vec::new();
        let mut unresolved = Vec::new();
        for one in &of.votes {
            match self.contest.candidate(&one.candidate) {
                Some(candidate) => named.push(candidate),
                None => unresolved.push(one.candidate.clone()),
            }
        }
        (named, unresolved)
    }

    /// The sheets that count in an area.
    pub(crate) fn sheets(&self, area: AreaNo, named: &[CandidateNo], of: &Announcement) -> Sheets {
        let shape = ContestShape::of(self.contest);
        let inside = self.inside(area);
        let columns = named.len() + usize::from(of.others.is_some());
        let mut sheets = Sheets {
            votes: vec![Vec::new(); columns],
            open: vec![Vec::new(); columns],
            electors: Vec::new(),
            cast: Vec::new(),
        };
        let rest: Vec<_> = (0..shape.candidates())
            .filter(|candidate| !named.iter().any(|one| one.index() == *candidate))
            .collect();
        let mut counts = Vec::new();
        for settled in &self.selection.settled {
            if !inside[self.election.tables.area(settled.table).index()] {
                continue;
            }
            let copy = settled.copy.of(self.collections);
            let cells = settled.copy.cells(self.collections);
            shape.by_candidate(copy.basis, cells, &mut counts);
            for (column, candidate) in named.iter().enumerate() {
                sheets.push(column, [counts[candidate.index()]]);
            }
            if columns > named.len() {
                sheets.push(named.len(), rest.iter().map(|candidate| counts[*candidate]));
            }
            let electors = self.election.tables.electors(settled.table).number();
            let electors = electors.or(copy.electors.number()).map(u64::from);
            sheets.electors.push(electors);
            let valid =
                counts.iter().filter_map(|count| count.number()).map(u64::from).sum::<u64>();
            let more = [copy.null, copy.blank].into_iter().filter_map(Count::number);
            let sum = valid + more.map(u64::from).sum::<u64>();
            sheets.cast.push(copy.voters_machine.number().map_or(sum, u64::from));
        }
        sheets
    }

    /// For every area, whether it lies in `outer`.
    fn inside(&self, outer: AreaNo) -> Vec<bool> {
        let mut inside = vec![false; self.election.areas.len()];
        for (no, area) in self.election.areas.iter() {
            let around = area.parent.is_some_and(|parent| inside[parent.index()]);
            inside[no.index()] = around || no == outer;
        }
        inside
    }
}

impl Sheets {
    fn push(&mut self, column: usize, counts: impl IntoIterator<Item = Count>) {
        let (mut sum, mut open) = (0, false);
        for count in counts {
            match count.number() {
                Some(number) => sum += u64::from(number),
                None => open = true,
            }
        }
        self.votes[column].push(sum);
        self.open[column].push(open);
    }
}
