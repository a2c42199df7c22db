//! Samples without replacement as `cryptorandom.sample` makes them. Places count from 0.

use record::Rule;

use super::BitStream;
use crate::error::{AuditError, Result};
use crate::sampler::MAX_BOXES;

/// Fisher and Yates in the form of Knuth and Durstenfeld.
///
/// # Errors
/// A510 where `size` is above `population`.
pub fn fisher_yates(population: usize, size: usize, bits: &mut BitStream) -> Result<Vec<usize>> {
    check(population, size)?;
    let mut places: Vec<usize> = (0..population).collect();
    for at in 0..size {
        let left = population - at;
        let jump = floor(bits.unit() * left as f64).min(left - 1);
        places.swap(at, at + jump);
    }
    places.truncate(size);
    Ok(places)
}

/// A number for each place; the places with the smallest numbers (`PIKK`).
///
/// # Errors
/// A510 where `size` is above `population`.
pub fn smallest_of(population: usize, size: usize, bits: &mut BitStream) -> Result<Vec<usize>> {
    check(population, size)?;
    let keys: Vec<f64> = (0..population).map(|_| bits.unit()).collect();
    Ok(lowest(&keys, size))
}

/// One place after the other, each among those that are left; the last of them takes the place of the one drawn.
///
/// # Errors
/// A510 where `size` is above `population`.
pub fn by_index(population: usize, size: usize, bits: &mut BitStream) -> Result<Vec<usize>> {
    check(population, size)?;
    let mut left: Vec<usize> = (0..population).collect();
    let draw = |_| {
        let end = u64::try_from(left.len()).expect("lengths fit 64 bits");
        left.swap_remove(usize::try_from(bits.below(end)).expect("below a length"))
    };
    Ok((0..size).map(draw).collect())
}

/// −ln(u)/w for each place of weight w; the places with the smallest of these.
///
/// # Errors
/// A510 where `size` is above the number of weights, A523 where one of them is not above zero.
pub fn exponential(weights: &[f64], size: usize, bits: &mut BitStream) -> Result<Vec<usize>> {
    check(weights.len(), size)?;
    if let Some(weight) = weights.iter().find(|weight| !(weight.is_finite() && **weight > 0.0)) {
        return AuditError::err(Rule::AuditParameterInvalid, format!("a weight of {weight}"));
    }
    let keys: Vec<f64> = weights.iter().map(|weight| -bits.unit().ln() / weight).collect();
    Ok(lowest(&keys, size))
}

fn check(population: usize, size: usize) -> Result<()> {
    if size > population || population > MAX_BOXES {
        return AuditError::err(Rule::AuditSampleTooLarge, format!("{size} of {population}"));
    }
    Ok(())
}

fn lowest(keys: &[f64], size: usize) -> Vec<usize> {
    let mut places: Vec<usize> = (0..keys.len()).collect();
    places.sort_by(|a, b| keys[*a].total_cmp(&keys[*b]));
    places.truncate(size);
    places
}

/// The whole part of a number from 0 to [`MAX_BOXES`].
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked just before")]
fn floor(number: f64) -> usize {
    assert!((0.0..=MAX_BOXES as f64).contains(&number), "a place in the list");
    number as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEED: &str = "12345678901234567890";

    /// Values given by the Python package `cryptorandom` 0.4 for 12 of 50.
    #[test]
    fn as_the_package_draws_them() {
        let bits = || BitStream::new(SEED);
        assert_eq!(
            smallest_of(50, 12, &mut bits()).unwrap(),
            [19, 5, 11, 30, 29, 40, 6, 42, 28, 24, 3, 47]
        );
        assert_eq!(
            by_index(50, 12, &mut bits()).unwrap(),
            [19, 37, 34, 48, 31, 2, 39, 27, 1, 16, 0, 41]
        );
        let sum: u32 = (0..50).map(|i| i % 7 + 1).sum();
        let weights: Vec<f64> = (0..50).map(|i| f64::from(i % 7 + 1) / f64::from(sum)).collect();
        assert_eq!(
            exponential(&weights, 12, &mut bits()).unwrap(),
            [27, 41, 49, 48, 4, 20, 45, 18, 46, 7, 0, 37]
        );
        let mut five = BitStream::new("5");
        let eight: Vec<u64> = (0..10).map(|_| five.below(8)).collect();
        assert_eq!(eight, [1, 7, 4, 3, 4, 7, 4, 3, 5, 3]);
    }

    #[test]
    fn no_sample_is_larger_than_what_it_is_of() {
        let bits = &mut BitStream::new(SEED);
        for refused in [
            fisher_yates(3, 4, bits),
            smallest_of(3, 4, bits),
            by_index(0, 1, bits),
            exponential(&[1.0], 2, bits),
        ] {
            assert_eq!(refused.unwrap_err().rule, Rule::AuditSampleTooLarge);
        }
        let negative = exponential(&[1.0, -1.0], 1, bits).unwrap_err();
        assert_eq!(negative.rule, Rule::AuditParameterInvalid);
    }
}
