//! From one bulletin to the next: deltas add up, decreases are said and explained.

use proptest::prelude::*;
use record::Standing;
use tally::bulletin::{Bulletin, Change, IssueError, table_changes};

use crate::common::{Copy, Issue, Random, collect, copies, correction, election, sheet};

fn two(before: &[Copy], now: &[Copy]) -> (Bulletin, Result<Bulletin, IssueError>) {
    let election = election(true);
    let (then, after) = (collect(before), collect(now));
    let first = Issue::first(&election, &then).issue().unwrap();
    let changes = table_changes(&election, &then, &after);
    let second = Issue {
        number: 2,
        size: 20,
        previous: Some(&first),
        changes: &changes,
        ..Issue::first(&election, &after)
    }
    .issue();
    (first, second)
}

proptest! {
    #[test]
    fn deltas_add_up(seed: u64, cut in 0_usize..20) {
        let mut random = Random::new(seed);
        let mut all = copies(&mut random);
        random.shuffle(&mut all);
        let (first, second) = two(&all[..cut.min(all.len())], &all);
        let second = second.unwrap();
        prop_assert_eq!(second.previous.as_ref().unwrap().digest, first.digest());
        for (then, now) in first.contests.iter().zip(&second.contests) {
            let changes = now.changes.as_ref().unwrap();
            let plus = |before: u64, delta: i64| i128::from(before) + i128::from(delta);
            for (key, figure) in &now.country.candidates {
                let before = then.country.candidates[key].sum;
                prop_assert_eq!(plus(before, changes.candidates[key]), i128::from(figure.sum));
            }
            let tables = then.country.coverage.tables.counted;
            let counted = now.country.coverage.tables.counted;
            prop_assert_eq!(plus(tables, changes.tables), i128::from(counted));
            let gone = changes.altered.iter().filter(|one| one.change != Change::Corrected).count();
            let added = i64::try_from(changes.added.count).unwrap();
            prop_assert_eq!(added - i64::try_from(gone).unwrap(), changes.tables);
            for one in &changes.decreases.figures {
                prop_assert!(one.now < one.before);
            }
        }
    }
}

#[test]
fn what_happened_to_tables_is_told_apart() {
    let before: Vec<Copy> = (0..4).map(|table| sheet(0, table, &[20, 10, 5])).collect();
    let mut now = before.clone();
    now[0].sheet.standing = Standing::Withdrawn;
    now.push(correction(&before[1], &[19, 11, 5]));
    now.push(sheet(0, 2, &[1, 2, 3]));
    now.push(sheet(0, 5, &[4, 4, 4]));
    let second = two(&before, &now).1.unwrap();
    let changes = second.contests[0].changes.as_ref().unwrap();
    let altered: Vec<_> =
        changes.altered.iter().map(|one| (one.table.as_str(), one.change)).collect();
    assert_eq!(
        altered,
        [("t0", Change::Withdrawn), ("t1", Change::Corrected), ("t2", Change::Unsettled)]
    );
    assert_eq!(changes.added.tables, ["t5"]);
    assert_eq!(changes.tables, -1);
    let first = &changes.decreases.figures[0];
    assert_eq!((first.area.as_str(), first.figure.as_str()), ("", "tables"));
    assert_eq!((first.before, first.now), (4, 3));
    assert_eq!(second.contests[0].unsettled.count(), 2);
}

#[test]
fn changes_must_be_those_of_the_log() {
    let election = election(true);
    let sheets: Vec<Copy> = (0..4).map(|table| sheet(0, table, &[20, 10, 5])).collect();
    let (then, after) = (collect(&sheets[..2]), collect(&sheets));
    let first = Issue::first(&election, &then).issue().unwrap();
    let changes = table_changes(&election, &then, &after);
    let issue = |changes: &[_], number, size, previous| {
        Issue { number, size, previous, changes, ..Issue::first(&election, &after) }.issue()
    };
    assert!(issue(&changes, 2, 8, Some(&first)).is_ok());
    let one_short = issue(&changes[1..], 2, 8, Some(&first)).unwrap_err();
    let missing =
        IssueError::ChangesDoNotAddUp { contest: "president".to_owned(), listed: 1, counted: 2 };
    assert_eq!(one_short, missing);
    let mut wrong = changes.clone();
    wrong[0].change = Change::Withdrawn;
    let twice = [changes.clone(), vec![changes[0].clone()]].concat();
    for bad in [wrong, twice] {
        let error = issue(&bad, 2, 8, Some(&first)).unwrap_err();
        assert!(matches!(error, IssueError::ChangeDoesNotFit { .. }), "{error}");
    }
    let out_of_order = [(1, Some(&first)), (3, Some(&first)), (2, None), (0, None)];
    for (number, previous) in out_of_order {
        let error = issue(&changes, number, 8, previous).unwrap_err();
        assert!(matches!(error, IssueError::NumberOutOfOrder { .. }), "{error}");
    }
    let error = issue(&changes, 2, 7, Some(&first)).unwrap_err();
    assert_eq!(error, IssueError::LogShrank { previous: 8, size: 7 });
    let mut other = first.clone();
    other.checkpoint.origin = "log.example/other".to_owned();
    assert_eq!(issue(&changes, 2, 8, Some(&other)), Err(IssueError::PreviousOther));
}

#[test]
fn a_figure_that_goes_down_without_a_cause_stops_the_bulletin() {
    let election = election(true);
    let (then, now) =
        (collect(&[sheet(0, 3, &[20, 10, 5])]), collect(&[sheet(0, 3, &[19, 10, 5])]));
    let first = Issue::first(&election, &then).issue().unwrap();
    let issue = |changes: &[_]| {
        Issue { number: 2, previous: Some(&first), changes, ..Issue::first(&election, &now) }
            .issue()
    };
    let error = issue(&[]).unwrap_err();
    let IssueError::UnexplainedDecrease { decrease, .. } = &error else { panic!("{error}") };
    assert_eq!((decrease.area.as_str(), decrease.figure.as_str()), ("", "voters"));
    let mut changes = table_changes(&election, &then, &now);
    changes[0].reason = Some("typing slip".to_owned());
    let second = issue(&changes).unwrap();
    let changes = second.contests[0].changes.as_ref().unwrap();
    assert_eq!(changes.altered[0].reason.as_deref(), Some("typing slip"));
    assert!(changes.decreases.figures.iter().any(|one| one.area == "24/01/3"));
}
