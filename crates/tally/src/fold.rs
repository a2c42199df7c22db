use record::election::Contest;
use record::{AreaNo, Basis, CandidateNo, Collection, Count, Election, ListNo, SheetCopy};

use crate::grid::Grid;
use crate::{
    ContestShape, CopyRef, Coverage, ElectorCoverage, Lead, Selection, TableCoverage, Total,
    VoteCoverage,
};

/// Totals of one contest for every area, the country included.
///
/// Columns of the grid: candidates, then lists, then null, blank and voters.
#[derive(Clone, Debug)]
pub struct Totals {
    shape: ContestShape,
    grid: Grid,
    areas: Vec<AreaFigures>,
}

/// What is counted once per table, not once per count.
#[derive(Clone, Copy, Debug, Default)]
struct AreaFigures {
    tables: u32,
    counted: u32,
    by_lists: u32,
    unknown_counted: u32,
    unknown_outstanding: u32,
    electors_counted: u64,
    electors_outstanding: u64,
    votes: u64,
}

impl Totals {
    /// Adds up the copies that a selection chose. One pass over the tables of the contest, one over the
    /// areas; nothing is allocated per table.
    pub fn fold(
        election: &Election,
        contest: &Contest,
        collections: &[Collection],
        selection: &Selection,
    ) -> Self {
        let shape = ContestShape::of(contest);
        let columns = shape.candidates() + shape.lists() + 3;
        let areas = election.areas.len();
        let mut totals = Self {
            shape,
            grid: Grid::new(areas, columns),
            areas: vec![AreaFigures::default(); areas],
        };
        let held = areas_of(election, contest);
        let mut settled = selection.settled.iter().peekable();
        let mut scratch = Vec::new();
        for table in election.tables.iter() {
            let chosen = settled.next_if(|settled| settled.table == table).map(|one| one.copy);
            let area = election.tables.area(table).index();
            if !held[area] && chosen.is_none() {
                continue;
            }
            let electors = election.tables.electors(table).number();
            let copy = chosen.map(|at| (at.of(collections), at));
            totals.areas[area].table(electors, copy.map(|(copy, _)| copy));
            if let Some((copy, at)) = copy {
                totals.add(area, copy, at, collections, &mut scratch);
            }
        }
        totals.roll_up(election);
        totals
    }

    /// Votes of a candidate in an area.
    pub fn candidate(&self, area: AreaNo, candidate: CandidateNo) -> Total {
        self.grid.total(area.index(), candidate.index(), self.sheets(area))
    }

    /// Votes of every candidate in an area, as far as given.
    pub fn candidates(&self, area: AreaNo) -> &[u64] {
        self.grid.sums(area.index(), 0, self.shape.candidates())
    }

    /// Votes of a list in an area. On sheets that give candidates only, it is absent.
    pub fn list(&self, area: AreaNo, list: ListNo) -> Total {
        let by_lists = u64::from(self.areas[area.index()].by_lists);
        let column = self.shape.candidates() + list.index();
        let mut total = self.grid.total(area.index(), column, by_lists);
        total.absent += self.sheets(area) - by_lists;
        total
    }

    /// Null votes.
    pub fn null(&self, area: AreaNo) -> Total {
        self.single(area, 0)
    }

    /// Blank votes: votes cast for nobody, not to be mixed up with counts left blank.
    pub fn blank(&self, area: AreaNo) -> Total {
        self.single(area, 1)
    }

    /// Voters as the machine, or else the source, counted them.
    pub fn voters(&self, area: AreaNo) -> Total {
        self.single(area, 2)
    }

    /// Valid votes as far as given: the sum over candidates.
    pub fn valid(&self, area: AreaNo) -> u64 {
        self.candidates(area).iter().sum()
    }

    /// How much of an area is counted.
    pub fn coverage(&self, area: AreaNo) -> Coverage {
        let figures = &self.areas[area.index()];
        let unknown_outstanding = u64::from(figures.unknown_outstanding);
        Coverage {
            tables: TableCoverage {
                counted: u64::from(figures.counted),
                of: u64::from(figures.tables),
            },
            electors: ElectorCoverage {
                counted: figures.electors_counted,
                of: figures.electors_counted + figures.electors_outstanding,
                unknown_counted: u64::from(figures.unknown_counted),
                unknown_outstanding,
            },
            votes: VoteCoverage {
                counted: figures.votes,
                outstanding_at_most: (unknown_outstanding == 0)
                    .then_some(figures.electors_outstanding),
            },
        }
    }

    /// Who leads in an area; none where no vote is counted.
    pub fn lead(&self, area: AreaNo) -> Option<Lead> {
        Lead::of(self.candidates(area))
    }

    fn sheets(&self, area: AreaNo) -> u64 {
        u64::from(self.areas[area.index()].counted)
    }

    fn single(&self, area: AreaNo, which: usize) -> Total {
        let column = self.shape.candidates() + self.shape.lists() + which;
        self.grid.total(area.index(), column, self.sheets(area))
    }

    fn add(
        &mut self,
        area: usize,
        copy: &SheetCopy,
        at: CopyRef,
        collections: &[Collection],
        scratch: &mut Vec<Count>,
    ) {
        let cells = at.cells(collections);
        let (candidates, lists) = (self.shape.candidates(), self.shape.lists());
        self.shape.by_candidate(copy.basis, cells, scratch);
        self.grid.add(area, 0, scratch);
        if copy.basis == Basis::Lists {
            self.grid.add(area, candidates, cells);
            if scratch.iter().any(|count| count.number().is_none()) {
                self.add_parts(area, cells, scratch);
            }
        }
        self.grid.add(area, candidates + lists, &[copy.null, copy.blank, copy.voters_machine]);
        self.areas[area].votes += votes_cast(copy, cells);
    }

    /// A candidate whose lists are not all given has no count here, but what is given of them is part of
    /// the sum, so that sums by candidate and by list stay the same votes.
    fn add_parts(&mut self, area: usize, cells: &[Count], by_candidate: &[Count]) {
        for (count, candidate) in cells.iter().zip(self.shape.candidate_of_list()) {
            if by_candidate[*candidate].number().is_none()
                && let Some(number) = count.number()
            {
                self.grid.add_part(area, *candidate, u64::from(number));
            }
        }
    }

    fn roll_up(&mut self, election: &Election) {
        self.grid.roll_up(&election.areas);
        for area in (0..self.areas.len()).rev() {
            let no = AreaNo::from_index(area).expect("areas are numbered in 32 bits");
            if let Some(parent) = election.areas.get(no).parent {
                let below = self.areas[area];
                self.areas[parent.index()].merge(&below);
            }
        }
    }
}

impl AreaFigures {
    fn table(&mut self, electors: Option<u32>, counted: Option<&SheetCopy>) {
        self.tables += 1;
        let Some(copy) = counted else {
            match electors {
                Some(electors) => self.electors_outstanding += u64::from(electors),
                None => self.unknown_outstanding += 1,
            }
            return;
        };
        self.counted += 1;
        match electors.or(copy.electors.number()) {
            Some(electors) => self.electors_counted += u64::from(electors),
            None => self.unknown_counted += 1,
        }
        self.by_lists += u32::from(copy.basis == Basis::Lists);
    }

    fn merge(&mut self, more: &Self) {
        self.tables += more.tables;
        self.counted += more.counted;
        self.by_lists += more.by_lists;
        self.unknown_counted += more.unknown_counted;
        self.unknown_outstanding += more.unknown_outstanding;
        self.electors_counted += more.electors_counted;
        self.electors_outstanding += more.electors_outstanding;
        self.votes += more.votes;
    }
}

/// Votes cast at a table: the voters where the sheet gives them, else what its counts add up to.
fn votes_cast(copy: &SheetCopy, cells: &[Count]) -> u64 {
    let counts = cells.iter().chain([&copy.null, &copy.blank]).filter_map(|count| count.number());
    copy.voters_machine.number().map_or_else(|| counts.map(u64::from).sum(), u64::from)
}

/// For every area, whether tables in it hold the contest.
fn areas_of(election: &Election, contest: &Contest) -> Vec<bool> {
    let mut held = vec![contest.scope.is_empty(); election.areas.len()];
    for (no, area) in election.areas.iter() {
        let around = area.parent.is_some_and(|parent| held[parent.index()]);
        held[no.index()] |= around || contest.scope.contains(&no);
    }
    held
}
