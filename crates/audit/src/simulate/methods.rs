use crate::bounds::Bounds;
use crate::comparison::{Bet, Betting, Counts, Found, kaplan_markov, martingales};
use crate::contest::ChoiceNo;
use crate::error::Result;
use crate::foreign::BitStream;
use crate::manifest::BoxNo;
use crate::polling::{Pair, Round, batch_value, bravo, providence};
use crate::range::{self, Estimator, Null};
use crate::sampler::{Draw, Replacement};
use crate::seed::Seed;

use super::World;

/// Draws between two looks at the risk, where looking costs time.
const LOOK_EVERY: usize = 5;
/// Receipts of a sample of ballot polling.
const RECEIPTS: usize = 600;

/// A method of this crate, as an audit would use it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Kaplan and Markov, with replacement, chances by bounds.
    KaplanMarkov,
    /// Betting with replacement, always 95 % of the largest bet.
    Hedged,
    /// Betting with replacement, the bet learned.
    Adaptive,
    /// Betting without replacement, chances by bounds.
    WithoutReplacement,
    /// Betting without replacement, equal chances: a fixed draw used again.
    Uniform,
    /// Whole boxes, without the sheets.
    BatchPolling,
    /// Receipts, Wald's test.
    Bravo,
    /// Receipts in rounds, looking only at the end of each.
    Providence,
    /// Receipts, with a mean that is learned.
    Alpha,
}

impl Method {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::KaplanMarkov,
        Self::Hedged,
        Self::Adaptive,
        Self::WithoutReplacement,
        Self::Uniform,
        Self::BatchPolling,
        Self::Bravo,
        Self::Providence,
        Self::Alpha,
    ];

    /// A word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::KaplanMarkov => "kaplan-markov",
            Self::Hedged => "hedged",
            Self::Adaptive => "adaptive",
            Self::WithoutReplacement => "without-replacement",
            Self::Uniform => "uniform",
            Self::BatchPolling => "batch-polling",
            Self::Bravo => "bravo",
            Self::Providence => "providence",
            Self::Alpha => "alpha",
        }
    }

    /// The smallest risk that an audit of this seed ever shows: what a stop at the best moment would use.
    pub(super) fn least_risk(self, world: &World, seed: &str) -> Result<f64> {
        match self {
            Self::KaplanMarkov => by_bounds(world, seed),
            Self::Hedged => betted(world, seed, Replacement::With, Bet::Fixed { c: 0.95 }, false),
            Self::Adaptive => betted(world, seed, Replacement::With, Bet::ADAPTIVE, false),
            Self::WithoutReplacement => {
                betted(world, seed, Replacement::Without, Bet::ADAPTIVE, false)
            }
            Self::Uniform => betted(world, seed, Replacement::Without, Bet::ADAPTIVE, true),
            Self::BatchPolling => batches(world, seed),
            Self::Bravo | Self::Providence | Self::Alpha => receipts(self, world, seed),
        }
    }
}

fn drawn(
    world: &World,
    seed: &str,
    weights: Option<&[u64]>,
    replacement: Replacement,
    size: usize,
) -> Result<Vec<BoxNo>> {
    let (ids, seed) = (world.manifest.ids(), Seed::from_text(seed)?);
    let draw = match weights {
        Some(weights) => Draw::weighted(&ids, weights, &seed, replacement)?,
        None => Draw::equal(&ids, &seed, replacement)?,
    };
    Ok(draw.take(size).filter_map(|one| BoxNo::from_index(one.index)).collect())
}

fn counts(world: &World, boxes: &[BoxNo]) -> Result<Counts> {
    let mut counts = Counts::new();
    for number in boxes {
        if counts.of(*number).is_none() {
            let votes = world.paper[number.index()].to_vec();
            counts.add(&world.manifest, *number, Found::Counted { votes, others: 0 })?;
        }
    }
    Ok(counts)
}

fn by_bounds(world: &World, seed: &str) -> Result<f64> {
    let weights = world.bounds.weights()?;
    let boxes = drawn(world, seed, Some(&weights), Replacement::With, 2 * world.manifest.len())?;
    let mut least: f64 = 1.0;
    for end in (LOOK_EVERY..=boxes.len()).step_by(LOOK_EVERY) {
        let sample = &boxes[..end];
        let risk =
            kaplan_markov(&world.manifest, &world.bounds, sample, &counts(world, sample)?)?.risk();
        least = least.min(risk);
    }
    Ok(least)
}

fn betted(
    world: &World,
    seed: &str,
    replacement: Replacement,
    bet: Bet,
    uniform: bool,
) -> Result<f64> {
    let weights = world.bounds.weights()?;
    let size = match replacement {
        Replacement::With => 2 * world.manifest.len(),
        // The last box would let arithmetic decide; an audit may stop at any moment before it.
        Replacement::Without => world.manifest.len() - 1,
    };
    let weights = (!uniform).then_some(&weights[..]);
    let boxes = drawn(world, seed, weights, replacement, size)?;
    let equal: Bounds;
    let bounds = if uniform {
        equal = world.bounds.uniform();
        &equal
    } else {
        &world.bounds
    };
    let betting = Betting { replacement, bet, clip: false };
    Ok(martingales(&world.manifest, bounds, &boxes, &counts(world, &boxes)?, betting)?.p)
}

fn batches(world: &World, seed: &str) -> Result<f64> {
    let bounds: Vec<u64> = world.manifest.boxes().iter().map(|one| one.bound).collect();
    let size = 2 * world.manifest.len();
    let boxes = drawn(world, seed, Some(&bounds), Replacement::With, size)?;
    let assertion = &world.outcome.assertions[0];
    let value = |number: &BoxNo| {
        batch_value(assertion, Some(&world.paper[number.index()]), bounds[number.index()])
    };
    let sample: Vec<f64> = boxes.iter().map(value).collect();
    let bet = range::Bet::Agrapa { lambda: 0.5, start: 0.5, most: 0.9, grow: 0.1 };
    Ok(range::betting(&Null::new(0.5, 1.0, None)?, bet, &sample)?.0.p)
}

fn receipts(method: Method, world: &World, seed: &str) -> Result<f64> {
    let sum = |at: usize| world.paper.iter().map(|one| one[at]).sum::<u64>();
    let (winner, all) = (sum(0), sum(0) + sum(1));
    let mut random = BitStream::new(seed);
    let sample: Vec<u64> = (0..RECEIPTS).map(|_| u64::from(random.below(all) < winner)).collect();
    let pair = Pair::new(&world.manifest.totals(), ChoiceNo(0), ChoiceNo(1))?;
    let round = |part: &[u64]| {
        let winner = part.iter().sum();
        let all = u64::try_from(part.len()).expect("lengths fit 64 bits");
        Round { votes: vec![winner, all - winner], not_found: 0 }
    };
    let rounds = |size: usize| sample.chunks(size).map(round).collect::<Vec<_>>();
    let least = |risks: Vec<f64>| risks.into_iter().fold(1.0, f64::min);
    match method {
        Method::Bravo => Ok(least(bravo(&pair, &rounds(1))?)),
        Method::Providence => Ok(least(providence(&pair, &rounds(120))?)),
        _ => {
            let values: Vec<f64> = sample.iter().map(|one| *one as f64).collect();
            let estimator = Estimator::ShrinkTruncate {
                eta: pair.share(),
                c: 0.05,
                d: 50.0,
                f: 0.0,
                minsd: 1e-6,
                eps: f64::EPSILON,
            };
            Ok(range::alpha(&Null::new(0.5, 1.0, None)?, estimator, &values)?.0.p)
        }
    }
}
