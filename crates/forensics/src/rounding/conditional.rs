use num_traits::ToPrimitive as _;
use serde::Serialize;

use super::boxes::{quotient, vectors};
use super::check;
use crate::TestError;

/// How close the announced counts are to their announced percentages, among all counts that round to these.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Conditional {
    /// Steps in a whole: 10^(decimals+2).
    pub steps: u64,
    /// The announced percentages in steps.
    pub announced: Vec<u64>,
    /// Largest distance of a count from its exact percentage, in votes.
    pub max_residual_votes: f64,
    /// Vectors of counts that round to the announced percentages; none beyond 64 bits, where only `p` is given.
    pub vectors: Option<u64>,
    /// Those at least as close as the announced counts; none beyond 64 bits.
    pub as_close: Option<u64>,
    /// Their quotient.
    pub p: f64,
}

/// Compares counts with the percentages announced beside them.
///
/// # Errors
/// As [`super::Rounding::of`]; `F603` where the percentages are not those of the counts, `F604` where a step is fewer than
/// ten votes, `F608` where there is not one percentage for each count.
pub fn conditional(
    total: u64,
    counts: &[u64],
    announced: &[u64],
    steps: u64,
) -> Result<Conditional, TestError> {
    check(total, counts)?;
    if announced.len() != counts.len() || steps == 0 {
        return Err(TestError::not_a_number("one percentage is needed for each count"));
    }
    if steps > super::MAX_TOTAL || announced.iter().any(|k| *k > steps) {
        return Err(TestError::inconsistent("a percentage is above 100"));
    }
    if total < super::VOTES_PER_STEP * steps {
        return Err(TestError::not_applicable(format!(
            "{total} votes are too few for {steps} steps"
        )));
    }
    let (t, m) = (i128::from(total), i128::from(steps));
    let rounding: Vec<_> = announced.iter().map(|k| around(i128::from(*k), t, m)).collect();
    let outside = |(count, (low, high)): (&u64, &(u64, u64))| count < low || count > high;
    if counts.iter().zip(&rounding).any(outside) {
        return Err(TestError::inconsistent(
            "the counts do not round to the percentages announced",
        ));
    }
    let off = |(count, k): (&u64, &u64)| (i128::from(*count) * m - t * i128::from(*k)).abs();
    let most = counts.iter().zip(announced).map(off).max().unwrap_or(0);
    let close: Vec<_> = announced
        .iter()
        .zip(&rounding)
        .map(|(k, (low, high))| {
            let exact = t * i128::from(*k);
            (
                whole(-(most - exact).div_euclid(m)).max(*low),
                whole((most + exact).div_euclid(m)).min(*high),
            )
        })
        .collect();
    let (all, as_close) = (vectors(total, &rounding)?, vectors(total, &close)?);
    Ok(Conditional {
        steps,
        announced: announced.to_vec(),
        max_residual_votes: most as f64 / m as f64,
        p: quotient(&as_close, &all).min(1.0),
        vectors: all.to_u64(),
        as_close: as_close.to_u64(),
    })
}

/// The counts that round to `k` steps, halves either way.
fn around(k: i128, t: i128, m: i128) -> (u64, u64) {
    let low = -((-(2 * k - 1) * t).div_euclid(2 * m));
    let high = ((2 * k + 1) * t).div_euclid(2 * m);
    (whole(low), whole(high.min(t)))
}

/// A bound of an interval of counts: none is below zero.
fn whole(bound: i128) -> u64 {
    u64::try_from(bound.max(0)).expect("totals are checked")
}
