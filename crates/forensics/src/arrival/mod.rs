//! Whether tables that arrived after a cut differ from those before, by every estimate in use, side by side.
//!
//! Late tables differ from early ones for ordinary reasons (Idrobo, Kronick, Rodríguez, JoP 2022), and careful people read
//! the same data differently, so no estimate is shown without the others.

mod fixed;
mod jump;
mod paired;

use serde::Serialize;

pub use fixed::{FixedEffect, FixedTrend};
pub use jump::Jump;
pub use paired::Paired;

use crate::TestError;
use crate::number::{many, normal_two_sided};

/// A table with its time of arrival.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Arrived {
    /// A number that tables of one centre share.
    pub centre: u32,
    /// Valid votes.
    pub valid: u32,
    /// Votes of the option looked at.
    pub votes: u32,
    /// Minutes since any fixed moment; none where the time is missing.
    pub minute: Option<f64>,
    /// Another fact of the table by which early and late ones may differ, such as how rural it is.
    pub covariate: Option<f64>,
}

/// Where early ends, and how wide to look around it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Cut {
    /// Tables after this minute are late.
    pub minute: f64,
    /// Half width of the window around the cut for the local jump, in minutes.
    pub bandwidth: f64,
}

/// All estimates.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Arrival {
    /// Where early ends.
    pub cut: Cut,
    /// Tables compared.
    pub tables: usize,
    /// Of these, after the cut.
    pub after: usize,
    /// Valid votes after the cut.
    pub votes_after: u64,
    /// Tables left out because their time is missing.
    pub no_time: usize,
    /// Tables left out because they arrived in the minute of the cut itself.
    pub tied: usize,
    /// Tables left out because they have no valid vote.
    pub no_votes: usize,
    /// Share after minus share before, weighted by valid votes. Says nothing by itself.
    pub raw: f64,
    /// Difference within centres.
    #[serde(serialize_with = "either")]
    pub fixed: Result<FixedEffect, String>,
    /// Difference within centres beside a linear trend.
    #[serde(serialize_with = "either")]
    pub trend: Result<FixedTrend, String>,
    /// Difference of a centre's own late and early tables.
    #[serde(serialize_with = "either")]
    pub paired: Result<Paired, String>,
    /// Jump at the cut.
    #[serde(serialize_with = "either")]
    pub jump: Result<Jump, String>,
    /// Difference beside the covariate, where every table has one.
    pub adjusted: Option<f64>,
}

/// JSON: the estimate, or why there is none.
fn either<T: Serialize, S: serde::Serializer>(
    one: &Result<T, String>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Missing<'a> {
        no_estimate: &'a str,
    }
    match one {
        Ok(estimate) => estimate.serialize(serializer),
        Err(why) => Missing { no_estimate: why }.serialize(serializer),
    }
}

/// An estimate with its standard error, and what follows from the two.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Estimate {
    /// The estimate, as a share: 0.01 is one point.
    pub value: f64,
    /// Its standard error.
    pub se: f64,
}

impl Estimate {
    /// Two-sided chance of one at least as far from zero, if it were normal around zero.
    pub fn p(self) -> f64 {
        if self.se > 0.0 { normal_two_sided(self.value / self.se) } else { 1.0 }
    }
}

/// A table ready for least squares.
#[derive(Clone, Copy, Debug)]
struct Row {
    centre: u32,
    weight: f64,
    share: f64,
    minute: f64,
    late: f64,
    covariate: Option<f64>,
}

/// Compares tables before and after a cut.
///
/// # Errors
/// `F601` without tables, `F603` where a table has more votes than valid ones, `F605` where one side is empty, `F608` where a
/// time or covariate is no finite number or the bandwidth is not above zero.
pub fn arrival(tables: &[Arrived], cut: Cut) -> Result<Arrival, TestError> {
    if tables.is_empty() {
        return Err(TestError::empty("no tables with times"));
    }
    if !cut.minute.is_finite() || !cut.bandwidth.is_finite() || cut.bandwidth <= 0.0 {
        return Err(TestError::not_a_number("the cut or its bandwidth"));
    }
    tables.iter().try_for_each(sound)?;
    let no_votes = tables.iter().filter(|one| one.valid == 0).count();
    let given: Vec<_> = tables.iter().filter(|one| one.valid > 0).collect();
    let no_time = given.iter().filter(|one| one.minute.is_none()).count();
    let tied = given.iter().filter(|one| one.minute == Some(cut.minute)).count();
    let mut rows: Vec<Row> = given.into_iter().filter_map(|one| row(one, cut)).collect();
    rows.sort_by_key(|row| row.centre);
    let after = rows.iter().filter(|row| row.late > 0.0).count();
    if after == 0 || after == rows.len() {
        return Err(TestError::no_variation(format!("{after} of {} tables are late", rows.len())));
    }
    let said = |error: TestError| error.to_string();
    Ok(Arrival {
        cut,
        tables: rows.len(),
        after,
        votes_after: tables
            .iter()
            .filter(|one| one.minute.is_some_and(|minute| minute > cut.minute))
            .map(|one| u64::from(one.valid))
            .sum(),
        no_time,
        tied,
        no_votes,
        raw: mean(&rows, 1.0) - mean(&rows, 0.0),
        fixed: fixed::effect(&rows).map_err(said),
        trend: fixed::with_trend(&rows).map_err(said),
        paired: paired::paired(&rows).map_err(said),
        jump: jump::jump(&rows, cut).map_err(said),
        adjusted: adjusted(&rows),
    })
}

fn sound(table: &Arrived) -> Result<(), TestError> {
    if table.votes > table.valid {
        return Err(TestError::inconsistent(format!(
            "{} votes for one option among {} valid",
            table.votes, table.valid
        )));
    }
    if [table.minute, table.covariate].iter().flatten().any(|number| !number.is_finite()) {
        return Err(TestError::not_a_number("a time or covariate"));
    }
    Ok(())
}

fn row(table: &Arrived, cut: Cut) -> Option<Row> {
    let minute = table.minute.filter(|minute| *minute != cut.minute)?;
    Some(Row {
        centre: table.centre,
        weight: f64::from(table.valid),
        share: f64::from(table.votes) / f64::from(table.valid),
        minute: minute - cut.minute,
        late: if minute > cut.minute { 1.0 } else { 0.0 },
        covariate: table.covariate,
    })
}

/// The weighted mean share of one side.
fn mean(rows: &[Row], late: f64) -> f64 {
    let side = || rows.iter().filter(move |row| row.late == late);
    side().map(|row| row.weight * row.share).sum::<f64>()
        / side().map(|row| row.weight).sum::<f64>()
}

/// Tables of each centre; needs rows in the order of centres.
fn centres(rows: &[Row]) -> impl Iterator<Item = &[Row]> {
    rows.chunk_by(|a, b| a.centre == b.centre)
}

/// How many centres have tables on both sides.
fn straddling(rows: &[Row]) -> usize {
    let both =
        |of: &&[Row]| of.iter().any(|row| row.late > 0.0) && of.iter().any(|row| row.late == 0.0);
    centres(rows).filter(both).count()
}

/// Weighted least squares on constant, late and covariate: the coefficient of late.
fn adjusted(rows: &[Row]) -> Option<f64> {
    let all: f64 = rows.iter().map(|row| row.weight).sum();
    let centred = |of: &dyn Fn(&Row) -> Option<f64>| -> Option<Vec<f64>> {
        let values: Vec<f64> = rows.iter().map(of).collect::<Option<_>>()?;
        let mean =
            values.iter().zip(rows).map(|(value, row)| value * row.weight).sum::<f64>() / all;
        Some(values.into_iter().map(|value| value - mean).collect())
    };
    let (late, other, share) = (
        centred(&|row| Some(row.late))?,
        centred(&|row| row.covariate)?,
        centred(&|row| Some(row.share))?,
    );
    let dot = |a: &[f64], b: &[f64]| -> f64 {
        a.iter().zip(b).zip(rows).map(|((a, b), row)| a * b * row.weight).sum()
    };
    let (ll, lo, oo) = (dot(&late, &late), dot(&late, &other), dot(&other, &other));
    let determinant = ll * oo - lo * lo;
    if determinant <= ll * oo * SINGULAR {
        return None;
    }
    Some((dot(&late, &share) * oo - dot(&other, &share) * lo) / determinant)
}

/// Below this share of what it could be, a determinant is zero but for rounding.
const SINGULAR: f64 = 1e-12;

/// Student's correction of a clustered variance (CR1): G/(G−1) · (n−1)/(n−k).
fn cr1(clusters: usize, rows: usize, parameters: usize) -> Option<f64> {
    let spare = rows.checked_sub(parameters).filter(|spare| *spare > 0)?;
    let others = clusters.checked_sub(1).filter(|others| *others > 0)?;
    Some(many(clusters) / many(others) * many(rows - 1) / many(spare))
}
