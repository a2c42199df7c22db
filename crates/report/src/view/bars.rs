use record::AreaNo;

use super::totals::order;
use super::width;
use crate::model::{Column, ContestReport};
use crate::page::Book;

/// The shares of one column as a bar.
pub(crate) struct Bar {
    pub(crate) label: String,
    pub(crate) small: String,
    /// The same in words.
    pub(crate) text: String,
    pub(crate) parts: Vec<Part>,
}

pub(crate) struct Part {
    pub(crate) width: String,
    pub(crate) colour: Option<String>,
    /// Colour of the label on it.
    pub(crate) on: &'static str,
    pub(crate) label: String,
    /// Whether the label fits on a narrow screen too.
    pub(crate) large: bool,
    pub(crate) title: String,
}

/// A letter of a label takes at most this many hundredths of a percent of a bar on a wide screen.
const LETTER: u128 = 115;

/// A bar for each column that holds any valid vote.
pub(crate) fn bars(book: &Book<'_>, contest: &ContestReport<'_>, area: AreaNo) -> Vec<Bar> {
    let order = order(contest, area);
    let held = contest.columns.iter().filter(|column| column.totals.valid(area) > 0);
    held.map(|column| bar(book, contest, area, column, &order)).collect()
}

fn bar(
    book: &Book<'_>,
    contest: &ContestReport<'_>,
    area: AreaNo,
    column: &Column<'_>,
    order: &[usize],
) -> Bar {
    let votes = column.totals.candidates(area);
    let valid = column.totals.valid(area);
    let label = match column.source {
        Some(source) => book.source_name(source).to_owned(),
        None => book.t("chosen"),
    };
    let tables = book.report.coverage(&column.totals, area).tables;
    let share = book.texts.percent(tables.counted, tables.of);
    let named = |at: &usize| {
        let key = &contest.contest.candidates[*at].key;
        format!("{key} {}", book.texts.percent(votes[*at], valid))
    };
    let parts = order.iter().filter(|at| votes[**at] > 0).map(|at| {
        let candidate = &contest.contest.candidates[*at];
        let label = named(at);
        let letters = label.chars().count() as u128 + 1;
        let fits = u128::from(votes[*at]) * 10_000 >= letters * LETTER * u128::from(valid);
        Part {
            width: width(votes[*at], valid),
            colour: candidate.colour.clone(),
            on: candidate.colour.as_deref().map_or("#fff", on),
            label: if fits { label } else { String::new() },
            large: votes[*at] > valid / 3,
            title: format!("{}: {}", candidate.name, named(at)),
        }
    });
    Bar {
        text: format!("{label}: {}", order.iter().map(named).collect::<Vec<_>>().join(", ")),
        small: format!("{}: {share}", book.t("tables-counted")),
        parts: parts.collect(),
        label,
    }
}

/// Black or white, whichever reads better on a colour (relative luminance, WCAG 2).
fn on(colour: &str) -> &'static str {
    let channel = |at: usize| u32::from_str_radix(colour.get(at..at + 2).unwrap_or("0"), 16);
    let linear = |at: usize| {
        let share = f64::from(channel(at).unwrap_or(0)) / 255.0;
        if share <= 0.03928 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    };
    let luminance = 0.2126 * linear(1) + 0.7152 * linear(3) + 0.0722 * linear(5);
    // Equal contrast against black and white lies at 0.179.
    if luminance > 0.179 { "#000" } else { "#fff" }
}

#[cfg(test)]
mod tests {
    use super::on;

    #[test]
    fn labels_read_on_their_colour() {
        assert_eq!(
            [on("#000000"), on("#1f4e79"), on("#ffd700"), on("#ffffff")],
            ["#fff", "#fff", "#000", "#000"]
        );
    }
}
