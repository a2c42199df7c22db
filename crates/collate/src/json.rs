//! The collation as JSON: `{sources, pairs, findings, totals, announcements, …}`.

mod announcement;
mod pair;
mod totals;

use record::Rule;
use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};

use crate::{AnnouncementCheck, ContestCollation, Finding, Language, View};

/// The JSON form. Findings are written one by one, so their number does not matter for memory.
///
/// Every statement carries its assumption: pairs and announcements list `caveats`, whose sentences stand
/// once under `caveats` at the top.
#[derive(Clone, Copy, Debug)]
pub struct CollationJson<'a>(pub View<'a>);

impl Serialize for CollationJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let view = self.0;
        let contests = &view.collation.contests;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("election", &view.election.id)?;
        map.serialize_entry("policy", view.collation.policy.word())?;
        map.serialize_entry("sources", &Sources(view))?;
        let pairs: Vec<_> = contests
            .iter()
            .flat_map(|contest| {
                contest.pairs.iter().map(move |pair| pair::json(view, contest, pair))
            })
            .collect();
        map.serialize_entry("pairs", &pairs)?;
        map.serialize_entry("findings", &FindingList(view))?;
        map.serialize_entry("totals", &totals::json(view))?;
        let announcements: Vec<_> = contests
            .iter()
            .flat_map(|contest| contest.announcements.iter().map(move |one| (contest, one)))
            .map(|(contest, one)| announcement::json(view, contest, one))
            .collect();
        map.serialize_entry("announcements", &announcements)?;
        map.serialize_entry("caveats", &Caveats(view.language))?;
        map.end()
    }
}

struct Sources<'a>(View<'a>);

impl Serialize for Sources<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Source<'a> {
            #[serde(flatten)]
            info: &'a record::SourceInfo,
            copies: usize,
            announcements: usize,
        }
        serializer.collect_seq(self.0.collections.iter().map(|one| Source {
            info: &one.source,
            copies: one.copies.len(),
            announcements: one.announcements.len(),
        }))
    }
}

struct FindingList<'a>(View<'a>);

impl Serialize for FindingList<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let view = self.0;
        let mut list = serializer.serialize_seq(None)?;
        for contest in &view.collation.contests {
            for finding in contest.findings.iter() {
                list.serialize_element(&OneFinding { view, contest, finding })?;
            }
            for one in &contest.announcements {
                for (rule, detail) in announcement::findings(view, contest, one) {
                    list.serialize_element(&AnnouncementFinding {
                        view,
                        contest,
                        one,
                        rule,
                        detail,
                    })?;
                }
            }
        }
        list.end()
    }
}

struct OneFinding<'a> {
    view: View<'a>,
    contest: &'a ContestCollation,
    finding: &'a Finding,
}

impl Serialize for OneFinding<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { view, contest, finding } = *self;
        let sources: Vec<_> = view.sources(contest, finding).collect();
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("rule", &finding.rule)?;
        map.serialize_entry("severity", &finding.rule.severity())?;
        map.serialize_entry("name", sentence(finding.rule, view.language))?;
        map.serialize_entry("contest", &view.election.contests[finding.contest.index()].key)?;
        map.serialize_entry("table", view.table(finding))?;
        map.serialize_entry("sources", &sources)?;
        if let Some(kind) = finding.kind {
            map.serialize_entry("kind", kind.word())?;
        }
        map.serialize_entry("votes", &finding.votes)?;
        let differences = view.differences(finding);
        if !differences.is_empty() {
            let cells: Vec<_> = differences
                .iter()
                .map(|one| CellJson { cell: view.cell(finding, one.cell), a: one.a, b: one.b })
                .collect();
            map.serialize_entry("cells", &cells)?;
        }
        map.serialize_entry("detail", &view.detail(finding))?;
        map.end()
    }
}

#[derive(Serialize)]
struct CellJson<'a> {
    cell: &'a str,
    a: record::Count,
    b: record::Count,
}

struct AnnouncementFinding<'a> {
    view: View<'a>,
    contest: &'a ContestCollation,
    one: &'a AnnouncementCheck,
    rule: Rule,
    detail: String,
}

impl Serialize for AnnouncementFinding<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { view, contest, one, rule, detail } = self;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("rule", rule)?;
        map.serialize_entry("severity", &rule.severity())?;
        map.serialize_entry("name", sentence(*rule, view.language))?;
        map.serialize_entry("contest", &view.election.contests[contest.contest.index()].key)?;
        map.serialize_entry("table", &None::<&str>)?;
        map.serialize_entry("sources", &[view.source(one.source)])?;
        map.serialize_entry("announcement", &announcement::id(*view, one))?;
        map.serialize_entry("detail", detail)?;
        map.end()
    }
}

struct Caveats(Language);

impl Serialize for Caveats {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(
            crate::caveat::Caveat::ALL.iter().map(|one| (one.code(), one.text(self.0))),
        )
    }
}

fn sentence(rule: Rule, language: Language) -> &'static str {
    match language {
        Language::English => rule.sentence(),
        Language::Spanish => rule.sentence_es(),
    }
}
