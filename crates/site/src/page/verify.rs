//! How everything here is checked without believing this site.

use report::Lang;
use report::doc::{Fact, Link, Part};

use super::{Whole, section};
use crate::frame::Page;
use crate::site::Site;

pub(super) fn verify(site: &Site<'_>, lang: Lang) -> Whole {
    let texts = site.texts(lang);
    let t = |key: &str| texts.t(key);
    let mut page = Page {
        name: "verify.html".to_owned(),
        section: "w-nav-verify",
        title: t("w-nav-verify"),
        heading: t("w-verify"),
        lead: vec![t("w-verify-lead")],
        ..Page::default()
    };
    let up = page.up();
    let election = vec![
        Part::Text(t("w-verify-election-text")),
        Part::Facts(vec![Fact::code(t("election-id"), site.election().id.to_string())]),
        Part::Command(
            "sha256sum areas.csv candidates.csv election.toml lists.csv tables.csv | sha256sum"
                .to_owned(),
        ),
    ];
    let sheet = vec![
        Part::Text(t("w-verify-sheet-text")),
        Part::Links(vec![Link {
            href: format!("{up}verify/index.html"),
            text: t("w-check-alone"),
            note: t("w-check-alone-note"),
            download: false,
        }]),
    ];
    let all = vec![
        Part::Text(t("w-verify-all-text")),
        Part::Command("cotejo log fsck LOG --election election\ncotejo bulletin check data/bulletins/1.json --log LOG --election election\ncotejo verify BUNDLE".to_owned()),
    ];
    let watch = vec![
        Part::Text(t("w-verify-watch-text")),
        Part::Command(
            "cotejo monitor LOG --election election --state monitor.state --every 10".to_owned(),
        ),
    ];
    let not = vec![Part::Text(t("w-verify-not-text")), Part::Caveat(t("w-verify-not-limit"))];
    page.sections = vec![
        section(t("w-verify-election"), election),
        section(t("w-verify-sheet"), sheet),
        section(t("w-verify-all"), all),
        section(t("w-verify-watch"), watch),
        section(t("w-verify-not"), not),
    ];
    Whole { page, json: None }
}
