use askama::Template;
use record::AreaNo;

use super::{Book, Page, put};
use crate::folder::{Folder, FolderError};
use crate::model::{Announced, AnnouncedResult, ContestReport, NoteGroup, slot};

#[derive(Template)]
#[template(path = "announcements.html")]
struct Announcements<'a> {
    page: Page<'a>,
    announcements: Vec<View>,
}

struct View {
    id: String,
    by: String,
    at: String,
    area: String,
    coverage: String,
    reference: String,
    source: String,
    results: Vec<Outcome>,
    notes: Vec<NoteGroup>,
    rows: Vec<Row>,
}

struct Outcome {
    code: &'static str,
    text: String,
    caveat: String,
}

struct Row {
    swatch: bool,
    colour: Option<String>,
    name: String,
    announced: String,
    percent: String,
    sheets: String,
}

pub(super) fn render(book: &Book<'_>, folder: &mut dyn Folder) -> Result<(), FolderError> {
    let all =
        book.report.contests.iter().flat_map(|contest| {
            contest.announcements.iter().map(move |one| view(book, contest, one))
        });
    let page = Page::new(book, "nav-announcements", "announcements.html", book.t("announcements"));
    let announcements = Announcements { page, announcements: all.collect() };
    put(folder, &announcements.page.path(), &announcements)
}

fn view(book: &Book<'_>, contest: &ContestReport<'_>, one: &Announced) -> View {
    let said = &one.announcement;
    let or_not = |text: &Option<String>| text.clone().unwrap_or_else(|| book.t("not-said"));
    let areas = &book.report.election.areas;
    let area = areas.find(said.area.as_deref().unwrap_or(""));
    let outcome = |result: &AnnouncedResult| {
        let note = &result.note[slot(book.lang())];
        Outcome { code: result.rule.code(), text: note.text.clone(), caveat: note.caveat.clone() }
    };
    View {
        id: said.id.clone(),
        by: said.by.clone(),
        at: said.at.clone(),
        area: area.map_or_else(|| or_not(&said.area), |no| areas.get(no).name.to_owned()),
        coverage: or_not(&said.coverage),
        reference: or_not(&said.reference),
        source: book.source_name(one.source).to_owned(),
        results: one.results.iter().map(outcome).collect(),
        notes: NoteGroup::of(&one.notes, book.lang()),
        rows: rows(book, contest, one, area),
    }
}

fn rows(
    book: &Book<'_>,
    contest: &ContestReport<'_>,
    one: &Announced,
    area: Option<AreaNo>,
) -> Vec<Row> {
    let said = &one.announcement;
    let totals = &contest.chosen().totals;
    let candidates = &contest.contest.candidates;
    let sheets = area.map(|area| totals.candidates(area));
    let number =
        |number: Option<u64>| number.map_or_else(|| "—".to_owned(), |n| book.texts.number(n));
    let mut rows: Vec<Row> = candidates
        .iter()
        .enumerate()
        .filter_map(|(at, candidate)| {
            let votes = said.votes.iter().find(|votes| votes.candidate == candidate.key)?;
            Some(Row {
                swatch: true,
                colour: candidate.colour.clone(),
                name: candidate.name.clone(),
                announced: book.texts.number(votes.votes),
                percent: votes.percent.as_ref().map_or_else(String::new, |one| format!("{one} %")),
                sheets: number(sheets.map(|sheets| sheets[at])),
            })
        })
        .collect();
    let named = |key: &str| said.votes.iter().any(|votes| votes.candidate == key);
    let rest = sheets.map(|sheets| {
        let others = candidates.iter().zip(sheets).filter(|(one, _)| !named(&one.key));
        others.map(|(_, votes)| *votes).sum()
    });
    let given = |total: tally::Total| (total.given > 0).then_some(total.sum);
    let mut add = |key: &str, announced: Option<u64>, sheets: Option<u64>| {
        if announced.is_some() {
            rows.push(Row {
                swatch: false,
                colour: None,
                name: book.t(key),
                announced: number(announced),
                percent: String::new(),
                sheets: number(sheets),
            });
        }
    };
    add("announced-others", said.others, rest);
    add("valid", said.valid, area.map(|area| totals.valid(area)));
    add("null-votes", said.null, area.and_then(|area| given(totals.null(area))));
    add("blank-votes", said.blank, area.and_then(|area| given(totals.blank(area))));
    add("voters", said.voters, area.and_then(|area| given(totals.voters(area))));
    add("tables", said.tables, area.map(|area| totals.coverage(area).tables.counted));
    rows
}
