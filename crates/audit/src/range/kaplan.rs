use crate::error::Result;
use crate::wealth::{History, Wealth};

use super::{Null, parameter};

/// Kaplan and Markov with padding g: ∏ (t + g)/(x + g).
///
/// # Errors
/// A523 where g is negative, A524 for a negative number.
pub fn kaplan_markov(null: &Null, padding: f64, sample: &[f64]) -> Result<History> {
    parameter("g", padding, padding >= 0.0)?;
    null.check(sample, false)?;
    let factor = |x: &f64| (x + padding) / (null.mean + padding);
    Ok(null.history(product(sample.iter().map(factor))?))
}

/// Kaplan and Wald with padding g: T = ∏ ((1 − g)·x/t + g).
///
/// # Errors
/// A523 where g is not from 0 to 1, A524 for a negative number.
pub fn kaplan_wald(null: &Null, padding: f64, sample: &[f64]) -> Result<History> {
    parameter("g", padding, (0.0..=1.0).contains(&padding))?;
    null.check(sample, false)?;
    let factor = |x: &f64| (1.0 - padding) * x / null.mean + padding;
    Ok(null.history(product(sample.iter().map(factor))?))
}

/// Kaplan and Kolmogorov with padding g: T = ∏ (x + g)/(m + g), m the mean of what is left.
///
/// # Errors
/// A523 where g is negative, A524 for a negative number, A510 for a sample larger than the population.
pub fn kaplan_kolmogorov(null: &Null, padding: f64, sample: &[f64]) -> Result<History> {
    parameter("g", padding, padding >= 0.0)?;
    null.check(sample, false)?;
    let means = null.means(sample);
    let mut now = Wealth::start();
    let mut wealth = Vec::with_capacity(sample.len());
    for (x, mean) in sample.iter().zip(&means) {
        // Numbers here have no upper bound, so that a large mean of what is left is nothing special.
        if *mean < 0.0 || now.is_certain() {
            now = Wealth::certain();
        } else if mean + padding > 0.0 {
            now = now.times((x + padding) / (mean + padding))?;
        } else if *x > 0.0 {
            now = Wealth::certain();
        }
        wealth.push(now);
    }
    let whole = null.population.is_some_and(|population| {
        sample.iter().copied().collect::<crate::sum::Sum>().value() > population as f64 * null.mean
    });
    if let (true, Some(last)) = (whole, wealth.last_mut()) {
        *last = Wealth::certain();
    }
    Ok(null.history(wealth))
}

fn product(factors: impl Iterator<Item = f64>) -> Result<Vec<Wealth>> {
    let mut now = Wealth::start();
    factors
        .map(|factor| {
            now = now.times(factor)?;
            Ok(now)
        })
        .collect()
}
