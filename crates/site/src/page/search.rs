//! Looking for a table by its centre or its code: no number of any person is asked for, and nothing is sent.

use askama::Template;
use record::AreaNo;
use record::election::Areas;
use report::doc::{Cell, Part, Row, Table};
use report::{Lang, Texts};
use serde_json::json;

use super::{Whole, section, words};
use crate::frame::{Page, Script};
use crate::site::Site;

pub(super) fn search(site: &Site<'_>, lang: Lang) -> Whole {
    let texts = site.texts(lang);
    let mut page = Page {
        name: "search.html".to_owned(),
        section: "w-nav-search",
        title: texts.t("w-nav-search"),
        heading: texts.t("w-search"),
        lead: vec![texts.t("w-search-lead")],
        json: Some("data/search.json".to_owned()),
        script: Script::Search,
        ..Page::default()
    };
    let parts_of = parts(site);
    let form = Form {
        texts,
        spread: site.spread().word(),
        root: page.up(),
        parts: parts_of
            .iter()
            .enumerate()
            .map(|(at, no)| (at, site.election().areas.get(*no).name.to_owned()))
            .collect(),
    };
    // A form that does not render is a fault that tests find; the drill-down below stands without it.
    let mut sections = vec![section(
        texts.t("w-search-form"),
        vec![
            Part::Markup(form.render().unwrap_or_default()),
            Part::Caveat(texts.t("w-search-limit")),
        ],
    )];
    sections.extend(super::lookup::which(site, lang, &page));
    let columns = words(site, lang, &["area"]);
    let row = |no: &AreaNo| {
        let name = site.election().areas.get(*no).name;
        Row::new([Cell::link(name, page.local(&site.area_page(*no)))])
    };
    let caption = texts.t("w-search-browse");
    let table =
        Table { caption: caption.clone(), columns, rows: parts_of.iter().map(row).collect() };
    sections.push(section(caption, vec![Part::Table(table)]));
    page.sections = sections;
    let value = json!({
        "parts": parts_of.iter().enumerate().map(|(at, no)| json!({
            "name": site.election().areas.get(*no).name, "file": part_path(at),
        })).collect::<Vec<_>>(),
    });
    Whole { page, json: Some(super::pretty(&value)) }
}

/// The largest areas, by which the index is cut into files.
fn parts(site: &Site<'_>) -> Vec<AreaNo> {
    let inside = site.input.views.children(Areas::COUNTRY);
    if inside.is_empty() { vec![Areas::COUNTRY] } else { inside.to_vec() }
}

fn part_path(at: usize) -> String {
    format!("data/search/{at}.json")
}

/// The index: for each of the largest areas, every smallest area with its names and its page.
pub(crate) fn index(site: &Site<'_>) -> Vec<(String, Vec<u8>)> {
    let areas = &site.election().areas;
    let parts = parts(site);
    let mut rows: Vec<Vec<serde_json::Value>> = vec![Vec::new(); parts.len()];
    let mut current = None;
    for (no, area) in areas.iter() {
        // An area comes after the one around it, so the part is the last that was met.
        if let Some(at) = parts.iter().position(|one| *one == no) {
            current = Some(at);
        }
        let Some(at) = current else { continue };
        if site.input.views.children(no).is_empty() {
            let names = areas.names(no);
            let around = names[..names.len().saturating_sub(1)].join(" › ");
            rows[at].push(json!([
                area.name,
                area.code(),
                around,
                area.address,
                site.area_page(no)
            ]));
        }
    }
    let file = |(at, rows): (usize, Vec<serde_json::Value>)| {
        let value =
            json!({ "columns": ["name", "code", "around", "address", "page"], "rows": rows });
        let mut bytes = serde_json::to_vec(&value).expect("values of JSON have a JSON form");
        bytes.push(b'\n');
        (part_path(at), bytes)
    };
    rows.into_iter().enumerate().map(file).collect()
}

#[derive(Template)]
#[template(path = "search.html")]
struct Form<'a> {
    texts: &'a Texts,
    spread: &'static str,
    root: String,
    parts: Vec<(usize, String)>,
}
