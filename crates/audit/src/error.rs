use std::fmt;

use record::Rule;

/// What is wrong with an audit, its input or one of its steps: a numbered rule, and what was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditError {
    /// The rule.
    pub rule: Rule,
    /// Where, and what was seen.
    pub detail: String,
}

/// A result of this crate.
pub type Result<T> = std::result::Result<T, AuditError>;

impl AuditError {
    /// An error of a rule.
    pub fn new(rule: Rule, detail: impl Into<String>) -> Self {
        Self { rule, detail: detail.into() }
    }

    /// An error of a rule, as the result it makes.
    pub(crate) fn err<T>(rule: Rule, detail: impl Into<String>) -> Result<T> {
        Err(Self::new(rule, detail))
    }

    /// Whether this says that no sample can confirm the outcome, so that every box has to be counted.
    pub fn asks_full_count(&self) -> bool {
        matches!(self.rule, Rule::AuditMarginNotPositive | Rule::AuditTie)
    }
}

impl fmt::Display for AuditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { rule, detail } = self;
        write!(f, "{rule} {} ({detail})\n  next: {}", rule.sentence(), rule.next_step())
    }
}

impl std::error::Error for AuditError {}
