//! What the rules found: by rule, and each rule's tables.

use record::{Rule, TableNo};
use report::Lang;
use report::doc::{Cell, Column, Kind, Part, Row, Table};
use serde_json::json;

use super::{Whole, number, section, words};
use crate::frame::Page;
use crate::site::Site;

/// Findings on one page of a rule.
const PER_PAGE: usize = 500;

/// The page of all rules, and pages of each.
pub(super) fn findings(site: &Site<'_>, lang: Lang) -> Vec<Whole> {
    let texts = site.texts(lang);
    let mut counts = site.report().findings.counts();
    counts.sort_by_key(|count| (std::cmp::Reverse(count.rule.severity()), count.rule));
    let mut page = Page {
        name: "findings.html".to_owned(),
        section: "w-nav-findings",
        title: texts.t("findings"),
        heading: texts.t("findings"),
        lead: vec![texts.t("findings-intro")],
        json: Some("data/findings.json".to_owned()),
        ..Page::default()
    };
    let mut columns = words(site, lang, &["rule", "severity", "meaning"]);
    columns.extend([number(site, lang, "count"), number(site, lang, "votes-at-stake")]);
    let row = |one: &report::model::RuleCount| {
        Row::new([
            Cell::link(one.rule.code(), page.local(&list_name(one.rule, 0))),
            Cell::new(texts.t(&format!("severity-{}", one.rule.severity().word()))),
            Cell::new(Site::sentence(one.rule, lang)),
            Cell::new(texts.number(one.findings)),
            Cell::new(texts.number(one.votes)),
        ])
    };
    let heading = texts.t("findings-by-rule");
    let rows: Vec<Row> = counts.iter().map(row).collect();
    let parts = if rows.is_empty() {
        vec![Part::Text(texts.t("no-findings"))]
    } else {
        let table = Table { caption: heading.clone(), columns, rows };
        vec![Part::Table(table), Part::Caveat(texts.t("w-findings-limit"))]
    };
    page.sections = vec![section(heading, parts)];
    let data: Vec<_> = counts
        .iter()
        .map(|one| {
            json!({
                "rule": one.rule, "severity": one.rule.severity(), "sentence": one.rule.sentence(),
                "sentence_es": one.rule.sentence_es(), "findings": one.findings, "votes": one.votes,
            })
        })
        .collect();
    let mut all = vec![Whole { page, json: Some(super::pretty(&json!({ "rules": data }))) }];
    for count in &counts {
        all.extend(lists(site, lang, count.rule, count.findings));
    }
    all
}

/// The page that lists findings of a rule, from 0.
fn list_name(rule: Rule, part: usize) -> String {
    match part {
        0 => format!("findings/{}.html", rule.code()),
        _ => format!("findings/{}-{}.html", rule.code(), part + 1),
    }
}

fn lists(site: &Site<'_>, lang: Lang, rule: Rule, many: u64) -> Vec<Whole> {
    let texts = site.texts(lang);
    let parts = usize::try_from(many).unwrap_or(0).div_ceil(PER_PAGE).max(1);
    let mut findings = site.report().findings.of(rule, lang);
    (0..parts)
        .map(|part| {
            let of = texts.number(u64::try_from(parts).unwrap_or(u64::MAX));
            let here = u64::try_from(part).unwrap_or(u64::MAX).saturating_add(1);
            let mut page = Page {
                name: list_name(rule, part),
                section: "w-nav-findings",
                title: format!("{}: {}", rule.code(), Site::sentence(rule, lang)),
                heading: Site::sentence(rule, lang).to_owned(),
                lead: vec![texts.f("page-of", here, &[("of", &of)])],
                crumbs: vec![(texts.t("findings"), "findings.html".to_owned())],
                ..Page::default()
            };
            let rows: Vec<_> = findings.by_ref().take(PER_PAGE).collect();
            page.json = Some(crate::site::data_path(&page.name));
            let mut parts_here = vec![Part::Table(list(site, lang, &page, rule, &rows))];
            if parts > 1 {
                let link = |other: usize| report::doc::Link {
                    href: page.local(&list_name(rule, other)),
                    text: (other + 1).to_string(),
                    ..report::doc::Link::default()
                };
                let near = (0..parts).filter(|other| {
                    *other != part && (other.abs_diff(part) <= 3 || *other == 0 || other + 1 == parts)
                });
                parts_here.push(Part::Links(near.map(link).collect()));
            }
            page.sections = vec![section(rule.code(), parts_here)];
            let data: Vec<_> = rows
                .iter()
                .map(|one| {
                    json!({
                        "rule": one.rule, "table": one.code, "votes": one.votes,
                        "sources": one.sources.iter().map(|no| site.source_id(*no)).collect::<Vec<_>>(),
                    })
                })
                .collect();
            Whole { page, json: Some(super::pretty(&json!({ "findings": data }))) }
        })
        .collect()
}

fn list(
    site: &Site<'_>,
    lang: Lang,
    page: &Page,
    rule: Rule,
    rows: &[report::model::Finding],
) -> Table {
    let texts = site.texts(lang);
    let mut columns = words(site, lang, &["table", "area", "sources"]);
    columns.push(Column::new(texts.t("detail"), Kind::Text));
    columns.push(number(site, lang, "votes-at-stake"));
    let area = |table: TableNo| {
        let area = site.election().tables.area(table);
        site.election().areas.names(area).join(" › ")
    };
    let row = |one: &report::model::Finding| {
        let code = match one.table {
            Some(table) => Cell::link(one.code.clone(), page.local(&site.table_page(table))),
            None => Cell::new(one.code.clone()),
        };
        let sources: Vec<_> = one.sources.iter().map(|no| site.source_id(*no)).collect();
        Row::new([
            code,
            Cell::new(one.table.map_or_else(String::new, area)),
            Cell::new(sources.join(", ")),
            Cell::new(one.detail.clone()),
            Cell::new(texts.number(one.votes)),
        ])
    };
    let caption = format!("{} {}", rule.code(), Site::sentence(rule, lang));
    Table { caption, columns, rows: rows.iter().map(row).collect() }
}
