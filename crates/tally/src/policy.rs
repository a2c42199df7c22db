use record::SourceNo;

/// Which copy of a table counts when sources hold several.
///
/// Under every policy: a withdrawn copy, a copy whose signature does not verify and a sheet that a signed
/// correction replaces never count; counts of different copies are never mixed; and where the policy
/// gives no single answer the table is left out and listed ([`crate::Selection::unsettled`]).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Policy {
    /// The copies of the best evidence grade; among those, the content that most sources hold.
    ///
    /// A source that holds two different contents of that grade supports neither. Signed sheets that
    /// contradict each other are never settled by counting their holders.
    #[default]
    BestGrade,
    /// The copies of the best evidence grade, and only if all of them agree.
    Unanimous,
    /// Only what one source holds, by the rule of [`Policy::BestGrade`].
    OnlySource(SourceNo),
    /// The first of these sources that has the table, each by the rule of [`Policy::BestGrade`]; sources
    /// not named never count. A table its first holder cannot settle is left out, not passed on.
    FirstOf(Vec<SourceNo>),
}

impl Policy {
    /// The word used in files, on the command line and in JSON.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::BestGrade => "best-grade",
            Self::Unanimous => "unanimous",
            Self::OnlySource(_) => "only-source",
            Self::FirstOf(_) => "first-of",
        }
    }
}
