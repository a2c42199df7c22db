use serde::Serialize;

use super::{Cut, Estimate, Row};
use crate::TestError;

/// The jump at the cut between two straight lines, one on each side (triangular kernel, HC1).
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Jump {
    /// The jump.
    #[serde(flatten)]
    pub estimate: Estimate,
    /// Tables in the window.
    pub tables: usize,
}

/// Parameters of two lines.
const PARAMETERS: usize = 4;

pub(super) fn jump(rows: &[Row], cut: Cut) -> Result<Jump, TestError> {
    let window: Vec<(f64, &Row)> = rows
        .iter()
        .map(|row| (1.0 - row.minute.abs() / cut.bandwidth, row))
        .filter(|(kernel, _)| *kernel > 0.0)
        .collect();
    if window.len() <= PARAMETERS {
        return Err(TestError::no_variation("too few tables around the cut"));
    }
    let before = side(window.iter().filter(|(_, row)| row.late == 0.0))?;
    let after = side(window.iter().filter(|(_, row)| row.late > 0.0))?;
    let n = crate::number::many(window.len());
    let correction = n / (n - crate::number::many(PARAMETERS));
    let se = ((before.variance + after.variance) * correction).sqrt();
    Ok(Jump {
        estimate: Estimate { value: after.at_cut - before.at_cut, se },
        tables: window.len(),
    })
}

/// One side's line: where it meets the cut, and the variance of that.
struct Line {
    at_cut: f64,
    variance: f64,
}

/// Lines of the two sides share no parameter, so each is fitted alone.
fn side<'a>(rows: impl Iterator<Item = &'a (f64, &'a Row)> + Clone) -> Result<Line, TestError> {
    let sum = |of: &dyn Fn(f64, f64) -> f64| -> f64 {
        rows.clone().map(|(kernel, row)| kernel * of(row.minute, row.share)).sum()
    };
    let (s0, s1, s2) = (sum(&|_, _| 1.0), sum(&|x, _| x), sum(&|x, _| x * x));
    let determinant = s0 * s2 - s1 * s1;
    if determinant.is_nan() || determinant <= s0 * s2 * super::SINGULAR {
        return Err(TestError::no_variation("one side of the cut has no two different times"));
    }
    let (y0, y1) = (sum(&|_, y| y), sum(&|x, y| x * y));
    let at_cut = (s2 * y0 - s1 * y1) / determinant;
    let slope = (s0 * y1 - s1 * y0) / determinant;
    let variance = rows
        .map(|(kernel, row)| {
            let residual = row.share - at_cut - slope * row.minute;
            (kernel * (s2 - s1 * row.minute) / determinant * residual).powi(2)
        })
        .sum();
    Ok(Line { at_cut, variance })
}
