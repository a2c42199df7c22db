use record::Rule;
use serde::Serialize;

use crate::estimate::Interval;
use crate::poll::{Poll, Register};
use crate::quantile::{Level, two_sided_p};

/// What every comparison rests on.
pub const CAVEAT: &str = "Sampling error only, of a simple random sample unless a design effect was published; polls err beyond it.";

/// What polls are held against: the margin of two candidates in a result.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reference {
    /// Where it is from.
    pub name: String,
    /// Candidate ahead in it, by key, and the next: the margin is theirs in all comparisons with it.
    pub first: String,
    /// The other.
    pub second: String,
    /// Margin as a share of valid votes.
    pub margin: f64,
    /// Standard error of the margin, where it is an estimate itself; zero where it is a count.
    pub standard_error: f64,
}

/// A poll held against a result.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Comparison {
    /// Id of the poll.
    pub poll: String,
    /// Name of the reference.
    pub reference: String,
    /// What came of it.
    #[serde(flatten)]
    pub outcome: Option<Outcome>,
    /// Q732 to Q734.
    pub rule: Rule,
}

/// A comparison that could be made.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Outcome {
    /// The poll's margin among those who named a candidate.
    pub margin: f64,
    /// Its interval at 95 %, by sampling alone.
    pub interval: Interval,
    /// Poll less result.
    pub difference: f64,
    /// In standard errors of poll and result together.
    pub z: f64,
    /// Chance of so large a difference by sampling alone.
    pub p: f64,
    /// The same, adjusted for all comparisons of the report (Holm 1979).
    pub adjusted_p: f64,
    /// Whether a design effect was published; without one the interval is too narrow.
    pub design_effect_known: bool,
    /// How far the pollster was off before.
    pub house: Option<HouseError>,
}

/// A pollster's past errors of the margin.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct HouseError {
    /// Elections.
    pub elections: u64,
    /// Mean error with its sign.
    pub mean: f64,
    /// Root of the mean squared error.
    pub typical: f64,
}

/// Holds every poll against every result. The level below which a difference is reported is 5 %, adjusted.
pub fn compare(register: &Register, references: &[Reference]) -> Vec<Comparison> {
    let mut all = Vec::new();
    for reference in references {
        for poll in &register.polls {
            let outcome = outcome(poll, reference, register);
            all.push(Comparison {
                poll: poll.id.clone(),
                reference: reference.name.clone(),
                outcome,
                rule: Rule::PollNotTestable,
            });
        }
    }
    adjust(&mut all);
    for one in &mut all {
        if let Some(outcome) = &one.outcome {
            let differs = outcome.adjusted_p < 0.05;
            one.rule = if differs { Rule::PollDiffers } else { Rule::PollWithin };
        }
    }
    all
}

impl HouseError {
    /// Of a pollster, from the register.
    pub fn of(register: &Register, pollster: &str) -> Option<Self> {
        let errors: Vec<f64> = register
            .past
            .iter()
            .filter(|one| one.pollster == pollster)
            .map(|one| one.predicted.share() - one.result.share())
            .collect();
        let elections = u64::try_from(errors.len()).ok().filter(|many| *many > 0)?;
        let many = errors.len() as f64;
        Some(Self {
            elections,
            mean: errors.iter().sum::<f64>() / many,
            typical: (errors.iter().map(|error| error * error).sum::<f64>() / many).sqrt(),
        })
    }
}

fn outcome(poll: &Poll, reference: &Reference, register: &Register) -> Option<Outcome> {
    let named: f64 = poll.shares.iter().map(|one| one.percent.share()).sum();
    let first = poll.share(&reference.first)?.share();
    let second = poll.share(&reference.second)?.share();
    let asked = f64::from(poll.sample?) * named.min(1.0);
    if named <= 0.0 || asked < 1.0 {
        return None;
    }
    let (first, second) = (first / named, second / named);
    let margin = first - second;
    let effect = poll.design_effect.map_or(1.0, |effect| f64::from(effect.0) / 100.0);
    let variance = effect * (first + second - margin * margin) / asked;
    let together = (variance + reference.standard_error.powi(2)).sqrt();
    let difference = margin - reference.margin;
    // All named the same candidate: no variance, so nothing can be said in standard errors.
    if together <= 0.0 {
        return None;
    }
    let reach = Level::NINETY_FIVE.z() * variance.sqrt();
    let p = two_sided_p(difference / together);
    Some(Outcome {
        margin,
        interval: Interval { low: margin - reach, high: margin + reach },
        difference,
        z: difference / together,
        p,
        adjusted_p: p,
        design_effect_known: poll.design_effect.is_some(),
        house: HouseError::of(register, &poll.pollster),
    })
}

/// Holm's adjustment over all comparisons made.
fn adjust(all: &mut [Comparison]) {
    let mut order: Vec<usize> = (0..all.len()).filter(|at| all[*at].outcome.is_some()).collect();
    let p = |all: &[Comparison], at: usize| all[at].outcome.map_or(1.0, |one| one.p);
    order.sort_by(|a, b| p(all, *a).total_cmp(&p(all, *b)));
    let (mut least, many) = (0.0_f64, order.len());
    for (rank, at) in order.into_iter().enumerate() {
        least = least.max((p(all, at) * (many - rank) as f64).min(1.0));
        if let Some(outcome) = &mut all[at].outcome {
            outcome.adjusted_p = least;
        }
    }
}
