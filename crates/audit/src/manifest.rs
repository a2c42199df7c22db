use record::Rule;
use serde::{Deserialize, Serialize};

use crate::contest::Outcome;
use crate::error::{AuditError, Result};
use crate::sampler::MAX_BOXES;

/// Most votes or receipts of one box.
pub const MAX_RECEIPTS: u64 = 1_000_000_000;

/// A box: its place in the manifest of the audit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BoxNo(pub u32);

impl BoxNo {
    /// The box of an index; below [`MAX_BOXES`] every index has one.
    pub fn from_index(index: usize) -> Option<Self> {
        u32::try_from(index).ok().map(Self)
    }

    /// Its index.
    ///
    /// # Panics
    /// Never on machines of 32 bits or more.
    pub fn index(self) -> usize {
        usize::try_from(self.0).expect("positions fit the address space")
    }
}

/// A box as the audit knows it before it is opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportedBox {
    /// Its code, as drawn by.
    pub id: String,
    /// Votes reported for each choice, in their order.
    pub votes: Vec<u64>,
    /// The most receipts that can be in it, known from others than the machine.
    pub bound: u64,
}

/// Every box that can be drawn, each once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    boxes: Vec<ReportedBox>,
}

impl Manifest {
    /// Takes the boxes, in any order; they are kept in the order of their codes.
    ///
    /// # Errors
    /// A503 for a code twice, A506 beyond ten million boxes or 10^9 receipts, A531 where there is none, A533 where
    /// one has fewer or more choices than the outcome, A507 where it reports more votes than its bound allows.
    pub fn new(mut boxes: Vec<ReportedBox>, outcome: &Outcome) -> Result<Self> {
        if boxes.is_empty() {
            return AuditError::err(Rule::AuditNothingToDraw, "no box");
        }
        if boxes.len() > MAX_BOXES {
            return AuditError::err(Rule::AuditNumberTooLarge, format!("{} boxes", boxes.len()));
        }
        boxes.sort_by(|a, b| a.id.cmp(&b.id));
        if let Some(two) = boxes.windows(2).find(|two| two[0].id == two[1].id) {
            return AuditError::err(Rule::AuditBoxDuplicate, two[0].id.clone());
        }
        boxes.iter().try_for_each(|one| check(one, outcome))?;
        Ok(Self { boxes })
    }

    /// The boxes, by code.
    pub fn boxes(&self) -> &[ReportedBox] {
        &self.boxes
    }

    /// Number of boxes, at least one.
    #[allow(clippy::len_without_is_empty, reason = "never empty")]
    pub fn len(&self) -> usize {
        self.boxes.len()
    }

    /// One of them.
    pub fn get(&self, number: BoxNo) -> Option<&ReportedBox> {
        self.boxes.get(number.index())
    }

    /// The box with a code.
    ///
    /// # Errors
    /// A504 where there is none.
    pub fn find(&self, id: &str) -> Result<BoxNo> {
        let found = self.boxes.binary_search_by(|one| one.id.as_str().cmp(id)).ok();
        found.and_then(BoxNo::from_index).ok_or_else(|| AuditError::new(Rule::AuditBoxUnknown, id))
    }

    /// Their codes, in order.
    pub fn ids(&self) -> Vec<&str> {
        self.boxes.iter().map(|one| one.id.as_str()).collect()
    }

    /// Votes of all boxes for each choice.
    pub fn totals(&self) -> Vec<u64> {
        let mut totals = vec![0; self.boxes[0].votes.len()];
        for one in &self.boxes {
            for (total, votes) in totals.iter_mut().zip(&one.votes) {
                // Bounded by MAX_BOXES · MAX_RECEIPTS, far below 2⁶⁴.
                *total += votes;
            }
        }
        totals
    }
}

fn check(one: &ReportedBox, outcome: &Outcome) -> Result<()> {
    let ReportedBox { id, votes, bound } = one;
    if votes.len() != outcome.choices {
        let detail = format!("{id}: {} figures, {} choices", votes.len(), outcome.choices);
        return AuditError::err(Rule::AuditMalformed, detail);
    }
    if let Some(large) = votes.iter().chain([bound]).find(|number| **number > MAX_RECEIPTS) {
        return AuditError::err(Rule::AuditNumberTooLarge, format!("{id}: {large}"));
    }
    let all: u128 = votes.iter().map(|votes| u128::from(*votes)).sum();
    let most = u128::from(*bound) * u128::from(outcome.votes_allowed);
    if all > most || votes.iter().any(|votes| votes > bound) {
        let detail = format!("{id}: {all} votes, at most {bound} receipts");
        return AuditError::err(Rule::AuditVotesAboveBound, detail);
    }
    Ok(())
}

/// The largest chance of confirming a wrong outcome that is accepted, in millionths: above zero, below one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct RiskLimit(u32);

impl RiskLimit {
    /// A limit in millionths; 5 % is 50,000.
    ///
    /// # Errors
    /// A511 where it is zero, or a million or more.
    pub fn from_millionths(millionths: u32) -> Result<Self> {
        match millionths {
            1..1_000_000 => Ok(Self(millionths)),
            _ => AuditError::err(Rule::AuditRiskLimitInvalid, format!("{millionths} millionths")),
        }
    }

    /// In millionths.
    pub fn millionths(self) -> u32 {
        self.0
    }

    /// As a probability.
    pub fn alpha(self) -> f64 {
        f64::from(self.0) / 1e6
    }
}

impl TryFrom<u32> for RiskLimit {
    type Error = AuditError;

    fn try_from(millionths: u32) -> Result<Self> {
        Self::from_millionths(millionths)
    }
}

impl From<RiskLimit> for u32 {
    fn from(limit: RiskLimit) -> Self {
        limit.0
    }
}
