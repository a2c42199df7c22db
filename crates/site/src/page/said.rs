//! What was announced, held against the sheets; and documents made elsewhere: audits, tests, polls.

use report::Lang;
use report::doc::{Cell, Link, Part, Row, Section, Table};
use report::model::{Announced, ContestReport};
use serde_json::json;

use super::{Whole, number, section, words};
use crate::frame::Page;
use crate::input::ChapterKind;
use crate::site::{Site, slot};

pub(super) fn said(site: &Site<'_>, lang: Lang) -> Whole {
    let texts = site.texts(lang);
    let mut page = Page {
        name: "said.html".to_owned(),
        section: "w-nav-said",
        title: texts.t("w-nav-said"),
        heading: texts.t("w-nav-said"),
        lead: vec![texts.t("w-said-lead")],
        json: Some("data/said.json".to_owned()),
        ..Page::default()
    };
    let contests = site.report().contests.iter();
    let all: Vec<_> =
        contests.flat_map(|of| of.announcements.iter().map(move |one| (of, one))).collect();
    let mut sections: Vec<Section> =
        all.iter().map(|(of, one)| announcement(site, lang, of, one)).collect();
    if sections.is_empty() {
        sections.push(section(texts.t("announcements"), vec![Part::Text(texts.t("w-said-none"))]));
    }
    let kinds = [ChapterKind::Polls, ChapterKind::QuickCount];
    let chapters = || site.input.chapters.iter().filter(|one| kinds.contains(&one.kind));
    for one in chapters() {
        let mut parts = one.short[slot(lang)].clone();
        parts.push(Part::Links(vec![Link {
            href: page.local(&chapter_name(one.kind, &one.name)),
            text: one.docs[slot(lang)].kicker.clone(),
            ..Link::default()
        }]));
        let heading = match one.kind {
            ChapterKind::QuickCount => "w-quickcount",
            _ => "w-polls",
        };
        sections.push(section(texts.t(heading), parts));
    }
    page.sections = sections;
    let value: Vec<_> = all
        .iter()
        .map(|(of, one)| json!({ "contest": of.contest.key, "source": site.source_id(one.source), "announced": one.announcement, "results": one.results }))
        .collect();
    Whole { page, json: Some(super::pretty(&json!({ "announcements": value }))) }
}

/// A page for each document, and one that lists those of a kind.
pub(super) fn chapters(site: &Site<'_>, lang: Lang) -> Vec<Whole> {
    let of_kind = |kind| site.input.chapters.iter().filter(move |one| one.kind == kind);
    let mut all: Vec<Whole> = site
        .input
        .chapters
        .iter()
        .map(|one| {
            let doc = one.docs[slot(lang)].clone();
            let name = chapter_name(one.kind, &one.name);
            let mut whole =
                super::of_doc(doc, name, section_of(one.kind), super::pretty(&one.json));
            if one.kind == ChapterKind::Audit {
                whole.page.crumbs =
                    vec![(site.texts(lang).t("w-audits"), "audits.html".to_owned())];
            }
            whole
        })
        .collect();
    let texts = site.texts(lang);
    let mut page = Page {
        name: "audits.html".to_owned(),
        section: "w-nav-audits",
        title: texts.t("w-audits"),
        heading: texts.t("w-audits"),
        lead: vec![texts.t("w-audits-lead")],
        json: Some("data/audits.json".to_owned()),
        ..Page::default()
    };
    let mut sections = Vec::new();
    for one in of_kind(ChapterKind::Audit) {
        let mut parts = one.short[slot(lang)].clone();
        parts.push(Part::Links(vec![Link {
            href: page.local(&chapter_name(one.kind, &one.name)),
            text: texts.t("w-audit-open"),
            ..Link::default()
        }]));
        let heading = format!("{} · {}", one.docs[slot(lang)].kicker, one.name);
        sections.push(section(heading, parts));
    }
    if sections.is_empty() {
        sections.push(section(texts.t("w-audits"), vec![Part::Text(texts.t("w-audits-none"))]));
    }
    page.sections = sections;
    let audits: Vec<_> = of_kind(ChapterKind::Audit)
        .map(|one| json!({ "name": one.name, "state": one.json }))
        .collect();
    all.push(Whole { page, json: Some(super::pretty(&json!({ "audits": audits }))) });
    all
}

fn chapter_name(kind: ChapterKind, name: &str) -> String {
    match kind {
        ChapterKind::Audit => format!("audits/{name}.html"),
        ChapterKind::Forensics => "forensics.html".to_owned(),
        ChapterKind::Polls => format!("said/{name}.html"),
        ChapterKind::QuickCount => format!("said/{name}.html"),
    }
}

const fn section_of(kind: ChapterKind) -> &'static str {
    match kind {
        ChapterKind::Audit => "w-nav-audits",
        ChapterKind::Forensics => "w-nav-forensics",
        ChapterKind::Polls | ChapterKind::QuickCount => "w-nav-said",
    }
}

fn announcement(site: &Site<'_>, lang: Lang, of: &ContestReport<'_>, one: &Announced) -> Section {
    let texts = site.texts(lang);
    let said = &one.announcement;
    let or_not = |text: &Option<String>| text.clone().unwrap_or_else(|| texts.t("not-said"));
    let fact = |key: &str, value: String| report::doc::Fact::new(texts.t(key), value);
    let mut parts = vec![Part::Facts(vec![
        fact("w-said-by", said.by.clone()),
        fact("w-said-at", said.at.clone()),
        fact("coverage", or_not(&said.coverage)),
        fact("w-said-where", or_not(&said.reference)),
        fact("source", site.name_of(one.source, lang)),
    ])];
    for result in &one.results {
        let note = &result.note[slot(lang)];
        parts.push(Part::Answer(format!("{} {}", result.rule.code(), note.text)));
        parts.push(Part::Caveat(note.caveat.clone()));
    }
    let mut columns = words(site, lang, &["candidate"]);
    columns.extend([number(site, lang, "votes"), number(site, lang, "w-percent-said")]);
    let row = |votes: &record::collection::AnnouncedVotes| {
        let at = of.contest.candidate(&votes.candidate);
        let candidate = at.map(|at| &of.contest.candidates[at.index()]);
        let mut name = Cell::new(candidate.map_or(&votes.candidate, |one| &one.name));
        name.swatch = Some(candidate.and_then(|one| one.colour.clone()).unwrap_or_default());
        let percent =
            votes.percent.as_ref().map_or_else(|| "—".to_owned(), |one| format!("{one} %"));
        Row::new([name, Cell::new(texts.number(votes.votes)), Cell::new(percent)])
    };
    let caption = format!("{}: {}", said.id, of.contest.title);
    let rows = said.votes.iter().map(row).collect();
    parts.push(Part::Table(Table { caption, columns, rows }));
    parts.push(Part::Caveat(texts.t("w-said-limit")));
    let heading = texts.f("w-said-heading", 0, &[("by", &said.by), ("at", &said.at)]);
    section(heading, parts)
}
