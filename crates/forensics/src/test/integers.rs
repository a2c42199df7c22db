//! How often shares are whole percentages, against the exact chance of it (Kobak, Shpilkin, Pshenichnikov 2016).

use serde::Serialize;

use crate::TestError;
use crate::number::{Factorials, normal_above};

/// Fewest votes for a share to be looked at.
pub const FEWEST: u32 = 100;

/// Which percentages count as round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grid {
    /// Every whole percentage.
    Whole,
    /// Multiples of five.
    Fives,
}

/// What the test found.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Integers {
    /// Which percentages count.
    pub grid: Grid,
    /// Tables looked at.
    pub tables: u64,
    /// Tables whose share is within 0.05 points of one.
    pub hits: u64,
    /// How many are expected.
    pub expected: f64,
    /// Distance in standard errors.
    pub z: f64,
    /// Chance of so many or more.
    pub p: f64,
    /// Votes at the tables beyond the expected ones, at the mean size of those that hit.
    pub votes: u64,
}

impl Grid {
    /// Whether the share lies within 0.05 points of a percentage that counts.
    fn hits(self, part: u32, whole: u32) -> bool {
        let (v, n) = (u64::from(part), u64::from(whole));
        // 0.05 of 1 point, and 0.05 of 5 points.
        let (steps, tolerance) = match self {
            Self::Whole => (100, 20),
            Self::Fives => (20, 100),
        };
        let rest = steps * v % n;
        tolerance * rest.min(n - rest) <= n
    }
}

/// Tests shares `part / whole` of many tables.
///
/// # Errors
/// `F603` where a part is larger than its whole, `F604` where no table is large enough.
pub fn integers(
    shares: impl Iterator<Item = (u32, u32)> + Clone,
    grid: Grid,
) -> Result<Integers, TestError> {
    let largest = shares.clone().map(|(_, whole)| whole).max().unwrap_or(0);
    let logs = Factorials::up_to(largest);
    let (mut tables, mut hits, mut size) = (0_u64, 0_u64, 0_u64);
    let (mut expected, mut variance) = (0.0, 0.0);
    for (part, whole) in shares {
        if part > whole {
            return Err(TestError::inconsistent(format!("{part} of {whole}")));
        }
        if whole < FEWEST || part == 0 || part == whole {
            continue;
        }
        tables += 1;
        if grid.hits(part, whole) {
            hits += 1;
            size += u64::from(whole);
        }
        let mut chance = 0.0;
        logs.binomial(whole, part, |k, p| {
            if grid.hits(k, whole) {
                chance += p;
            }
        });
        expected += chance;
        variance += chance * (1.0 - chance);
    }
    if variance <= 0.0 {
        return Err(TestError::not_applicable(format!(
            "no table has {FEWEST} votes and a share between 0 and 100 %"
        )));
    }
    let hit = crate::number::real(hits);
    let z = (hit - expected) / variance.sqrt();
    let mean = if hits == 0 { 0.0 } else { crate::number::real(size) / hit };
    let votes = crate::number::votes((hit - expected).max(0.0) * mean);
    Ok(Integers { grid, tables, hits, expected, z, p: normal_above(z), votes })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn round_shares_hit_and_others_do_not() {
        assert!(Grid::Whole.hits(120, 400));
        assert!(!Grid::Whole.hits(121, 401 * 2));
        assert!(Grid::Fives.hits(120, 400) && !Grid::Fives.hits(124, 400));
        // 0.05 points exactly is a hit.
        assert!(Grid::Whole.hits(601, 2000) && Grid::Fives.hits(601, 2000));
        assert!(!Grid::Whole.hits(602, 2000));
    }

    #[test]
    fn shares_all_whole_stand_out_and_parts_above_the_whole_are_refused() {
        let all = (0..200).map(|at| (100 + at, 400)).filter(|(v, _)| v % 4 == 0);
        let found = integers(all, Grid::Whole).unwrap();
        assert!(found.hits == found.tables && found.p < 1e-6, "{found:?}");
        assert!(integers([(3, 2)].into_iter(), Grid::Whole).is_err());
        assert!(integers([(3, 20)].into_iter(), Grid::Whole).is_err());
    }
}
