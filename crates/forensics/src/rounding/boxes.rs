use num_bigint::BigInt;
use num_traits::{One as _, ToPrimitive as _, Zero as _};

use crate::TestError;

/// How many vectors of whole numbers lie in boxes, one interval for each count (both ends included), and
/// add up to a total.
///
/// Exact, by inclusion and exclusion over intervals grouped by length, so the cost depends on the number of
/// counts and of different lengths, not on the votes.
///
/// # Errors
/// `F602` where intervals have so many different lengths that the terms pass a bound.
pub(super) fn vectors(total: u64, boxes: &[(u64, u64)]) -> Result<BigInt, TestError> {
    if boxes.iter().any(|(low, high)| low > high) {
        return Ok(BigInt::zero());
    }
    let low: u128 = boxes.iter().map(|(low, _)| u128::from(*low)).sum();
    let Some(spare) = u128::from(total).checked_sub(low) else {
        return Ok(BigInt::zero());
    };
    let lengths = grouped(boxes);
    let terms = lengths.iter().try_fold(1_usize, |all, (_, many)| {
        all.checked_mul(many + 1).filter(|terms| *terms <= MAX_TERMS)
    });
    if terms.is_none() {
        return Err(TestError::overflow("too many different intervals"));
    }
    let mut sum = BigInt::zero();
    excluded(&lengths, spare, &BigInt::one(), boxes.len() - 1, &mut sum);
    Ok(sum)
}

/// The quotient of two exact counts.
pub(super) fn quotient(part: &BigInt, whole: &BigInt) -> f64 {
    match (part.to_f64(), whole.to_f64()) {
        (Some(part), Some(whole)) if part.is_finite() && whole.is_finite() && whole > 0.0 => {
            part / whole
        }
        // Beyond a double both are shortened alike.
        _ => {
            let shift = whole.bits().saturating_sub(1_000);
            let short = |number: &BigInt| (number >> shift).to_f64().unwrap_or(0.0);
            short(part) / short(whole)
        }
    }
}

/// Terms of the sum: more than any real announcement needs.
const MAX_TERMS: usize = 1 << 16;

/// Lengths of the intervals, each with how many have it.
fn grouped(boxes: &[(u64, u64)]) -> Vec<(u128, usize)> {
    let mut lengths = std::collections::BTreeMap::new();
    for (low, high) in boxes {
        *lengths.entry(u128::from(high - low) + 1).or_insert(0) += 1;
    }
    lengths.into_iter().collect()
}

fn excluded(lengths: &[(u128, usize)], spare: u128, sign: &BigInt, free: usize, sum: &mut BigInt) {
    let Some(((length, many), rest)) = lengths.split_first() else {
        *sum += sign * choose(spare, free);
        return;
    };
    let mut ways = BigInt::one();
    for taken in 0..=*many {
        let Some(left) = u128::try_from(taken)
            .ok()
            .and_then(|taken| length.checked_mul(taken))
            .and_then(|gone| spare.checked_sub(gone))
        else {
            return;
        };
        let signed = if taken % 2 == 0 { sign * &ways } else { -(sign * &ways) };
        excluded(rest, left, &signed, free, sum);
        ways = ways * (many - taken) / (taken + 1);
    }
}

/// Ways to spread `spare` over one more place than `free`: C(spare + free, free).
fn choose(spare: u128, free: usize) -> BigInt {
    (1..=free).fold(BigInt::one(), |ways, at| ways * (BigInt::from(spare) + at) / at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_counting_one_by_one() {
        let boxes = [(2, 9), (0, 4), (3, 10), (0, 4)];
        for total in 0..40_u64 {
            let mut counted = 0_u32;
            for a in 2..=9_u64 {
                for b in 0..=4_u64 {
                    for c in 3..=10_u64 {
                        counted += u32::from((0..=4_u64).any(|d| a + b + c + d == total));
                    }
                }
            }
            assert_eq!(vectors(total, &boxes).unwrap(), BigInt::from(counted), "{total}");
        }
    }
}
