use serde::Serialize;

use super::{Row, centres};
use crate::TestError;
use crate::number::{many, student_two_sided};

/// A centre's late tables against its own early ones, every centre counting alike.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Paired {
    /// Mean difference of the weighted shares.
    pub mean: f64,
    /// Student's t.
    pub t: f64,
    /// Degrees of freedom: centres minus one.
    pub df: usize,
    /// Two-sided p.
    pub p: f64,
}

pub(super) fn paired(rows: &[Row]) -> Result<Paired, TestError> {
    let side = |of: &[Row], late: f64| -> Option<f64> {
        let side = || of.iter().filter(move |row| row.late == late);
        let weight: f64 = side().map(|row| row.weight).sum();
        (weight > 0.0).then(|| side().map(|row| row.weight * row.share).sum::<f64>() / weight)
    };
    let differences: Vec<f64> =
        centres(rows).filter_map(|of| Some(side(of, 1.0)? - side(of, 0.0)?)).collect();
    if differences.len() < 2 {
        return Err(TestError::no_variation("fewer than two centres have tables on both sides"));
    }
    let n = many(differences.len());
    let mean = differences.iter().sum::<f64>() / n;
    let squares: f64 = differences.iter().map(|one| (one - mean).powi(2)).sum();
    let se = (squares / (n - 1.0) / n).sqrt();
    if se <= 0.0 {
        return Err(TestError::no_variation("all centres differ by the same amount"));
    }
    let t = mean / se;
    Ok(Paired { mean, t, df: differences.len() - 1, p: student_two_sided(t, n - 1.0) })
}
