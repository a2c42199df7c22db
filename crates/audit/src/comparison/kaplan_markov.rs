use crate::bounds::Bounds;
use crate::comparison::{Counts, DrawError};
use crate::error::Result;
use crate::manifest::{BoxNo, Manifest, RiskLimit};
use crate::sum::Sum;

/// The risk by the method of Kaplan and Markov (Stark 2009): draws with replacement, chances in proportion to
/// the bounds.
#[derive(Clone, Debug, PartialEq)]
pub struct KaplanMarkov {
    /// What each draw adds.
    pub draws: Vec<DrawError>,
    /// p after the last draw by the formula, at most one. Zero after a full count that confirms the outcome.
    pub p: f64,
    /// Whether a box held more than its bound allows: then the formula's assumption is false.
    pub violation: bool,
    /// Whether every box was counted, so that arithmetic decided.
    pub full: bool,
}

impl KaplanMarkov {
    /// The risk to decide by: one where a bound was wrong, unless every box was counted.
    pub fn risk(&self) -> f64 {
        if self.violation && !self.full { 1.0 } else { self.p }
    }
}

/// p = ∏ (1 − 1/U)/(1 − taint) over the draws, in their order. A taint of one makes it one for ever.
///
/// # Errors
/// A535 where a drawn box was not counted.
pub fn kaplan_markov(
    manifest: &Manifest,
    bounds: &Bounds,
    draws: &[BoxNo],
    counts: &Counts,
) -> Result<KaplanMarkov> {
    let clean = bounds.ln_clean_draw();
    let (mut sum, mut stuck, mut violation) = (Sum::default(), false, false);
    let mut errors = Vec::with_capacity(draws.len());
    for number in draws {
        let over = counts.overstatement(manifest, bounds, *number)?;
        let error = over.of_draw(bounds, *number);
        violation |= over.violation;
        stuck |= error.taint >= 1.0;
        if !stuck {
            sum.add(clean);
            sum.add(-(-error.taint).ln_1p());
        }
        errors.push(error);
    }
    let full = counts.is_full(manifest);
    let p = match () {
        () if full => {
            if counts.outcome_stands(manifest, bounds)? {
                0.0
            } else {
                1.0
            }
        }
        () if stuck => 1.0,
        () => sum.value().exp().min(1.0),
    };
    Ok(KaplanMarkov { draws: errors, p, violation, full })
}

/// Draws that confirm the outcome if none of them shows an error: the smallest n with (1 − 1/U)ⁿ ≤ α.
pub fn sample_size(bounds: &Bounds, limit: RiskLimit) -> u64 {
    next_round(bounds, limit, 1.0)
}

/// Draws still needed after a measured risk, if none of them shows an error; zero where it is below the limit.
/// Where p is one for ever no number is enough: ask [`KaplanMarkov`] first.
pub fn next_round(bounds: &Bounds, limit: RiskLimit, p: f64) -> u64 {
    let needed = limit.alpha().ln() - p.ln();
    if needed >= 0.0 {
        return 0;
    }
    let clean = bounds.ln_clean_draw();
    if clean == f64::NEG_INFINITY {
        return 1;
    }
    whole((needed / clean).ceil())
}

/// A whole number that is not negative; the largest where it is beyond 2⁵³.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked just before")]
pub(crate) fn whole(number: f64) -> u64 {
    if (0.0..=9_007_199_254_740_992.0).contains(&number) { number as u64 } else { u64::MAX }
}
