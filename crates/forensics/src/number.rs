//! Distribution functions and conversions. The functions are `statrs`; what is here says how a test may call
//! them, so that no argument outside their range reaches them.

use statrs::distribution::{ChiSquared, ContinuousCDF, StudentsT};
use statrs::function::beta::beta_reg;
use statrs::function::erf::erfc;

/// A count as a real number; exact below 2⁵³, which no sum of votes reaches.
pub(crate) fn real(count: u64) -> f64 {
    count as f64
}

/// A number of things as a real number.
pub(crate) fn many(count: usize) -> f64 {
    count as f64
}

/// A sum of distances in votes, as whole votes. Nothing here passes 2⁵³.
pub(crate) fn votes(sum: f64) -> u64 {
    // The sum of nothing is minus zero, which is no whole number.
    format!("{:.0}", sum.max(0.0) + 0.0).parse().unwrap_or(u64::MAX)
}

/// Chance that a chi-square with `df` degrees of freedom is at least `value`.
pub(crate) fn chi_square_above(value: f64, df: f64) -> f64 {
    match ChiSquared::new(df) {
        Ok(law) if value > 0.0 => law.sf(value),
        _ => 1.0,
    }
}

/// Chance that a standard normal is at least `z`.
pub(crate) fn normal_above(z: f64) -> f64 {
    0.5 * erfc(z / std::f64::consts::SQRT_2)
}

/// Chance that a standard normal is at least as far from zero as `z`.
pub(crate) fn normal_two_sided(z: f64) -> f64 {
    erfc(z.abs() / std::f64::consts::SQRT_2)
}

/// Chance that Student's t with `df` degrees of freedom is at least as far from zero as `t`.
pub(crate) fn student_two_sided(t: f64, df: f64) -> f64 {
    match StudentsT::new(0.0, 1.0, df) {
        Ok(law) => (2.0 * law.sf(t.abs())).min(1.0),
        Err(_) => 1.0,
    }
}

/// Chance of at least `k` successes in `n` trials that succeed with probability `p`.
pub(crate) fn binomial_at_least(k: u64, n: u64, p: f64) -> f64 {
    match k {
        0 => 1.0,
        k if k > n => 0.0,
        k => beta_reg(real(k), real(n - k) + 1.0, p),
    }
}

/// Logarithms of factorials up to a largest one, made once for a whole file of tables.
pub(crate) struct Factorials(Vec<f64>);

impl Factorials {
    pub(crate) fn up_to(largest: u32) -> Self {
        let mut sum = 0.0_f64;
        let mut logs = vec![0.0];
        for k in 1..=largest {
            sum += f64::from(k).ln();
            logs.push(sum);
        }
        Self(logs)
    }

    fn ln(&self, n: u32) -> f64 {
        self.0[usize::try_from(n).expect("a count fits")]
    }

    /// Visits the values of Binomial(n, v/n) with their chances, outwards from `v`, which is the likeliest,
    /// until what is left cannot be seen in a double. Needs 0 < v < n.
    pub(crate) fn binomial(&self, n: u32, v: u32, mut visit: impl FnMut(u32, f64)) {
        const SMALLEST: f64 = 1e-18;
        let (successes, failures) = (f64::from(v), f64::from(n - v));
        let share = successes / f64::from(n);
        let log = self.ln(n) - self.ln(v) - self.ln(n - v)
            + successes * share.ln()
            + failures * (-share).ln_1p();
        let odds = successes / failures;
        let top = log.exp();
        visit(v, top);
        let mut chance = top;
        for k in v + 1..=n {
            chance *= f64::from(n - k + 1) / f64::from(k) * odds;
            if chance < SMALLEST {
                break;
            }
            visit(k, chance);
        }
        chance = top;
        for k in (0..v).rev() {
            chance *= f64::from(k + 1) / f64::from(n - k) / odds;
            if chance < SMALLEST {
                break;
            }
            visit(k, chance);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_votes_are_none() {
        let nothing: f64 = std::iter::empty::<f64>().sum();
        assert_eq!([votes(nothing), votes(-0.0), votes(-3.0), votes(2.6)], [0, 0, 0, 3]);
    }

    #[test]
    fn the_binomial_adds_to_one_with_its_mean() {
        let logs = Factorials::up_to(900);
        for (n, v) in [(2, 1), (100, 1), (100, 99), (437, 300), (900, 450)] {
            let (mut sum, mut mean) = (0.0, 0.0);
            logs.binomial(n, v, |k, chance| {
                sum += chance;
                mean += chance * f64::from(k);
            });
            assert!((sum - 1.0).abs() < 1e-10, "{n} {v}: {sum}");
            assert!((mean - f64::from(v)).abs() < 1e-7, "{n} {v}: {mean}");
        }
    }

    #[test]
    fn tails_of_the_binomial_are_exact_where_they_can_be_counted() {
        assert!((binomial_at_least(3, 4, 0.5) - 5.0 / 16.0).abs() < 1e-14);
        assert_eq!((binomial_at_least(0, 4, 0.5), binomial_at_least(5, 4, 0.5)), (1.0, 0.0));
    }

    #[test]
    fn tails_agree_with_printed_tables() {
        assert!((chi_square_above(16.918_977_604_620_448, 9.0) - 0.05).abs() < 1e-9);
        assert!((normal_two_sided(1.959_963_984_540_054) - 0.05).abs() < 1e-9);
        assert!((student_two_sided(2.228_138_852, 10.0) - 0.05).abs() < 1e-8);
        assert_eq!(chi_square_above(0.0, 3.0), 1.0);
    }
}
