use tally::bulletin::{AreaFigures, Figure};

use super::{LISTED, Maker, Of};
use crate::doc::{Cell, Column, Kind, Part, Row, Table};

impl Maker<'_> {
    /// Candidates by their votes, then what else is on the sheets.
    pub(super) fn candidates(&self, of: Of<'_>) -> Vec<Part> {
        let country = &of.result.country;
        let valid = valid(country);
        let mut order: Vec<_> = of.contest.candidates.iter().collect();
        let figure = |key: &str| of.result.country.candidates.get(key).copied().unwrap_or_default();
        order.sort_by_key(|one| std::cmp::Reverse(figure(&one.key).sum));
        let mut rows = Vec::new();
        for one in order.iter().take(LISTED) {
            let found = figure(&one.key);
            let small = if one.key == one.name { String::new() } else { one.key.clone() };
            let colour = Some(one.colour.clone().unwrap_or_default());
            let share = if found.given == 0 && found.sum == 0 {
                "—".to_owned()
            } else {
                self.texts.percent(found.sum, valid)
            };
            rows.push(vec![
                Cell { swatch: colour, ..Cell::with(&one.name, small) },
                Cell::bar(found.sum, valid, one.colour.clone(), false),
                Cell::new(self.figure(found)),
                Cell::new(share),
                Cell::new(self.missing(found)),
            ]);
        }
        let from = rows.len();
        let whole = Figure {
            sum: valid,
            given: country.coverage.tables.counted,
            absent: u64::from(country.candidates.values().any(|one| !one.is_complete())),
            ..Figure::default()
        };
        let sums = [
            ("valid", whole, String::new()),
            ("null-votes", country.null, self.missing(country.null)),
            ("blank-votes", country.blank, self.missing(country.blank)),
            ("voters", country.voters, self.missing(country.voters)),
        ];
        for (key, figure, missing) in sums {
            rows.push(vec![
                Cell::new(self.t(key)),
                Cell::default(),
                Cell::new(self.figure(figure)),
                Cell::default(),
                Cell::new(missing),
            ]);
        }
        let mut parts = vec![self.votes_table(of, rows, from)];
        if order.len() > LISTED {
            parts.push(self.more(of, "b-more", order.len() - LISTED, "country.candidates"));
        }
        if !whole.is_complete() || !complete(country) {
            parts.push(Part::Caveat(self.t("b-incomplete")));
        }
        parts
    }

    /// Votes of every list, where lists are not the candidates themselves.
    pub(super) fn lists(&self, of: Of<'_>) -> Vec<Part> {
        let contest = of.contest;
        let own = contest.lists.len() == contest.candidates.len()
            && contest.lists.iter().zip(&contest.candidates).all(|(l, c)| l.code == c.key);
        if own {
            return Vec::new();
        }
        let heading = self.t("b-lists");
        let row = |one: &record::election::List| {
            let found = of.result.country.lists.get(&one.code).copied().unwrap_or_default();
            Row::new([
                Cell::with(&one.name, &one.code),
                Cell::new(&contest.candidates[one.candidate.index()].name),
                Cell::new(self.figure(found)),
                Cell::new(self.missing(found)),
            ])
        };
        let columns = vec![
            Column::new(self.t("b-list"), Kind::Text),
            Column::new(self.t("candidate"), Kind::Text),
            Column::new(self.t("votes"), Kind::Number),
            Column::new(self.t("b-not-given"), Kind::Text),
        ];
        let rows: Vec<Row> = contest.lists.iter().take(LISTED).map(row).collect();
        let mut table = Table { caption: self.caption(of, &heading), columns, rows };
        drop_empty_last(&mut table);
        let mut parts = vec![Part::Heading(heading), Part::Table(table)];
        if contest.lists.len() > LISTED {
            parts.push(self.more(of, "b-more", contest.lists.len() - LISTED, "country.lists"));
        }
        parts
    }

    /// A figure as people read it: a dash where no counted sheet gives it, a star where some do not.
    pub(super) fn figure(&self, figure: Figure) -> String {
        match (figure.given, figure.sum, figure.is_complete()) {
            (0, 0, _) => "—".to_owned(),
            (_, sum, true) => self.n(sum),
            (_, sum, false) => format!("{}*", self.n(sum)),
        }
    }

    /// On how many counted sheets a figure is empty, unreadable or not there: three different things.
    fn missing(&self, figure: Figure) -> String {
        let states = [
            ("b-empty", figure.blank),
            ("b-unreadable", figure.unreadable),
            ("b-absent", figure.absent),
        ];
        let said = states.iter().filter(|(_, many)| *many > 0);
        said.map(|(key, many)| self.texts.n(key, *many)).collect::<Vec<_>>().join(", ")
    }

    fn votes_table(&self, of: Of<'_>, rows: Vec<Vec<Cell>>, from: usize) -> Part {
        let columns = vec![
            Column::new(self.t("candidate"), Kind::Text),
            Column::new("", Kind::Bar),
            Column::new(self.t("votes"), Kind::Number),
            Column::new(self.t("b-share"), Kind::Number),
            Column::new(self.t("b-not-given"), Kind::Text),
        ];
        let rows = rows.into_iter().enumerate();
        let rows = rows.map(|(at, cells)| Row::new(cells).ruled(at == from)).collect();
        let caption = self.caption(of, &self.t("b-votes"));
        let mut table = Table { caption, columns, rows };
        drop_empty_last(&mut table);
        Part::Table(table)
    }
}

/// Votes of all candidates, as far as they are given.
pub(super) fn valid(figures: &AreaFigures) -> u64 {
    figures.candidates.values().fold(0, |sum, one| sum.saturating_add(one.sum))
}

fn complete(figures: &AreaFigures) -> bool {
    let others = [&figures.null, &figures.blank, &figures.voters];
    others.into_iter().chain(figures.lists.values()).all(Figure::is_complete)
}

/// Takes the last column away where nothing is in it.
fn drop_empty_last(table: &mut Table) {
    let last = table.columns.len().saturating_sub(1);
    if table.rows.iter().all(|row| row.cells.get(last).is_none_or(|cell| cell.text.is_empty())) {
        table.columns.truncate(last);
        table.rows.iter_mut().for_each(|row| row.cells.truncate(last));
    }
}
