//! Quick counts beside the sources: shares, each in a column of its own, and an estimate never among sums.

use record::election::Areas;
use report::Lang;
use report::doc::{Cell, Column, Kind, Link, Part, Row, Section, Table};
use report::model::ContestReport;

use super::section;
use crate::frame::Page;
use crate::input::Estimate;
use crate::site::{Site, columns};

/// The shares of a contest, source by source, with the quick counts of it; nothing where there is none.
pub(super) fn shares(
    site: &Site<'_>,
    lang: Lang,
    page: &Page,
    of: &ContestReport<'_>,
    heading: &str,
) -> Option<Section> {
    let estimates = || site.input.estimates.iter().filter(|one| one.contest == of.contest.no);
    estimates().next()?;
    let texts = site.texts(lang);
    let sums: Vec<_> = columns(of)
        .filter_map(|column| {
            let votes = column.totals.candidates(Areas::COUNTRY);
            let valid = votes.iter().try_fold(0_u64, |sum, one| sum.checked_add(*one))?;
            let name = site.name_of(column.source?, lang);
            (valid > 0).then_some((name, votes, valid))
        })
        .collect();
    let mut heads = vec![Column::new(texts.t("candidate"), Kind::Text)];
    heads.extend(sums.iter().map(|(name, ..)| Column::new(name.clone(), Kind::Number)));
    for _ in estimates() {
        heads.push(Column::new(texts.t("w-estimate"), Kind::Number));
        heads.push(Column::new(texts.t("w-interval"), Kind::Number));
    }
    let row = |(at, one): (usize, &record::election::Candidate)| {
        let mut first = Cell::new(&one.name);
        first.swatch = Some(one.colour.clone().unwrap_or_default());
        let mut cells = vec![first];
        for (_, votes, valid) in &sums {
            let of_this = votes.get(at).map(|votes| texts.percent(*votes, *valid));
            cells.push(Cell::new(of_this.unwrap_or_else(|| "—".to_owned())));
        }
        for estimate in estimates() {
            let [middle, low, high] =
                estimate.shares.get(at).map_or_else(Default::default, |shares| {
                    shares.map(|share| texts.hundredths(share))
                });
            cells.push(Cell::new(middle));
            cells.push(Cell::new(format!("{low} – {high}")));
        }
        Row::new(cells)
    };
    let rows = of.contest.candidates.iter().enumerate().map(row).collect();
    let mut parts = vec![
        Part::Text(texts.t("w-estimate-text")),
        Part::Table(Table { caption: heading.to_owned(), columns: heads, rows }),
    ];
    parts.extend(estimates().map(|one| Part::Text(said(site, lang, one))));
    parts.push(Part::Caveat(texts.t("w-estimate-limit")));
    let link = |one: &Estimate| Link {
        href: page.local(&format!("said/{}.html", one.page)),
        text: texts.t("w-quickcount"),
        ..Link::default()
    };
    parts.push(Part::Links(estimates().map(link).collect()));
    Some(section(heading, parts))
}

/// What an estimate rests on, in a sentence.
fn said(site: &Site<'_>, lang: Lang, one: &Estimate) -> String {
    let texts = site.texts(lang);
    let words = [
        ("received", &*texts.number(one.received)),
        ("drawn", &*texts.number(one.drawn)),
        ("level", &*texts.hundredths(one.confidence)),
    ];
    texts.f(if one.called { "w-estimate-called" } else { "w-estimate-open" }, 0, &words)
}
