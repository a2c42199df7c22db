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

/// What the shares of many tables have, for every grid: made once, because walking through all that each table might
/// have shown is what takes time.
#[derive(Clone, Copy, Debug, Default)]
pub struct RoundShares {
    tables: u64,
    whole: Sum,
    /// Multiples of five, and the percentages one to four points above them.
    fives: [Sum; 5],
}

impl RoundShares {
    /// Takes shares `part / whole`.
    ///
    /// # Errors
    /// `F603` where a part is larger than its whole.
    pub fn of(shares: impl Iterator<Item = (u32, u32)> + Clone) -> Result<Self, TestError> {
        let largest = shares.clone().map(|(_, whole)| whole).max().unwrap_or(0);
        let logs = Factorials::up_to(largest);
        let mut all = Self::default();
        for (part, whole) in shares {
            if part > whole {
                return Err(TestError::inconsistent(format!("{part} of {whole}")));
            }
            if whole >= FEWEST && part > 0 && part < whole {
                all.add(part, whole, &logs);
            }
        }
        Ok(all)
    }

    /// The test on one grid.
    ///
    /// # Errors
    /// `F604` where no table is large enough.
    pub fn found(&self, grid: Grid) -> Result<Integers, TestError> {
        let [fives, others @ ..] = self.fives;
        let (own, beside) = match grid {
            Grid::Whole => (self.whole, None),
            Grid::Fives => (fives, Some(others.map(|one| one.z()))),
        };
        if own.variance <= 0.0 {
            return Err(TestError::not_applicable(format!(
                "no table has {FEWEST} votes and a share between 0 and 100 %"
            )));
        }
        let (tables, hits, expected, z) = (self.tables, own.hits, own.expected, own.z());
        let mean = if hits == 0 { 0.0 } else { real(own.size) / real(hits) };
        let votes = crate::number::votes((real(hits) - expected).max(0.0) * mean);
        Ok(Integers { grid, tables, hits, expected, z, p: normal_above(z), beside, votes })
    }

    fn add(&mut self, part: u32, whole: u32, logs: &Factorials) {
        self.tables += 1;
        // Tables with nothing or everything are left out, so the null must leave them out as well: at small parties
        // it else expects the many tables with 0 % that nobody looks at.
        let (mut hits, mut fives, mut inside) = (0.0, [0.0; 5], 0.0);
        logs.binomial(whole, part, |k, p| {
            if 0 < k && k < whole {
                inside += p;
                if let Some(percentage) = whole_percentage(k, whole) {
                    hits += p;
                    fives[percentage % 5] += p;
                }
            }
        });
        let seen = whole_percentage(part, whole);
        self.whole.add(seen.is_some(), whole, (hits / inside).min(1.0));
        for (points, (sum, chance)) in self.fives.iter_mut().zip(fives).enumerate() {
            let hit = seen.is_some_and(|percentage| percentage % 5 == points);
            sum.add(hit, whole, (chance / inside).min(1.0));
        }
    }
}

/// The whole percentage within 0.05 points of a share, if there is one.
fn whole_percentage(part: u32, whole: u32) -> Option<usize> {
    let (hundredfold, n) = (100 * u64::from(part), u64::from(whole));
    let (below, rest) = (hundredfold / n, hundredfold % n);
    let percentage = match () {
        () if 20 * rest <= n => below,
        () if 20 * (n - rest) <= n => below + 1,
        () => return None,
    };
    usize::try_from(percentage).ok()
}

/// Hits of one grid, seen and expected.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    hits: u64,
    /// Votes at the tables that hit.
    size: u64,
    expected: f64,
    variance: f64,
}

impl Sum {
    fn add(&mut self, hit: bool, size: u32, chance: f64) {
        self.hits += u64::from(hit);
        self.size += if hit { u64::from(size) } else { 0 };
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
        assert_eq!(whole_percentage(120, 400), Some(30));
        assert_eq!(whole_percentage(124, 400), Some(31));
        assert_eq!(whole_percentage(121, 401 * 2), None);
        // 0.05 points exactly is a hit, from either side.
        assert_eq!(whole_percentage(601, 2000), Some(30));
        assert_eq!(whole_percentage(599, 2000), Some(30));
        assert_eq!(whole_percentage(602, 2000), None);
        assert_eq!(whole_percentage(1999, 2000), Some(100));
        assert_eq!(whole_percentage(u32::MAX, u32::MAX), Some(100));
    }

    #[test]
    fn tables_with_nothing_are_expected_as_little_as_they_are_looked_at() {
        // Counts as a share of one in a hundred gives them; one in e tables has nothing and is left out.
        let poisson = [37, 18, 6, 2];
        let all = poisson.iter().zip(1..).flat_map(|(many, votes)| vec![(votes, 100); many * 30]);
        let found = RoundShares::of(all).unwrap().found(Grid::Fives).unwrap();
        assert!(found.expected < 100.0, "0 % alone would be expected 400 times: {found:?}");
        assert!(found.beside.is_some());
    }

    #[test]
    fn shares_all_whole_stand_out_and_parts_above_the_whole_are_refused() {
        let all = (0..200).map(|at| (100 + at, 400)).filter(|(v, _)| v % 4 == 0);
        let found = RoundShares::of(all).unwrap().found(Grid::Whole).unwrap();
        assert!(found.hits == found.tables && found.p < 1e-6, "{found:?}");
        assert!(RoundShares::of([(3, 2)].into_iter()).is_err());
        assert!(RoundShares::of([(3, 20)].into_iter()).unwrap().found(Grid::Whole).is_err());
    }
}
