use crate::rule::{Breach, Rule};

/// Why an election file is refused: the rule, the file, the row.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}{}: {} {} ({detail}). {}", at(*.row), .rule.code(), .rule.sentence(), .rule.next_step())]
pub struct ElectionError {
    /// The rule broken.
    pub rule: Rule,
    /// The file.
    pub file: &'static str,
    /// Row of the file, 1 for the header; none where the whole file is meant.
    pub row: Option<u64>,
    /// What was seen.
    pub detail: String,
}

impl ElectionError {
    pub(super) fn new(rule: Rule, file: &'static str, detail: impl Into<String>) -> Self {
        Self { rule, file, row: None, detail: detail.into() }
    }

    pub(super) fn at_row(mut self, row: u64) -> Self {
        self.row = Some(row);
        self
    }
}

impl From<ElectionError> for Breach {
    fn from(error: ElectionError) -> Self {
        Self::new(error.rule, format!("{}{}: {}", error.file, at(error.row), error.detail))
    }
}

fn at(row: Option<u64>) -> String {
    row.map_or_else(String::new, |row| format!(", row {row}"))
}
