use std::fmt;

use ledger::LedgerError;
use record::Rule;

/// What keeps a centre from doing its work: a numbered rule, and what was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CentreError {
    /// The rule.
    pub rule: Rule,
    /// Where, and what was seen.
    pub detail: String,
}

impl CentreError {
    /// An error of a rule.
    pub fn new(rule: Rule, detail: impl Into<String>) -> Self {
        Self { rule, detail: detail.into() }
    }

    /// The same error, with the place it happened in front.
    #[must_use]
    pub fn at(self, place: impl fmt::Display) -> Self {
        Self { rule: self.rule, detail: format!("{place}: {}", self.detail) }
    }
}

impl From<LedgerError> for CentreError {
    fn from(error: LedgerError) -> Self {
        Self { rule: error.rule, detail: error.detail }
    }
}

impl fmt::Display for CentreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { rule, detail } = self;
        write!(f, "{rule} {} ({detail})\n  next: {}", rule.sentence(), rule.next_step())
    }
}

impl std::error::Error for CentreError {}
