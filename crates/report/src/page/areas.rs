use askama::Template;
use record::AreaNo;
use tally::ContestShape;

use super::book::Item;
use super::{Book, Page, put};
use crate::folder::{Folder, FolderError};
use crate::model::{ContestReport, TABLES_PER_PAGE};
use crate::view::{self, Bar, Place, Tiles, TotalsView, width};

#[derive(Template)]
#[template(path = "area.html")]
struct AreaPage<'a> {
    page: Page<'a>,
    crumbs: Vec<Item>,
    heading: String,
    contest_title: String,
    level: String,
    part: usize,
    parts: Vec<Item>,
    part_of: String,
    totals: TotalsView,
    bars: Vec<Bar>,
    tiles: Option<Tiles>,
    children: Vec<Child>,
    keys: Vec<Key>,
    tables: Vec<Place>,
}

/// An area inside.
struct Child {
    id: Option<String>,
    href: Option<String>,
    name: String,
    code: String,
    tables: String,
    held: Vec<Held>,
    lead: Option<Leader>,
    no_lead: String,
    differ: String,
}

struct Held {
    width: String,
    share: String,
}

struct Leader {
    key: String,
    colour: Option<String>,
    margin: String,
}

struct Key {
    key: String,
    name: String,
}

pub(super) fn render(book: &Book<'_>, folder: &mut dyn Folder) -> Result<(), FolderError> {
    for (at, contest) in book.report.contests.iter().enumerate() {
        let shape = ContestShape::of(contest.contest);
        for (area, _) in book.report.election.areas.iter() {
            if book.layout.has_page(area) {
                let maker = Maker { book, at, contest, shape: &shape, area };
                maker.render(folder)?;
            }
        }
    }
    Ok(())
}

struct Maker<'a> {
    book: &'a Book<'a>,
    at: usize,
    contest: &'a ContestReport<'a>,
    shape: &'a ContestShape,
    area: AreaNo,
}

impl Maker<'_> {
    fn render(&self, folder: &mut dyn Folder) -> Result<(), FolderError> {
        let tables = self.book.layout.tables(self.area);
        let parts = tables.len().div_ceil(TABLES_PER_PAGE).max(1);
        for part in 0..parts {
            let page = self.page(part, parts);
            put(folder, &page.page.path(), &page)?;
        }
        Ok(())
    }

    fn page(&self, part: usize, parts: usize) -> AreaPage<'_> {
        let book = self.book;
        let area = book.report.election.areas.get(self.area);
        let page = Page::new(book, "nav-areas", self.name(part), area.name.to_owned());
        let mut tables = book.layout.tables(self.area).chunks(TABLES_PER_PAGE);
        let here = tables.nth(part).unwrap_or(&[]);
        let first = part == 0;
        let of = book.texts.number(parts as u64);
        AreaPage {
            crumbs: self.crumbs(&page),
            heading: area.name.to_owned(),
            contest_title: self.contest.contest.title.clone(),
            level: book.level(area.level),
            part,
            parts: (0..parts).map(|other| self.part(&page, other, part)).collect(),
            part_of: book.texts.f("page-of", part as u64 + 1, &[("of", &of)]),
            totals: view::totals(book, self.contest, self.area),
            bars: view::bars(book, self.contest, self.area),
            tiles: first
                .then(|| view::treemap(book, self.contest, self.area, &page.area_link(self.at)))
                .flatten(),
            children: if first { self.children(&page) } else { Vec::new() },
            keys: self.keys(),
            tables: view::places(book, self.contest, self.shape, here),
            page,
        }
    }

    fn name(&self, part: usize) -> String {
        let part = u32::try_from(part).expect("fewer pages than tables");
        Book::area_page(self.at, self.area, part)
    }

    fn part(&self, page: &Page<'_>, part: usize, current: usize) -> Item {
        let place = if part == 0 { "" } else { "#tables" };
        Item {
            href: format!("{}{place}", page.local(&self.name(part))),
            label: (part + 1).to_string(),
            current: part == current,
        }
    }

    fn crumbs(&self, page: &Page<'_>) -> Vec<Item> {
        let areas = &self.book.report.election.areas;
        let mut crumbs: Vec<Item> = areas
            .up(self.area)
            .map(|area| Item {
                href: page.local(&Book::area_page(self.at, area, 0)),
                label: areas.get(area).name.to_owned(),
                current: area == self.area,
            })
            .collect();
        crumbs.reverse();
        crumbs
    }

    fn keys(&self) -> Vec<Key> {
        let key = |one: &record::election::Candidate| Key {
            key: one.key.clone(),
            name: one.name.clone(),
        };
        self.contest.contest.candidates.iter().map(key).collect()
    }

    fn children(&self, page: &Page<'_>) -> Vec<Child> {
        let inside = self.book.layout.children(self.area).iter();
        let held =
            inside.filter(|area| self.contest.chosen().totals.coverage(**area).tables.of > 0);
        held.map(|area| self.child(page, *area)).collect()
    }

    fn child(&self, page: &Page<'_>, no: AreaNo) -> Child {
        let book = self.book;
        let area = book.report.election.areas.get(no);
        let chosen = &self.contest.chosen().totals;
        let held = |column: &crate::model::Column<'_>| {
            let tables = column.totals.coverage(no).tables;
            Held {
                width: width(tables.counted, tables.of),
                share: book.texts.percent(tables.counted, tables.of),
            }
        };
        let lead = chosen.lead(no);
        let leader = lead.and_then(|lead| {
            let candidate = &self.contest.contest.candidates[lead.leader()?.index()];
            Some(Leader {
                key: candidate.key.clone(),
                colour: candidate.colour.clone(),
                margin: book.texts.signed(i64::try_from(lead.margin).unwrap_or(i64::MAX)),
            })
        });
        let has_page = book.layout.has_page(no);
        Child {
            id: (!has_page).then(|| format!("a{no}")),
            href: has_page.then(|| page.local(&Book::area_page(self.at, no, 0))),
            name: area.name.to_owned(),
            code: if area.code() == area.name { String::new() } else { area.code().to_owned() },
            tables: book.texts.number(chosen.coverage(no).tables.of),
            held: self.contest.columns.iter().map(held).collect(),
            no_lead: book.t(if lead.is_some() { "tie" } else { "no-leader" }),
            lead: leader,
            differ: book.texts.number(book.differ.at(self.at, no)),
        }
    }
}
