//! How much each box can hide: error bounds u_k (Stark 2009, MACRO), exact.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One as _, ToPrimitive as _, Zero as _};
use record::Rule;

use crate::contest::{Assertion, Outcome};
use crate::error::{AuditError, Result};
use crate::manifest::{BoxNo, Manifest};

/// What the bounds are scaled by to be weights of a draw where several margins are involved.
pub const WEIGHT_SCALE: u64 = 1_000_000_000_000_000;

/// Votes that are announced, and cannot be compared with paper.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outside {
    /// Announced votes for each choice, where they are others than the sum of the boxes.
    pub announced: Option<Vec<u64>>,
    /// Ballots that no box of the manifest holds, where known; else what the announced votes leave over.
    pub unauditable: Option<u64>,
    /// Ballots not yet counted.
    pub pending: u64,
}

/// The bound of one box, as a quotient: votes over a margin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotient {
    /// Votes; zero where the box can hide nothing.
    pub numerator: u128,
    /// A margin, or [`WEIGHT_SCALE`].
    pub denominator: u128,
}

impl Quotient {
    /// As a number.
    pub fn to_f64(self) -> f64 {
        self.numerator as f64 / self.denominator as f64
    }

    fn is_above(self, other: Self) -> bool {
        // Also keeps what `as_drawn` scaled up from overflowing.
        if self.denominator == other.denominator {
            return self.numerator > other.numerator;
        }
        product(self.numerator, other.denominator) > product(other.numerator, self.denominator)
    }
}

/// The bounds of every box of a manifest for one outcome.
#[derive(Clone, Debug)]
pub struct Bounds {
    /// What is asserted.
    pub assertions: Vec<Assertion>,
    /// The margin of each assertion, in votes, above zero.
    pub margins: Vec<u128>,
    /// Ballots that no box holds.
    pub unauditable: u128,
    boxes: Vec<Quotient>,
    total: BigRational,
}

impl Bounds {
    /// The bounds u_k = max(0, max over assertions of (score reported + bound) / margin), and their sum U.
    ///
    /// # Errors
    /// A508 where a margin is not above zero: U is then infinite. A533 where announced votes are of another number
    /// of choices, A506 where fewer votes are announced than the boxes have.
    pub fn new(manifest: &Manifest, outcome: &Outcome, outside: &Outside) -> Result<Self> {
        let sums = manifest.totals();
        let announced = outside.announced.as_ref().unwrap_or(&sums);
        if announced.len() != outcome.choices {
            let detail = format!("{} announced, {} choices", announced.len(), outcome.choices);
            return AuditError::err(Rule::AuditMalformed, detail);
        }
        let unauditable = match outside.unauditable {
            Some(given) => u128::from(given),
            None => left_over(announced, &sums, outcome)?,
        };
        let lost = i128::try_from(unauditable + u128::from(outside.pending))
            .map_err(|_| AuditError::new(Rule::AuditNumberTooLarge, "pending ballots"))?;
        let margin = |assertion: &Assertion| -> Result<u128> {
            let margin = assertion.score(announced) - lost;
            u128::try_from(margin).ok().filter(|margin| *margin > 0).ok_or_else(|| {
                let detail = format!("assertion {assertion}: {margin} votes");
                AuditError::new(Rule::AuditMarginNotPositive, detail)
            })
        };
        let margins = outcome.assertions.iter().map(margin).collect::<Result<Vec<_>>>()?;
        let boxes: Vec<_> = manifest
            .boxes()
            .iter()
            .map(|one| largest(&outcome.assertions, &margins, &one.votes, one.bound))
            .collect();
        let total = sum(&boxes, &margins);
        Ok(Self { assertions: outcome.assertions.clone(), margins, unauditable, boxes, total })
    }

    /// The same bounds rounded up to multiples of 10⁻¹⁵, so that a draw by [`Bounds::weights`] has exactly the
    /// chances that the risk is computed with. Any upper bound is valid. With one assertion nothing changes.
    #[must_use]
    pub fn as_drawn(&self) -> Self {
        if self.margins.len() == 1 {
            return self.clone();
        }
        let scale = u128::from(WEIGHT_SCALE);
        let up = |one: &Quotient| Quotient {
            numerator: (one.numerator * scale).div_ceil(one.denominator),
            denominator: scale,
        };
        let boxes: Vec<_> = self.boxes.iter().map(up).collect();
        let total = sum(&boxes, &[scale]);
        Self { boxes, total, ..self.clone() }
    }

    /// Every box with the largest bound of all, for boxes drawn with equal chances.
    #[must_use]
    pub fn uniform(&self) -> Self {
        let most = self.boxes.iter().copied().reduce(|a, b| if b.is_above(a) { b } else { a });
        let boxes = vec![most.expect("a manifest has a box"); self.boxes.len()];
        let total = sum(&boxes, &[boxes[0].denominator]);
        Self { boxes, total, ..self.clone() }
    }

    /// Whole numbers in proportion to the bounds: what the draw is by.
    ///
    /// # Errors
    /// A506 where a bound is above 18,446 times a margin, A531 where all are zero.
    pub fn weights(&self) -> Result<Vec<u64>> {
        let weights =
            self.as_drawn().boxes.iter().map(|one| u64::try_from(one.numerator)).collect();
        let weights: std::result::Result<Vec<u64>, _> = weights;
        let weights = weights
            .map_err(|_| AuditError::new(Rule::AuditNumberTooLarge, "a weight beyond 64 bits"))?;
        if weights.iter().all(|weight| *weight == 0) {
            return AuditError::err(Rule::AuditNothingToDraw, format!("{} boxes", weights.len()));
        }
        Ok(weights)
    }

    /// U: the sum of the bounds, exact.
    pub fn total(&self) -> &BigRational {
        &self.total
    }

    /// U, rounded once.
    pub fn total_f64(&self) -> f64 {
        self.total.to_f64().unwrap_or(f64::INFINITY)
    }

    /// ln(1 − 1/U): what one clean draw adds to the logarithm of the risk. −∞ where U is at most one: then no
    /// error reaches the margin.
    pub fn ln_clean_draw(&self) -> f64 {
        if self.total <= BigRational::one() {
            return f64::NEG_INFINITY;
        }
        (-self.total.recip().to_f64().unwrap_or(0.0)).ln_1p()
    }

    /// The bound of a box.
    ///
    /// # Panics
    /// Where the box is not of this manifest.
    pub fn of(&self, number: BoxNo) -> Quotient {
        self.boxes[number.index()]
    }

    /// The bounds in the order of the manifest.
    pub fn boxes(&self) -> &[Quotient] {
        &self.boxes
    }

    /// The smallest margin, in votes.
    pub fn smallest_margin(&self) -> u128 {
        self.margins.iter().copied().min().expect("an outcome asserts something")
    }
}

/// Of 64 bits each, as good as always, one instruction is enough.
fn product(a: u128, b: u128) -> u128 {
    match (u64::try_from(a), u64::try_from(b)) {
        (Ok(a), Ok(b)) => u128::from(a) * u128::from(b),
        _ => a * b,
    }
}

/// ⌈announced votes that no box has / votes allowed⌉.
fn left_over(announced: &[u64], sums: &[u64], outcome: &Outcome) -> Result<u128> {
    let all = |votes: &[u64]| votes.iter().map(|votes| u128::from(*votes)).sum::<u128>();
    let (announced, sums) = (all(announced), all(sums));
    let left = announced.checked_sub(sums).ok_or_else(|| {
        let detail = format!("{announced} votes announced, {sums} in the boxes");
        AuditError::new(Rule::AuditTotalsDisagree, detail)
    })?;
    Ok(left.div_ceil(u128::from(outcome.votes_allowed)))
}

fn largest(assertions: &[Assertion], margins: &[u128], votes: &[u64], bound: u64) -> Quotient {
    let mut most = Quotient { numerator: 0, denominator: margins[0] };
    for (assertion, margin) in assertions.iter().zip(margins) {
        let score = assertion.score(votes) + i128::from(bound);
        let one = Quotient { numerator: u128::try_from(score).unwrap_or(0), denominator: *margin };
        if one.is_above(most) {
            most = one;
        }
    }
    most
}

/// The sum, with one division for each denominator.
fn sum(boxes: &[Quotient], denominators: &[u128]) -> BigRational {
    let mut sums: Vec<(u128, u128)> = denominators.iter().map(|one| (*one, 0)).collect();
    sums.sort_unstable();
    sums.dedup();
    for one in boxes {
        let at = sums.binary_search_by_key(&one.denominator, |(denominator, _)| *denominator);
        sums[at.expect("every denominator is listed")].1 += one.numerator;
    }
    sums.iter().fold(BigRational::zero(), |total, (denominator, numerator)| {
        total + BigRational::new(BigInt::from(*numerator), BigInt::from(*denominator))
    })
}
