//! How often a wrong outcome would be confirmed: every method against adversaries who know it.
//!
//! The paper is a tie where the report has a winner, which is the wrong outcome hardest to find. Everything comes
//! from one seed.

mod methods;
mod world;

pub use methods::Method;
pub use world::{Adversary, World};

use record::Rule;

use crate::error::{AuditError, Result};
use crate::manifest::RiskLimit;

/// Most runs of a simulation.
pub const MAX_RUNS: u32 = 1_000_000;

/// Standard deviations of the interval given: 95 % of intervals hold the chance.
const Z: f64 = 1.959_963_984_540_054;

/// How many runs confirmed the wrong outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Confirmed {
    /// Runs that did.
    pub confirmed: u32,
    /// All runs.
    pub runs: u32,
}

impl Confirmed {
    /// The share.
    pub fn share(self) -> f64 {
        f64::from(self.confirmed) / f64::from(self.runs)
    }

    /// Wilson's interval for the chance, at 95 %.
    pub fn interval(self) -> (f64, f64) {
        let (n, share) = (f64::from(self.runs), self.share());
        let middle = share + Z * Z / (2.0 * n);
        let spread = Z * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
        let scale = 1.0 + Z * Z / n;
        ((middle - spread) / scale, (middle + spread) / scale)
    }
}

/// Audits a wrong outcome again and again.
///
/// # Errors
/// A523 where no run or more than [`MAX_RUNS`] are asked for.
pub fn simulate(
    method: Method,
    world: &World,
    limit: RiskLimit,
    runs: u32,
    seed: u64,
) -> Result<Confirmed> {
    if runs == 0 || runs > MAX_RUNS {
        return AuditError::err(Rule::AuditParameterInvalid, format!("{runs} runs"));
    }
    let mut confirmed = 0;
    for run in 0..runs {
        let risk = method.least_risk(world, &format!("{seed}-{run}"))?;
        confirmed += u32::from(risk <= limit.alpha());
    }
    Ok(Confirmed { confirmed, runs })
}
