use record::{ContestNo, Rule, Severity, SourceNo, TableNo};
use tally::CopyRef;

use crate::{DifferenceKind, Pattern};

/// One thing found: rule, table, sources and the copies that show it, in a few words of memory. The
/// values are those of the copies; [`crate::View::detail`] puts them into a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule.
    pub rule: Rule,
    /// The contest.
    pub contest: ContestNo,
    /// Of which table.
    pub place: Place,
    /// The copy that shows it; of two, the first.
    pub a: CopyRef,
    /// The second copy; the same as `a` where the finding is about one alone.
    pub b: CopyRef,
    /// For C202 and its kin, how the copies differ.
    pub kind: Option<DifferenceKind>,
    /// For C203 and C204, the shape of the difference.
    pub pattern: Option<Pattern>,
    /// Votes at stake: for a difference see [`crate::Comparison::votes`], else the votes on the copy.
    pub votes: u32,
    sources: SourceRange,
}

/// Where a finding lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A table of the election file.
    Table(TableNo),
    /// A table it does not have; its code is that of copy `a`.
    Unknown,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct SourceRange {
    start: u32,
    len: u16,
}

/// All findings of a contest, in the order of rule and table.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    list: Vec<Finding>,
    sources: Vec<SourceNo>,
}

/// What [`Findings::add`] needs beside the sources.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Draft {
    pub(crate) rule: Rule,
    pub(crate) contest: ContestNo,
    pub(crate) place: Place,
    pub(crate) a: CopyRef,
    pub(crate) b: CopyRef,
    pub(crate) kind: Option<DifferenceKind>,
    pub(crate) pattern: Option<Pattern>,
    pub(crate) votes: u32,
}

impl Findings {
    /// Every finding.
    pub fn iter(&self) -> std::slice::Iter<'_, Finding> {
        self.list.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The sources a finding concerns, in ascending order.
    pub fn sources(&self, finding: &Finding) -> &[SourceNo] {
        let start = usize::try_from(finding.sources.start).expect("fits");
        &self.sources[start..start + usize::from(finding.sources.len)]
    }

    /// Findings of one rule.
    pub fn of(&self, rule: Rule) -> &[Finding] {
        let start = self.list.partition_point(|finding| finding.rule < rule);
        let end = self.list.partition_point(|finding| finding.rule <= rule);
        &self.list[start..end]
    }

    /// How many findings are of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.list.iter().filter(|finding| finding.rule.severity() == severity).count()
    }

    pub(crate) fn add(&mut self, draft: Draft, sources: impl IntoIterator<Item = SourceNo>) {
        let start = self.sources.len();
        self.sources.extend(sources);
        self.sources[start..].sort_unstable();
        let mut kept = start;
        for at in start..self.sources.len() {
            if kept == start || self.sources[kept - 1] != self.sources[at] {
                self.sources[kept] = self.sources[at];
                kept += 1;
            }
        }
        self.sources.truncate(kept);
        let Draft { rule, contest, place, a, b, kind, pattern, votes } = draft;
        let sources = SourceRange {
            start: u32::try_from(start).expect("fewer than 2^32 sources of findings"),
            len: u16::try_from(kept - start).expect("sources are numbered in 16 bits"),
        };
        self.list.push(Finding { rule, contest, place, a, b, kind, pattern, votes, sources });
    }

    pub(crate) fn sort(&mut self) {
        self.list.sort_by_key(|finding| (finding.rule, finding.place, finding.a, finding.b));
    }
}
