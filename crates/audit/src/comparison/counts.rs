use std::collections::BTreeMap;

use record::Rule;

use crate::bounds::{Bounds, Quotient};
use crate::contest::Assertion;
use crate::error::{AuditError, Result};
use crate::manifest::{BoxNo, MAX_RECEIPTS, Manifest};

/// What was found in a drawn box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// The box was opened and its receipts were counted.
    Counted {
        /// Receipts for each choice.
        votes: Vec<u64>,
        /// Receipts for nobody: null or unmarked.
        others: u64,
    },
    /// The box was not found, or could not be opened: it counts as its worst case.
    Missing,
}

/// Hand counts, with the boxes whose contents were mixed.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    found: BTreeMap<BoxNo, Found>,
    /// For a box of mixed contents, all boxes mixed with it and itself.
    mixed: BTreeMap<BoxNo, Vec<BoxNo>>,
}

/// How much a box overstated each assertion, in votes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overstatement {
    /// Score reported minus score counted, for each assertion; negative where understated.
    pub votes: Vec<i128>,
    /// Whether the box was missing.
    pub missing: bool,
    /// Whether it held more than its bound allows, so that the bound was wrong.
    pub violation: bool,
}

/// What one draw adds to the risk.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DrawError {
    /// The box.
    pub number: BoxNo,
    /// Votes overstated for the assertion it hurts most.
    pub votes: i128,
    /// The same as a share of that margin.
    pub e: f64,
    /// The box's bound.
    pub u: f64,
    /// max(0, e)/u: from 0 to 1.
    pub taint: f64,
}

impl Counts {
    /// No count yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds what was found in a box.
    ///
    /// # Errors
    /// A504 for a box not of the manifest, A503 for one counted already, A535 where a figure is missing, A506 for
    /// one beyond 10^9 receipts.
    pub fn add(&mut self, manifest: &Manifest, number: BoxNo, found: Found) -> Result<()> {
        let Some(one) = manifest.get(number) else {
            return AuditError::err(Rule::AuditBoxUnknown, format!("box {}", number.0));
        };
        if let Found::Counted { votes, others } = &found {
            if votes.len() != one.votes.len() {
                let detail =
                    format!("{}: {} figures, {} choices", one.id, votes.len(), one.votes.len());
                return AuditError::err(Rule::AuditCountIncomplete, detail);
            }
            if let Some(large) = votes.iter().chain([others]).find(|count| **count > MAX_RECEIPTS) {
                return AuditError::err(Rule::AuditNumberTooLarge, format!("{}: {large}", one.id));
            }
        }
        match self.found.insert(number, found) {
            None => Ok(()),
            Some(_) => AuditError::err(Rule::AuditBoxDuplicate, format!("{} was counted", one.id)),
        }
    }

    /// Declares that the contents of some boxes were mixed: a count of one of them is a count of all.
    ///
    /// # Errors
    /// A503 where one of them is in another mixture already.
    pub fn mix(&mut self, boxes: &[BoxNo]) -> Result<()> {
        let mut all = boxes.to_vec();
        all.sort_unstable();
        all.dedup();
        for number in &all {
            if self.mixed.insert(*number, all.clone()).is_some() {
                let detail = format!("box {} is in two mixtures", number.0);
                return AuditError::err(Rule::AuditBoxDuplicate, detail);
            }
        }
        Ok(())
    }

    /// What was found in a box, if it was counted.
    pub fn of(&self, number: BoxNo) -> Option<&Found> {
        self.found.get(&number)
    }

    /// The boxes counted.
    pub fn boxes(&self) -> impl Iterator<Item = (BoxNo, &Found)> {
        self.found.iter().map(|(number, found)| (*number, found))
    }

    /// Held against what was reported of the box, or of all boxes it was mixed with.
    ///
    /// # Errors
    /// A535 where the box was not counted.
    pub fn overstatement(
        &self,
        manifest: &Manifest,
        bounds: &Bounds,
        number: BoxNo,
    ) -> Result<Overstatement> {
        let Some(found) = self.of(number) else {
            let id = manifest.get(number).map_or("", |one| &one.id);
            return AuditError::err(Rule::AuditCountIncomplete, format!("{id} was not counted"));
        };
        let Found::Counted { votes, others } = found else {
            // Its own worst case: every receipt that can be in it is for those said to have fewer.
            let votes = worst(manifest, bounds, number);
            return Ok(Overstatement { votes, missing: true, violation: false });
        };
        let alone = [number];
        let together = self.mixed.get(&number).map_or(&alone[..], Vec::as_slice);
        let boxes = || together.iter().filter_map(|one| manifest.get(*one));
        let over = |assertion: &Assertion| {
            let reported: i128 = boxes().map(|one| assertion.score(&one.votes)).sum();
            reported - assertion.score(votes)
        };
        let bound: u64 = boxes().map(|one| one.bound).sum();
        Ok(Overstatement {
            votes: bounds.assertions.iter().map(over).collect(),
            missing: false,
            violation: votes.iter().sum::<u64>() + others > bound,
        })
    }

    /// Whether every box of the manifest was opened and counted.
    pub fn is_full(&self, manifest: &Manifest) -> bool {
        let numbers = (0..manifest.len()).filter_map(BoxNo::from_index);
        numbers.into_iter().all(|number| {
            let own = matches!(self.of(number), Some(Found::Counted { .. }));
            let group = self.mixed.get(&number);
            own || group.is_some_and(|group| {
                group.iter().any(|one| matches!(self.of(*one), Some(Found::Counted { .. })))
            })
        })
    }

    /// Of a full count: whether every assertion is true of the paper, with what is outside of it against it.
    pub fn outcome_stands(&self, manifest: &Manifest, bounds: &Bounds) -> Result<bool> {
        let mut left: Vec<i128> = bounds
            .margins
            .iter()
            .map(|margin| i128::try_from(*margin).expect("margins are far below 2¹²⁷"))
            .collect();
        let mut seen: Vec<BoxNo> = Vec::new();
        for (number, _) in self.boxes() {
            if seen.contains(&number) {
                continue;
            }
            if let Some(group) = self.mixed.get(&number) {
                seen.extend(group);
            }
            let over = self.overstatement(manifest, bounds, number)?;
            for (left, over) in left.iter_mut().zip(&over.votes) {
                *left -= over;
            }
        }
        Ok(left.iter().all(|left| *left > 0))
    }
}

impl Overstatement {
    /// As a draw of this box adds to the risk of Kaplan and Markov.
    pub fn of_draw(&self, bounds: &Bounds, number: BoxNo) -> DrawError {
        let u = bounds.of(number);
        let margin = |at: usize| i128::try_from(bounds.margins[at]).expect("far below 2¹²⁷");
        let most = (0..self.votes.len())
            .reduce(
                |a, b| {
                    if self.votes[b] * margin(a) > self.votes[a] * margin(b) { b } else { a }
                },
            )
            .expect("an outcome asserts something");
        let taint =
            if self.missing { 1.0 } else { share_of(self.votes[most], margin(most), u).max(0.0) };
        DrawError {
            number,
            votes: self.votes[most],
            e: self.votes[most] as f64 / margin(most) as f64,
            u: u.to_f64(),
            taint,
        }
    }
}

/// (votes/margin)/u, rounded once; zero where both are zero.
pub(super) fn share_of(votes: i128, margin: i128, u: Quotient) -> f64 {
    let denominator = i128::try_from(u.denominator).expect("far below 2¹²⁷");
    let numerator = i128::try_from(u.numerator).expect("far below 2¹²⁷");
    match votes * denominator {
        0 => 0.0,
        // Nothing can be hidden in this box, and yet something was: more than its bound.
        above if numerator == 0 => {
            if above > 0 {
                f64::INFINITY
            } else {
                f64::NEG_INFINITY
            }
        }
        above => above as f64 / (margin * numerator) as f64,
    }
}

fn worst(manifest: &Manifest, bounds: &Bounds, number: BoxNo) -> Vec<i128> {
    let one = manifest.get(number).expect("it was added to the counts");
    let score = |assertion: &Assertion| assertion.score(&one.votes) + i128::from(one.bound);
    bounds.assertions.iter().map(score).collect()
}
