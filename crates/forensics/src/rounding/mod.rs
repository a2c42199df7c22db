//! Whether announced counts are what rounded percentages of their total give back.

mod boxes;
mod conditional;
mod percent;
mod simplex;

use serde::Serialize;

pub use conditional::{Conditional, conditional};
pub use percent::Percent;
pub use simplex::{Simplex, simplex};

use crate::TestError;
use crate::number::real;

/// Decimals that are tried: none to three.
pub const DECIMALS: [u8; 4] = [0, 1, 2, 3];

/// Most counts of one announcement.
pub const MAX_COUNTS: usize = 200;

/// Largest total: the world's population many times over, and far inside 128 bits.
pub const MAX_TOTAL: u64 = 1_000_000_000_000;

/// The counts of one announcement against every number of decimals.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Rounding {
    /// What the counts add up to.
    pub total: u64,
    /// The counts.
    pub counts: Vec<u64>,
    /// One entry for each of [`DECIMALS`].
    pub by_decimals: Vec<AtDecimals>,
}

/// The counts against percentages of so many decimals.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AtDecimals {
    /// Decimals of the percentages.
    pub decimals: u8,
    /// Steps in a whole: 10^(decimals+2).
    pub steps: u64,
    /// For each count the percentage, in steps, that gives it back; none where none does.
    pub steps_of: Vec<Option<u64>>,
    /// Distance of each count from the nearest exact percentage, in votes.
    pub residual: Vec<f64>,
    /// How many counts match.
    pub matches: usize,
    /// How many counts can match at all.
    pub attainable: u64,
    /// Chance that a uniformly spread count matches.
    pub chance_of_one: f64,
    /// Chance that all match, where all do: the last follows from the others.
    pub chance_of_all: Option<f64>,
    /// The same by the local approximation (M/T)^(C−1).
    pub local: Option<f64>,
    /// Whether the total is large enough for a match to mean anything: at least ten votes a step.
    pub applicable: bool,
}

/// Fewest votes to a step for the test to apply.
const VOTES_PER_STEP: u64 = 10;

impl Rounding {
    /// Tests counts against their total.
    ///
    /// # Errors
    /// `F601` without counts or with a total of zero, `F602` beyond [`MAX_TOTAL`] or [`MAX_COUNTS`], `F603` where the counts do not
    /// add up to the total.
    pub fn of(total: u64, counts: &[u64]) -> Result<Self, TestError> {
        check(total, counts)?;
        let by_decimals = DECIMALS.into_iter().map(|one| at(total, counts, one)).collect();
        Ok(Self { total, counts: counts.to_vec(), by_decimals })
    }

    /// The fewest decimals at which every count matches and the test applies. Matches with more decimals are
    /// the same fact.
    pub fn matched(&self) -> Option<&AtDecimals> {
        let all = |one: &&AtDecimals| one.applicable && one.matches == self.counts.len();
        self.by_decimals.iter().find(all)
    }

    /// Whether the total is large enough for at least one number of decimals.
    pub fn applicable(&self) -> bool {
        self.by_decimals.iter().any(|one| one.applicable)
    }
}

/// A chance adjusted for looking: `min(1, p × decimals tried × announcements tried)`.
pub fn look_elsewhere(p: f64, decimals: usize, announcements: usize) -> f64 {
    (p * crate::number::many(decimals) * crate::number::many(announcements)).min(1.0)
}

fn check(total: u64, counts: &[u64]) -> Result<(), TestError> {
    if counts.is_empty() {
        return Err(TestError::empty("an announcement without counts"));
    }
    if total == 0 {
        return Err(TestError::empty("the total is zero"));
    }
    if total > MAX_TOTAL || counts.len() > MAX_COUNTS {
        return Err(TestError::overflow(format!("total {total}, {} counts", counts.len())));
    }
    let sum: u128 = counts.iter().map(|count| u128::from(*count)).sum();
    if sum != u128::from(total) {
        return Err(TestError::inconsistent(format!("counts add up to {sum}, total {total}")));
    }
    Ok(())
}

/// Needs a checked total.
fn at(total: u64, counts: &[u64], decimals: u8) -> AtDecimals {
    let steps = 10_u64.pow(u32::from(decimals) + 2);
    let each: Vec<_> = counts.iter().map(|count| nearest(total, *count, steps)).collect();
    let matches = each.iter().filter(|one| one.0.is_some()).count();
    let attainable = steps.min(total) + 1;
    let chance_of_one = real(attainable) / (real(total) + 1.0);
    // At most MAX_COUNTS counts.
    let free = i32::try_from(counts.len() - 1).expect("few counts");
    let all = matches == counts.len();
    AtDecimals {
        decimals,
        steps,
        matches,
        attainable,
        chance_of_one,
        chance_of_all: all.then(|| chance_of_one.powi(free)),
        local: all.then(|| (real(steps) / real(total)).powi(free).min(1.0)),
        applicable: total >= VOTES_PER_STEP * steps,
        steps_of: each.iter().map(|one| one.0).collect(),
        residual: each.iter().map(|one| one.1).collect(),
    }
}

/// The percentage, in steps, that rounds back to a count, and the count's distance from the nearest exact
/// percentage in votes.
fn nearest(total: u64, count: u64, steps: u64) -> (Option<u64>, f64) {
    let (t, v, m) = (u128::from(total), u128::from(count), u128::from(steps));
    let near = (2 * v * m + t) / (2 * t);
    let exact = t * near;
    let residual = if v * m >= exact {
        (v * m - exact) as f64 / m as f64
    } else {
        -((exact - v * m) as f64 / m as f64)
    };
    let rounds_here = |k: &u128| {
        let (whole, rest) = (t * k / m, t * k % m);
        match (2 * rest).cmp(&m) {
            std::cmp::Ordering::Less => v == whole,
            std::cmp::Ordering::Greater => v == whole + 1,
            // A tie: half up gives the upper, half even the even one.
            std::cmp::Ordering::Equal => v == whole + 1 || (v == whole && whole % 2 == 0),
        }
    };
    // The nearest first: with less than a vote to a step several percentages may round to one count.
    let found = [Some(near), near.checked_sub(1), Some(near + 1)]
        .into_iter()
        .flatten()
        .filter(|k| *k <= m)
        .find(rounds_here);
    (found.map(|k| u64::try_from(k).expect("at most the steps")), residual)
}
