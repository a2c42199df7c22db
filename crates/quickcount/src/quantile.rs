use record::Rule;
use serde::Serialize;
use statrs::distribution::{Continuous, ContinuousCDF, Normal, StudentsT};

use crate::refusal::{Refusal, refuse};

/// A confidence level: a share strictly between one half and 1.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize)]
#[serde(transparent)]
pub struct Level(f64);

impl Level {
    /// 95 %.
    pub const NINETY_FIVE: Self = Self(0.95);

    /// A level.
    ///
    /// # Errors
    /// Q710 for anything not above 0.5 and below 1.
    pub fn new(level: f64) -> Result<Self, Refusal> {
        if level > 0.5 && level < 1.0 {
            Ok(Self(level))
        } else {
            refuse(Rule::ShareOutOfRange, format!("a confidence level of {level}"))
        }
    }

    /// The level as a share.
    pub fn share(self) -> f64 {
        self.0
    }

    /// Standard errors to each side of a normal interval.
    pub fn z(self) -> f64 {
        let normal = Normal::standard();
        polish(self.upper(), normal.inverse_cdf(self.upper()), |at| {
            (normal.cdf(at), normal.pdf(at))
        })
    }

    /// Standard errors to each side of an interval by Student's t.
    ///
    /// # Errors
    /// Q703 without a degree of freedom.
    pub fn t(self, degrees_of_freedom: u64) -> Result<f64, Refusal> {
        let t = StudentsT::new(0.0, 1.0, to_f64(degrees_of_freedom)).ok();
        let Some(t) = t.filter(|_| degrees_of_freedom > 0) else {
            return refuse(
                Rule::SingleTableInStratum,
                "no stratum has a table beyond its first, so there is no degree of freedom",
            );
        };
        Ok(polish(self.upper(), t.inverse_cdf(self.upper()), |at| (t.cdf(at), t.pdf(at))))
    }

    fn upper(self) -> f64 {
        0.5 + self.0 / 2.0
    }
}

/// Two-sided p-value of a standard normal statistic.
pub fn two_sided_p(z: f64) -> f64 {
    2.0 * Normal::standard().cdf(-z.abs())
}

/// Newton steps on a library's quantile, whose search may stop short of the last digits.
fn polish(upper: f64, start: f64, cdf_and_density: impl Fn(f64) -> (f64, f64)) -> f64 {
    const STEPS: usize = 3;
    (0..STEPS).fold(start, |at, _| {
        let (cdf, density) = cdf_and_density(at);
        let next = at - (cdf - upper) / density;
        if next.is_finite() { next } else { at }
    })
}

/// Counts of an election are far below 2^53, so nothing is lost.
pub(crate) fn to_f64(count: u64) -> f64 {
    count as f64
}
