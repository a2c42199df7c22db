use std::fmt;

use record::Rule;

/// What is wrong with a datagram, a pass, a key or a socket: a numbered rule, and what was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkError {
    /// The rule.
    pub rule: Rule,
    /// What was seen.
    pub detail: String,
}

impl LinkError {
    /// An error of a rule.
    pub fn new(rule: Rule, detail: impl Into<String>) -> Self {
        Self { rule, detail: detail.into() }
    }
}

impl fmt::Display for LinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { rule, detail } = self;
        write!(f, "{rule} {} ({detail})\n  next: {}", rule.sentence(), rule.next_step())
    }
}

impl std::error::Error for LinkError {}
