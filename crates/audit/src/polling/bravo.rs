use crate::error::Result;

use super::{Pair, Round};

/// BRAVO (Lindeman, Stark and Yates 2012): T = (2s)^(receipts for the winner) · (2(1 − s))^(for the loser).
///
/// Gives p = min(1, 1/T) after each round.
///
/// # Errors
/// A535 where a round lacks a choice, A506 for more receipts than a sample has.
pub fn bravo(pair: &Pair, rounds: &[Round]) -> Result<Vec<f64>> {
    let (up, down) = pair.steps();
    let (mut winner, mut loser) = (0, 0);
    rounds
        .iter()
        .map(|round| {
            let (more, fewer) = pair.seen(round)?;
            winner += more;
            loser += fewer;
            // A loser without reported votes has no step: one receipt for it ends the bet.
            let lost = if loser == 0 { 0.0 } else { loser as f64 * down };
            Ok((-(winner as f64 * up + lost)).exp().min(1.0))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contest::ChoiceNo;

    #[test]
    fn a_loser_without_reported_votes_ends_the_bet_once_seen() {
        let pair = Pair::new(&[10, 0], ChoiceNo(0), ChoiceNo(1)).unwrap();
        let round = |winner, loser| Round { votes: vec![winner, loser], not_found: 0 };
        let p = bravo(&pair, &[round(3, 0), round(0, 1)]).unwrap();
        assert!((p[0] - 0.125).abs() < 1e-15 && p[1] == 1.0, "{p:?}");
        let lost = Round { votes: vec![3, 0], not_found: 1 };
        assert_eq!(bravo(&pair, &[lost]).unwrap(), [1.0]);
    }
}
