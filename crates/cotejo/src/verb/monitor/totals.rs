use record::election::Areas;
use record::{Collection, Election};
use serde::Serialize;
use tally::{ContestShape, CopyIndex, Policy, Selection, Totals};

/// A contest's totals in the whole country.
#[derive(Serialize)]
pub struct ContestTotals {
    /// Its key.
    pub contest: String,
    /// Tables counted.
    pub counted: usize,
    /// Tables where it is held.
    pub of: usize,
    /// Votes by candidate, in the order of the election file.
    pub candidates: Vec<(String, u64)>,
}

/// Totals of the sheets of a log.
pub fn totals(election: &Election, sheets: &Collection) -> Vec<ContestTotals> {
    let collections = std::slice::from_ref(sheets);
    let of_contest = |contest: &record::election::Contest| {
        let index = CopyIndex::build(election, contest.no, collections);
        let shape = ContestShape::of(contest);
        let selection = Selection::choose(&shape, &index, collections, &Policy::BestGrade);
        let held = |table| election.is_held(contest, election.tables.area(table));
        let totals = Totals::fold(election, contest, collections, &selection);
        let votes = totals.candidates(Areas::COUNTRY);
        ContestTotals {
            contest: contest.key.clone(),
            counted: selection.settled.len(),
            of: election.tables.iter().filter(|table| held(*table)).count(),
            candidates: contest
                .candidates
                .iter()
                .zip(votes)
                .map(|(one, votes)| (one.key.clone(), *votes))
                .collect(),
        }
    };
    election.contests.iter().map(of_contest).collect()
}
