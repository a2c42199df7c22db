//! Where the look-up by number is, and how to know that it is the one that was signed.

use report::Lang;
use report::doc::{Fact, Link, Part, Section};

use super::section;
use crate::frame::Page;
use crate::site::Site;

/// The link to it; none where there is no look-up.
pub(super) fn link(site: &Site<'_>, lang: Lang, page: &Page) -> Option<Link> {
    site.input.lookup.as_ref()?;
    let texts = site.texts(lang);
    Some(Link {
        href: format!("{}lookup/index.html", page.up()),
        text: texts.t("w-lookup"),
        note: texts.t("w-lookup-note"),
        download: false,
    })
}

/// Which look-up it is, and who says so.
pub(super) fn which(site: &Site<'_>, lang: Lang, page: &Page) -> Option<Section> {
    let lookup = site.input.lookup.as_ref()?;
    let texts = site.texts(lang);
    let named = match &lookup.named {
        Some((entry, by)) => texts.f("w-lookup-named", *entry, &[("by", by)]),
        None => texts.t("w-lookup-unnamed"),
    };
    let parts = vec![
        Part::Links(link(site, lang, page).into_iter().collect()),
        Part::Facts(vec![Fact::code(texts.t("w-lookup-digest"), lookup.manifest.to_string())]),
        Part::Text(named),
        Part::Caveat(texts.t("w-lookup-limit")),
    ];
    Some(section(texts.t("w-lookup"), parts))
}
