//! All tests of one contest, adjusted together.

use record::election::Contest;
use record::{Announcement, AreaNo};
use serde::Serialize;

use crate::adjust::holm;
use crate::announced::AnnouncedRounding;
use crate::arrival::{Arrival, Arrived, Cut, arrival};
use crate::calibration::{Calibration, Rate};
use crate::number::real;
use crate::test::digits::{LastDigits, SecondDigits, last_digits, second_digits};
use crate::test::fingerprint::{Fingerprint, Point, fingerprint};
use crate::test::homogeneity::{Homogeneity, homogeneity};
use crate::test::identical::{Identical, identical};
use crate::test::integers::{Grid, Integers, RoundShares};
use crate::test::integrity::{Integrity, integrity};
use crate::words::Test;
use crate::{Tables, TestError};

/// Adjusted p at or below which a result asks for a look at the paper.
pub const LOOK: f64 = 0.01;

/// What is tested.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The contest.
    pub contest: &'a Contest,
    /// Its tables that count.
    pub tables: &'a Tables,
    /// Totals announced for it.
    pub announcements: &'a [&'a Announcement],
    /// Pairs of sources with the signs of their differences.
    pub pairs: &'a [Signs],
    /// Times of arrival, of tables of this contest.
    pub times: Option<&'a Times>,
    /// False-alarm rates, where known.
    pub calibration: Option<&'a Calibration>,
}

/// How the differences of two sources lean.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Signs {
    /// The two, `a / b`.
    pub pair: String,
    /// Tables where the second source shows a larger lead of the leading option over the second one.
    pub more: u64,
    /// Tables where it shows a smaller one.
    pub less: u64,
    /// Sum of the differences of that lead.
    pub sum: i64,
    /// Two-sided p of the sign test; none where nothing differs.
    pub p: Option<f64>,
}

/// When tables arrived.
#[derive(Clone, Debug, PartialEq)]
pub struct Times {
    /// Minute for each table of [`Tables`], in its order; none where missing.
    pub minutes: Vec<Option<f64>>,
    /// Where early ends.
    pub cut: Cut,
    /// Group of each table for the share of late tables: a region.
    pub region: Vec<AreaNo>,
}

/// All results of a contest.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// Key of the contest.
    pub contest: String,
    /// Key of the leading option over all tables; none without tables.
    pub first: Option<String>,
    /// Key of the second.
    pub second: Option<String>,
    /// Tables that count.
    pub tables: usize,
    /// Tables left out because a count is missing.
    pub incomplete: usize,
    /// How many results have a p: Holm's adjustment is over these.
    pub tests_run: usize,
    /// Every result.
    pub results: Vec<TestResult>,
}

/// One result.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TestResult {
    /// Which test.
    pub test: Test,
    /// On what: a candidate's key, `turnout`, an announcement, a pair of sources, or nothing for all tables.
    pub subject: String,
    /// How many tables, counts or pairs were looked at.
    pub looked_at: u64,
    /// Its p, where it has one.
    pub p: Option<f64>,
    /// The same adjusted over the report (Holm).
    pub p_holm: Option<f64>,
    /// Votes that could be involved, where the test gives them.
    pub votes: Option<u64>,
    /// How often honest simulated elections give p below 0.05 and 0.01.
    pub false_alarm: Option<Rate>,
    /// Everything else.
    pub detail: Detail,
}

/// What a test found beyond its p.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Detail {
    /// Rounded percentages.
    Rounding(Box<AnnouncedRounding>),
    /// Tables of one centre.
    SameCentre(Box<Homogeneity>),
    /// Whole percentages.
    Integers(Integers),
    /// Last digits.
    LastDigits(LastDigits),
    /// Turnout and share.
    Fingerprint(Box<Fingerprint>),
    /// Arrival times.
    Arrival(Box<ArrivalReport>),
    /// Two sources.
    Copies(Signs),
    /// Equal tables.
    Identical(Identical),
    /// Second digits.
    SecondDigits(SecondDigits),
    /// Arithmetic.
    Arithmetic(Box<Integrity>),
    /// The test gives no result, and why.
    None(String),
}

/// Arrival times, with the running share for drawing.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ArrivalReport {
    /// The estimates.
    #[serde(flatten)]
    pub found: Arrival,
    /// Share of late tables by region: region, late, all.
    #[serde(skip)]
    pub regions: Vec<(AreaNo, u64, u64)>,
    /// The leading option's share over all tables so far, at hundredths of the tables in order of arrival:
    /// minute, votes, valid.
    pub drift: Vec<(f64, u64, u64)>,
}

impl TestResult {
    /// Whether it asks for a look at the paper.
    pub fn asks(&self) -> bool {
        self.p_holm.is_some_and(|p| p <= LOOK)
    }

    /// The name under which its false-alarm rate is kept: the kind of test, and of share where that matters.
    pub fn calibration_key(&self) -> String {
        match &self.detail {
            Detail::Integers(found) => {
                let of = if self.subject == TURNOUT { "turnout" } else { "share" };
                let grid = if found.grid == Grid::Whole { "whole" } else { "fives" };
                format!("{}-{of}-{grid}", self.test.key())
            }
            _ => self.test.key().to_owned(),
        }
    }
}

/// The subject of tests on turnout.
pub const TURNOUT: &str = "turnout";

/// Runs every test that the input allows.
pub fn report(input: &Input<'_>) -> Report {
    let order = input.tables.by_votes();
    let leading = match order.as_slice() {
        [first, second, ..] => Some((*first, *second)),
        _ => None,
    };
    let key = |at: usize| {
        input.contest.candidates.get(at).map_or_else(String::new, |one| one.key.clone())
    };
    let mut results = announced(input);
    results.extend(input.pairs.iter().map(copies));
    if let Some((first, second)) = leading.filter(|_| !input.tables.is_empty()) {
        results.push(same_centre(input.tables, first, second));
        results.push(equal(input.tables, first, second));
        for at in [first, second] {
            results.extend(of_option(input.tables, at, &key(at)));
        }
        results.extend(of_turnout(input.tables, first, &key(first)));
        results.extend(input.times.map(|times| late(input.tables, times, first, &key(first))));
        results.push(arithmetic(input.tables));
        results.extend([first, second].map(|at| second_digit(input.tables, at, &key(at))));
    }
    adjust(&mut results);
    for one in &mut results {
        one.false_alarm = input.calibration.and_then(|known| known.rate(&one.calibration_key()));
    }
    Report {
        contest: input.contest.key.clone(),
        first: leading.map(|(first, _)| key(first)),
        second: leading.map(|(_, second)| key(second)),
        tables: input.tables.len(),
        incomplete: input.tables.incomplete,
        tests_run: results.iter().filter(|one| one.p.is_some()).count(),
        results,
    }
}

fn adjust(results: &mut [TestResult]) {
    let with_p: Vec<(usize, f64)> =
        results.iter().enumerate().filter_map(|(at, one)| Some((at, one.p?))).collect();
    let adjusted = holm(&with_p.iter().map(|one| one.1).collect::<Vec<_>>());
    for ((at, _), p) in with_p.into_iter().zip(adjusted) {
        results[at].p_holm = Some(p);
    }
}

fn result(
    test: Test,
    subject: &str,
    looked_at: u64,
    p: Option<f64>,
    votes: Option<u64>,
    detail: Detail,
) -> TestResult {
    TestResult {
        test,
        subject: subject.to_owned(),
        looked_at,
        p,
        p_holm: None,
        votes,
        false_alarm: None,
        detail,
    }
}

fn none(test: Test, subject: &str, error: &TestError) -> TestResult {
    result(test, subject, 0, None, None, Detail::None(error.to_string()))
}

fn announced(input: &Input<'_>) -> Vec<TestResult> {
    let all = input.announcements.len();
    let test = |one: &&Announcement| match AnnouncedRounding::of(one, input.contest, all) {
        Ok(found) => {
            let looked_at = many(found.rounding.counts.len());
            let (p, votes) = (Some(found.p()), found.votes());
            result(Test::Rounding, &one.id, looked_at, p, votes, Detail::Rounding(Box::new(found)))
        }
        Err(error) => none(Test::Rounding, &one.id, &error),
    };
    input.announcements.iter().map(test).collect()
}

fn copies(signs: &Signs) -> TestResult {
    let votes = Some(signs.sum.unsigned_abs());
    result(
        Test::Copies,
        &signs.pair,
        signs.more + signs.less,
        signs.p,
        votes,
        Detail::Copies(signs.clone()),
    )
}

fn same_centre(tables: &Tables, first: usize, second: usize) -> TestResult {
    match homogeneity(tables, first, second) {
        Ok(found) => {
            let (looked_at, p, votes) = (many(found.tables), Some(found.p), Some(found.votes));
            result(Test::SameCentre, "", looked_at, p, votes, Detail::SameCentre(Box::new(found)))
        }
        Err(error) => none(Test::SameCentre, "", &error),
    }
}

fn equal(tables: &Tables, first: usize, second: usize) -> TestResult {
    match identical(tables, first, second) {
        Ok(found) => {
            let (p, votes) = (Some(found.p), Some(found.votes));
            result(Test::Identical, "", found.tables, p, votes, Detail::Identical(found))
        }
        Err(error) => none(Test::Identical, "", &error),
    }
}

fn of_option(tables: &Tables, at: usize, key: &str) -> Vec<TestResult> {
    let shares = tables.iter().map(|(row, votes)| (votes[at], row.valid));
    let mut results = vec![match last_digits(shares.clone()) {
        Ok(found) => {
            let (p, votes) = (Some(found.p), Some(found.votes));
            result(Test::LastDigits, key, found.counts, p, votes, Detail::LastDigits(found))
        }
        Err(error) => none(Test::LastDigits, key, &error),
    }];
    results.extend(rounds(&shares, key));
    results
}

/// Both grids; where the test does not apply, it says so once.
fn rounds(shares: &(impl Iterator<Item = (u32, u32)> + Clone), subject: &str) -> Vec<TestResult> {
    let all = match RoundShares::of(shares.clone()) {
        Ok(all) => all,
        Err(error) => return vec![none(Test::Integers, subject, &error)],
    };
    let mut both = vec![round(&all, Grid::Whole, subject)];
    if both[0].p.is_some() {
        both.push(round(&all, Grid::Fives, subject));
    }
    both
}

fn round(all: &RoundShares, grid: Grid, subject: &str) -> TestResult {
    match all.found(grid) {
        Ok(found) => {
            let (p, votes) = (Some(found.p), Some(found.votes));
            result(Test::Integers, subject, found.tables, p, votes, Detail::Integers(found))
        }
        Err(error) => none(Test::Integers, subject, &error),
    }
}

fn of_turnout(tables: &Tables, first: usize, key: &str) -> Vec<TestResult> {
    // More voters than electors is a fact of arithmetic, reported there; it has no chance to compare with.
    let points = tables.iter().filter_map(|(row, votes)| {
        Some(Point {
            electors: row.electors?,
            voters: row.voters?,
            valid: row.valid,
            votes: votes[first],
        })
    });
    let drawn = match fingerprint(points.clone()) {
        Ok(found) => {
            let votes = Some(found.corner_votes);
            result(
                Test::Fingerprint,
                key,
                found.tables,
                None,
                votes,
                Detail::Fingerprint(Box::new(found)),
            )
        }
        Err(error) => none(Test::Fingerprint, key, &error),
    };
    let turnouts =
        points.filter(|one| one.voters <= one.electors).map(|one| (one.voters, one.electors));
    let mut results = vec![drawn];
    results.extend(rounds(&turnouts, TURNOUT));
    results
}

fn late(tables: &Tables, times: &Times, first: usize, key: &str) -> TestResult {
    let arrived: Vec<Arrived> = tables
        .iter()
        .zip(&times.minutes)
        .map(|((row, votes), minute)| Arrived {
            centre: row.centre.0,
            valid: row.valid,
            votes: votes[first],
            minute: *minute,
            covariate: None,
        })
        .collect();
    match arrival(&arrived, times.cut) {
        Ok(found) => {
            let p = found.fixed.as_ref().ok().map(|one| one.estimate.p());
            let points = found.fixed.as_ref().ok().map(|one| one.estimate.value.abs());
            let votes = points.map(|points| crate::number::votes(points * real(found.votes_after)));
            let looked_at = many(found.tables);
            let detail = ArrivalReport { regions: regions(times), drift: drift(&arrived), found };
            result(Test::Arrival, key, looked_at, p, votes, Detail::Arrival(Box::new(detail)))
        }
        Err(error) => none(Test::Arrival, key, &error),
    }
}

fn regions(times: &Times) -> Vec<(AreaNo, u64, u64)> {
    let mut regions = std::collections::BTreeMap::<AreaNo, (u64, u64)>::new();
    for (region, minute) in times.region.iter().zip(&times.minutes) {
        let Some(minute) = minute else { continue };
        let (late, all) = regions.entry(*region).or_default();
        *late += u64::from(*minute > times.cut.minute);
        *all += 1;
    }
    regions.into_iter().map(|(region, (late, all))| (region, late, all)).collect()
}

/// Points drawn of the running share.
const DRIFT: usize = 100;

fn drift(arrived: &[Arrived]) -> Vec<(f64, u64, u64)> {
    let mut order: Vec<(f64, u32, u32)> =
        arrived.iter().filter_map(|one| Some((one.minute?, one.votes, one.valid))).collect();
    order.sort_by(|a, b| a.0.total_cmp(&b.0));
    let step = order.len().div_ceil(DRIFT).max(1);
    let (mut votes, mut valid) = (0_u64, 0_u64);
    let mut points = Vec::new();
    for (at, one) in order.iter().enumerate() {
        votes += u64::from(one.1);
        valid += u64::from(one.2);
        if (at + 1) % step == 0 || at + 1 == order.len() {
            points.push((one.0, votes, valid));
        }
    }
    points
}

fn arithmetic(tables: &Tables) -> TestResult {
    let found = integrity(tables);
    result(Test::Arithmetic, "", found.tables, None, None, Detail::Arithmetic(Box::new(found)))
}

fn second_digit(tables: &Tables, at: usize, key: &str) -> TestResult {
    match second_digits(tables.iter().map(|(_, votes)| votes[at])) {
        Ok(found) => {
            result(Test::SecondDigits, key, found.counts, None, None, Detail::SecondDigits(found))
        }
        Err(error) => none(Test::SecondDigits, key, &error),
    }
}

fn many(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}
