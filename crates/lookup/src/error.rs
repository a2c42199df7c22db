use std::fmt;

use record::Rule;

/// What is wrong with a roll, a look-up or an answer: a numbered rule, and what was seen. Never an ID number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LookupError {
    /// The rule.
    pub rule: Rule,
    /// What was seen.
    pub detail: String,
}

impl LookupError {
    /// An error of a rule.
    pub fn new(rule: Rule, detail: impl Into<String>) -> Self {
        Self { rule, detail: detail.into() }
    }
}

impl fmt::Display for LookupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { rule, detail } = self;
        write!(f, "{rule} {} ({detail})\n  next: {}", rule.sentence(), rule.next_step())
    }
}

impl std::error::Error for LookupError {}
