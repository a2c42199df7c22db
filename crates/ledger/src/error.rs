use std::fmt;

use record::Rule;

/// What is wrong with a log, a proof or a note: a numbered rule, and what was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerError {
    /// The rule.
    pub rule: Rule,
    /// Where, and what was seen.
    pub detail: String,
}

impl LedgerError {
    /// An error of a rule.
    pub fn new(rule: Rule, detail: impl Into<String>) -> Self {
        Self { rule, detail: detail.into() }
    }

    /// Whether this says only that something could not be read, and so nothing about what it would have said.
    pub fn is_unread(&self) -> bool {
        matches!(self.rule, Rule::LogStorageFailed | Rule::LogUnreachable)
    }

    /// The same error, with the place it happened in front.
    #[must_use]
    pub fn at(self, place: impl fmt::Display) -> Self {
        Self { rule: self.rule, detail: format!("{place}: {}", self.detail) }
    }
}

impl fmt::Display for LedgerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { rule, detail } = self;
        write!(f, "{rule} {} ({detail})\n  next: {}", rule.sentence(), rule.next_step())
    }
}

impl std::error::Error for LedgerError {}
