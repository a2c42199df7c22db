use record::Rule;
use serde::Serialize;

use crate::design::Design;
use crate::quantile::{Level, to_f64};
use crate::refusal::{Refusal, refuse};

/// Largest figure of one table, of either sign: beyond it squares are no longer told apart in 64 bits.
pub const MAX_FIGURE: i64 = 999_999_999;

/// An estimate with its standard error. Sampling error only: it says nothing of whether sheets are true.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Estimate {
    /// The estimate.
    pub estimate: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// Degrees of freedom of the standard error.
    pub degrees_of_freedom: u64,
}

/// An interval, ends included.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Interval {
    /// Whether a value lies inside.
    pub fn contains(&self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }

    fn around(middle: f64, reach: f64) -> Self {
        Self { low: middle - reach, high: middle + reach }
    }
}

impl Estimate {
    /// The interval by the normal distribution.
    pub fn normal(&self, level: Level) -> Interval {
        Interval::around(self.estimate, level.z() * self.standard_error)
    }

    /// The interval by Student's t: a little wider, and the one to publish.
    ///
    /// # Errors
    /// Q703 without a degree of freedom, unless the sample is everything and nothing varies.
    pub fn student(&self, level: Level) -> Result<Interval, Refusal> {
        if self.degrees_of_freedom == 0 && self.standard_error == 0.0 {
            return Ok(Interval::around(self.estimate, 0.0));
        }
        let reach = level.t(self.degrees_of_freedom)? * self.standard_error;
        Ok(Interval::around(self.estimate, reach))
    }
}

impl Design {
    /// Combined ratio estimator `Σ W y / Σ W x`, with its variance from the residuals `y - R x` between
    /// tables of a stratum (Lumley, *Complex Surveys*).
    ///
    /// For the margin of two candidates `y` is the difference of their votes at each table.
    ///
    /// # Errors
    /// Q705 where nothing is divided by, Q706 and Q707 for figures that are none or too many.
    pub fn ratio(&self, y: &[i64], x: &[i64]) -> Result<Estimate, Refusal> {
        let (y, x) = (self.column(y)?, self.column(x)?);
        if x.iter().any(|value| *value < 0.0) {
            return refuse(Rule::FigureUnusable, "a figure to divide by is negative");
        }
        let (top, bottom) = (self.weighted(&y), self.weighted(&x));
        if bottom <= 0.0 {
            return refuse(Rule::DenominatorZero, format!("{} tables", self.len()));
        }
        let ratio = top / bottom;
        let linearised: Vec<f64> =
            y.iter().zip(&x).map(|(y, x)| (y - ratio * x) / bottom).collect();
        Ok(self.estimate(ratio, &linearised))
    }

    /// Expansion estimator of a total: each table stands for as many as its weight says.
    ///
    /// # Errors
    /// Q706 and Q707.
    pub fn total(&self, y: &[i64]) -> Result<Estimate, Refusal> {
        let y = self.column(y)?;
        Ok(self.estimate(self.weighted(&y), &y))
    }

    /// Separate ratio estimator of a total, from what is known of every stratum: `Σ X_h r_h`.
    ///
    /// # Errors
    /// Q706 where the known totals are not one for each stratum, and as for [`Design::ratio`].
    pub fn separate_total(&self, y: &[i64], x: &[i64], known: &[u64]) -> Result<Estimate, Refusal> {
        if known.len() != self.strata.len() {
            let detail = format!("{} known totals for {} strata", known.len(), self.strata.len());
            return refuse(Rule::FigureUnusable, detail);
        }
        if y.len() != self.len() || x.len() != self.len() {
            return refuse(Rule::FigureUnusable, "not one figure for each table");
        }
        let (mut total, mut variance) = (0.0, 0.0);
        for (stratum, known) in known.iter().enumerate() {
            let (design, units) = self.only(stratum);
            let of = |figures: &[i64]| units.iter().map(|unit| figures[*unit]).collect::<Vec<_>>();
            let ratio = design.ratio(&of(y), &of(x)).map_err(|refusal| {
                Refusal::new(refusal.rule, format!("stratum {stratum}: {}", refusal.detail))
            })?;
            total += to_f64(*known) * ratio.estimate;
            variance += (to_f64(*known) * ratio.standard_error).powi(2);
        }
        Ok(Estimate {
            estimate: total,
            standard_error: variance.sqrt(),
            degrees_of_freedom: self.degrees_of_freedom(),
        })
    }

    fn column(&self, figures: &[i64]) -> Result<Vec<f64>, Refusal> {
        if figures.len() != self.len() {
            let detail = format!("{} figures for {} tables", figures.len(), self.len());
            return refuse(Rule::FigureUnusable, detail);
        }
        if let Some(wrong) = figures.iter().find(|one| !(-MAX_FIGURE..=MAX_FIGURE).contains(one)) {
            return refuse(Rule::FigureUnusable, format!("{wrong} at one table"));
        }
        Ok(figures.iter().map(|one| *one as f64).collect())
    }

    fn weighted(&self, values: &[f64]) -> f64 {
        self.weights.iter().zip(values).map(|(weight, value)| weight * value).sum()
    }

    fn estimate(&self, estimate: f64, linearised: &[f64]) -> Estimate {
        Estimate {
            estimate,
            standard_error: self.variance(linearised).sqrt(),
            degrees_of_freedom: self.degrees_of_freedom(),
        }
    }
}
