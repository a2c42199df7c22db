//! Bad input gives a numbered error, never a number that means nothing.

#![allow(clippy::unwrap_used, reason = "a test that panics has failed")]

use forensics::arrival::{Arrived, Cut, arrival};
use forensics::rounding::{Rounding, conditional, simplex};
use forensics::test::homogeneity::homogeneity;
use forensics::{TableRow, Tables};
use proptest::prelude::*;
use record::{AreaNo, Rule, TableNo};

#[test]
fn the_rounding_test_refuses_what_it_cannot_answer() {
    let rule = |total, counts: &[u64]| Rounding::of(total, counts).unwrap_err().rule;
    assert_eq!(rule(0, &[0, 0]), Rule::NothingToTest);
    assert_eq!(rule(10, &[]), Rule::NothingToTest);
    assert_eq!(rule(10, &[4, 5]), Rule::TestInconsistent);
    assert_eq!(rule(u64::MAX, &[u64::MAX]), Rule::TestOverflow);
    assert_eq!(rule(10, &[u64::MAX, u64::MAX]), Rule::TestInconsistent);
    // Few votes: every count matches, and nothing follows.
    assert!(!Rounding::of(500, &[300, 200]).unwrap().applicable());
    let found =
        |counts: &[u64], k: &[u64]| conditional(100_000, counts, k, 1_000).unwrap_err().rule;
    assert_eq!(found(&[60_000, 40_000], &[500, 500]), Rule::TestInconsistent);
    assert_eq!(found(&[60_000, 40_000], &[600]), Rule::NotANumber);
    assert_eq!(found(&[60_000, 40_000], &[1_600, 0]), Rule::TestInconsistent);
    assert_eq!(simplex(100, 1_000).unwrap_err().rule, Rule::TestNotApplicable);
    assert_eq!(simplex(100, 0).unwrap_err().rule, Rule::TestOverflow);
    let error = Rounding::of(10, &[4, 5]).unwrap_err().to_string();
    assert!(error.starts_with("F603 ") && error.ends_with('.'), "{error}");
}

#[test]
fn arrival_refuses_or_leaves_out_and_says_so() {
    let table =
        |centre, votes, minute| Arrived { centre, valid: 100, votes, minute, covariate: None };
    let cut = Cut { minute: 10.0, bandwidth: 5.0 };
    let rule = |tables: &[Arrived], cut| arrival(tables, cut).unwrap_err().rule;
    assert_eq!(rule(&[], cut), Rule::NothingToTest);
    assert_eq!(rule(&[table(0, 101, Some(1.0))], cut), Rule::TestInconsistent);
    assert_eq!(rule(&[table(0, 50, Some(f64::NAN))], cut), Rule::NotANumber);
    assert_eq!(rule(&[table(0, 50, Some(1.0))], Cut { bandwidth: 0.0, ..cut }), Rule::NotANumber);
    assert_eq!(rule(&[table(0, 50, Some(1.0))], cut), Rule::TestNoVariation);
    let tables = [
        table(0, 40, Some(1.0)),
        table(0, 60, Some(20.0)),
        table(1, 40, None),
        table(2, 40, Some(10.0)),
        Arrived { valid: 0, votes: 0, ..table(3, 0, Some(3.0)) },
    ];
    let found = arrival(&tables, cut).unwrap();
    assert_eq!((found.tables, found.no_time, found.tied, found.no_votes), (2, 1, 1, 1));
    assert!((found.raw - 0.2).abs() < 1e-12);
    // One centre gives a difference but no error: no estimate is made up.
    assert!(found.fixed.is_err() && found.paired.is_err() && found.jump.is_err());
}

#[test]
fn tables_refuse_another_shape_and_too_many_votes() {
    let row = TableRow {
        table: TableNo(0),
        centre: AreaNo(0),
        electors: None,
        voters: None,
        valid: 0,
        declared: None,
        null: None,
        blank: None,
    };
    let mut tables = Tables::new(2);
    assert_eq!(tables.push(row, &[1]).unwrap_err().rule, Rule::TestInconsistent);
    assert_eq!(tables.push(row, &[u32::MAX, 1]).unwrap_err().rule, Rule::TestOverflow);
    assert!(tables.is_empty());
    assert_eq!(homogeneity(&tables, 0, 1).unwrap_err().rule, Rule::TestNotApplicable);
    assert_eq!(homogeneity(&tables, 0, 7).unwrap_err().rule, Rule::TestNotApplicable);
}

proptest! {
    #[test]
    fn every_rounding_result_is_a_chance(counts in prop::collection::vec(0..3_000_000_u64, 1..12)) {
        let total = counts.iter().sum();
        if let Ok(found) = Rounding::of(total, &counts) {
            for one in &found.by_decimals {
                prop_assert!(one.residual.iter().all(|off| off.is_finite()));
                prop_assert!(one.chance_of_all.is_none_or(|p| (0.0..=1.0).contains(&p)));
            }
        }
        if total >= 10_000 {
            let k: Vec<u64> = counts.iter().map(|count| (2 * count * 1_000 + total) / (2 * total)).collect();
            let found = conditional(total, &counts, &k, 1_000).unwrap();
            prop_assert!(found.p > 0.0 && found.p <= 1.0, "{found:?}");
        }
    }

    #[test]
    fn counts_rebuilt_from_percentages_match(shares in prop::collection::vec(1..400_u64, 2..5), total in 1_000_000..30_000_000_u64) {
        let left = 1_000_u64.saturating_sub(shares.iter().sum());
        let k: Vec<u64> = shares.iter().copied().chain([left]).collect();
        prop_assume!(k.iter().sum::<u64>() == 1_000);
        let counts: Vec<u64> = k.iter().map(|k| (2 * total * k + 1_000) / 2_000).collect();
        let total = counts.iter().sum();
        let found = Rounding::of(total, &counts).unwrap();
        // Rounding may have moved the total by a vote, and a rebuilt count with it.
        prop_assert!(found.by_decimals[1].residual.iter().all(|off| off.abs() <= 1.5), "{found:?}");
    }
}
