//! What a draw of fixed size proves where no error was found: the chance that it missed all boxes that would have
//! to be wrong.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use record::Rule;

use crate::bounds::{Bounds, Outside};
use crate::contest::{Assertion, Outcome};
use crate::error::{AuditError, Result};
use crate::manifest::Manifest;
use crate::sum::Sum;

/// A chance that may be far below what a number holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Chance {
    /// Its natural logarithm; −∞ where it is zero.
    pub ln: f64,
}

impl Chance {
    /// As a probability; 0 where it is too small to be a number.
    pub fn value(self) -> f64 {
        self.ln.exp()
    }

    /// Its decimal logarithm.
    pub fn log10(self) -> f64 {
        self.ln / std::f64::consts::LN_10
    }
}

/// A group in which boxes were drawn with equal chances.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stratum {
    /// Boxes there.
    pub boxes: u64,
    /// Boxes drawn, at most as many.
    pub drawn: u64,
}

impl Stratum {
    /// A group.
    ///
    /// # Errors
    /// A510 where more are drawn than there are.
    pub fn new(boxes: u64, drawn: u64) -> Result<Self> {
        match drawn <= boxes {
            true => Ok(Self { boxes, drawn }),
            false => AuditError::err(Rule::AuditSampleTooLarge, format!("{drawn} of {boxes}")),
        }
    }
}

/// The least number of boxes whose bounds add up to the margin, so that a tie is possible. None where all of
/// them together do not: then the outcome needs no audit.
///
/// # Errors
/// A508 where the margin is not above zero.
pub fn least_boxes(bounds: &[i128], margin: i128) -> Result<Option<u64>> {
    if margin <= 0 {
        return AuditError::err(Rule::AuditMarginNotPositive, format!("{margin} votes"));
    }
    let mut sorted = bounds.to_vec();
    sorted.sort_unstable_by_key(|bound| Reverse(*bound));
    let (mut sum, mut boxes) = (0, 0);
    for bound in sorted.into_iter().take_while(|bound| *bound > 0) {
        sum += bound;
        boxes += 1;
        if sum >= margin {
            return Ok(Some(boxes));
        }
    }
    Ok(None)
}

/// [`least_boxes`] of the assertion that the fewest boxes can make wrong.
///
/// # Errors
/// As [`Bounds::new`].
pub fn least_boxes_of(
    manifest: &Manifest,
    outcome: &Outcome,
    outside: &Outside,
) -> Result<Option<u64>> {
    let bounds = Bounds::new(manifest, outcome, outside)?;
    let of = |(assertion, margin): (&Assertion, &u128)| {
        let hides = |one: &crate::ReportedBox| assertion.score(&one.votes) + i128::from(one.bound);
        let hidden: Vec<_> = manifest.boxes().iter().map(hides).collect();
        let margin = i128::try_from(*margin).expect("margins are far below 2¹²⁷");
        least_boxes(&hidden, margin)
    };
    let pairs = bounds.assertions.iter().zip(&bounds.margins);
    let all: Vec<_> = pairs.map(of).collect::<Result<_>>()?;
    Ok(all.into_iter().flatten().min())
}

/// C(N − m, n) / C(N, n): the chance that a draw of n of N boxes has none of the m wrong ones.
///
/// # Errors
/// A510 where `wrong` is above the number of boxes.
pub fn chance_to_miss(all: Stratum, wrong: u64) -> Result<Chance> {
    worst_chance_to_miss(&[all], wrong)
}

/// The largest chance to miss `wrong` boxes, whichever groups they are in. Each box more in a group makes the next
/// one there likelier to be found, so they are placed one by one where they cost least.
///
/// # Errors
/// A510 where `wrong` is above the number of boxes.
pub fn worst_chance_to_miss(strata: &[Stratum], wrong: u64) -> Result<Chance> {
    let there: u128 = strata.iter().map(|one| u128::from(one.boxes)).sum();
    if u128::from(wrong) > there {
        return AuditError::err(
            Rule::AuditSampleTooLarge,
            format!("{wrong} of {there} boxes wrong"),
        );
    }
    let mut heap: BinaryHeap<Hideout> =
        strata.iter().filter(|one| one.boxes > 0).map(|one| Hideout(*one)).collect();
    let mut ln = Sum::default();
    for _ in 0..wrong {
        let Some(Hideout(best)) = heap.pop() else { break };
        if best.boxes == best.drawn {
            // Every box left is in a group that was counted whole.
            return Ok(Chance { ln: f64::NEG_INFINITY });
        }
        // (N − n)/N for a box put among N of which n are drawn; the next one is put among N − 1.
        ln.add((-(best.drawn as f64 / best.boxes as f64)).ln_1p());
        // A group without boxes has no place in the order.
        if best.boxes > 1 {
            heap.push(Hideout(Stratum { boxes: best.boxes - 1, drawn: best.drawn }));
        }
    }
    Ok(Chance { ln: ln.value() })
}

/// A group by how likely one more wrong box in it is missed: (N − n)/N.
#[derive(PartialEq, Eq)]
struct Hideout(Stratum);

impl Ord for Hideout {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let missed = |a: Stratum, b: Stratum| u128::from(a.boxes - a.drawn) * u128::from(b.boxes);
        missed(self.0, other.0).cmp(&missed(other.0, self.0))
    }
}

impl PartialOrd for Hideout {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_counted_whole_hide_nothing_and_groups_not_drawn_hide_for_free() {
        let strata = [Stratum::new(2, 2).unwrap(), Stratum::new(3, 0).unwrap()];
        assert_eq!(worst_chance_to_miss(&strata, 3).unwrap().value(), 1.0);
        assert_eq!(worst_chance_to_miss(&strata, 4).unwrap().value(), 0.0);
        assert_eq!(worst_chance_to_miss(&strata, 6).unwrap_err().rule, Rule::AuditSampleTooLarge);
        assert_eq!(Stratum::new(2, 3).unwrap_err().rule, Rule::AuditSampleTooLarge);
    }

    /// The greedy choice against every way to place the boxes.
    #[test]
    fn greedy_is_the_worst_case() {
        let strata = [(4, 1), (3, 2), (6, 3)].map(|(all, drawn)| Stratum::new(all, drawn).unwrap());
        for wrong in 0..=7 {
            let mut worst: f64 = 0.0;
            for a in 0..=wrong.min(4) {
                for b in 0..=(wrong - a).min(3) {
                    let c = wrong - a - b;
                    if c <= 6 {
                        let each = [a, b, c].into_iter().zip(strata);
                        let chances = each.map(|(m, one)| chance_to_miss(one, m).unwrap().value());
                        worst = worst.max(chances.product());
                    }
                }
            }
            let greedy = worst_chance_to_miss(&strata, wrong).unwrap().value();
            assert!((greedy - worst).abs() < 1e-12, "{wrong}: {greedy} {worst}");
        }
    }
}
