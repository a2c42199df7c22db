use serde::Serialize;

/// The sign test on tables that differ: how many favour one side, how many the other.
///
/// Null hypothesis: a difference is as likely to favour either side, table by table, independently. See
/// [`crate::caveat::SIGN_TEST`] for what it cannot show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct SignTest {
    /// Tables on which the second source shows more.
    pub more: u64,
    /// Tables on which it shows less.
    pub less: u64,
}

impl SignTest {
    /// Counts one table.
    pub(crate) fn note(&mut self, difference: i64) {
        self.more += u64::from(difference > 0);
        self.less += u64::from(difference < 0);
    }

    /// Two-sided p-value; 2^(1-n) where all n differences favour one side. None without a difference.
    pub fn p_value(&self) -> Option<f64> {
        self.log2_p().map(f64::exp2)
    }

    /// Logarithm of the p-value to base 2, for values too small to write out.
    #[expect(clippy::cast_precision_loss, reason = "numbers of tables are far below 2^53")]
    pub fn log2_p(&self) -> Option<f64> {
        let n = self.more + self.less;
        let fewer = self.more.min(self.less);
        if n == 0 {
            return None;
        }
        if fewer == 0 {
            return Some(1.0 - n as f64);
        }
        // Sum of the binomial tail, largest term first, relative to that term.
        let mut term = 1.0_f64;
        let mut sum = 1.0_f64;
        for k in (0..fewer).rev() {
            term *= (k + 1) as f64 / (n - k) as f64;
            sum += term;
            if term < sum * f64::EPSILON {
                break;
            }
        }
        let log2_largest: f64 =
            (1..=fewer).map(|k| ((n - fewer + k) as f64 / k as f64).log2()).sum();
        Some((1.0 + log2_largest + sum.log2() - n as f64).min(0.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_small_binomials() {
        let p = |more, less| SignTest { more, less }.p_value().unwrap();
        assert!((p(5, 0) - 1.0 / 16.0).abs() < 1e-12);
        assert!((p(0, 1) - 1.0).abs() < 1e-12);
        // 2 (1 + 10 + 45) / 2^10
        assert!((p(2, 8) - 112.0 / 1024.0).abs() < 1e-12);
        assert!((p(4, 4) - 1.0).abs() < 1e-12);
        assert_eq!(SignTest::default().p_value(), None);
        assert!((SignTest { more: 3000, less: 0 }.log2_p().unwrap() + 2999.0).abs() < 1e-9);
    }
}
