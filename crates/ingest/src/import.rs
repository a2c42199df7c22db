//! What an import has gathered so far: the collection, the refused rows, and a summary.

use std::collections::BTreeMap;

use record::collection::InputFile;
use record::{Collection, Rule, Severity, SourceInfo};
use serde::Serialize;

use crate::error::RowBreach;

/// Most row breaches kept in full; further ones are only counted in the summary.
pub const MAX_BREACHES_KEPT: usize = 10_000;

/// A collection being made from one input or several.
///
/// Rows that break an error rule are left out of the collection, except those of unknown tables, which
/// collation reports. Whether the rest is used is the caller's decision: see [`Self::has_errors`].
#[derive(Clone, Debug, Default)]
pub struct Import {
    /// What was read.
    pub collection: Collection,
    /// Rows that break a rule, in input order.
    pub breaches: Vec<RowBreach>,
    /// Counts of what was read and refused.
    pub summary: Summary,
}

/// What an import read and refused.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Rows, codes or units read, refused ones included.
    pub rows: u64,
    /// Copies added to the collection.
    pub copies: u64,
    /// Rows not imported.
    pub refused: u64,
    /// Rows for tables that the election file does not have; imported, and reported by collation.
    pub unknown_tables: u64,
    /// Copies that the input itself withdrew.
    pub withdrawn: u64,
    /// Announced totals added.
    pub announcements: u64,
    /// Breaches by rule, those not kept in full included.
    pub by_rule: BTreeMap<Rule, u64>,
}

/// Choices of the caller that no map can know.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Key of the contest, where the election has several and the input names none.
    pub contest: Option<String>,
    /// In a feed of events, ignore those later than this; compared as text.
    pub until: Option<String>,
}

impl Import {
    /// An empty import for a source.
    pub fn new(source: SourceInfo) -> Self {
        Self { collection: Collection::new(source), ..Self::default() }
    }

    /// Whether anything was refused, or could not be read as it stands, so that the caller has to be asked.
    /// A sheet that was read well and does not add up is no error of the import.
    pub fn has_errors(&self) -> bool {
        let of_reading = |rule: &Rule| rule.code().starts_with('I');
        let errors = self.summary.by_rule.keys().filter(|rule| rule.severity() == Severity::Error);
        self.summary.refused > 0 || errors.into_iter().any(of_reading)
    }

    /// Registers an input file and gives its number.
    pub(crate) fn add_input(&mut self, entry: InputFile) -> u32 {
        let inputs = &mut self.collection.source.inputs;
        inputs.push(entry);
        u32::try_from(inputs.len() - 1).expect("fewer than 2^32 inputs")
    }

    pub(crate) fn report(&mut self, input: u32, row: u64, rule: Rule, detail: impl Into<String>) {
        *self.summary.by_rule.entry(rule).or_default() += 1;
        if self.breaches.len() < MAX_BREACHES_KEPT {
            self.breaches.push(RowBreach { input, row, rule, detail: detail.into() });
        }
    }
}
