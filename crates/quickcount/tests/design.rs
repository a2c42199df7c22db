//! Estimates from a sample, and what they refuse.

#![allow(clippy::unwrap_used, reason = "a test that panics has failed")]

use quickcount::simulate::{Table, coverage};
use quickcount::{Design, Level, MAX_FIGURE, Margin};
use record::Rule;

fn rule<T: std::fmt::Debug>(result: Result<T, quickcount::Refusal>) -> Rule {
    result.unwrap_err().rule
}

#[test]
fn a_small_sample_by_hand() {
    // Two strata of 4 and 6 tables; worked by hand: R = 64/120, X = 120.
    let design = Design::stratified(&[4, 6], &[0, 0, 1, 1]).unwrap();
    let got = design.ratio(&[6, 8, 5, 7], &[10, 12, 14, 11]).unwrap();
    let (top, bottom) = (2.0 * 14.0 + 3.0 * 12.0, 2.0 * 22.0 + 3.0 * 25.0);
    assert!((got.estimate - top / bottom).abs() < 1e-15, "{got:?}");
    let ratio = top / bottom;
    let half = |a: f64, b: f64| (a - b).powi(2) / 2.0;
    let first = 16.0 * 0.5 * half(6.0 - ratio * 10.0, 8.0 - ratio * 12.0) / 2.0;
    let second = 36.0 * (4.0 / 6.0) * half(5.0 - ratio * 14.0, 7.0 - ratio * 11.0) / 2.0;
    let error = (first + second).sqrt() / bottom;
    assert!((got.standard_error - error).abs() < 1e-15, "{got:?} {error}");
    assert_eq!(got.degrees_of_freedom, 2);
}

#[test]
fn a_full_count_has_no_sampling_error() {
    let design = Design::stratified(&[2, 1], &[0, 0, 1]).unwrap();
    let got = design.ratio(&[1, 2, 3], &[10, 10, 10]).unwrap();
    assert_eq!((got.estimate, got.standard_error), (0.2, 0.0));
    let one = Design::stratified(&[1], &[0]).unwrap().ratio(&[1], &[4]).unwrap();
    let interval = one.student(Level::NINETY_FIVE).unwrap();
    assert_eq!((interval.low, interval.high), (0.25, 0.25));
}

#[test]
fn bad_samples_are_refused_by_number() {
    assert_eq!(rule(Design::stratified(&[0], &[])), Rule::StratumWithoutTables);
    assert_eq!(rule(Design::stratified(&[5], &[1])), Rule::StratumWithoutTables);
    assert_eq!(rule(Design::stratified(&[2], &[0, 0, 0])), Rule::SampleAboveStratum);
    assert_eq!(rule(Design::stratified(&[5], &[0])), Rule::SingleTableInStratum);
    assert_eq!(rule(Design::stratified(&[5, 5], &[0, 0])), Rule::StratumWithoutSample);
    let full = Design::stratified(&[1, 3], &[0, 1, 1]).unwrap();
    assert_eq!(rule(full.without_finite_correction()), Rule::SingleTableInStratum);
}

#[test]
fn bad_figures_are_refused_by_number() {
    let design = Design::stratified(&[5], &[0, 0]).unwrap();
    assert_eq!(rule(design.ratio(&[1, 2], &[0, 0])), Rule::DenominatorZero);
    assert_eq!(rule(design.ratio(&[1, 2], &[-1, 3])), Rule::FigureUnusable);
    assert_eq!(rule(design.ratio(&[1], &[1, 3])), Rule::FigureUnusable);
    assert_eq!(rule(design.total(&[MAX_FIGURE + 1, 0])), Rule::FigureUnusable);
    assert_eq!(rule(design.total(&[i64::MIN, 0])), Rule::FigureUnusable);
    assert_eq!(rule(design.separate_total(&[1, 2], &[0, 0], &[9])), Rule::DenominatorZero);
    assert_eq!(rule(design.separate_total(&[1, 2], &[1, 1], &[])), Rule::FigureUnusable);
    for level in [0.5, 1.0, -1.0, f64::NAN, f64::INFINITY] {
        assert_eq!(rule(Level::new(level)), Rule::ShareOutOfRange);
    }
    assert_eq!(rule(Level::NINETY_FIVE.t(0)), Rule::SingleTableInStratum);
}

#[test]
fn bad_margins_are_refused_by_number() {
    let design = || Design::stratified(&[10], &[0, 0, 0, 0]).unwrap();
    let margin =
        |totals: &[u64], of: &[usize]| Margin { totals: totals.to_vec(), category_of: of.to_vec() };
    assert_eq!(rule(design().raked(vec![])), Rule::RakingMargins);
    for (totals, of) in [
        (&[5, 5][..], &[0, 0, 0, 0][..]),
        (&[10, 0], &[0, 1, 0, 0]),
        (&[5, 5], &[0, 1, 0]),
        (&[5, 5], &[0, 1, 2, 0]),
    ] {
        assert_eq!(rule(design().raked(vec![margin(totals, of)])), Rule::RakingMargins);
    }
    let unlike = vec![margin(&[5, 5], &[0, 0, 1, 1]), margin(&[5, 6], &[0, 1, 0, 1])];
    assert_eq!(rule(design().raked(unlike)), Rule::RakingMargins);
    // The same classification twice with other totals: no weights meet both.
    let impossible = vec![margin(&[5, 5], &[0, 0, 1, 1]), margin(&[4, 6], &[0, 0, 1, 1])];
    assert_eq!(rule(design().raked(impossible)), Rule::RakingNotConverged);
}

#[test]
fn known_quantiles() {
    assert!((Level::NINETY_FIVE.z() - 1.959_963_984_540_054).abs() < 1e-10);
    assert!((Level::NINETY_FIVE.t(1).unwrap() - 12.706_204_736_432_095).abs() < 1e-9);
    assert!((Level::new(0.99).unwrap().t(10).unwrap() - 3.169_272_672_616_95).abs() < 1e-9);
}

/// 4,000 draws: the Monte-Carlo interval is about 0.7 points to each side.
#[test]
fn intervals_cover_what_they_claim() {
    let seed = "31415926535897932384";
    let mut population = Vec::new();
    for at in 0..1_200_i64 {
        let stratum = usize::try_from(at % 4).unwrap();
        let valid = 200 + (at * 7919) % 300;
        let lean = (at * 104_729) % 101 - 50 + 20 * (at % 4);
        population.push(Table { stratum, difference: valid * lean / 150, valid });
    }
    let got = coverage(&population, &[30, 30, 30, 30], Level::NINETY_FIVE, 4_000, seed).unwrap();
    println!("seed {seed}: {got:?}");
    assert!(got.observed.low <= 0.95 && got.observed.high >= 0.94, "{got:?}");
    // A level that is not what is asked for is told apart: this test can fail.
    let other = coverage(&population, &[30; 4], Level::new(0.8).unwrap(), 4_000, seed).unwrap();
    assert!(!other.observed.contains(0.95) && other.observed.contains(0.8), "{other:?}");
    assert_eq!(
        rule(coverage(&population, &[301, 2, 2, 2], Level::NINETY_FIVE, 1, seed)),
        Rule::SampleAboveStratum
    );
    assert_eq!(
        rule(coverage(&population, &[2; 4], Level::NINETY_FIVE, 0, seed)),
        Rule::ShareOutOfRange
    );
}
