use serde::Serialize;

use crate::TestError;

/// Three counts spread evenly over all triples of a total: how many triples match, exactly.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Simplex {
    /// The total.
    pub total: u64,
    /// Steps in a whole.
    pub steps: u64,
    /// Triples of percentages that add up to the whole and whose counts, halves up, add up to the total.
    pub matching: u64,
    /// Triples of counts that add up to the total.
    pub all: u128,
    /// Their quotient.
    pub ratio: f64,
}

/// Largest number of steps, so that the work stays bounded: three decimals.
const MAX_STEPS: u64 = 100_000;

/// Counts the triples.
///
/// # Errors
/// `F602` beyond the bounds, `F604` where the total is not above three halves of the steps, because then percentages
/// that miss the whole match too.
pub fn simplex(total: u64, steps: u64) -> Result<Simplex, TestError> {
    if steps == 0 || steps > MAX_STEPS || total > super::MAX_TOTAL {
        return Err(TestError::overflow(format!("total {total}, {steps} steps")));
    }
    if total * 2 <= steps * 3 {
        return Err(TestError::not_applicable(format!(
            "{total} votes are too few for {steps} steps"
        )));
    }
    let matching = matching(total, steps);
    let t = u128::from(total);
    let all = (t + 1) * (t + 2) / 2;
    Ok(Simplex { total, steps, matching, all, ratio: matching as f64 / all as f64 })
}

/// Pairs of percentages whose rounding errors leave the third an error that rounding makes.
///
/// The error of a percentage, in 1/M votes, lies in (−M/2, M/2], and the three add up to zero. So the third is
/// right exactly where the sum of the first two lies in [−M/2, M/2). The second percentage runs up to what the
/// first leaves, so percentages enter a sum over ranks one by one while the first goes down.
fn matching(total: u64, steps: u64) -> u64 {
    let m = i64::try_from(steps).expect("bounded");
    let error = |k: u64| {
        let rest = i64::try_from(u128::from(total) * u128::from(k) % u128::from(steps))
            .expect("below the steps");
        if 2 * rest >= m { m - rest } else { -rest }
    };
    let shift = m;
    let mut ranks = Ranks::new(usize::try_from(2 * m + 2).expect("bounded"));
    let mut found = 0;
    for first in (0..=steps).rev() {
        ranks.add(usize::try_from(error(steps - first) + shift).expect("shifted above zero"));
        let own = error(first);
        // −M ≤ 2(own + other) < M, in whole numbers.
        let low = (-m - 2 * own + 1).div_euclid(2);
        let high = (m - 2 * own - 1).div_euclid(2);
        let at = |bound: i64| {
            usize::try_from((bound + shift).clamp(0, 2 * m + 1)).expect("clamped to ranks")
        };
        found += ranks.below(at(high + 1)) - ranks.below(at(low));
    }
    found
}

/// Counts by rank with prefix sums (Fenwick 1994).
struct Ranks(Vec<u64>);

impl Ranks {
    fn new(size: usize) -> Self {
        Self(vec![0; size + 1])
    }

    fn add(&mut self, rank: usize) {
        let mut at = rank + 1;
        while at < self.0.len() {
            self.0[at] += 1;
            at += at & at.wrapping_neg();
        }
    }

    /// How many ranks are below one.
    fn below(&self, rank: usize) -> u64 {
        let (mut at, mut sum) = (rank.min(self.0.len() - 1), 0);
        while at > 0 {
            sum += self.0[at];
            at &= at - 1;
        }
        sum
    }
}
