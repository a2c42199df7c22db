//! Bulletins: the list, and each as the document that it is.

use report::doc::{Cell, Link, Part, Row, Table};
use report::{Lang, bulletin_doc, log_doc};
use serde_json::json;

use super::{Whole, section, words};
use crate::frame::Page;
use crate::site::Site;

pub(super) fn list(site: &Site<'_>, lang: Lang) -> Whole {
    let texts = site.texts(lang);
    let mut page = Page {
        name: "bulletins.html".to_owned(),
        section: "w-nav-bulletins",
        title: texts.t("w-nav-bulletins"),
        heading: texts.t("w-nav-bulletins"),
        lead: vec![texts.t("w-bulletins-lead")],
        json: Some("data/bulletins.json".to_owned()),
        ..Page::default()
    };
    let columns = words(site, lang, &["w-bulletin", "b-stated", "w-tables-then", "b-digest"]);
    let row = |one: &tally::bulletin::Bulletin| {
        let name = texts.f("w-bulletin-name", u64::from(one.number), &[]);
        let tables = one.contests.first().map(|one| one.country.coverage.tables);
        let tables = tables.map_or_else(
            || "—".to_owned(),
            |one| {
                format!("{} {} {}", texts.number(one.counted), texts.t("of"), texts.number(one.of))
            },
        );
        Row::new([
            Cell::link(name, page.local(&format!("bulletins/{}.html", one.number))),
            Cell::new(site.words(lang).time(one.stated, site.election())),
            Cell::new(tables),
            Cell::new(one.digest().to_string()),
        ])
    };
    let rows: Vec<Row> = site.input.bulletins.iter().rev().map(row).collect();
    let table = Table { caption: texts.t("w-nav-bulletins"), columns, rows };
    let parts = match site.input.bulletins {
        [] => vec![Part::Text(texts.t("w-no-bulletin"))],
        _ => vec![Part::Table(table), Part::Caveat(texts.t("w-bulletins-limit"))],
    };
    page.sections = vec![section(texts.t("w-nav-bulletins"), parts)];
    let all: Vec<_> = site
        .input
        .bulletins
        .iter()
        .map(|one| {
            json!({
                "number": one.number, "stated": one.stated, "digest": one.digest(),
                "text": format!("data/bulletins/{}.json", one.number),
            })
        })
        .collect();
    Whole { page, json: Some(super::pretty(&json!({ "bulletins": all }))) }
}

/// Each bulletin, and the state of the log.
pub(super) fn each(site: &Site<'_>, lang: Lang) -> Vec<Whole> {
    let texts = site.texts(lang);
    let mut all: Vec<Whole> = site
        .input
        .bulletins
        .iter()
        .map(|one| {
            let doc = bulletin_doc(one, site.election(), lang, site.input.version);
            let name = format!("bulletins/{}.html", one.number);
            let mut whole = super::of_doc(doc, name, "w-nav-bulletins", one.to_canonical());
            let list = (texts.t("w-nav-bulletins"), "bulletins.html".to_owned());
            whole.page.crumbs = vec![list];
            whole
        })
        .collect();
    if let Some(log) = &site.input.log {
        let doc = log_doc(&log.status, site.election(), lang, site.input.version);
        let status = &log.status;
        let value = json!({
            "origin": status.origin, "vkey": status.vkey, "size": status.size, "root": status.root,
            "quorum": status.quorum, "at_least": status.at_least, "not_authority": status.not_authority,
            "cosigners": status.cosigners.iter().map(|one| json!({
                "id": one.id, "name": one.name, "now": one.now,
                "last": one.last.map(|(size, at)| json!({ "size": size, "at": at })),
            })).collect::<Vec<_>>(),
        });
        let mut whole =
            super::of_doc(doc, "log.html".to_owned(), "w-nav-bulletins", super::pretty(&value));
        whole.page.sections.push(section(
            texts.t("w-log-files"),
            vec![Part::Links(vec![Link {
                href: format!("{}log/checkpoint", whole.page.up()),
                text: texts.t("w-log-checkpoint"),
                note: texts.t("w-log-files-note"),
                download: true,
            }])],
        ));
        all.push(whole);
    }
    all
}
