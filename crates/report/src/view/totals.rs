use record::{AreaNo, CandidateNo};
use tally::{Coverage, Total};

use crate::model::{Column, ContestReport};
use crate::page::Book;

/// Totals of an area, column by column.
pub(crate) struct TotalsView {
    pub(crate) caption: String,
    pub(crate) heads: Vec<Head>,
    pub(crate) candidates: Vec<CandidateRow>,
    pub(crate) sums: Vec<SumRow>,
}

/// A column's head.
pub(crate) struct Head {
    pub(crate) label: String,
    /// Its language, where that is not the page's.
    pub(crate) lang: Option<String>,
    /// Whether this is the policy's own column.
    pub(crate) own: bool,
}

pub(crate) struct CandidateRow {
    pub(crate) name: String,
    pub(crate) key: String,
    pub(crate) colour: Option<String>,
    pub(crate) cells: Vec<Cell>,
}

pub(crate) struct SumRow {
    pub(crate) label: String,
    /// Whether a rule is drawn above.
    pub(crate) first: bool,
    pub(crate) cells: Vec<Cell>,
}

pub(crate) struct Cell {
    pub(crate) main: String,
    pub(crate) small: String,
    pub(crate) own: bool,
}

/// The totals of an area, candidates in the order of the policy's votes.
pub(crate) fn totals(book: &Book<'_>, contest: &ContestReport<'_>, area: AreaNo) -> TotalsView {
    let policy = &book.report.policy;
    TotalsView {
        caption: book.texts.f("totals-caption", 0, &[("policy", policy)]),
        heads: contest.columns.iter().map(|column| head(book, column)).collect(),
        candidates: order(contest, area)
            .into_iter()
            .map(|at| candidate_row(book, contest, area, at))
            .collect(),
        sums: sum_rows(book, contest, area),
    }
}

/// Positions of the candidates, most votes under the policy first; ties in the order of the file.
pub(crate) fn order(contest: &ContestReport<'_>, area: AreaNo) -> Vec<usize> {
    let votes = contest.chosen().totals.candidates(area);
    let mut order: Vec<usize> = (0..votes.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(votes[*at]));
    order
}

fn head(book: &Book<'_>, column: &Column<'_>) -> Head {
    match column.source {
        Some(source) => Head {
            label: book.source_name(source).to_owned(),
            lang: book.name_language(source),
            own: false,
        },
        None => Head { label: book.t("chosen"), lang: None, own: true },
    }
}

fn candidate_row(
    book: &Book<'_>,
    contest: &ContestReport<'_>,
    area: AreaNo,
    at: usize,
) -> CandidateRow {
    let candidate = &contest.contest.candidates[at];
    let no = CandidateNo::from_index(at).expect("candidates are numbered in 16 bits");
    let cell = |column: &Column<'_>| {
        let total = column.totals.candidate(area, no);
        let mut cell = total_cell(book, total, column);
        let share = book.texts.percent(total.sum, column.totals.valid(area));
        cell.small = join(&share, &cell.small);
        cell
    };
    CandidateRow {
        name: candidate.name.clone(),
        key: if candidate.key == candidate.name { String::new() } else { candidate.key.clone() },
        colour: candidate.colour.clone(),
        cells: contest.columns.iter().map(cell).collect(),
    }
}

fn sum_rows(book: &Book<'_>, contest: &ContestReport<'_>, area: AreaNo) -> Vec<SumRow> {
    let row = |key: &str, first: bool, cell: &dyn Fn(&Column<'_>) -> Cell| SumRow {
        label: book.t(key),
        first,
        cells: contest.columns.iter().map(cell).collect(),
    };
    let plain = |number: u64, column: &Column<'_>| Cell {
        main: book.texts.number(number),
        small: String::new(),
        own: column.source.is_none(),
    };
    let coverage = |column: &Column<'_>| book.report.coverage(&column.totals, area);
    vec![
        row("valid", true, &|column| plain(column.totals.valid(area), column)),
        row("null-votes", false, &|column| total_cell(book, column.totals.null(area), column)),
        row("blank-votes", false, &|column| total_cell(book, column.totals.blank(area), column)),
        row("voters", false, &|column| total_cell(book, column.totals.voters(area), column)),
        row("tables-counted", true, &|column| tables_cell(book, &coverage(column), column)),
        row("electors-counted", false, &|column| electors_cell(book, &coverage(column), column)),
        row("votes-counted", false, &|column| votes_cell(book, &coverage(column), column)),
    ]
}

fn total_cell(book: &Book<'_>, total: Total, column: &Column<'_>) -> Cell {
    let missing = total.blank + total.unreadable + total.absent;
    let main = if total.given == 0 { "—".to_owned() } else { book.texts.number(total.sum) };
    let small = match (total.given, missing) {
        (0, _) | (_, 0) => String::new(),
        _ => book.texts.n("incomplete", missing),
    };
    Cell { main, small, own: column.source.is_none() }
}

fn tables_cell(book: &Book<'_>, coverage: &Coverage, column: &Column<'_>) -> Cell {
    let tables = coverage.tables;
    let of = format!("{} {}", book.t("of"), book.texts.number(tables.of));
    let share = book.texts.percent(tables.counted, tables.of);
    cell(book.texts.number(tables.counted), format!("{of} · {share}"), column)
}

fn electors_cell(book: &Book<'_>, coverage: &Coverage, column: &Column<'_>) -> Cell {
    let electors = coverage.electors;
    let unknown = electors.unknown_counted + electors.unknown_outstanding;
    if unknown > 0 {
        return cell("—".to_owned(), book.texts.n("unknown-rolls", unknown), column);
    }
    let of = format!("{} {}", book.t("of"), book.texts.number(electors.of));
    let share = book.texts.percent(electors.counted, electors.of);
    cell(book.texts.number(electors.counted), format!("{of} · {share}"), column)
}

fn votes_cell(book: &Book<'_>, coverage: &Coverage, column: &Column<'_>) -> Cell {
    let votes = coverage.votes;
    let small = match votes.outstanding_at_most {
        Some(most) => {
            format!("≥ {}", book.texts.percent(votes.counted, votes.counted + most))
        }
        None => "—".to_owned(),
    };
    cell(book.texts.number(votes.counted), small, column)
}

fn cell(main: String, small: String, column: &Column<'_>) -> Cell {
    Cell { main, small, own: column.source.is_none() }
}

fn join(a: &str, b: &str) -> String {
    if b.is_empty() { a.to_owned() } else { format!("{a} · {b}") }
}
