use record::Rule;

use crate::design::Design;
use crate::quantile::to_f64;
use crate::refusal::{Refusal, refuse};

/// Most rounds of raking, and of taking residuals.
const MAX_ROUNDS: usize = 10_000;
/// Largest relative change of a weight in a round at which raking has come to rest.
const AT_REST: f64 = 1e-12;
/// Largest relative distance of a category from its total once raked.
const MET: f64 = 1e-9;

/// A classification of tables whose totals are known for all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Margin {
    /// Tables of each category, of all tables.
    pub totals: Vec<u64>,
    /// The category of each table of the sample.
    pub category_of: Vec<usize>,
}

/// What a raked design remembers, for its variance.
#[derive(Clone, Debug)]
pub(crate) struct Raking {
    margins: Vec<Margin>,
}

impl Design {
    /// The same sample with weights fitted to known margins by iterative proportional fitting (Deming and
    /// Stephan 1940), until no weight changes by more than 10⁻¹² of itself in a round.
    ///
    /// Variances are then taken from the residuals of a regression on the margins.
    ///
    /// # Errors
    /// Q708 where the margins do not fit each other or the sample, Q709 where no weights meet them.
    pub fn raked(mut self, margins: Vec<Margin>) -> Result<Self, Refusal> {
        check(&margins, self.len())?;
        for _ in 0..MAX_ROUNDS {
            let before = self.weights.clone();
            for margin in &margins {
                fit(margin, &mut self.weights)?;
            }
            let change = before.iter().zip(&self.weights).map(|(old, new)| (new / old - 1.0).abs());
            if change.fold(0.0, f64::max) < AT_REST {
                // Margins that contradict each other also come to rest, each undoing the other every round.
                if let Some(at) = margins.iter().position(|margin| !margin.is_met(&self.weights)) {
                    return refuse(Rule::RakingNotConverged, format!("margin {at} is not met"));
                }
                self.raking = Some(Raking { margins });
                return Ok(self);
            }
        }
        refuse(Rule::RakingNotConverged, format!("{MAX_ROUNDS} rounds"))
    }
}

impl Raking {
    /// What a variable has beyond its mean in every category: residuals of a regression on the margins, by
    /// alternating projections.
    pub(crate) fn residuals(&self, values: &[f64]) -> Vec<f64> {
        let mut residuals = values.to_vec();
        let size = values.iter().fold(0.0, |most: f64, value| most.max(value.abs()));
        for _ in 0..MAX_ROUNDS {
            let mut change: f64 = 0.0;
            for margin in &self.margins {
                let means = margin.means(&residuals);
                for (residual, mean) in residuals.iter_mut().zip(means) {
                    *residual -= mean;
                    change = change.max(mean.abs());
                }
            }
            if change <= size * f64::EPSILON {
                break;
            }
        }
        residuals
    }
}

impl Margin {
    fn is_met(&self, weights: &[f64]) -> bool {
        let sums = self.sums(weights);
        sums.iter().zip(&self.totals).all(|(sum, total)| (sum / to_f64(*total) - 1.0).abs() < MET)
    }

    fn sums(&self, weights: &[f64]) -> Vec<f64> {
        let mut sums = vec![0.0; self.totals.len()];
        for (category, weight) in self.category_of.iter().zip(weights) {
            sums[*category] += weight;
        }
        sums
    }

    /// For each table, the mean over its category.
    fn means(&self, values: &[f64]) -> Vec<f64> {
        let mut sums = vec![(0.0, 0_u64); self.totals.len()];
        for (category, value) in self.category_of.iter().zip(values) {
            sums[*category].0 += value;
            sums[*category].1 += 1;
        }
        self.category_of
            .iter()
            .map(|category| sums[*category].0 / to_f64(sums[*category].1))
            .collect()
    }
}

fn fit(margin: &Margin, weights: &mut [f64]) -> Result<(), Refusal> {
    let sums = margin.sums(weights);
    for (category, weight) in margin.category_of.iter().zip(weights) {
        *weight *= to_f64(margin.totals[*category]) / sums[*category];
        if !weight.is_normal() {
            return refuse(
                Rule::RakingNotConverged,
                format!("category {category} loses its weight"),
            );
        }
    }
    Ok(())
}

fn check(margins: &[Margin], units: usize) -> Result<(), Refusal> {
    let wrong = |detail: String| refuse(Rule::RakingMargins, detail);
    let Some(first) = margins.first() else { return wrong("no margin".to_owned()) };
    let whole = |margin: &Margin| margin.totals.iter().map(|one| u128::from(*one)).sum::<u128>();
    for (at, margin) in margins.iter().enumerate() {
        if whole(margin) != whole(first) {
            return wrong(format!(
                "margin {at} adds up to {}, the first to {}",
                whole(margin),
                whole(first)
            ));
        }
        if margin.category_of.len() != units {
            return wrong(format!(
                "margin {at} classifies {} of {units} tables",
                margin.category_of.len()
            ));
        }
        for (category, total) in margin.totals.iter().enumerate() {
            let sampled = margin.category_of.contains(&category);
            if (*total == 0) == sampled {
                return wrong(format!(
                    "margin {at}, category {category}: {total} tables, {} in the sample",
                    if sampled { "some" } else { "none" }
                ));
            }
        }
        if margin.category_of.iter().any(|category| *category >= margin.totals.len()) {
            return wrong(format!("margin {at}: a table is in a category without a total"));
        }
    }
    Ok(())
}
