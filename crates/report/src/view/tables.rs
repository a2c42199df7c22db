use record::{Count, Reading, SignatureVerdict, Standing, TableNo};
use tally::{ContestShape, CopyRef};

use crate::model::ContestReport;
use crate::page::Book;

/// The tables of one place, one after the other.
pub(crate) struct Place {
    pub(crate) name: String,
    pub(crate) tables: Vec<TableView>,
}

/// A table with one line per content.
pub(crate) struct TableView {
    pub(crate) id: String,
    pub(crate) code: String,
    pub(crate) rows: Vec<Row>,
}

pub(crate) struct Row {
    pub(crate) sources: String,
    /// Why the copy does not count by itself, if so.
    pub(crate) mark: String,
    pub(crate) grade: String,
    pub(crate) counts: bool,
    pub(crate) cells: Vec<Cell>,
}

pub(crate) struct Cell {
    pub(crate) text: String,
    pub(crate) class: &'static str,
}

/// Copies that give the same figures.
struct Content {
    figures: Vec<Count>,
    copies: Vec<CopyRef>,
}

/// The given tables grouped by place. `shape` is that of the contest.
pub(crate) fn places(
    book: &Book<'_>,
    contest: &ContestReport<'_>,
    shape: &ContestShape,
    tables: &[TableNo],
) -> Vec<Place> {
    let election = book.report.election;
    let same_place =
        |a: &TableNo, b: &TableNo| election.tables.area(*a) == election.tables.area(*b);
    let place = |tables: &[TableNo]| {
        let area = election.areas.get(election.tables.area(tables[0]));
        let mut name = vec![area.name, area.address, area.code()];
        name.dedup();
        Place {
            name: name.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "),
            tables: tables.iter().map(|table| view(book, contest, shape, *table)).collect(),
        }
    };
    tables.chunk_by(same_place).map(place).collect()
}

fn view(
    book: &Book<'_>,
    contest: &ContestReport<'_>,
    shape: &ContestShape,
    table: TableNo,
) -> TableView {
    let contents = contents(book, shape, contest.copies.at(table));
    let chosen = contest.selection.of(table);
    let mut rows: Vec<Row> = Vec::with_capacity(contents.len().max(1));
    for (at, content) in contents.iter().enumerate() {
        let above = at.checked_sub(1).map(|at| &contents[at].figures[..]);
        rows.push(row(book, content, above, chosen));
    }
    if rows.is_empty() {
        rows.push(absent(book, shape.candidates() + 3));
    }
    TableView {
        id: format!("t{table}"),
        code: book.report.election.tables.code(table).to_owned(),
        rows,
    }
}

fn contents(book: &Book<'_>, shape: &ContestShape, copies: &[CopyRef]) -> Vec<Content> {
    let collections = book.report.collections;
    let mut contents: Vec<Content> = Vec::new();
    for at in copies {
        let copy = at.of(collections);
        let cells = at.cells(collections);
        let mut figures = Vec::new();
        if shape.fits(copy.basis, cells) {
            shape.by_candidate(copy.basis, cells, &mut figures);
        } else {
            figures.resize(shape.candidates(), Count::UNREADABLE);
        }
        figures.extend([copy.null, copy.blank, copy.voters_machine]);
        match contents.iter_mut().find(|content| content.figures == figures) {
            Some(content) => content.copies.push(*at),
            None => contents.push(Content { figures, copies: vec![*at] }),
        }
    }
    contents
}

fn row(
    book: &Book<'_>,
    content: &Content,
    above: Option<&[Count]>,
    chosen: Option<CopyRef>,
) -> Row {
    let collections = book.report.collections;
    let mut sources: Vec<_> = content.copies.iter().map(|at| at.source).collect();
    sources.dedup();
    let mut grades: Vec<_> = content.copies.iter().map(|at| at.of(collections).grade).collect();
    grades.sort_unstable_by(|a, b| b.cmp(a));
    grades.dedup();
    let grade = |grade: &record::Grade| book.t(&format!("grade-{}", grade.word()));
    let cell = |(at, count): (usize, &Count)| {
        let differs = above.is_some_and(|above| above[at] != *count);
        let given = count.number().is_some();
        Cell {
            text: shown(book, *count),
            class: match (differs, given) {
                (true, true) => " d",
                (_, false) => " gap",
                (false, true) => "",
            },
        }
    };
    Row {
        sources: book.source_ids(&sources),
        mark: mark(book, content),
        grade: grades.iter().map(grade).collect::<Vec<_>>().join(", "),
        counts: chosen.is_some_and(|chosen| content.copies.contains(&chosen)),
        cells: content.figures.iter().enumerate().map(cell).collect(),
    }
}

fn mark(book: &Book<'_>, content: &Content) -> String {
    let copies = || content.copies.iter().map(|at| at.of(book.report.collections));
    if copies().any(|copy| copy.standing == Standing::Withdrawn) {
        return book.t("withdrawn");
    }
    if copies().any(|copy| copy.standing == Standing::Annulled) {
        return book.t("annulled");
    }
    if copies().any(|copy| copy.signature == SignatureVerdict::Invalid) {
        return book.t("signature-invalid");
    }
    String::new()
}

fn absent(book: &Book<'_>, cells: usize) -> Row {
    let cell = || Cell { text: "—".to_owned(), class: " gap" };
    Row {
        sources: book.t("absent-mark"),
        mark: String::new(),
        grade: String::new(),
        counts: false,
        cells: (0..cells).map(|_| cell()).collect(),
    }
}

fn shown(book: &Book<'_>, count: Count) -> String {
    match count.reading() {
        Reading::Absent => "—".to_owned(),
        Reading::Blank => book.t("blank"),
        Reading::Given(number) => book.texts.number(u64::from(number)),
        Reading::Unreadable => book.t("unreadable"),
    }
}
