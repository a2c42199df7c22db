use crate::sum::Sum;
use crate::wealth::Wealth;

use super::Null;

/// What counts as equal to zero.
const NEAR_ZERO: f64 = 4e-16;
/// What counts as equal to the largest number, as a share of it.
const NEAR_MOST: f64 = 1e-6;

impl Null {
    /// What is reported in the place of T where it cannot be taken as it is, in this order: 0 where the mean of
    /// what is left would have to be above u; 1 where that mean is 0 or u, or T is 0; ∞ where it would have to be
    /// negative; and ∞ at the end where the sample alone is above what the whole population may be.
    pub(super) fn reported(&self, raw: Vec<Wealth>, means: &[f64], sample: &[f64]) -> Vec<Wealth> {
        let most = self.most;
        let mut wealth = raw;
        for (one, mean) in wealth.iter_mut().zip(means) {
            if *mean > most {
                *one = Wealth::ruined();
            }
            let at_zero = mean.abs() <= NEAR_ZERO;
            let at_most = (mean - most).abs() <= NEAR_ZERO + NEAR_MOST * mean.abs();
            if at_zero || at_most || one.value() <= NEAR_ZERO {
                *one = Wealth::start();
            }
            if *mean < 0.0 {
                *one = Wealth::certain();
            }
        }
        if let (Some(population), Some(last)) = (self.population, wealth.last_mut()) {
            let sum: Sum = sample.iter().copied().collect();
            if sum.value() > population as f64 * self.mean {
                *last = Wealth::certain();
            }
        }
        wealth
    }
}
