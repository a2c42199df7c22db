//! The risk of an audit as its method measures it.

use audit::comparison::{Bet, Betting, Found, kaplan_markov, martingales, next_round};
use audit::fixed::{Stratum, least_boxes_of, worst_chance_to_miss};
use audit::sampler::share_of;
use audit::{Bounds, BoxNo, Replacement, RiskLimit};
use record::Rule;

use super::desk::Desk;
use super::step::Method;

/// A risk, and how it came to be.
pub struct Measurement {
    /// The risk after the draws measured.
    pub risk: f64,
    /// Why no sample can confirm the outcome any more, where that is so.
    pub hopeless: Option<String>,
    /// The risk after each draw, for a plot.
    pub after: Vec<f64>,
    /// Draws measured: those before the first that is not settled.
    pub draws: usize,
    /// Boxes that showed an error, with votes overstated for the assertion hurt most.
    pub errors: Vec<(BoxNo, i128)>,
    /// Boxes not found.
    pub missing: usize,
}

/// The risk after all draws.
///
/// # Errors
/// A522 where one of them is not settled.
pub fn all_drawn(desk: &Desk<'_>) -> anyhow::Result<Measurement> {
    let measured = so_far(desk)?;
    let all = if desk.full_count.is_some() { desk.manifest.len() } else { desk.drawn.len() };
    if measured.draws < all {
        let detail = format!("{} of {all} draws are settled", measured.draws);
        return Err(audit::AuditError::new(Rule::AuditStepNotAllowed, detail).into());
    }
    Ok(measured)
}

/// The risk after the draws that are settled, up to the first that is not.
pub fn so_far(desk: &Desk<'_>) -> anyhow::Result<Measurement> {
    let counts = desk.counts()?;
    if desk.full_count.is_some() {
        return full_count(desk);
    }
    let bounds = desk.bounds.clone()?;
    let numbers = desk.numbers()?;
    let settled: Vec<_> =
        numbers.iter().copied().take_while(|number| counts.of(*number).is_some()).collect();
    let (mut errors, mut missing) = (Vec::new(), 0);
    let mut seen = vec![0_i128; bounds.margins.len()];
    let mut violation = None;
    let mut once = settled.clone();
    once.sort_unstable();
    once.dedup();
    for number in once {
        let over = counts.overstatement(&desk.manifest, &bounds, number)?;
        missing += usize::from(over.missing);
        for (seen, votes) in seen.iter_mut().zip(&over.votes) {
            *seen += votes;
        }
        if over.violation {
            violation = Some(number);
        }
        if over.missing || over.votes.iter().any(|votes| *votes != 0) {
            errors.push((number, over.of_draw(&bounds, number).votes));
        }
    }
    let (risk, after, stuck) = by_method(desk, &bounds, &settled, &counts)?;
    let reached = seen
        .iter()
        .zip(&bounds.margins)
        .any(|(seen, margin)| u128::try_from(*seen).is_ok_and(|seen| seen >= *margin));
    let of_all = missing as f64 * bounds.total_f64() >= desk.manifest.len() as f64;
    let hopeless = match () {
        () if violation.is_some() => Some(Rule::AuditManifestViolation.sentence().to_owned()),
        () if reached => Some("The errors seen reach the margin.".to_owned()),
        () if missing > 0 && of_all => Some("Too many boxes are missing.".to_owned()),
        () if stuck => Some("A box of taint one ends this method.".to_owned()),
        () => None,
    };
    Ok(Measurement { risk, hopeless, after, draws: settled.len(), errors, missing })
}

/// Draws for the next round, if it shows no error.
pub fn draws_needed(desk: &Desk<'_>, risk: f64) -> anyhow::Result<u64> {
    let limit = RiskLimit::from_millionths(desk.plan.risk_limit.millionths())?;
    let bounds = desk.bounds.clone()?;
    let clean = next_round(&bounds, limit, risk);
    if desk.plan.method == Method::KaplanMarkov || clean == 0 {
        return Ok(clean);
    }
    if desk.plan.method == Method::Fixed {
        return Ok(desk.fixed_size()?.saturating_sub(desk.drawn.len()).try_into()?);
    }
    // A bet of 95 % of the largest grows a little slower.
    let gain = (0.95 / (bounds.total_f64() - 1.0).max(1e-9)).ln_1p();
    let needed = (risk / limit.alpha()).ln() / gain;
    Ok(audit::plan::rounded_up(needed).max(clean))
}

/// The centres of the fixed draw.
pub fn strata(desk: &Desk<'_>) -> anyhow::Result<Vec<Stratum>> {
    let mut sizes: std::collections::BTreeMap<_, usize> = std::collections::BTreeMap::new();
    for id in desk.manifest.ids() {
        *sizes.entry(desk.centre(id)).or_default() += 1;
    }
    let share = desk.plan.share.map_or(0, |share| share.millionths());
    sizes
        .into_values()
        .map(|size| Ok(Stratum::new(u64::try_from(size)?, u64::try_from(share_of(size, share))?)?))
        .collect()
}

/// What a fixed draw without errors proves: the chance that it misses the fewest boxes that could hide the
/// margin, wherever they are.
pub fn fixed_chance(desk: &Desk<'_>) -> anyhow::Result<(Option<u64>, audit::fixed::Chance)> {
    let lost = desk.bounds.clone()?.unauditable;
    let outside = audit::bounds::Outside {
        announced: None,
        unauditable: Some(u64::try_from(lost)?),
        pending: desk.plan.pending,
    };
    let least = least_boxes_of(&desk.manifest, &desk.outcome, &outside)?;
    let chance = match least {
        Some(least) => worst_chance_to_miss(&strata(desk)?, least)?,
        None => audit::fixed::Chance { ln: f64::NEG_INFINITY },
    };
    Ok((least, chance))
}

/// The risk, the risk after each draw, and whether the method is stuck for ever.
fn by_method(
    desk: &Desk<'_>,
    bounds: &Bounds,
    settled: &[BoxNo],
    counts: &audit::comparison::Counts,
) -> anyhow::Result<(f64, Vec<f64>, bool)> {
    let manifest = &desk.manifest;
    match desk.plan.method {
        Method::KaplanMarkov => {
            let got = kaplan_markov(manifest, bounds, settled, counts)?;
            let clean = bounds.ln_clean_draw();
            let mut ln = 0.0;
            let after = got.draws.iter().map(|draw| {
                ln += clean - (-draw.taint).ln_1p();
                if ln.is_nan() { 1.0 } else { f64::exp(ln).min(1.0) }
            });
            let stuck = !got.full && got.draws.iter().any(|draw| draw.taint >= 1.0);
            Ok((got.risk(), after.collect(), stuck))
        }
        Method::Fixed => {
            let clean = settled.iter().try_fold(true, |clean, number| {
                let over = counts.overstatement(manifest, bounds, *number)?;
                Ok::<_, audit::AuditError>(clean && over.votes.iter().all(|votes| *votes <= 0))
            })?;
            let complete = settled.len() == desk.fixed_size()?;
            let risk = if clean && complete { fixed_chance(desk)?.1.value() } else { 1.0 };
            Ok((risk, Vec::new(), false))
        }
        method => {
            let replacement = match method {
                Method::WithoutReplacement => Replacement::Without,
                _ => Replacement::With,
            };
            let betting = Betting { replacement, bet: Bet::ADAPTIVE, clip: false };
            let got = martingales(manifest, bounds, settled, counts, betting)?;
            let at = |draw: usize| {
                got.assertions.iter().map(|run| run.wealth[draw].p_now()).fold(0.0, f64::max)
            };
            Ok((got.risk(), (0..settled.len()).map(at).collect(), false))
        }
    }
}

/// Of a full count: arithmetic, with missing boxes at their worst.
fn full_count(desk: &Desk<'_>) -> anyhow::Result<Measurement> {
    let counts = desk.counts()?;
    let mut sums = vec![0_i128; desk.outcome.assertions.len()];
    let (mut errors, mut missing, mut draws) = (Vec::new(), 0, 0);
    for (at, one) in desk.manifest.boxes().iter().enumerate() {
        let Some(number) = BoxNo::from_index(at) else { continue };
        let Some(found) = counts.of(number) else { continue };
        draws += 1;
        for (sum, assertion) in sums.iter_mut().zip(&desk.outcome.assertions) {
            *sum += match found {
                Found::Counted { votes, .. } => assertion.score(votes),
                Found::Missing => -i128::from(one.bound),
            };
        }
        match found {
            Found::Missing => missing += 1,
            Found::Counted { votes, .. } if *votes != one.votes => errors.push((number, 0)),
            Found::Counted { .. } => {}
        }
    }
    let lost: u64 = match &desk.commit {
        Some(_) => desk
            .bounds
            .as_ref()
            .map_or(0, |bounds| u64::try_from(bounds.unauditable).unwrap_or(u64::MAX)),
        None => 0,
    };
    let against = i128::from(lost) + i128::from(desk.plan.pending);
    let stands = sums.iter().all(|sum| *sum > against);
    let hopeless = desk.full_count.clone().filter(|_| !stands);
    let risk = if stands { 0.0 } else { 1.0 };
    Ok(Measurement { risk, hopeless, after: Vec::new(), draws, errors, missing })
}
