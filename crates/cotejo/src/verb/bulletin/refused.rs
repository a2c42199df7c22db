use std::fmt;

use record::Rule;

/// Why there is no such bulletin, or why a published one is not what the log gives: a numbered rule, and
/// what was seen.
#[derive(Debug)]
pub struct Refused {
    /// The rule.
    pub rule: Rule,
    /// Where, what was seen, and the next step.
    pub detail: String,
}

impl Refused {
    /// A refusal under a rule.
    pub fn new(rule: Rule, detail: impl fmt::Display) -> Self {
        Self { rule, detail: detail.to_string() }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.rule, self.detail)
    }
}

impl std::error::Error for Refused {}
