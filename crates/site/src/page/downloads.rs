//! What can be taken along, with digests.

use report::Lang;
use report::doc::{Cell, Part, Row, Table};
use serde_json::json;

use super::{Whole, number, section, words};
use crate::frame::Page;
use crate::site::Site;

pub(super) fn downloads(site: &Site<'_>, lang: Lang) -> Whole {
    let texts = site.texts(lang);
    let mut page = Page {
        name: "downloads.html".to_owned(),
        section: "w-nav-downloads",
        title: texts.t("downloads"),
        heading: texts.t("downloads"),
        lead: vec![texts.t("w-downloads-lead")],
        json: Some("data/downloads.json".to_owned()),
        ..Page::default()
    };
    let mut columns = words(site, lang, &["file", "w-what"]);
    columns.push(number(site, lang, "bytes"));
    columns.push(report::doc::Column::new("SHA-256", report::doc::Kind::Text));
    let row = |one: &crate::input::Download| {
        Row::new([
            Cell::link(one.path.clone(), format!("{}{}", page.up(), one.path)),
            Cell::new(texts.t(&format!("w-dl-{}", one.what))),
            Cell::new(texts.number(one.bytes)),
            Cell::new(one.sha256.to_string()),
        ])
    };
    let rows: Vec<Row> = site.input.downloads.iter().map(row).collect();
    let caption = texts.t("downloads");
    let parts = if rows.is_empty() {
        vec![Part::Text(texts.t("w-downloads-none"))]
    } else {
        vec![
            Part::Table(Table { caption: caption.clone(), columns, rows }),
            Part::Text(texts.t("w-downloads-check")),
            Part::Command("sha256sum FILE".to_owned()),
            Part::Caveat(texts.t("w-downloads-limit")),
        ]
    };
    let mirror = vec![
        Part::Text(texts.t("w-mirror-text")),
        Part::Command("wget --mirror --no-parent ADDRESS\ncotejo monitor ADDRESS/log --election election --state monitor.state".to_owned()),
    ];
    page.sections = vec![section(caption, parts), section(texts.t("w-mirror"), mirror)];
    Whole { page, json: Some(super::pretty(&json!({ "files": site.input.downloads }))) }
}
