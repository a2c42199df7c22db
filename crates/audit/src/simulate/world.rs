use record::Rule;

use crate::bounds::{Bounds, Outside};
use crate::contest::Outcome;
use crate::error::{AuditError, Result};
use crate::foreign::BitStream;
use crate::manifest::{Manifest, ReportedBox};

/// How the error that makes the outcome wrong is spread over the boxes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Adversary {
    /// As few boxes as possible, each as wrong as it can be.
    Concentrated,
    /// Boxes in a random order, each by a random part of what it can hide.
    Scattered,
    /// Every box by the same part of what it can hide.
    Even,
}

impl Adversary {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Concentrated, Self::Scattered, Self::Even];

    /// A word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Concentrated => "concentrated",
            Self::Scattered => "scattered",
            Self::Even => "even",
        }
    }
}

/// A report, and the paper that contradicts it.
#[derive(Clone, Debug)]
pub struct World {
    /// What was reported.
    pub manifest: Manifest,
    /// The outcome reported.
    pub outcome: Outcome,
    /// How much each box can hide.
    pub bounds: Bounds,
    /// Receipts of each box for the two choices.
    pub paper: Vec<[u64; 2]>,
}

impl World {
    /// `boxes` boxes of some hundred receipts with a reported margin of about 20 points, and paper that is a tie.
    ///
    /// # Errors
    /// A523 for fewer than two boxes, or more than 100,000.
    pub fn new(adversary: Adversary, boxes: usize, seed: u64) -> Result<Self> {
        if !(2..=100_000).contains(&boxes) {
            return AuditError::err(Rule::AuditParameterInvalid, format!("{boxes} boxes"));
        }
        let mut random = BitStream::new(&format!("world {seed}"));
        let reported: Vec<ReportedBox> = (0..boxes)
            .map(|number| {
                let voters = 100 + random.below(400);
                let winner = voters * (45 + random.below(31)) / 100;
                let others = random.below(voters / 50 + 1).min(voters - winner);
                let votes = vec![winner, voters - winner - others];
                ReportedBox { id: format!("{number:06}"), votes, bound: voters + random.below(30) }
            })
            .collect();
        let outcome = Outcome::of(2, vec![crate::ChoiceNo(0)], vec![crate::ChoiceNo(1)])?;
        let manifest = Manifest::new(reported, &outcome)?;
        let bounds = Bounds::new(&manifest, &outcome, &Outside::default())?;
        let paper = paper(&manifest, bounds.margins[0], adversary, &mut random);
        Ok(Self { manifest, outcome, bounds, paper })
    }
}

/// Counts whose sum is a tie, or one vote worse.
fn paper(
    manifest: &Manifest,
    margin: u128,
    adversary: Adversary,
    random: &mut BitStream,
) -> Vec<[u64; 2]> {
    let boxes = manifest.boxes();
    let hidden = |one: &ReportedBox| one.votes[0] + one.bound - one.votes[1];
    let mut needed = u64::try_from(margin).expect("a few million votes");
    let all: u64 = boxes.iter().map(hidden).sum();
    let mut taken = vec![0; boxes.len()];
    let mut order: Vec<usize> = (0..boxes.len()).collect();
    match adversary {
        Adversary::Concentrated => order.sort_by_key(|at| std::cmp::Reverse(hidden(&boxes[*at]))),
        Adversary::Scattered => order.sort_by_cached_key(|_| random.bits(64)),
        Adversary::Even => {}
    }
    // A second time round, what is still needed is taken where there is room.
    for round in 0..2 {
        for at in &order {
            let most = hidden(&boxes[*at]) - taken[*at];
            let wish = match (adversary, round) {
                (Adversary::Scattered, 0) => random.below(most + 1),
                (Adversary::Even, 0) => {
                    let share = u128::from(most) * margin / u128::from(all);
                    u64::try_from(share).expect("at most the box")
                }
                _ => most,
            };
            let take = wish.min(needed);
            taken[*at] += take;
            needed -= take;
        }
    }
    assert_eq!(needed, 0, "all boxes together hide more than the margin");
    boxes.iter().zip(&taken).map(|(one, taken)| with_error(one, *taken)).collect()
}

/// The box with an overstatement of `error` votes, by moving votes before adding any.
fn with_error(one: &ReportedBox, error: u64) -> [u64; 2] {
    let moved = (error / 2).min(one.votes[0]);
    let (winner, loser) = (one.votes[0] - moved, one.votes[1] + moved);
    let left = error - 2 * moved;
    let lost = left.min(winner).min(1);
    [winner - lost, loser + left - lost]
}
