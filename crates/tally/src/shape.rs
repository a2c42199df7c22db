use record::election::Contest;
use record::{Basis, Count, Reading};

/// What adding up needs of a contest: how many candidates and lists, and whose list each one is.
#[derive(Clone, Debug)]
pub struct ContestShape {
    /// Zero for a candidate with lists, absent for one without: where summing begins.
    start: Vec<Count>,
    candidate_of_list: Vec<usize>,
}

impl ContestShape {
    /// The shape of a contest.
    pub fn of(contest: &Contest) -> Self {
        let mut start = vec![Count::ABSENT; contest.candidates.len()];
        for list in &contest.lists {
            start[list.candidate.index()] = Count::ZERO;
        }
        let candidate_of_list = contest.lists.iter().map(|list| list.candidate.index()).collect();
        Self { start, candidate_of_list }
    }

    /// How many candidates stand.
    pub fn candidates(&self) -> usize {
        self.start.len()
    }

    /// How many lists stand.
    pub fn lists(&self) -> usize {
        self.candidate_of_list.len()
    }

    /// The candidate of each list.
    pub fn candidate_of_list(&self) -> &[usize] {
        &self.candidate_of_list
    }

    /// Whether a copy has as many counts as its basis asks for.
    pub fn fits(&self, basis: Basis, cells: &[Count]) -> bool {
        cells.len()
            == match basis {
                Basis::Candidates => self.candidates(),
                Basis::Lists => self.lists(),
            }
    }

    /// Counts per candidate, whatever the basis.
    ///
    /// A candidate is given only where all its lists are; otherwise it is unreadable, blank or absent, in
    /// that order of precedence, because part of a sum is not the sum. A sum larger than any count may be
    /// is unreadable too.
    pub fn by_candidate(&self, basis: Basis, cells: &[Count], out: &mut Vec<Count>) {
        out.clear();
        if basis == Basis::Candidates {
            out.extend_from_slice(cells);
            return;
        }
        if self.sum_given(cells, out) {
            return;
        }
        out.extend_from_slice(&self.start);
        for (list, candidate) in cells.iter().zip(&self.candidate_of_list) {
            out[*candidate] = plus(out[*candidate], *list);
        }
    }

    /// The usual case, in plain sums: every list is given. Says whether it was; else nothing is added.
    fn sum_given(&self, cells: &[Count], out: &mut Vec<Count>) -> bool {
        const MOST: usize = 64;
        let mut sums = [0_u64; MOST];
        if self.candidates() > MOST || !cells.iter().all(|count| count.number().is_some()) {
            return false;
        }
        for (list, candidate) in cells.iter().zip(&self.candidate_of_list) {
            sums[*candidate] += u64::from(list.number().unwrap_or(0));
        }
        out.extend(self.start.iter().zip(sums).map(|(start, sum)| {
            match start.number() {
                Some(_) => u32::try_from(sum)
                    .ok()
                    .and_then(|sum| Count::given(sum).ok())
                    .unwrap_or(Count::UNREADABLE),
                None => *start,
            }
        }));
        true
    }
}

fn plus(a: Count, b: Count) -> Count {
    use Reading::{Absent, Blank, Given, Unreadable};
    match (a.reading(), b.reading()) {
        (Given(a), Given(b)) => {
            a.checked_add(b).and_then(|sum| Count::given(sum).ok()).unwrap_or(Count::UNREADABLE)
        }
        (Unreadable, _) | (_, Unreadable) => Count::UNREADABLE,
        (Blank, _) | (_, Blank) => Count::BLANK,
        (Absent, _) | (_, Absent) => Count::ABSENT,
    }
}
