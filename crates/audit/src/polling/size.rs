//! How many receipts ballot polling will need.

use record::Rule;

use crate::comparison::whole;
use crate::error::{AuditError, Result};
use crate::manifest::RiskLimit;
use crate::normal;

use super::Pair;

/// The expected size of a sample, and the chance that it is enough.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Asn {
    /// Receipts.
    pub size: u64,
    /// Chance that a sample of this size confirms the outcome, if the reported result is right.
    pub chance: f64,
}

/// Wald's expected number of receipts until BRAVO stops, if the reported result is right.
///
/// `ballots` is the number of all ballots, those for others than the two included.
///
/// # Errors
/// A523 where there are fewer ballots than votes.
pub fn asn(pair: &Pair, ballots: u64, limit: RiskLimit) -> Result<Asn> {
    let diluted = diluted(pair, ballots)?;
    let (up, down) = pair.steps();
    let all = ballots as f64;
    let (winner, loser) = (pair.winner_votes as f64 / all, pair.loser_votes as f64 / all);
    let drift = winner * up + if pair.loser_votes == 0 { 0.0 } else { loser * down };
    let size = ((-limit.alpha().ln() + up / 2.0) / drift).ceil();
    let curve = Curve::new(pair, limit, 0.0);
    let chance = normal::cdf(curve.standardised(size * diluted));
    Ok(Asn { size: whole(size), chance })
}

/// Receipts with which one more round confirms the outcome with a given chance, if the reported result is right
/// and `seen` is what ln T is already. By the normal approximation, rounded down; zero where nothing is needed.
///
/// # Errors
/// A523 for a chance not above 0 and below 1, or fewer ballots than votes.
pub fn sample_size(
    pair: &Pair,
    ballots: u64,
    limit: RiskLimit,
    seen: f64,
    chance: f64,
) -> Result<u64> {
    if !(chance > 0.0 && chance < 1.0) {
        return AuditError::err(Rule::AuditParameterInvalid, format!("a chance of {chance}"));
    }
    let diluted = diluted(pair, ballots)?;
    let curve = Curve::new(pair, limit, seen);
    if curve.threshold <= 0.0 {
        return Ok(0);
    }
    let z = normal::quantile(chance);
    let relevant = curve.receipts(z);
    // Enough receipts that with the same chance so many of them are for one of the two:
    // n·d − z·√(n·d·(1 − d)) = relevant.
    let spread = z * (diluted * (1.0 - diluted)).sqrt();
    let root = (spread + (spread * spread + 4.0 * diluted * relevant).sqrt()) / (2.0 * diluted);
    Ok(whole((root * root).floor()))
}

/// The share of ballots that are for one of the two.
fn diluted(pair: &Pair, ballots: u64) -> Result<f64> {
    let votes = u128::from(pair.winner_votes) + u128::from(pair.loser_votes);
    match votes <= u128::from(ballots) {
        true => Ok(votes as f64 / ballots as f64),
        false => AuditError::err(
            Rule::AuditParameterInvalid,
            format!("{votes} votes on {ballots} ballots"),
        ),
    }
}

/// The number of winner's receipts in n of the two, against what BRAVO needs: a·n − c with a spread of b·√n.
struct Curve {
    a: f64,
    b: f64,
    threshold: f64,
    step: f64,
}

impl Curve {
    fn new(pair: &Pair, limit: RiskLimit, seen: f64) -> Self {
        let (up, down) = pair.steps();
        let share = pair.share();
        let threshold = -limit.alpha().ln() - seen;
        // Without votes for the loser every receipt of the two is the winner's.
        if pair.loser_votes == 0 {
            return Self { a: 1.0, b: 0.0, threshold, step: up };
        }
        let step = up - down;
        Self { a: share + down / step, b: (share * (1.0 - share)).sqrt(), threshold, step }
    }

    /// The n at which the winner's receipts are enough with the chance of z.
    fn receipts(&self, z: f64) -> f64 {
        let needed = self.threshold / self.step;
        let spread = z * self.b;
        let root = (spread + (spread * spread + 4.0 * self.a * needed).sqrt()) / (2.0 * self.a);
        root * root
    }

    /// How many standard deviations n receipts of the two are above what is needed.
    fn standardised(&self, n: f64) -> f64 {
        let above = self.a * n - self.threshold / self.step;
        if self.b > 0.0 { above / (self.b * n.sqrt()) } else { above.signum() * 37.0 }
    }
}
