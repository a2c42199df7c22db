//! Turnout against the leading option's share (Klimek, Yegorov, Hanel, Thurner 2012): a picture, with no p.

use serde::Serialize;

use crate::TestError;
use crate::number::{many, real};

/// Squares along each side.
pub const SIDE: usize = 20;

/// The picture and its summary.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Fingerprint {
    /// Tables in it.
    pub tables: u64,
    /// Tables by turnout (outer) and share (inner), both in steps of five points.
    pub squares: Vec<[u32; SIDE]>,
    /// Correlation of turnout and share; none where one of them does not vary.
    pub correlation: Option<f64>,
    /// Skewness of ln((E−W)/W), E electors and W votes of the option; none where it does not vary.
    pub skewness: Option<f64>,
    /// Excess kurtosis of the same.
    pub excess_kurtosis: Option<f64>,
    /// Tables with turnout and share of 95 % or more.
    pub corner: u64,
    /// Valid votes at these.
    pub corner_votes: u64,
    /// Tables left out: more voters than electors, or nothing to divide by.
    pub left_out: u64,
}

/// One table of the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// Electors.
    pub electors: u32,
    /// Voters.
    pub voters: u32,
    /// Valid votes.
    pub valid: u32,
    /// Votes of the option.
    pub votes: u32,
}

/// Draws the picture.
///
/// # Errors
/// `F604` where no table gives electors and voters.
pub fn fingerprint(points: impl Iterator<Item = Point>) -> Result<Fingerprint, TestError> {
    let mut squares = vec![[0_u32; SIDE]; SIDE];
    let (mut tables, mut corner, mut corner_votes, mut left_out) = (0, 0, 0, 0);
    let (mut turnouts, mut shares, mut logs) = (Vec::new(), Vec::new(), Vec::new());
    for one in points {
        if one.electors == 0 || one.valid == 0 || one.voters > one.electors || one.votes > one.valid
        {
            left_out += 1;
            continue;
        }
        tables += 1;
        squares[bin(one.voters, one.electors)][bin(one.votes, one.valid)] += 1;
        if full(one.voters, one.electors) && full(one.votes, one.valid) {
            corner += 1;
            corner_votes += u64::from(one.valid);
        }
        turnouts.push(f64::from(one.voters) / f64::from(one.electors));
        shares.push(f64::from(one.votes) / f64::from(one.valid));
        if one.votes > 0 && one.votes < one.electors {
            logs.push((f64::from(one.electors - one.votes) / f64::from(one.votes)).ln());
        }
    }
    if tables == 0 {
        return Err(TestError::not_applicable("no table gives electors and voters"));
    }
    let (skewness, excess_kurtosis) = shape(&logs).unzip();
    let correlation = correlation(&turnouts, &shares);
    Ok(Fingerprint {
        tables,
        squares,
        correlation,
        skewness,
        excess_kurtosis,
        corner,
        corner_votes,
        left_out,
    })
}

fn bin(part: u32, whole: u32) -> usize {
    let side = u64::try_from(SIDE).expect("small");
    let at = side * u64::from(part) / u64::from(whole);
    usize::try_from(at).expect("below the side").min(SIDE - 1)
}

fn full(part: u32, whole: u32) -> bool {
    100 * u64::from(part) >= 95 * u64::from(whole)
}

fn correlation(a: &[f64], b: &[f64]) -> Option<f64> {
    let n = many(a.len());
    let (mean_a, mean_b) = (a.iter().sum::<f64>() / n, b.iter().sum::<f64>() / n);
    let sum = |of: &dyn Fn(f64, f64) -> f64| -> f64 {
        a.iter().zip(b).map(|(a, b)| of(a - mean_a, b - mean_b)).sum()
    };
    let (ab, aa, bb) = (sum(&|a, b| a * b), sum(&|a, _| a * a), sum(&|_, b| b * b));
    (aa > NOTHING * n && bb > NOTHING * n).then(|| (ab / (aa * bb).sqrt()).clamp(-1.0, 1.0))
}

/// Skewness and excess kurtosis by moments of the sample.
fn shape(values: &[f64]) -> Option<(f64, f64)> {
    if values.is_empty() {
        return None;
    }
    let n = real(u64::try_from(values.len()).ok()?);
    let mean = values.iter().sum::<f64>() / n;
    let moment = |power: i32| values.iter().map(|one| (one - mean).powi(power)).sum::<f64>() / n;
    let (two, three, four) = (moment(2), moment(3), moment(4));
    (two > NOTHING).then(|| (three / two.powf(1.5), four / (two * two) - 3.0))
}

/// A variance that is rounding only.
const NOTHING: f64 = 1e-24;
