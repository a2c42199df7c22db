//! Tests that the mean of numbers between 0 and u is at most t, one number after the other.
//!
//! A sample is in the order of its draw. T is what a bettor against the hypothesis has after each number; p =
//! 1/max T is valid whenever one stops (Ville). Without replacement the mean of what is left, m_j, takes the place
//! of t. Edges: a number is never reported from a division by zero; see [`Null`].

mod bets;
mod edges;
mod kaplan;

pub use bets::{Bet, Estimator, alpha, betting};
pub use kaplan::{kaplan_kolmogorov, kaplan_markov, kaplan_wald};

use record::Rule;

use crate::error::{AuditError, Result};
use crate::sampler::MAX_DRAWS;
use crate::wealth::{History, Wealth};

/// The hypothesis: the mean of a population of numbers from 0 to u is at most t.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Null {
    mean: f64,
    most: f64,
    population: Option<u64>,
    random_order: bool,
}

impl Null {
    /// That the mean is at most `mean`, of numbers from zero to `most`, in a population without an end or of as
    /// many numbers as given, which are then drawn without replacement.
    ///
    /// # Errors
    /// A523 where `mean` is not above 0 and below `most`, or the population is empty.
    pub fn new(mean: f64, most: f64, population: Option<u64>) -> Result<Self> {
        let good = mean > 0.0 && mean < most && most.is_finite() && population != Some(0);
        match good {
            true => Ok(Self { mean, most, population, random_order: true }),
            false => AuditError::err(
                Rule::AuditParameterInvalid,
                format!("mean {mean} of numbers up to {most}, population {population:?}"),
            ),
        }
    }

    /// Of a sample that is not in the order of its draw: only T at its end counts.
    #[must_use]
    pub fn without_order(self) -> Self {
        Self { random_order: false, ..self }
    }

    /// The mean of what is left before each number, if the hypothesis just holds.
    fn means(&self, sample: &[f64]) -> Vec<f64> {
        let Some(population) = self.population else { return vec![self.mean; sample.len()] };
        let all = population as f64;
        let mut sum = crate::sum::Sum::default();
        let mut left = all;
        let mut means = Vec::with_capacity(sample.len());
        for x in sample {
            means.push((all * self.mean - sum.value()) / left);
            sum.add(*x);
            left -= 1.0;
        }
        means
    }

    /// Refuses what is not a sample of this population.
    fn check(&self, sample: &[f64], bounded: bool) -> Result<()> {
        let most = if bounded { self.most } else { f64::MAX };
        if let Some((at, x)) = sample.iter().enumerate().find(|(_, x)| !(0.0..=most).contains(*x)) {
            let detail = format!("number {} is {x}, not from 0 to {most}", at + 1);
            return AuditError::err(Rule::AuditObservationInvalid, detail);
        }
        let size = u64::try_from(sample.len()).unwrap_or(u64::MAX);
        let too_many = self.population.is_some_and(|population| size > population);
        match too_many || sample.len() > MAX_DRAWS {
            true => AuditError::err(
                Rule::AuditSampleTooLarge,
                format!("{size} numbers of a population of {:?}", self.population),
            ),
            false => Ok(()),
        }
    }

    /// p of what was reported.
    fn history(&self, wealth: Vec<Wealth>) -> History {
        match (self.random_order, wealth.last()) {
            (false, Some(last)) => History { p: last.p_now(), wealth },
            _ => History::of(wealth),
        }
    }
}

fn parameter(name: &str, value: f64, good: bool) -> Result<()> {
    match good && value.is_finite() {
        true => Ok(()),
        false => AuditError::err(Rule::AuditParameterInvalid, format!("{name} = {value}")),
    }
}
