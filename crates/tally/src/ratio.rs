use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

/// An exact quotient of two integers. Whatever decides something is compared in this form; `f64` is only
/// for showing it.
#[derive(Clone, Copy, Debug)]
pub struct Ratio {
    numerator: i128,
    /// Above zero.
    denominator: i128,
}

/// Largest numerator or denominator, so that cross products fit 128 bits.
const MAX_PART: i128 = 1 << 62;

/// Most digits of a decimal number that is read as a ratio.
const MAX_DIGITS: usize = 18;

impl Ratio {
    /// A quotient.
    ///
    /// # Errors
    /// A denominator below one, or a part beyond 2⁶².
    pub fn new(numerator: i128, denominator: i128) -> Result<Self, RatioError> {
        if denominator <= 0 {
            return Err(RatioError::Denominator);
        }
        if numerator.abs() > MAX_PART || denominator > MAX_PART {
            return Err(RatioError::TooLarge);
        }
        Ok(Self { numerator, denominator })
    }

    /// The upper part.
    pub fn numerator(self) -> i128 {
        self.numerator
    }

    /// The lower part, above zero; the fraction is as given, not reduced.
    pub fn denominator(self) -> i128 {
        self.denominator
    }

    /// The nearest `f64`, or next to it: two correctly rounded conversions and one division.
    #[expect(clippy::cast_precision_loss, reason = "for display")]
    pub fn to_f64(self) -> f64 {
        self.numerator as f64 / self.denominator as f64
    }

    /// The product with a count, rounded to the nearest integer, halves up.
    pub fn times(self, count: u64) -> i128 {
        (2 * self.numerator * i128::from(count) + self.denominator).div_euclid(2 * self.denominator)
    }
}

impl PartialEq for Ratio {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Ratio {}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ratio {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.numerator * other.denominator).cmp(&(other.numerator * self.denominator))
    }
}

/// A decimal number, with or without a sign, exactly: `0.59` is 59/100.
impl FromStr for Ratio {
    type Err = RatioError;

    fn from_str(text: &str) -> Result<Self, RatioError> {
        let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !all_digits(whole) || !all_digits(part) {
            return Err(RatioError::NotADecimal);
        }
        if whole.len() + part.len() > MAX_DIGITS {
            return Err(RatioError::TooLarge);
        }
        let numerator: i128 =
            format!("{whole}{part}").parse().map_err(|_| RatioError::NotADecimal)?;
        let places = u32::try_from(part.len()).map_err(|_| RatioError::TooLarge)?;
        Self::new(sign * numerator, 10_i128.pow(places))
    }
}

/// Six decimals, for people.
impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.6}", self.to_f64())
    }
}

/// JSON: a number.
impl Serialize for Ratio {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.to_f64())
    }
}

/// Why there is no such ratio.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RatioError {
    /// Nothing to divide by.
    #[error("the denominator is not above zero")]
    Denominator,
    /// Beyond what is computed exactly.
    #[error("a part of the ratio is beyond 2^62 or has more than {MAX_DIGITS} digits")]
    TooLarge,
    /// Not digits with at most one point.
    #[error("not a decimal number such as `0.59`")]
    NotADecimal,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_exact() {
        let third: Ratio = "0.3333".parse().unwrap();
        assert_eq!(third, Ratio::new(3333, 10_000).unwrap());
        assert!(third < Ratio::new(1, 3).unwrap());
        assert_eq!("-1.50".parse::<Ratio>().unwrap(), Ratio::new(-3, 2).unwrap());
        for bad in ["", ".5", "1e3", "1,5", "0.5.5", "1234567890123456789"] {
            assert!(bad.parse::<Ratio>().is_err(), "{bad}");
        }
    }

    #[test]
    fn products_round_half_up() {
        let half: Ratio = "0.5".parse().unwrap();
        assert_eq!([half.times(3), half.times(4), half.times(5)], [2, 2, 3]);
    }
}
