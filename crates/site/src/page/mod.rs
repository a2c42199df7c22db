//! The pages, each kind in a file of its own. A page is made of the parts that documents are made of, so that
//! tables, bars and limits look and read the same everywhere.

mod area;
mod bulletins;
mod changes;
mod downloads;
mod estimate;
mod findings;
mod front;
mod lookup;
mod missing;
mod said;
mod search;
mod sources;
mod table;
mod verify;

pub(crate) use area::area;
pub(crate) use front::front;
pub(crate) use search::index;
pub(crate) use table::table;

use report::Lang;
use report::doc::{Column, Kind, Section};

use crate::frame::Page;
use crate::site::Site;

/// A page that is looked at in every build, and its data.
pub(crate) struct Whole {
    pub page: Page,
    pub json: Option<Vec<u8>>,
}

/// Every page but those of areas and tables, in a language.
pub(crate) fn wholes(site: &Site<'_>, lang: Lang) -> Vec<Whole> {
    let mut all = vec![
        front(site, lang, false),
        changes::changes(site, lang),
        bulletins::list(site, lang),
        said::said(site, lang),
        sources::sources(site, lang),
        search::search(site, lang),
        downloads::downloads(site, lang),
        verify::verify(site, lang),
        missing::missing(site, lang),
    ];
    all.extend(findings::findings(site, lang));
    all.extend(bulletins::each(site, lang));
    all.extend(said::chapters(site, lang));
    all
}

fn section(heading: impl Into<String>, parts: Vec<report::doc::Part>) -> Section {
    Section { heading: heading.into(), parts }
}

fn words(site: &Site<'_>, lang: Lang, keys: &[&str]) -> Vec<Column> {
    keys.iter().map(|key| Column::new(site.texts(lang).t(key), Kind::Text)).collect()
}

fn number(site: &Site<'_>, lang: Lang, key: &str) -> Column {
    Column::new(site.texts(lang).t(key), Kind::Number)
}

/// A document made elsewhere as a page of the site.
fn of_doc(doc: report::Doc, name: String, section: &'static str, json: Vec<u8>) -> Whole {
    let page = Page {
        section,
        title: doc.kicker.clone(),
        heading: doc.kicker,
        lead: doc.lead,
        sections: doc.sections,
        foot: doc.foot.into_iter().skip(1).collect(),
        json: Some(crate::site::data_path(&name)),
        name,
        ..Page::default()
    };
    Whole { page, json: Some(json) }
}

/// JSON that people can read too.
///
/// # Panics
/// Never: values of JSON have a JSON form.
fn pretty(value: &serde_json::Value) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(value).expect("values of JSON have a JSON form");
    bytes.push(b'\n');
    bytes
}
