use serde::Serialize;

use super::{Estimate, Row, SINGULAR, centres, cr1, straddling};
use crate::TestError;

/// Late against early with a constant for each centre, weighted by valid votes, errors clustered by centre.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct FixedEffect {
    /// The difference; its error with the small-sample correction (CR1).
    #[serde(flatten)]
    pub estimate: Estimate,
    /// The error without the correction (CR0).
    pub se_cr0: f64,
    /// Centres with tables on both sides: only these say anything.
    pub straddling_centres: usize,
}

/// The same beside a linear trend in time.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct FixedTrend {
    /// The difference.
    #[serde(flatten)]
    pub estimate: Estimate,
    /// The trend: change of the share per minute.
    pub slope_per_minute: f64,
}

/// The within-centre difference. Centre constants are taken out by centring (Frisch, Waugh, Lovell), so the cost is linear.
pub(super) fn effect(rows: &[Row]) -> Result<FixedEffect, TestError> {
    let straddling_centres = straddling(rows);
    let late = within(rows, |row| row.late);
    let share = within(rows, |row| row.share);
    let square = dot(rows, &late, &late);
    if straddling_centres == 0 || square <= 0.0 {
        return Err(TestError::no_variation("no centre has tables on both sides of the cut"));
    }
    let value = dot(rows, &late, &share) / square;
    let residual: Vec<f64> = share.iter().zip(&late).map(|(y, x)| y - value * x).collect();
    let se_cr0 = clustered(rows, &late, &residual).sqrt() / square;
    let clusters = centres(rows).count();
    let correction = cr1(clusters, rows.len(), clusters + 1).ok_or_else(too_few)?;
    Ok(FixedEffect {
        estimate: Estimate { value, se: se_cr0 * correction.sqrt() },
        se_cr0,
        straddling_centres,
    })
}

/// The same with a trend.
pub(super) fn with_trend(rows: &[Row]) -> Result<FixedTrend, TestError> {
    let late = within(rows, |row| row.late);
    let time = within(rows, |row| row.minute);
    let share = within(rows, |row| row.share);
    let (time_square, across) = (dot(rows, &time, &time), dot(rows, &late, &time));
    let late_square = dot(rows, &late, &late);
    if time_square <= 0.0 || late_square <= 0.0 {
        return Err(TestError::no_variation("no centre has tables on both sides of the cut"));
    }
    // Late without what time explains of it.
    let own: Vec<f64> = late.iter().zip(&time).map(|(x, t)| x - across / time_square * t).collect();
    let square = dot(rows, &own, &own);
    if square <= late_square * SINGULAR {
        return Err(TestError::no_variation("late and time cannot be told apart within centres"));
    }
    let value = dot(rows, &own, &share) / square;
    let slope = (dot(rows, &time, &share) - value * across) / time_square;
    let residual: Vec<f64> = share
        .iter()
        .zip(late.iter().zip(&time))
        .map(|(y, (x, t))| y - value * x - slope * t)
        .collect();
    let clusters = centres(rows).count();
    let correction = cr1(clusters, rows.len(), clusters + 2).ok_or_else(too_few)?;
    let se = clustered(rows, &own, &residual).sqrt() / square * correction.sqrt();
    Ok(FixedTrend { estimate: Estimate { value, se }, slope_per_minute: slope })
}

/// A value minus its weighted mean in the centre.
fn within(rows: &[Row], of: impl Fn(&Row) -> f64) -> Vec<f64> {
    let mut values = Vec::with_capacity(rows.len());
    for centre in centres(rows) {
        let weight: f64 = centre.iter().map(|row| row.weight).sum();
        let mean = centre.iter().map(|row| row.weight * of(row)).sum::<f64>() / weight;
        values.extend(centre.iter().map(|row| of(row) - mean));
    }
    values
}

fn dot(rows: &[Row], a: &[f64], b: &[f64]) -> f64 {
    rows.iter().zip(a.iter().zip(b)).map(|(row, (a, b))| row.weight * a * b).sum()
}

/// Sum over centres of the squared score.
fn clustered(rows: &[Row], x: &[f64], residual: &[f64]) -> f64 {
    let mut at = 0;
    let mut sum = 0.0;
    for centre in centres(rows) {
        let score: f64 = centre
            .iter()
            .zip(x[at..].iter().zip(&residual[at..]))
            .map(|(row, (x, u))| row.weight * x * u)
            .sum();
        sum += score * score;
        at += centre.len();
    }
    sum
}

fn too_few() -> TestError {
    TestError::no_variation("too few tables or centres for a standard error")
}
