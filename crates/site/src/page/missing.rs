//! What is shown where there is no page.

use record::Rule;
use report::Lang;
use report::doc::{Link, Part};

use super::{Whole, section};
use crate::frame::Page;
use crate::site::Site;

pub(super) fn missing(site: &Site<'_>, lang: Lang) -> Whole {
    let texts = site.texts(lang);
    let rule = Rule::SitePageMissing;
    let mut page = Page {
        name: "404.html".to_owned(),
        section: "",
        title: texts.t("w-missing"),
        heading: texts.t("w-missing"),
        lead: vec![format!("{} {}", rule.code(), Site::sentence(rule, lang))],
        ..Page::default()
    };
    let link = |name: &str, key: &str| Link {
        href: page.local(name),
        text: texts.t(key),
        ..Link::default()
    };
    let links = vec![
        link("index.html", "w-nav-front"),
        link("search.html", "w-nav-search"),
        link("areas.html", "w-nav-areas"),
    ];
    page.sections = vec![section(
        texts.t("w-missing-next"),
        vec![Part::Text(texts.t("w-missing-text")), Part::Links(links)],
    )];
    Whole { page, json: None }
}
