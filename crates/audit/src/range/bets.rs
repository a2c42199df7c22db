use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::sum::Sum;
use crate::wealth::{History, Wealth};

use super::{Null, parameter};

/// What the mean is taken to be, before each number: what ALPHA bets on.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Estimator {
    /// A mean given in advance; without replacement, that of what is then left.
    Fixed {
        /// The mean of the population.
        eta: f64,
    },
    /// Shrunk from the numbers seen towards one given in advance, and kept above the hypothesis.
    ShrinkTruncate {
        /// The mean expected before the first number.
        eta: f64,
        /// How far above the hypothesis it is kept: c/√(d + j − 1).
        c: f64,
        /// Weight of `eta`, in numbers.
        d: f64,
        /// Weight of the upper bound.
        f: f64,
        /// Least standard deviation.
        minsd: f64,
        /// Least relative distance from both ends.
        eps: f64,
    },
}

/// How much is bet before each number.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bet {
    /// λ, the same each time.
    Fixed {
        /// From 0 to 1/m.
        lambda: f64,
    },
    /// Approximately the bet that would have been best so far (Waudby-Smith and Ramdas, aGRAPA), as a share of
    /// the largest that grows from `start` to `most`.
    Agrapa {
        /// The first bet.
        lambda: f64,
        /// Share of the largest bet allowed at first.
        start: f64,
        /// Share allowed in the long run.
        most: f64,
        /// How fast it grows.
        grow: f64,
    },
}

/// ALPHA (Stark 2023): T_j = T_{j−1} · (x η/m + (u − x)(u − η)/(u − m))/u.
///
/// Also gives what the estimator said before each number.
///
/// # Errors
/// A523 for a parameter out of range, A524 for a number not from 0 to u, A510 for a sample larger than the
/// population.
pub fn alpha(null: &Null, estimator: Estimator, sample: &[f64]) -> Result<(History, Vec<f64>)> {
    null.check(sample, true)?;
    let means = null.means(sample);
    let etas = estimates(null, estimator, sample, &means)?;
    let most = null.most;
    let mut now = Wealth::start();
    let mut raw = Vec::with_capacity(sample.len());
    for ((x, eta), mean) in sample.iter().zip(&etas).zip(&means) {
        // Outside of this the edge rules say what is reported.
        if *mean > 0.0 && *mean < most {
            let up = x * eta / mean;
            let down = (most - x) * (most - eta) / (most - mean);
            now = now.times((up + down) / most)?;
        }
        raw.push(now);
    }
    Ok((null.history(null.reported(raw, &means, sample)), etas))
}

/// A betting martingale: T_j = T_{j−1} · (1 + λ_j (x_j − m_j)).
///
/// Also gives each bet.
///
/// # Errors
/// As [`alpha`]; A525 where more was bet than there was.
pub fn betting(null: &Null, bet: Bet, sample: &[f64]) -> Result<(History, Vec<f64>)> {
    null.check(sample, true)?;
    let means = null.means(sample);
    let lambdas = bets(bet, sample, &means)?;
    let mut now = Wealth::start();
    let mut raw = Vec::with_capacity(sample.len());
    for ((x, lambda), mean) in sample.iter().zip(&lambdas).zip(&means) {
        if *mean > 0.0 && *mean < null.most {
            now = now.times(1.0 + lambda * (x - mean))?;
        }
        raw.push(now);
    }
    Ok((null.history(null.reported(raw, &means, sample)), lambdas))
}

fn estimates(null: &Null, estimator: Estimator, sample: &[f64], means: &[f64]) -> Result<Vec<f64>> {
    match estimator {
        Estimator::Fixed { eta } => {
            parameter("eta", eta, (0.0..=null.most).contains(&eta))?;
            let all = Null { mean: eta, ..*null };
            Ok(all.means(sample))
        }
        Estimator::ShrinkTruncate { eta, c, d, f, minsd, eps } => {
            parameter("eta", eta, (0.0..=null.most).contains(&eta))?;
            parameter("c", c, c >= 0.0)?;
            parameter("d", d, d > 0.0)?;
            parameter("f", f, f >= 0.0)?;
            parameter("minsd", minsd, minsd > 0.0)?;
            parameter("eps", eps, (0.0..1.0).contains(&eps))?;
            let mut seen = Seen::default();
            let estimate = |(x, mean): (&f64, &f64)| {
                let weight = d + seen.count;
                // Before two numbers there is no spread to speak of.
                let sd = if seen.count < 2.0 { 1.0 } else { seen.variance().sqrt().max(minsd) };
                let shrunk = (d * eta + seen.sum()) / weight;
                let pulled = (shrunk + null.most * f / sd) / (1.0 + f / sd);
                let tolerance = c / weight.sqrt();
                let least = mean * (1.0 + eps) + tolerance;
                let most = null.most * (1.0 - eps) - tolerance;
                seen.add(*x);
                pulled.max(least).min(most)
            };
            Ok(sample.iter().zip(means).map(estimate).collect())
        }
    }
}

fn bets(bet: Bet, sample: &[f64], means: &[f64]) -> Result<Vec<f64>> {
    match bet {
        Bet::Fixed { lambda } => {
            parameter("lam", lambda, lambda >= 0.0)?;
            Ok(vec![lambda; sample.len()])
        }
        Bet::Agrapa { lambda, start, most, grow } => {
            parameter("lam", lambda, lambda >= 0.0)?;
            parameter("c_grapa_0", start, (0.0..=1.0).contains(&start))?;
            parameter("c_grapa_max", most, (0.0..=1.0).contains(&most))?;
            parameter("c_grapa_grow", grow, grow >= 0.0)?;
            let (mut seen, mut before) = (Seen::default(), None);
            let next = |(x, mean): (&f64, &f64)| {
                let wanted = match before {
                    None => lambda,
                    Some(mean) => {
                        let away: f64 = seen.mean() - mean;
                        let spread = seen.variance() + away * away;
                        if spread > 0.0 { away / spread } else { 0.0 }
                    }
                };
                let share = start + (most - start) * (1.0 - 1.0 / (1.0 + grow * seen.count.sqrt()));
                before = Some(*mean);
                seen.add(*x);
                // Where the mean of what is left is not above zero nothing is bet: the edge rules decide.
                if *mean > 0.0 { wanted.max(0.0).min(share / mean) } else { 0.0 }
            };
            Ok(sample.iter().zip(means).map(next).collect())
        }
    }
}

/// Mean and variance of the numbers so far (Welford 1962).
#[derive(Default)]
struct Seen {
    count: f64,
    total: Sum,
    mean: f64,
    squares: f64,
}

impl Seen {
    fn add(&mut self, x: f64) {
        self.count += 1.0;
        self.total.add(x);
        let away = x - self.mean;
        self.mean += away / self.count;
        self.squares += away * (x - self.mean);
    }

    fn sum(&self) -> f64 {
        self.total.value()
    }

    fn mean(&self) -> f64 {
        self.mean
    }

    fn variance(&self) -> f64 {
        if self.count > 0.0 { self.squares / self.count } else { 0.0 }
    }
}
