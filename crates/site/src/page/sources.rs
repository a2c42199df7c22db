//! Every two sources held against each other, and what each was made from.

use report::Lang;
use report::doc::{Cell, Part, Row, Table};
use serde_json::json;

use super::{Whole, number, section, words};
use crate::frame::Page;
use crate::site::Site;

/// Input files of one source that are named one by one; all are in the data.
const SHOWN: usize = 200;

pub(super) fn sources(site: &Site<'_>, lang: Lang) -> Whole {
    let texts = site.texts(lang);
    let report = site.report();
    let mut page = Page {
        name: "sources.html".to_owned(),
        section: "w-nav-findings",
        title: texts.t("w-sources"),
        heading: texts.t("w-sources"),
        lead: vec![texts.t("pairs-intro")],
        json: Some("data/sources.json".to_owned()),
        ..Page::default()
    };
    let mut pairs_data = Vec::new();
    for of in &report.contests {
        let heading = format!("{}: {}", texts.t("pairs-matrix"), of.contest.title);
        if of.pairs.is_empty() {
            page.sections.push(section(heading, vec![Part::Text(texts.t("no-pairs"))]));
            continue;
        }
        let mut columns = words(site, lang, &["first", "second"]);
        for key in ["common", "equal", "differ", "only-first", "only-second"] {
            columns.push(number(site, lang, key));
        }
        let row = |one: &report::model::Pair| {
            let share = texts.percent(one.equal, one.common);
            Row::new([
                Cell::new(site.source_id(one.a)),
                Cell::new(site.source_id(one.b)),
                Cell::new(texts.number(one.common)),
                Cell::with(texts.number(one.equal), share),
                Cell::new(texts.number(one.differ)),
                Cell::new(texts.number(one.only_a)),
                Cell::new(texts.number(one.only_b)),
            ])
        };
        let rows = of.pairs.iter().map(row).collect();
        let table = Table { caption: heading.clone(), columns, rows };
        let parts = vec![Part::Table(table), Part::Caveat(texts.t("agree-limit"))];
        page.sections.push(section(heading, parts));
        pairs_data.extend(of.pairs.iter().map(|one| {
            json!({
                "contest": of.contest.key, "a": site.source_id(one.a), "b": site.source_id(one.b),
                "common": one.common, "equal": one.equal, "differ": one.differ,
                "only_a": one.only_a, "only_b": one.only_b,
            })
        }));
    }
    page.sections.push(inputs(site, lang));
    // Names of files may be names of persons, so what a source was made from is named by its digest alone.
    let inputs = report.collections.iter().map(|one| {
        json!({
            "source": one.source.id, "name": one.source.name, "gathered": one.source.gathered,
            "copies": one.copies.len(), "announcements": one.announcements.len(),
            "files": one.source.inputs.iter().map(|file| json!({ "sha256": file.sha256, "bytes": file.bytes })).collect::<Vec<_>>(),
        })
    });
    let value = json!({ "sources": inputs.collect::<Vec<_>>(), "pairs": pairs_data });
    Whole { page, json: Some(super::pretty(&value)) }
}

fn inputs(site: &Site<'_>, lang: Lang) -> report::doc::Section {
    let texts = site.texts(lang);
    let heading = texts.t("method-inputs");
    let mut columns = words(site, lang, &["source"]);
    columns.push(number(site, lang, "bytes"));
    columns.push(report::doc::Column::new("SHA-256", report::doc::Kind::Text));
    let collections = site.report().collections.iter();
    let all: Vec<_> = collections
        .flat_map(|one| one.source.inputs.iter().map(move |file| (&one.source.id, file)))
        .collect();
    if all.is_empty() {
        return section(heading, vec![Part::Text(texts.t("w-inputs-none"))]);
    }
    let row = |(source, file): &(&String, &record::collection::InputFile)| {
        Row::new([
            Cell::new(source.as_str()),
            Cell::new(texts.number(file.bytes)),
            Cell::new(file.sha256.to_string()),
        ])
    };
    let rows = all.iter().take(SHOWN).map(row).collect();
    let mut parts = vec![Part::Table(Table { caption: heading.clone(), columns, rows })];
    let left = all.len().saturating_sub(SHOWN);
    if left > 0 {
        parts
            .push(Part::Caveat(texts.n("w-more-in-data", u64::try_from(left).unwrap_or(u64::MAX))));
    }
    parts.push(Part::Caveat(texts.t("w-inputs-limit")));
    section(heading, parts)
}
