use askama::Template;
use record::AreaNo;

use super::rules::RuleRow;
use super::{Book, Page, put};
use crate::folder::{Folder, FolderError};
use crate::view::{self, Bar, Map, Statement, Tiles, TotalsView};

#[derive(Template)]
#[template(path = "summary.html")]
struct Summary<'a> {
    page: Page<'a>,
    lead_in: String,
    contests: Vec<Contest>,
    sources: Vec<Source>,
    rules: Vec<RuleRow>,
}

struct Contest {
    no: String,
    title: String,
    statements: Vec<Statement>,
    totals: TotalsView,
    bars: Vec<Bar>,
    areas: String,
    tiles: Option<Tiles>,
    map: Option<Map>,
}

struct Source {
    name: String,
    id: String,
    gathered: String,
    grades: String,
    announcements: String,
}

pub(super) fn render(book: &Book<'_>, folder: &mut dyn Folder) -> Result<(), FolderError> {
    let report = book.report;
    let page = Page::new(book, "nav-summary", "index.html", report.election.manifest.name.clone());
    let contests = report.contests.iter().enumerate().map(|(at, contest)| Contest {
        no: at.to_string(),
        title: contest.contest.title.clone(),
        statements: view::statements(book, contest),
        totals: view::totals(book, contest, AreaNo(0)),
        bars: view::bars(book, contest, AreaNo(0)),
        areas: page.local(&Book::area_page(at, AreaNo(0), 0)),
        tiles: view::treemap(book, contest, AreaNo(0), &page.area_link(at)),
        map: view::map(book, contest),
    });
    let sources = report.collections.iter().map(|one| Source {
        name: one.source.name.clone(),
        id: one.source.id.clone(),
        gathered: one.source.gathered.clone().unwrap_or_else(|| book.t("not-given")),
        grades: view::grades(book, one, None),
        announcements: book.texts.number(one.announcements.len() as u64),
    });
    let summary = Summary {
        lead_in: book.texts.n("lead-in", report.collections.len() as u64),
        contests: contests.collect(),
        sources: sources.collect(),
        rules: RuleRow::all(book, &page),
        page,
    };
    put(folder, &summary.page.path(), &summary)
}
