//! Corrections and withdrawals: what a sheet said before, who changed it, and why.

use record::{Digest, Standing, TableRef};
use report::Lang;
use report::doc::{Cell, Part, Row, Table};
use serde_json::json;

use super::{Whole, section, words};
use crate::frame::Page;
use crate::site::Site;

/// Rows of one table on this page; all are in its data.
const SHOWN: usize = 2_000;

pub(super) fn changes(site: &Site<'_>, lang: Lang) -> Whole {
    let texts = site.texts(lang);
    let mut page = Page {
        name: "changes.html".to_owned(),
        section: "w-nav-changes",
        title: texts.t("w-nav-changes"),
        heading: texts.t("w-nav-changes"),
        lead: vec![texts.t("w-changes-lead")],
        json: Some("data/changes.json".to_owned()),
        ..Page::default()
    };
    let all = corrections(site);
    let (corrected, stood): (Vec<_>, Vec<_>) = all.iter().partition(|one| one.replaces.is_some());
    let list = |heading: &str, none: &str, rows: &[&Change<'_>]| {
        let heading = texts.t(heading);
        if rows.is_empty() {
            return section(heading, vec![Part::Text(texts.t(none))]);
        }
        let columns =
            words(site, lang, &["table", "source", "w-status", "w-serial-head", "w-digest"]);
        let row = |one: &&Change<'_>| {
            Row::new([
                Cell::link(one.code, page.local(&one.page)),
                Cell::new(one.source),
                Cell::new(texts.t(one.status)),
                Cell::new(one.serial.to_string()),
                Cell::new(one.digest.map_or_else(|| "—".to_owned(), |one| one.to_string())),
            ])
        };
        let shown = rows.iter().take(SHOWN).map(row).collect();
        let table = Table { caption: heading.clone(), columns, rows: shown };
        let mut parts = vec![Part::Table(table)];
        let left = rows.len().saturating_sub(SHOWN);
        if left > 0 {
            parts.push(Part::Caveat(
                texts.n("w-more-in-data", u64::try_from(left).unwrap_or(u64::MAX)),
            ));
        }
        section(heading, parts)
    };
    page.sections = vec![
        list("w-corrections", "w-corrections-none", &corrected),
        list("w-withdrawn", "w-withdrawn-none", &stood),
        statements(site, lang, &page),
    ];
    page.foot = vec![texts.t("w-changes-limit")];
    let rows: Vec<_> = all
        .iter()
        .map(|one| {
            json!({
                "table": one.code, "source": one.source, "status": one.status.trim_start_matches("w-change-"),
                "serial": one.serial, "replaces": one.replaces, "digest": one.digest,
            })
        })
        .collect();
    let said = site.input.log.iter().flat_map(|log| &log.statements).map(|one| {
        json!({
            "entry": one.entry, "kind": one.kind, "by": one.by, "at": one.at, "subjects": one.subjects,
            "tables": one.tables.iter().map(|table| site.election().tables.code(*table)).collect::<Vec<_>>(),
            "text": one.text,
        })
    });
    let value = json!({ "changes": rows, "statements": said.collect::<Vec<_>>() });
    Whole { page, json: Some(super::pretty(&value)) }
}

struct Change<'a> {
    code: &'a str,
    page: String,
    source: &'a str,
    status: &'static str,
    serial: u32,
    replaces: Option<String>,
    digest: Option<Digest>,
}

fn corrections<'a>(site: &'a Site<'a>) -> Vec<Change<'a>> {
    let mut all = Vec::new();
    for collection in site.report().collections {
        for copy in &collection.copies {
            let status = match copy.standing {
                Standing::Withdrawn => "w-change-withdrawn",
                Standing::Annulled => "w-change-annulled",
                Standing::Stands if copy.replaces.is_some() => "w-change-corrects",
                Standing::Stands => continue,
            };
            let TableRef::Known(table) = copy.table else { continue };
            all.push(Change {
                code: site.election().tables.code(table),
                page: site.table_page(table),
                source: &collection.source.id,
                status,
                serial: copy.serial,
                replaces: copy.replaces.map(|one| data_encoding::HEXLOWER.encode(&one)),
                digest: copy.payload,
            });
        }
    }
    all
}

/// What organisations said in the log, and who signed it.
fn statements(site: &Site<'_>, lang: Lang, page: &Page) -> report::doc::Section {
    let texts = site.texts(lang);
    let heading = texts.t("w-statements");
    let statements: Vec<_> = site.input.log.iter().flat_map(|log| &log.statements).collect();
    if statements.is_empty() {
        return section(heading, vec![Part::Text(texts.t("w-statements-none"))]);
    }
    let columns =
        words(site, lang, &["w-statement", "w-signer", "w-said-at", "w-reason", "tables"]);
    let row = |one: &&crate::input::Said| {
        let by = site.election().manifest.organisation(&one.by).map_or(&one.by, |one| &one.name);
        let at = one.at.and_then(|at| site.time(at, lang)).unwrap_or_else(|| "—".to_owned());
        let first = one.tables.first().map(|table| {
            let code = site.election().tables.code(*table);
            let mut cell = Cell::link(code, page.local(&site.table_page(*table)));
            let more = one.tables.len().saturating_sub(1);
            if more > 0 {
                cell.small = format!("+{more}");
            }
            cell
        });
        Row::new([
            Cell::with(
                texts.t(&format!("w-kind-{}", one.kind)),
                texts.f("w-entry", one.entry, &[]),
            ),
            Cell::new(by),
            Cell::new(at),
            // The text of a bulletin's statement is for machines.
            Cell::new(if one.kind == "bulletin" { "—" } else { &one.text }),
            first.unwrap_or_else(|| Cell::new("—")),
        ])
    };
    let rows = statements.iter().rev().take(SHOWN).map(row).collect();
    let table = Table { caption: heading.clone(), columns, rows };
    section(heading, vec![Part::Table(table), Part::Caveat(texts.t("w-statements-limit"))])
}
