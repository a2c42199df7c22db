use record::Rule;

/// Why a test gives no result. Every case has a numbered rule with its next step.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{} {} ({detail}). {}", .rule.code(), .rule.sentence(), .rule.next_step())]
pub struct TestError {
    /// The rule.
    pub rule: Rule,
    /// What exactly was seen. One line, no full stop.
    pub detail: String,
}

impl TestError {
    pub(crate) fn new(rule: Rule, detail: impl Into<String>) -> Self {
        Self { rule, detail: detail.into() }
    }

    pub(crate) fn empty(detail: impl Into<String>) -> Self {
        Self::new(Rule::NothingToTest, detail)
    }

    pub(crate) fn overflow(detail: impl Into<String>) -> Self {
        Self::new(Rule::TestOverflow, detail)
    }

    pub(crate) fn inconsistent(detail: impl Into<String>) -> Self {
        Self::new(Rule::TestInconsistent, detail)
    }

    pub(crate) fn not_applicable(detail: impl Into<String>) -> Self {
        Self::new(Rule::TestNotApplicable, detail)
    }

    pub(crate) fn no_variation(detail: impl Into<String>) -> Self {
        Self::new(Rule::TestNoVariation, detail)
    }

    pub(crate) fn not_a_number(detail: impl Into<String>) -> Self {
        Self::new(Rule::NotANumber, detail)
    }
}
