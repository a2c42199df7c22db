//! Polling: receipts or boxes counted without holding them against anything reported of them.
//!
//! For wide margins, or where there are no sheets to compare with. What was reported is only a guess at the
//! result; a wrong guess makes the audit longer, not wrong.

mod batches;
mod bravo;
mod providence;
mod size;

pub use batches::{batch_value, receipt_value};
pub use bravo::bravo;
pub use providence::providence;
pub use size::{Asn, asn, sample_size};

use record::Rule;

use crate::contest::ChoiceNo;
use crate::error::{AuditError, Result};

/// A winner and a loser, with the votes reported for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Who is said to have more.
    pub winner: ChoiceNo,
    /// Who is said to have fewer.
    pub loser: ChoiceNo,
    winner_votes: u64,
    loser_votes: u64,
}

/// Receipts of one round.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Round {
    /// For each choice.
    pub votes: Vec<u64>,
    /// Drawn positions at which there was no receipt: they count for every loser.
    pub not_found: u64,
}

impl Pair {
    /// A pair out of the reported totals.
    ///
    /// # Errors
    /// A509 where one of them is not a choice, A508 where the winner has not more votes.
    pub fn new(totals: &[u64], winner: ChoiceNo, loser: ChoiceNo) -> Result<Self> {
        let of = |choice: ChoiceNo| totals.get(choice.index()).copied();
        let (Some(winner_votes), Some(loser_votes)) = (of(winner), of(loser)) else {
            let detail = format!("choices {} and {} of {}", winner.0, loser.0, totals.len());
            return AuditError::err(Rule::AuditContestUndefined, detail);
        };
        if winner_votes <= loser_votes {
            let detail = format!("{winner_votes} votes against {loser_votes}");
            return AuditError::err(Rule::AuditMarginNotPositive, detail);
        }
        Ok(Self { winner, loser, winner_votes, loser_votes })
    }

    /// The winner's share of the votes for the two, above one half.
    pub fn share(&self) -> f64 {
        self.winner_votes as f64 / (self.winner_votes as f64 + self.loser_votes as f64)
    }

    /// ln of 2s and of 2(1 − s): what a receipt for the winner, or for the loser, does to T.
    fn steps(&self) -> (f64, f64) {
        let all = self.winner_votes as f64 + self.loser_votes as f64;
        ((2.0 * self.winner_votes as f64 / all).ln(), (2.0 * self.loser_votes as f64 / all).ln())
    }

    /// Receipts of a round for the winner, and for the loser.
    fn seen(&self, round: &Round) -> Result<(u64, u64)> {
        let of = |choice: ChoiceNo| round.votes.get(choice.index()).copied();
        match (of(self.winner), of(self.loser)) {
            (Some(winner), Some(loser))
                if winner.max(loser) <= MAX_SAMPLE && round.not_found <= MAX_SAMPLE =>
            {
                Ok((winner, loser + round.not_found))
            }
            (Some(_), Some(_)) => AuditError::err(Rule::AuditNumberTooLarge, "receipts of a round"),
            _ => AuditError::err(Rule::AuditCountIncomplete, "a round lacks a choice"),
        }
    }
}

/// Most receipts of a round.
const MAX_SAMPLE: u64 = 10_000_000;
