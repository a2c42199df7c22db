//! How often shares are whole percentages, against the exact chance of it (Kobak, Shpilkin, Pshenichnikov 2016).

use serde::Serialize;

use crate::TestError;
use crate::number::{Factorials, normal_above, real};

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
    /// For multiples of five, the same distance for shares one to four points off them: where these are as far, the
    /// null is at fault and not the counts.
    pub beside: Option<[f64; 4]>,
    /// Votes at the tables beyond the expected ones, at the mean size of those that hit.
    pub votes: u64,
}

impl Grid {
    /// Whether the share lies within 0.05 points of a percentage that counts.
    fn hits(self, part: u32, whole: u32) -> bool {
        self.hits_beside(part, whole, 0)
    }

    /// The same for percentages so many points above those that count.
    fn hits_beside(self, part: u32, whole: u32, points: u64) -> bool {
        let (v, n) = (u64::from(part), u64::from(whole));
        let step = match self {
            Self::Whole => n,
            Self::Fives => 5 * n,
        };
        let rest = (100 * v + step - points * n % step) % step;
        20 * rest.min(step - rest) <= n
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
    let (mut tables, mut size) = (0_u64, 0_u64);
    let mut sums = [Sum::default(); BESIDE + 1];
    let grids = if grid == Grid::Fives { BESIDE + 1 } else { 1 };
    for (part, whole) in shares {
        if part > whole {
            return Err(TestError::inconsistent(format!("{part} of {whole}")));
        }
        if whole < FEWEST || part == 0 || part == whole {
            continue;
        }
        tables += 1;
        if grid.hits(part, whole) {
            size += u64::from(whole);
        }
        // Tables with nothing or everything are left out, so the null must leave them out as well: at small parties
        // it else expects the many tables with 0 % that nobody looks at.
        let (mut chances, mut inside) = ([0.0; BESIDE + 1], 0.0);
        logs.binomial(whole, part, |k, p| {
            if 0 < k && k < whole {
                inside += p;
                for (chance, points) in chances.iter_mut().zip(0_u64..).take(grids) {
                    if grid.hits_beside(k, whole, points) {
                        *chance += p;
                    }
                }
            }
        });
        for ((sum, chance), points) in sums.iter_mut().zip(chances).zip(0_u64..).take(grids) {
            sum.add(grid.hits_beside(part, whole, points), (chance / inside).min(1.0));
        }
    }
    let [own, others @ ..] = sums;
    if own.variance <= 0.0 {
        return Err(TestError::not_applicable(format!(
            "no table has {FEWEST} votes and a share between 0 and 100 %"
        )));
    }
    let z = own.z();
    let mean = if own.hits == 0 { 0.0 } else { real(size) / real(own.hits) };
    let votes = crate::number::votes((real(own.hits) - own.expected).max(0.0) * mean);
    let beside = (grid == Grid::Fives).then(|| others.map(|one| one.z()));
    let (hits, expected) = (own.hits, own.expected);
    Ok(Integers { grid, tables, hits, expected, z, p: normal_above(z), beside, votes })
}

/// Grids beside the multiples of five.
const BESIDE: usize = 4;

/// Hits of one grid, seen and expected.
#[derive(Clone, Copy, Default)]
struct Sum {
    hits: u64,
    expected: f64,
    variance: f64,
}

impl Sum {
    fn add(&mut self, hit: bool, chance: f64) {
        self.hits += u64::from(hit);
        self.expected += chance;
        self.variance += chance * (1.0 - chance);
    }

    /// Zero where nothing varies.
    fn z(&self) -> f64 {
        if self.variance > 0.0 {
            (real(self.hits) - self.expected) / self.variance.sqrt()
        } else {
            0.0
        }
    }
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
        assert!(Grid::Fives.hits_beside(124, 400, 1) && !Grid::Fives.hits_beside(120, 400, 1));
    }

    #[test]
    fn tables_with_nothing_are_expected_as_little_as_they_are_looked_at() {
        // Counts as a share of one in a hundred gives them; one in e tables has nothing and is left out.
        let poisson = [37, 18, 6, 2];
        let all = poisson.iter().zip(1..).flat_map(|(many, votes)| vec![(votes, 100); many * 30]);
        let found = integers(all, Grid::Fives).unwrap();
        assert!(found.expected < 100.0, "0 % alone would be expected 400 times: {found:?}");
        assert!(found.beside.is_some());
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
