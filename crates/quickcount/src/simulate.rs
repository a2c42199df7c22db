//! Whether intervals cover as they claim: the same quick count drawn again and again from tables all known.

use std::collections::BTreeMap;

use record::{Digest, Rule};
use serde::Serialize;

use crate::design::Design;
use crate::estimate::Interval;
use crate::quantile::{Level, to_f64};
use crate::refusal::{Refusal, refuse};

/// Most runs of a simulation.
pub const MAX_RUNS: u64 = 1_000_000;

/// How often the interval of the margin held the true margin.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Coverage {
    /// Draws.
    pub runs: u64,
    /// Draws whose interval held the truth.
    pub covered: u64,
    /// What the interval claims.
    pub claimed: f64,
    /// The share covered, give or take the chance of so many draws (Wilson 1927, 95 %).
    pub observed: Interval,
    /// The true margin.
    pub truth: f64,
}

/// A table of a population: its stratum, the difference of two candidates, and its valid votes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Table {
    /// Position of its stratum.
    pub stratum: usize,
    /// First less second.
    pub difference: i64,
    /// Valid votes.
    pub valid: i64,
}

/// Draws `draw` tables of each stratum `runs` times, from a seed.
///
/// # Errors
/// Q701 to Q706 as for estimates, Q710 for no or too many runs.
pub fn coverage(
    population: &[Table],
    draw: &[u64],
    level: Level,
    runs: u64,
    seed: &str,
) -> Result<Coverage, Refusal> {
    if runs == 0 || runs > MAX_RUNS {
        return refuse(Rule::ShareOutOfRange, format!("{runs} runs, at most {MAX_RUNS}"));
    }
    let mut strata = vec![Vec::new(); draw.len()];
    for table in population {
        match strata.get_mut(table.stratum) {
            Some(stratum) => stratum.push(*table),
            None => return refuse(Rule::PlanMismatch, "a table is in no stratum"),
        }
    }
    let sizes: Vec<u64> =
        strata.iter().map(|one| u64::try_from(one.len()).unwrap_or(u64::MAX)).collect();
    for (at, (size, draw)) in sizes.iter().zip(draw).enumerate() {
        if draw > size {
            return refuse(Rule::SampleAboveStratum, format!("stratum {at}: {draw} of {size}"));
        }
    }
    let valid: i64 = population.iter().map(|one| one.valid).sum();
    let difference: i64 = population.iter().map(|one| one.difference).sum();
    if valid <= 0 {
        return refuse(Rule::DenominatorZero, "no valid votes");
    }
    let truth = difference as f64 / valid as f64;
    let mut random = Random::new(seed);
    let mut covered = 0;
    for _ in 0..runs {
        let (mut of, mut y, mut x) = (Vec::new(), Vec::new(), Vec::new());
        for (stratum, (tables, draw)) in strata.iter_mut().zip(draw).enumerate() {
            for at in 0..usize::try_from(*draw).unwrap_or(usize::MAX) {
                let other = at + random.below(tables.len() - at);
                tables.swap(at, other);
                of.push(stratum);
                y.push(tables[at].difference);
                x.push(tables[at].valid);
            }
        }
        let interval = Design::stratified(&sizes, &of)?.ratio(&y, &x)?.student(level)?;
        covered += u64::from(interval.contains(truth));
    }
    Ok(Coverage { runs, covered, claimed: level.share(), observed: wilson(covered, runs), truth })
}

/// Standard deviation of a share between tables of a stratum, to plan a sample by: that of half the residuals
/// of the margin, in units of the mean valid votes of a table.
pub fn spread(population: &[Table]) -> f64 {
    let valid: i64 = population.iter().map(|one| one.valid).sum();
    let difference: i64 = population.iter().map(|one| one.difference).sum();
    if valid <= 0 {
        return 0.0;
    }
    let ratio = difference as f64 / valid as f64;
    let mut strata: BTreeMap<usize, Vec<f64>> = BTreeMap::new();
    for one in population {
        let residual = one.difference as f64 - ratio * one.valid as f64;
        strata.entry(one.stratum).or_default().push(residual / 2.0);
    }
    let squares: f64 = strata
        .values()
        .map(|residuals| {
            let mean = residuals.iter().sum::<f64>() / residuals.len() as f64;
            residuals.iter().map(|one| (one - mean).powi(2)).sum::<f64>()
        })
        .sum();
    let tables = population.len() as f64;
    (squares / tables).sqrt() / (valid as f64 / tables)
}

/// Wilson's 95 % interval of a share.
fn wilson(part: u64, whole: u64) -> Interval {
    let (z, n) = (Level::NINETY_FIVE.z(), to_f64(whole));
    let share = to_f64(part) / n;
    let middle = (share + z * z / (2.0 * n)) / (1.0 + z * z / n);
    let reach = z / (1.0 + z * z / n) * (share * (1.0 - share) / n + z * z / (4.0 * n * n)).sqrt();
    Interval { low: middle - reach, high: middle + reach }
}

/// SplitMix64 (Steele, Lea, Flood 2014): chance for simulations, from a seed; never for a draw.
struct Random(u64);

impl Random {
    fn new(seed: &str) -> Self {
        Self(u64::from_le_bytes(Digest::of(seed.as_bytes()).prefix()))
    }

    /// A number below `bound`, which is above zero; the bias of the multiplication is below 2⁻³².
    fn below(&mut self, bound: usize) -> usize {
        let bound = u64::try_from(bound).unwrap_or(u64::MAX);
        let scaled = (u128::from(self.next()) * u128::from(bound)) >> 64;
        usize::try_from(scaled).expect("below a usize")
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}
