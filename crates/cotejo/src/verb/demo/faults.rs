//! What was planted against what was found.

use std::collections::BTreeSet;
use std::fmt;

use collate::{Collation, Language, View};
use record::{Collection, Election, Rule};
use sample::Expected;

/// Planted faults and findings held against each other.
pub struct Comparison {
    /// Planted and found.
    pub found: usize,
    /// Planted and not found, as `rule subject`.
    pub missed: Vec<String>,
    /// Found and not planted, as `rule subject`.
    pub not_planted: Vec<String>,
    kinds: BTreeSet<Rule>,
}

/// Compares. That sources agree, or lack tables that others have, is no fault and not compared.
pub fn compare(
    expected: &[Expected],
    election: &Election,
    collections: &[Collection],
    collation: &Collation,
) -> Comparison {
    let view = View { election, collections, collation, language: Language::English };
    let planted: BTreeSet<_> = expected.iter().map(|one| (one.rule, one.subject.clone())).collect();
    let found = found(view);
    let words = |(rule, subject): &(Rule, String)| format!("{rule} {subject}");
    Comparison {
        found: planted.intersection(&found).count(),
        missed: planted.difference(&found).map(words).collect(),
        not_planted: found.difference(&planted).map(words).collect(),
        kinds: planted.iter().map(|(rule, _)| *rule).collect(),
    }
}

impl Comparison {
    /// Whether exactly the planted faults were found.
    pub fn is_exact(&self) -> bool {
        self.missed.is_empty() && self.not_planted.is_empty()
    }
}

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "\nplanted and found, by rule")?;
        for rule in &self.kinds {
            writeln!(f, "  {rule} {:7} {}", rule.severity().word(), rule.sentence())?;
        }
        for one in &self.missed {
            writeln!(f, "planted, NOT found: {one}")?;
        }
        for one in &self.not_planted {
            writeln!(f, "found, NOT planted: {one}")?;
        }
        if self.is_exact() {
            writeln!(f, "exactly the planted faults were found")?;
        }
        Ok(())
    }
}

fn found(view: View<'_>) -> BTreeSet<(Rule, String)> {
    let mut found = BTreeSet::new();
    for contest in &view.collation.contests {
        for finding in contest.findings.iter() {
            if !matches!(finding.rule, Rule::Agree | Rule::MissingIn | Rule::OnlyIn) {
                found.insert((finding.rule, view.table(finding).to_owned()));
            }
        }
        for one in &contest.announcements {
            let at = usize::try_from(one.index).expect("an index");
            let id = &view.collections[one.source.index()].announcements[at].id;
            found.extend(one.rule().map(|rule| (rule, id.clone())));
            if !one.arithmetic.is_empty() {
                found.insert((Rule::AnnouncementArithmetic, id.clone()));
            }
        }
    }
    found
}
