use crate::error::Result;
use crate::sum::Sum;

use super::{Pair, Round};

/// Providence (Broadrick and others, arXiv:2210.08717): BRAVO's ratio up to the round before, times the ratio of
/// the chances to see in this round as many receipts for the winner, or more.
///
/// Gives p after each round; the sample is confirmed at the first that is at most the risk limit. The size of a
/// round may depend on the rounds before it.
///
/// # Errors
/// As [`super::bravo`].
pub fn providence(pair: &Pair, rounds: &[Round]) -> Result<Vec<f64>> {
    let (up, down) = pair.steps();
    let mut before = 0.0;
    rounds
        .iter()
        .map(|round| {
            let (winner, loser) = pair.seen(round)?;
            let all = winner + loser;
            let tail = ln_tail(winner, all, pair.share()) - ln_tail(winner, all, 0.5);
            let p = (-(before + tail)).exp().min(1.0);
            before += winner as f64 * up + if loser == 0 { 0.0 } else { loser as f64 * down };
            Ok(p)
        })
        .collect()
}

/// ln P(K ≥ k), K binomial of n trials with a chance of p.
fn ln_tail(k: u64, n: u64, p: f64) -> f64 {
    if k == 0 || p >= 1.0 {
        return 0.0;
    }
    let odds = (p / (1.0 - p)).ln();
    // ln C(n, k) + k ln p + (n − k) ln(1 − p), then each term from the one before it.
    let choose: Sum =
        (0..k.min(n - k)).map(|i| ((n - i) as f64).ln() - ((i + 1) as f64).ln()).collect();
    let mut term = Sum::default();
    [choose.value(), k as f64 * p.ln(), (n - k) as f64 * (1.0 - p).ln()]
        .into_iter()
        .for_each(|part| term.add(part));
    let mut terms = vec![term.value()];
    for i in k..n {
        term.add(((n - i) as f64 / (i + 1) as f64).ln() + odds);
        terms.push(term.value());
    }
    let most = terms.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let sum: Sum = terms.iter().map(|term| (term - most).exp()).collect();
    most + sum.value().ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tails_of_small_binomials() {
        // P(K ≥ 2) of three fair coins is one half; of chance 0.9 it is 0.972.
        assert!((ln_tail(2, 3, 0.5).exp() - 0.5).abs() < 1e-15);
        assert!((ln_tail(2, 3, 0.9).exp() - 0.972).abs() < 1e-15);
        assert_eq!(ln_tail(0, 3, 0.5), 0.0);
        // 2⁻²⁰⁰⁰ is no number that fits; its logarithm does.
        assert!((ln_tail(2_000, 2_000, 0.5) + 2_000.0 * 2_f64.ln()).abs() < 1e-9);
    }
}
