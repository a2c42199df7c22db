//! Cut-offs decided before the figures are seen.

use record::TableNo;
use tally::bulletin::{Arrival, CoverageOf, Cutoff, IssueError};

use crate::common::{Copy, Issue, collect, election, sheet};

fn coverage(contest: &str, of: CoverageOf, share: &str) -> Cutoff {
    let share = share.to_owned().try_into().unwrap();
    Cutoff::Coverage { contest: contest.to_owned(), of, share }
}

/// Table t0 arrives at entry 1, t1 at entry 2 and again at entry 3, t2 at 4, and so on.
fn arrivals() -> Vec<Arrival> {
    let table = |size: u64, table| Arrival {
        size,
        table: TableNo(table),
        logged: (size != 4)
            .then(|| jiff::Timestamp::from_second(1_000 * i64::try_from(size).unwrap()).unwrap()),
    };
    [(2, 0), (3, 1), (4, 1), (5, 2), (6, 3), (7, 4), (8, 5), (9, 6), (10, 7)]
        .map(|(size, no)| table(size, no))
        .to_vec()
}

#[test]
fn the_first_size_at_which_a_share_is_reached() {
    let election = election(true);
    let size = |cutoff: Cutoff| cutoff.size(&election, arrivals());
    let tables = |share| size(coverage("president", CoverageOf::Tables, share));
    assert_eq!(tables("25%"), Some(3));
    assert_eq!(tables("25.0001%"), Some(5));
    assert_eq!(tables("37.5%"), Some(5));
    assert_eq!(tables("100%"), Some(10));
    // Of 3,050 electors, t0 to t3 have 1,800.
    let electors = |share| size(coverage("president", CoverageOf::Electors, share));
    assert_eq!(electors("59.0163%"), Some(6));
    assert_eq!(electors("59.0164%"), Some(7));
    assert_eq!(size(coverage("governor", CoverageOf::Tables, "20%")), Some(6));
    assert_eq!(size(coverage("mayor", CoverageOf::Tables, "20%")), None);
    let some = coverage("president", CoverageOf::Tables, "50%");
    assert_eq!(some.size(&election, arrivals().into_iter().take(4)), None);
}

#[test]
fn electors_without_a_roll_reach_no_share() {
    let election = election(false);
    let cutoff = coverage("president", CoverageOf::Electors, "10%");
    assert_eq!(cutoff.size(&election, arrivals()), None);
}

#[test]
fn a_moment_takes_all_that_was_logged_up_to_it() {
    let election = election(true);
    let at = |second| Cutoff::Time { at: jiff::Timestamp::from_second(second).unwrap() };
    assert_eq!(at(1_999).size(&election, arrivals()), None);
    assert_eq!(at(2_000).size(&election, arrivals()), Some(2));
    assert_eq!(at(4_999).size(&election, arrivals()), Some(3));
    assert_eq!(at(5_000).size(&election, arrivals()), Some(5));
}

#[test]
fn a_bulletin_does_not_name_a_cut_off_it_has_not_reached() {
    let election = election(true);
    let sheets: Vec<Copy> = (0..4).map(|table| sheet(0, table, &[20, 10, 5])).collect();
    let collection = collect(&sheets);
    let issue = |share| {
        let cutoff = Some(coverage("president", CoverageOf::Tables, share));
        Issue { cutoff, ..Issue::first(&election, &collection) }.issue()
    };
    assert!(issue("50%").is_ok());
    assert!(matches!(issue("50.0001%"), Err(IssueError::CutoffNotReached(_))));
}

#[test]
fn a_cut_off_by_time_needs_a_checkpoint_published_by_then() {
    let election = election(true);
    let collection = collect(&[sheet(0, 0, &[20, 10, 5])]);
    let second = |second| jiff::Timestamp::from_second(second).unwrap();
    let issue = |published: Option<i64>| {
        let cutoff = Some(Cutoff::Time { at: second(5_000) });
        let published = published.map(second);
        Issue { cutoff, published, ..Issue::first(&election, &collection) }.issue()
    };
    let error = issue(None).unwrap_err();
    assert!(matches!(error, IssueError::CutoffNotCheckable(_)), "{error}");
    assert_eq!(error.rule().code(), "L447");
    assert!(matches!(issue(Some(5_001)), Err(IssueError::CutoffNotReached(_))));
    assert!(issue(Some(5_000)).is_ok());
}
