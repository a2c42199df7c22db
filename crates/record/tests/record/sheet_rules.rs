//! The rules on a sheet beyond its figures: election, table, place, times, serial number, software.

use record::{ContestNo, Rule, Sheet, TableNo};

use crate::common::election::Small;
use crate::common::{random, sheets};

type Change = Box<dyn Fn(&mut Sheet)>;

#[test]
fn each_rule_is_reached_by_one_change() {
    use Rule::*;
    let small = Small::new(1);
    let election = &small.election;
    let good = sheets::honest(election, TableNo(3), ContestNo(1), &mut random(1));
    assert_eq!((good.part, good.parts), (2, 2));
    assert_eq!(good.check(election), []);
    let second = |at: jiff::Timestamp| u64::try_from(at.as_second()).unwrap();
    let (opens, closes) = (second(election.manifest.opens), second(election.manifest.closes));
    let cases: Vec<(&str, Change, Vec<Rule>)> = vec![
        ("another election", Box::new(|s| s.election_hint[3] ^= 1), vec![OtherElection]),
        ("a row too far", Box::new(|s| s.table = TableNo(6)), vec![UnknownTable]),
        ("the last number", Box::new(|s| s.table = TableNo(u32::MAX)), vec![UnknownTable]),
        ("no such contest", Box::new(|s| s.contest = ContestNo(2)), vec![UnknownContest]),
        ("the wrong place", Box::new(|s| s.part = 1), vec![SetIncomplete]),
        ("place 0", Box::new(|s| s.part = 0), vec![SetIncomplete]),
        ("another number of sheets", Box::new(|s| s.parts = 3), vec![SetIncomplete]),
        (
            "closed a second early",
            Box::new(move |s| s.closed = Some(opens - 1)),
            vec![ClosedOutsideElection],
        ),
        ("closed on opening", Box::new(move |s| s.closed = Some(opens)), vec![]),
        ("closed at the last moment", Box::new(move |s| s.closed = Some(closes)), vec![]),
        (
            "closed a second late",
            Box::new(move |s| s.closed = Some(closes + 1)),
            vec![ClosedOutsideElection],
        ),
        (
            "closed beyond any calendar",
            Box::new(|s| s.closed = Some(u64::MAX)),
            vec![ClosedOutsideElection],
        ),
        ("not closed", Box::new(|s| s.closed = None), vec![PollNotClosed]),
        ("serial 0", Box::new(|s| s.serial = 0), vec![SerialInconsistent]),
        (
            "serial 0 that replaces",
            Box::new(|s| (s.serial, s.replaces) = (0, Some([1; 8]))),
            vec![SerialInconsistent],
        ),
        (
            "a first sheet that replaces",
            Box::new(|s| s.replaces = Some([1; 8])),
            vec![SerialInconsistent],
        ),
        (
            "a second sheet that replaces nothing",
            Box::new(|s| s.serial = 2),
            vec![SerialInconsistent],
        ),
        ("a correction", Box::new(|s| (s.serial, s.replaces) = (2, Some([1; 8]))), vec![]),
        ("other software", Box::new(|s| s.software[7] ^= 1), vec![UnknownSoftware]),
        (
            "several at once",
            Box::new(|s| (s.closed, s.software, s.part) = (None, [0; 8], 9)),
            vec![SetIncomplete, PollNotClosed, UnknownSoftware],
        ),
    ];
    for (name, change, expected) in cases {
        let mut sheet = good.clone();
        change(&mut sheet);
        let found = sheet.check(election);
        let rules: Vec<_> = found.iter().map(|breach| breach.rule).collect();
        assert_eq!(rules, expected, "{name}: {found:?}");
    }
}

#[test]
fn an_election_that_names_no_software_asks_for_none() {
    let small = Small::new(1);
    let mut election = small.election.clone();
    election.manifest.software.clear();
    let mut sheet = sheets::honest(&election, TableNo(0), ContestNo(0), &mut random(1));
    sheet.software = [0; 8];
    assert_eq!(sheet.check(&election), []);
}
