//! Announced totals held against sheets: the greedy bound against trying every set of tables.

#![allow(clippy::unwrap_used, reason = "a test that panics has failed")]

mod common;

use collate::announce::{HeldCap, Least, Quantity, Unreported};
use collate::{AnnouncementCheck, Frame, Options, collate};
use common::{Draft, Random, by_candidate, election, source};
use proptest::prelude::*;
use record::collection::AnnouncedVotes;
use record::{Announcement, Collection, Rule, TableNo};

fn announcement(votes: &[u64]) -> Announcement {
    Announcement {
        id: "bulletin".to_owned(),
        by: "authority".to_owned(),
        at: "2024-07-29T00:10:00-04:00".to_owned(),
        reference: None,
        contest: "president".to_owned(),
        area: None,
        coverage: None,
        tables: None,
        electors: None,
        votes: votes
            .iter()
            .enumerate()
            .map(|(at, votes)| AnnouncedVotes {
                candidate: format!("c{at}"),
                votes: *votes,
                percent: None,
            })
            .collect(),
        others: None,
        valid: None,
        null: None,
        blank: None,
        voters: None,
    }
}

/// Holds an announcement against sheets of the first tables of an election of `tables` tables.
fn hold(
    tables: usize,
    electors: u32,
    sheets: &[Vec<u32>],
    announcement: Announcement,
    options: &Options,
) -> AnnouncementCheck {
    let election = election(tables, electors);
    let mut held = Collection::new(source("observer"));
    for (votes, table) in sheets.iter().zip(0..) {
        Draft::of_candidates(TableNo(table), votes, 0).push_to(&mut held);
    }
    let mut authority = Collection::new(source("authority"));
    authority.announcements.push(announcement);
    let collation = collate(&election, &[held, authority], options);
    collation.contests[0].announcements[0].clone()
}

/// The definition itself: the least size of a set of held tables, any of which may be left out or counted
/// with other figures, such that the rest and the missing tables can add up to what was announced.
fn by_trying(
    values: &[i64],
    caps: &[i64],
    missing: i64,
    announced: i64,
    signed: bool,
) -> Option<u64> {
    let sets = 1_u32 << values.len();
    (0..sets)
        .filter(|set| {
            let (mut least, mut most) = (0, missing);
            if signed {
                least -= missing;
            }
            for (table, (value, cap)) in values.iter().zip(caps).enumerate() {
                if set & (1 << table) == 0 {
                    least += value;
                    most += value;
                } else {
                    least -= if signed { *cap } else { 0 };
                    most += cap;
                }
            }
            (least..=most).contains(&announced)
        })
        .map(|set| u64::from(set.count_ones()))
        .min()
}

fn expect(one: &Least, sheets: &[Vec<u32>], caps: &[i64], missing: i64) {
    let value = |row: &Vec<u32>| match one.quantity {
        Quantity::Candidate(candidate) => i64::from(row[candidate.index()]),
        Quantity::Others => unreachable!("every candidate is named"),
        Quantity::Margin(a, b) => i64::from(row[a.index()]) - i64::from(row[b.index()]),
    };
    let values: Vec<_> = sheets.iter().map(value).collect();
    let signed = matches!(one.quantity, Quantity::Margin(..));
    assert_eq!(
        one.touched,
        by_trying(&values, caps, missing, one.announced, signed),
        "{one:?} {values:?} {caps:?} {missing}"
    );
}

proptest! {
    #[test]
    fn the_greedy_bound_is_exact_for_each_quantity(
        sheets in proptest::collection::vec(
            proptest::collection::vec(0_u32..30, 3),
            1..8,
        ),
        missing_tables in 0_usize..3,
        announced in proptest::collection::vec(0_u64..600, 3),
    ) {
        const ELECTORS: u32 = 90;
        let tables = sheets.len() + missing_tables;
        let check =
            hold(tables, ELECTORS, &sheets, announcement(&announced), &Options::default());
        for way in &check.reconciliations {
            let missing = match way.unreported {
                Unreported::MayCount => i64::from(ELECTORS) * i64::try_from(missing_tables).unwrap(),
                Unreported::NotCounted => 0,
            };
            let caps: Vec<_> = sheets
                .iter()
                .map(|row| match way.cap {
                    HeldCap::Electors => i64::from(ELECTORS),
                    HeldCap::VotesCast => row.iter().copied().map(i64::from).sum(),
                })
                .collect();
            for one in &way.quantities {
                expect(one, &sheets, &caps, missing);
            }
            prop_assert_eq!(way.touched, way.different, "no coverage was announced");
        }
    }

    /// However many tables a coverage leaves out, what must be different is never more than what must be
    /// touched, and falls with the room.
    #[test]
    fn room_only_lowers_what_must_be_different(
        sheets in proptest::collection::vec(proptest::collection::vec(0_u32..30, 3), 2..9),
        announced in proptest::collection::vec(0_u64..300, 3),
    ) {
        let mut last = None;
        for covered in (0..=sheets.len()).rev() {
            let mut one = announcement(&announced);
            one.tables = Some(u64::try_from(covered).unwrap());
            let check = hold(sheets.len(), 90, &sheets, one, &Options::default());
            let weakest = check.weakest().unwrap();
            let order = |count: Option<u64>| count.unwrap_or(u64::MAX);
            prop_assert!(order(weakest.different) <= order(weakest.touched));
            if let Some(last) = last {
                prop_assert!(order(weakest.different) <= last);
            }
            last = Some(order(weakest.different));
        }
    }
}

#[test]
fn sheets_that_add_up_can_be_true() {
    let mut random = Random::new(5);
    let sheets: Vec<_> = (0..20).map(|_| by_candidate(&common::votes(&mut random))).collect();
    let sum = |at: usize| sheets.iter().map(|row| u64::from(row[at])).sum::<u64>();
    let sums = [sum(0), sum(1), sum(2)];
    let check = hold(20, 1_000, &sheets, announcement(&sums), &Options::default());
    assert_eq!(check.rule(), Some(Rule::AnnouncementPossible));
    assert!(check.reconciliations.iter().all(|way| way.touched == Some(0)));
    let lower = [sums[0] - 1, sums[1], sums[2]];
    let check = hold(20, 1_000, &sheets, announcement(&lower), &Options::default());
    assert_eq!(check.rule(), Some(Rule::AnnouncementImpossible));
    assert_eq!(check.weakest().unwrap().touched, Some(1));
    // The same total is possible where one table may be left out.
    let mut partial = announcement(&lower);
    partial.coverage = Some("95 %".to_owned());
    let check = hold(20, 1_000, &sheets, partial, &Options::default());
    assert_eq!(check.rule(), Some(Rule::AnnouncementPossible));
    assert_eq!(check.weakest().unwrap().touched, Some(1));
}

#[test]
fn settles_what_arithmetic_settles() {
    // Bulletin 2 of 2024 as announced: 20,654,431 of 21,321,805 electors.
    let mut bulletin = announcement(&[6_408_844, 5_326_104, 600_936]);
    bulletin.electors = Some(20_654_431);
    let frame = Frame { tables: Some(30_026), electors: Some(21_321_805) };
    let options = Options { frame, ..Options::default() };
    let check = hold(2, 1_000, &[vec![1, 2, 3]], bulletin, &options);
    let level_a = check.announced.arithmetic.unwrap();
    assert_eq!((level_a.lead, level_a.outstanding), (1_082_740, 667_374));
    assert!(level_a.irreversible);
    assert_eq!(check.rule(), Some(Rule::AnnouncementPossible));
    assert!(!check.sheets.bounds.unwrap().sign_determined);
}

#[test]
fn arithmetic_of_an_announcement() {
    let mut one = announcement(&[512, 442, 46]);
    one.valid = Some(1_000);
    one.null = Some(5);
    one.voters = Some(1_005);
    one.votes[0].percent = Some("51.2".to_owned());
    let sound = hold(2, 1_000, &[vec![1, 2, 3]], one.clone(), &Options::default());
    assert!(sound.arithmetic.is_empty(), "{:?}", sound.arithmetic);
    one.valid = Some(1_001);
    one.votes[1].percent = Some("44.9 %".to_owned());
    let broken = hold(2, 1_000, &[vec![1, 2, 3]], one, &Options::default());
    // With another valid total the percentage that was right is wrong too.
    assert_eq!(broken.arithmetic.len(), 4, "{:?}", broken.arithmetic);
}
