use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{ToPrimitive as _, Zero as _};
use record::Rule;
use serde::{Deserialize, Serialize};

use crate::bounds::Bounds;
use crate::comparison::Counts;
use crate::comparison::counts::{Overstatement, share_of};
use crate::error::{AuditError, Result};
use crate::manifest::{BoxNo, Manifest};
use crate::sampler::Replacement;
use crate::sum::Sum;
use crate::wealth::Wealth;

/// Whole numbers up to here are exact in 64 bits of floating point.
const MAX_EXACT: u128 = 1 << 53;

/// How much is bet before each draw, as a share c of the largest bet: at c = 1 the first box of taint one loses
/// everything.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bet {
    /// The same share each time.
    Fixed {
        /// From 0 to 1.
        c: f64,
    },
    /// What is best for the share q of lost boxes that the draws so far suggest, 1 − qU; q begins at `q0` with
    /// the weight of `d0` draws.
    Adaptive {
        /// Share of boxes at taint one expected before the first draw; 0.05/U where left out.
        q0: Option<f64>,
        /// Weight of that expectation, in draws, above zero.
        d0: f64,
        /// The most that is ever bet, from 0 to 1.
        cmax: f64,
    },
}

impl Bet {
    /// q0 = 0.05/U, d0 = 200, cmax = 0.99.
    pub const ADAPTIVE: Self = Self::Adaptive { q0: None, d0: 200.0, cmax: 0.99 };

    fn check(self) -> Result<()> {
        let share = |name: &str, value: f64| match (0.0..=1.0).contains(&value) {
            true => Ok(()),
            false => AuditError::err(Rule::AuditParameterInvalid, format!("{name} = {value}")),
        };
        match self {
            Self::Fixed { c } => share("c", c),
            Self::Adaptive { q0, d0, cmax } => {
                share("q0", q0.unwrap_or(0.0))?;
                share("cmax", cmax)?;
                match d0.is_finite() && d0 > 0.0 {
                    true => Ok(()),
                    false => AuditError::err(Rule::AuditParameterInvalid, format!("d0 = {d0}")),
                }
            }
        }
    }
}

/// How to bet.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Betting {
    /// Whether boxes were drawn with replacement.
    pub replacement: Replacement,
    /// How much.
    pub bet: Bet,
    /// Whether understatements count as zero, which is on the safe side.
    pub clip: bool,
}

/// What the draws show against one assertion being wrong.
#[derive(Clone, Debug, PartialEq)]
pub struct AssertionRun {
    /// Its wealth after each draw.
    pub wealth: Vec<Wealth>,
    /// min(1, 1/max T); one where a box erred by more than its bound.
    pub p: f64,
    /// Whether a box erred by more than its bound, so that the bound was wrong.
    pub violation: bool,
}

/// What the draws show against the outcome being wrong.
#[derive(Clone, Debug, PartialEq)]
pub struct Betted {
    /// For each assertion.
    pub assertions: Vec<AssertionRun>,
    /// The largest p of them.
    pub p: f64,
    /// Whether a box held more than its bound allows: then what the bets assume is false.
    pub violation: bool,
    /// Whether every box was drawn, so that arithmetic decided.
    pub full: bool,
}

impl Betted {
    /// The risk to decide by: one where a bound was wrong, unless every box was counted.
    pub fn risk(&self) -> f64 {
        if self.violation && !self.full { 1.0 } else { self.p }
    }
}

/// One betting martingale for each assertion (Stark 2023, ALPHA; Waudby-Smith, Stark and Ramdas 2021, RiLACS).
///
/// Boxes were drawn with chances in proportion to `bounds`, in the order of `draws`; for boxes drawn with equal
/// chances give [`Bounds::uniform`].
///
/// # Errors
/// A523 for a parameter out of range, A535 where a drawn box was not counted, A503 where one was drawn twice
/// without replacement.
pub fn martingales(
    manifest: &Manifest,
    bounds: &Bounds,
    draws: &[BoxNo],
    counts: &Counts,
    betting: Betting,
) -> Result<Betted> {
    betting.bet.check()?;
    let mut play = Play::new(bounds, betting.replacement);
    let margins = bounds.margins.iter();
    let mut bettors: Vec<_> = margins.map(|margin| Bettor::new(*margin, draws.len())).collect();
    let mut violation = false;
    let mut seen = vec![false; manifest.len()];
    for number in draws {
        if betting.replacement == Replacement::Without
            && std::mem::replace(&mut seen[number.index()], true)
        {
            let id = &manifest.boxes()[number.index()].id;
            return AuditError::err(Rule::AuditBoxDuplicate, format!("{id} was drawn twice"));
        }
        let over = counts.overstatement(manifest, bounds, *number)?;
        violation |= over.violation;
        for (at, bettor) in bettors.iter_mut().enumerate() {
            bettor.draw(at, *number, &over, &play, betting)?;
        }
        play.after(*number);
    }
    // The last draw without replacement leaves nothing in which an error could still be.
    let full = betting.replacement == Replacement::Without && draws.len() == manifest.len();
    let assertions: Vec<_> = bettors.into_iter().map(|one| one.end(full)).collect();
    let p = assertions.iter().map(|run| run.p).fold(0.0, f64::max);
    Ok(Betted { assertions, p, violation, full })
}

/// The bound still in play: U with replacement, what was not drawn yet without.
struct Play<'a> {
    bounds: &'a Bounds,
    replacement: Replacement,
    /// U, for the expectation before the first draw.
    start: f64,
    /// R, rounded.
    left: f64,
    /// R, as numerators over each denominator.
    sums: Vec<(u128, u128)>,
}

impl<'a> Play<'a> {
    fn new(bounds: &'a Bounds, replacement: Replacement) -> Self {
        let mut sums: Vec<(u128, u128)> = Vec::new();
        for one in bounds.boxes() {
            match sums.iter_mut().find(|(denominator, _)| *denominator == one.denominator) {
                Some((_, sum)) => *sum += one.numerator,
                None => sums.push((one.denominator, one.numerator)),
            }
        }
        let start = bounds.total_f64();
        Self { bounds, replacement, start, left: start, sums }
    }

    fn after(&mut self, number: BoxNo) {
        if self.replacement == Replacement::With {
            return;
        }
        let one = self.bounds.of(number);
        for (denominator, sum) in &mut self.sums {
            if *denominator == one.denominator {
                *sum -= one.numerator;
            }
        }
        let parts = self.sums.iter().map(|(denominator, sum)| *sum as f64 / *denominator as f64);
        self.left = parts.collect::<Sum>().value();
    }

    /// R compared with a quotient; exact where rounding could decide.
    fn compared_with(&self, votes: i128, margin: u128) -> std::cmp::Ordering {
        let other = votes as f64 / margin as f64;
        if (self.left - other).abs() > 1e-9 * self.left.abs().max(other.abs()) {
            return self.left.total_cmp(&other);
        }
        let exact = self.sums.iter().fold(BigRational::zero(), |all, (denominator, sum)| {
            all + BigRational::new(BigInt::from(*sum), BigInt::from(*denominator))
        });
        exact.cmp(&BigRational::new(BigInt::from(votes), BigInt::from(margin)))
    }

    /// 1 − r/R, where it is above zero; rounded once.
    fn null_mean(&self, votes: i128, margin: u128) -> f64 {
        if self.sums.len() == 1 && self.sums[0].0 == margin {
            // The common case of one margin: whole numbers, one division.
            let sum = i128::try_from(self.sums[0].1).expect("far below 2¹²⁷");
            return (sum - votes) as f64 / sum as f64;
        }
        1.0 - quotient(votes, margin) / self.left
    }
}

/// votes/margin, rounded once.
fn quotient(votes: i128, margin: u128) -> f64 {
    // Both are exact as they stand, so one division is the one rounding: no fraction has to be reduced.
    if votes.unsigned_abs().max(margin) <= MAX_EXACT {
        return votes as f64 / margin as f64;
    }
    let exact = BigRational::new(BigInt::from(votes), BigInt::from(margin));
    exact.to_f64().unwrap_or(0.0)
}

/// One assertion's bettor.
struct Bettor {
    margin: u128,
    /// Votes of error still needed to make the assertion wrong.
    needed: i128,
    /// Σ max(0, taint) so far, and draws so far.
    taints: Sum,
    drawn: u32,
    now: Wealth,
    wealth: Vec<Wealth>,
    violation: bool,
}

impl Bettor {
    fn new(margin: u128, draws: usize) -> Self {
        Self {
            margin,
            needed: i128::try_from(margin).expect("far below 2¹²⁷"),
            taints: Sum::default(),
            drawn: 0,
            now: Wealth::start(),
            wealth: Vec::with_capacity(draws),
            violation: false,
        }
    }

    fn draw(
        &mut self,
        at: usize,
        number: BoxNo,
        over: &Overstatement,
        play: &Play<'_>,
        betting: Betting,
    ) -> Result<()> {
        let margin = i128::try_from(self.margin).expect("far below 2¹²⁷");
        let votes = if betting.clip { over.votes[at].max(0) } else { over.votes[at] };
        let taint = share_of(votes, margin, play.bounds.of(number));
        // More than its bound: the bound was wrong, or the box was mixed with others.
        self.violation |= taint > 1.0;
        self.now = if taint > 1.0 {
            Wealth::ruined()
        } else if self.needed <= 0 {
            self.now
        } else {
            match play.compared_with(self.needed, self.margin) {
                std::cmp::Ordering::Less => Wealth::certain(),
                order => {
                    let mean =
                        if order.is_eq() { 0.0 } else { play.null_mean(self.needed, self.margin) };
                    let c = self.share(betting.bet, play);
                    self.now.times(factor(c, 1.0 - taint, mean))?
                }
            }
        };
        self.wealth.push(self.now);
        self.taints.add(taint.clamp(0.0, 1.0));
        self.drawn = self.drawn.saturating_add(1);
        if betting.replacement == Replacement::Without {
            self.needed -= votes;
        }
        Ok(())
    }

    /// c, from what was seen before this draw alone.
    fn share(&self, bet: Bet, play: &Play<'_>) -> f64 {
        match bet {
            Bet::Fixed { c } => c,
            Bet::Adaptive { q0, d0, cmax } => {
                let q0 = q0.unwrap_or(0.05 / play.start);
                let q = (q0 * d0 + self.taints.value()) / (d0 + f64::from(self.drawn));
                let needed = self.needed as f64 / self.margin as f64;
                (1.0 - q * play.left / needed).clamp(0.0, cmax)
            }
        }
    }

    fn end(self, full: bool) -> AssertionRun {
        let best = self.wealth.iter().map(|one| one.p_now()).fold(1.0, f64::min);
        let p = match () {
            () if full && self.needed > 0 => 0.0,
            () if full || self.violation => 1.0,
            () => best,
        };
        AssertionRun { wealth: self.wealth, p, violation: self.violation }
    }
}

/// 1 + (c/t)(X − t). Where t is zero any X above it settles the matter, and an X of zero loses the bet.
fn factor(c: f64, x: f64, mean: f64) -> f64 {
    match () {
        () if mean > 0.0 => (1.0 - c) + c * x / mean,
        () if x > 0.0 && c > 0.0 => f64::INFINITY,
        () => 1.0 - c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_division_rounds_as_the_fraction_does() {
        let exact = |votes: i128, margin: u128| {
            BigRational::new(BigInt::from(votes), BigInt::from(margin)).to_f64().unwrap()
        };
        let most = i128::try_from(MAX_EXACT).unwrap();
        for (votes, margin) in [(1, 3), (-7, 10), (most, MAX_EXACT - 1), (most - 1, 7), (0, 9)] {
            assert_eq!(quotient(votes, margin).to_bits(), exact(votes, margin).to_bits());
        }
        for step in 1..2_000_u128 {
            let (votes, margin) = (step * 4_503_599_627_371 % MAX_EXACT, step * 88_172_645_463);
            let votes = i128::try_from(votes).unwrap();
            assert_eq!(quotient(votes, margin).to_bits(), exact(votes, margin).to_bits());
        }
    }
}
