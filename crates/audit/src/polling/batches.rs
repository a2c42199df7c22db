use crate::contest::Assertion;

/// A receipt as a number for [`crate::range`]: 1 where it is for those said to have more, 0 for those said to
/// have fewer, ½ for others. The assertion is wrong where the mean over all ballots is at most ½. None: at the
/// position drawn there was no receipt, which counts as 0.
pub fn receipt_value(assertion: &Assertion, votes: Option<&[u64]>) -> f64 {
    votes.map_or(0.0, |votes| match assertion.score(votes) {
        1.. => 1.0,
        0 => 0.5,
        _ => 0.0,
    })
}

/// A box as a number for [`crate::range`]: (votes for those said to have more − votes for the others + bound) /
/// 2·bound. Boxes are drawn with chances in proportion to their bounds; the assertion is wrong where the mean so
/// weighted is at most ½. None: the box was not found, which counts as 0.
///
/// A count above the bound gives a number outside of 0 to 1, which the tests refuse (A524).
pub fn batch_value(assertion: &Assertion, votes: Option<&[u64]>, bound: u64) -> f64 {
    votes.map_or(0.0, |votes| {
        if bound == 0 {
            return 0.5;
        }
        let above = assertion.score(votes) + i128::from(bound);
        above as f64 / (2.0 * bound as f64)
    })
}
