use record::Rule;

/// Why something was not planned, drawn or estimated: the rule, what exactly was seen, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{rule} {} ({detail}). {}", rule.sentence().trim_end_matches('.'), rule.next_step())]
pub struct Refusal {
    /// The rule broken, Q701 to Q740.
    pub rule: Rule,
    /// What was seen: the stratum, the table, the figures. One line, no full stop.
    pub detail: String,
}

impl Refusal {
    /// A refusal under a rule.
    pub fn new(rule: Rule, detail: impl Into<String>) -> Self {
        Self { rule, detail: detail.into() }
    }
}

/// Refuses under a rule.
pub(crate) fn refuse<T>(rule: Rule, detail: impl Into<String>) -> Result<T, Refusal> {
    Err(Refusal::new(rule, detail))
}
