use record::Rule;
use serde::Serialize;

/// How many findings a rule has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct RuleCount {
    /// The rule.
    pub rule: Rule,
    /// Findings.
    pub findings: u64,
    /// Votes at stake in all of them.
    pub votes: u64,
}
