//! How often honest simulated elections raise an alarm.

use std::collections::BTreeMap;

use record::Rule;
use serde::{Deserialize, Serialize};

use crate::TestError;
use crate::report::Report;

/// Alarms over many simulated elections.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calibration {
    /// Elections simulated.
    pub elections: u64,
    /// Tables of each.
    pub tables: u64,
    /// Seed of the first; the others follow.
    pub seed: u64,
    /// For each kind of test.
    pub rates: BTreeMap<String, Rate>,
}

/// How often a test's p was small.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rate {
    /// Times the test gave a p.
    pub results: u64,
    /// Of these, p at or below 0.05.
    pub at_5_percent: u64,
    /// Of these, p at or below 0.01.
    pub at_1_percent: u64,
}

/// Largest file read as a calibration.
pub const MAX_BYTES: usize = 1 << 20;

impl Calibration {
    /// Nothing yet, of elections that begin with a seed.
    pub fn new(seed: u64) -> Self {
        Self { seed, ..Self::default() }
    }

    /// Counts the results of one honest election.
    pub fn note(&mut self, report: &Report) {
        self.elections += 1;
        self.tables = u64::try_from(report.tables).unwrap_or(u64::MAX);
        for one in &report.results {
            let Some(p) = one.p else { continue };
            let rate = self.rates.entry(one.calibration_key()).or_default();
            rate.results += 1;
            rate.at_5_percent += u64::from(p <= 0.05);
            rate.at_1_percent += u64::from(p <= 0.01);
        }
    }

    /// The rate of a kind of test.
    pub fn rate(&self, key: &str) -> Option<Rate> {
        self.rates.get(key).copied()
    }

    /// Checks what was read from a file.
    ///
    /// # Errors
    /// `F607` where a test has more alarms than results.
    pub fn checked(self) -> Result<Self, TestError> {
        let odd = |rate: &&Rate| {
            rate.at_1_percent > rate.at_5_percent || rate.at_5_percent > rate.results
        };
        match self.rates.values().find(odd) {
            Some(rate) => Err(TestError::new(
                Rule::CalibrationUnreadable,
                format!("{} alarms among {} results", rate.at_5_percent, rate.results),
            )),
            None => Ok(self),
        }
    }
}
