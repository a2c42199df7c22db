//! Last digits against what a smooth spread of counts gives; second digits as a description.

use serde::Serialize;

use crate::TestError;
use crate::number::{Factorials, chi_square_above, real};

/// Fewest votes of a count whose last digit is looked at.
pub const FEWEST: u32 = 100;

/// What the last digits show.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct LastDigits {
    /// Counts looked at.
    pub counts: u64,
    /// How many end in each digit.
    pub observed: [u64; 10],
    /// How many are expected to.
    pub expected: [f64; 10],
    /// Chi-square against the expected, nine degrees of freedom.
    pub chi_square: f64,
    /// Chance of so much or more.
    pub p: f64,
    /// Chi-square against equal shares. Wrong wherever counts are cut at a bound: never shown alone.
    pub naive_chi_square: f64,
    /// Counts that would have to change their last digit, by nine votes at most each.
    pub votes: u64,
}

/// Tests the last digits of counts `part` among `whole` valid votes. The expected shares are those of binomials
/// around every count, cut at the same bound and added up: where many tables are near the bound, low digits are
/// commoner. Counts below the bound take part, because they might have come out above it.
///
/// # Errors
/// `F603` where a part is larger than its whole, `F604` with fewer than [`FEWEST_COUNTS`] counts.
pub fn last_digits(
    shares: impl Iterator<Item = (u32, u32)> + Clone,
) -> Result<LastDigits, TestError> {
    let largest = shares.clone().map(|(_, whole)| whole).max().unwrap_or(0);
    let logs = Factorials::up_to(largest);
    let (mut observed, mut smooth) = ([0_u64; 10], [0.0_f64; 10]);
    for (part, whole) in shares {
        if part > whole {
            return Err(TestError::inconsistent(format!("{part} of {whole}")));
        }
        if part >= FEWEST {
            observed[digit(part)] += 1;
        }
        if part == whole && part >= FEWEST {
            // Nothing is left to chance: the count can be no other.
            smooth[digit(part)] += 1.0;
        } else if part > 0 && part < whole {
            logs.binomial(whole, part, |k, p| {
                if k >= FEWEST {
                    smooth[digit(k)] += p;
                }
            });
        }
    }
    let counts: u64 = observed.iter().sum();
    if counts < FEWEST_COUNTS {
        return Err(TestError::not_applicable(format!("{counts} counts of {FEWEST} or more")));
    }
    let scale = real(counts) / smooth.iter().sum::<f64>();
    let expected = smooth.map(|share| share * scale);
    let even = real(counts) / 10.0;
    let off = |at: usize| (real(observed[at]) - expected[at]).abs();
    let moved: f64 = (0..10).map(off).sum::<f64>() / 2.0;
    let chi_square = chi(&observed, |at| expected[at]);
    Ok(LastDigits {
        counts,
        observed,
        expected,
        chi_square,
        p: chi_square_above(chi_square, 9.0),
        naive_chi_square: chi(&observed, |_| even),
        votes: crate::number::votes(moved * 9.0),
    })
}

/// Fewest counts, so that ten or more are expected for each digit.
pub const FEWEST_COUNTS: u64 = 100;

/// Second digits and Benford's law for them. Descriptive: the law does not apply to tables of similar size.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct SecondDigits {
    /// Counts of ten or more.
    pub counts: u64,
    /// How many have each second digit.
    pub observed: [u64; 10],
    /// Chi-square against the law. It has no p here, because its null is false on honest counts.
    pub chi_square: f64,
}

/// Describes second digits.
///
/// # Errors
/// `F604` with fewer than [`FEWEST_COUNTS`] counts.
pub fn second_digits(counts: impl Iterator<Item = u32>) -> Result<SecondDigits, TestError> {
    let mut observed = [0_u64; 10];
    for count in counts.filter(|count| *count >= 10) {
        let leading =
            std::iter::successors(Some(count), |rest| Some(rest / 10)).find(|rest| *rest < 100);
        observed[digit(leading.expect("dividing ends below a hundred"))] += 1;
    }
    let counts: u64 = observed.iter().sum();
    if counts < FEWEST_COUNTS {
        return Err(TestError::not_applicable(format!("{counts} counts of 10 or more")));
    }
    let law = |digit: usize| -> f64 {
        (1..10).map(|first| (1.0 + 1.0 / crate::number::many(10 * first + digit)).log10()).sum()
    };
    Ok(SecondDigits { counts, observed, chi_square: chi(&observed, |at| law(at) * real(counts)) })
}

fn digit(count: u32) -> usize {
    usize::try_from(count % 10).expect("a digit")
}

/// Chi-square; a digit that nothing expects adds nothing where nothing has it, and is infinite otherwise, so
/// it is bounded by the count instead.
fn chi(observed: &[u64; 10], expected: impl Fn(usize) -> f64) -> f64 {
    (0..10)
        .map(|at| {
            let (seen, expected) = (real(observed[at]), expected(at));
            if expected > 0.0 { (seen - expected).powi(2) / expected } else { seen }
        })
        .sum()
}
