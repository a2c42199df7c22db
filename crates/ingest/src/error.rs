//! Refusals: of a whole file, and of one row.

use record::{Breach, Rule};
use serde::Serialize;

/// Why a whole input is refused: the rule, the file, and what was seen.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {} {} ({detail}). {}", .rule.code(), .rule.sentence(), .rule.next_step())]
pub struct ImportError {
    /// The rule broken.
    pub rule: Rule,
    /// The file, as the caller named it.
    pub file: String,
    /// What was seen, and where.
    pub detail: String,
}

impl ImportError {
    /// A refusal of a file.
    pub fn new(rule: Rule, file: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { rule, file: file.into(), detail: detail.into() }
    }
}

impl From<ImportError> for Breach {
    fn from(error: ImportError) -> Self {
        Self::new(error.rule, format!("{}: {}", error.file, error.detail))
    }
}

/// A rule that one row of an input breaks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RowBreach {
    /// Which input file of the collection.
    pub input: u32,
    /// Row (1 is the header), line of a text file, or 0 where the whole file is meant.
    pub row: u64,
    /// The rule.
    pub rule: Rule,
    /// What was seen. One line, no full stop.
    pub detail: String,
}
