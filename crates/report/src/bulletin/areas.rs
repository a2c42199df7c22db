use std::cmp::Reverse;

use record::CandidateNo;
use tally::Lead;
use tally::bulletin::AreaFigures;

use super::votes::valid;
use super::{Maker, Of};
use crate::doc::{Cell, Column, Kind, Part, Row, Table};

/// Areas named for what is outstanding in them.
const MOST: usize = 10;

/// An area with its path.
type Named<'a> = (&'a str, &'a AreaFigures);

impl Maker<'_> {
    /// What is not counted, and the areas in which most of it lies.
    pub(super) fn outstanding(&self, of: Of<'_>) -> Vec<Part> {
        let out = &of.result.country.outstanding;
        let heading = self.t("b-outstanding");
        let mut parts = vec![Part::Heading(heading.clone())];
        parts.extend(self.words.outstanding(out).into_iter().map(Part::Text));
        let level = if self.election.manifest.levels.len() > 1 { 2 } else { 1 };
        let mut areas: Vec<Named<'_>> =
            of_level(of, level).filter(|(_, one)| one.outstanding.tables > 0).collect();
        if areas.is_empty() {
            return parts;
        }
        let by_electors = out.without_roll == 0;
        areas.sort_by_key(|(_, one)| {
            let out = one.outstanding;
            Reverse(if by_electors {
                (out.electors, out.tables)
            } else {
                (out.tables, out.electors)
            })
        });
        let row = |(path, one): &Named<'_>| {
            let (part, whole) = match by_electors {
                true => (one.outstanding.electors, out.electors),
                false => (one.outstanding.tables, out.tables),
            };
            Row::new([
                Cell::with(self.names(path), *path),
                Cell::bar(part, whole, None, false),
                Cell::new(self.n(one.outstanding.tables)),
                Cell::new(self.electors_out(one)),
                Cell::new(self.n(one.outstanding.unsettled)),
            ])
        };
        let columns = vec![
            Column::new(self.level(level), Kind::Text),
            Column::new("", Kind::Bar),
            Column::new(self.t("b-tables-out"), Kind::Number),
            Column::new(self.t("b-electors-out"), Kind::Number),
            Column::new(self.t("b-unsettled-of-them"), Kind::Number),
        ];
        let rows = areas.iter().take(MOST).map(row).collect();
        parts.push(Part::Text(if areas.len() <= MOST {
            self.t("b-where")
        } else {
            let all = self.n(u64::try_from(areas.len()).unwrap_or(u64::MAX));
            self.texts.f("b-most", MOST as u64, &[("all", &all)])
        }));
        parts.push(Part::Table(Table { caption: self.caption(of, &heading), columns, rows }));
        parts
    }

    /// The first two levels, each whole or, where there is no room, not at all.
    pub(super) fn areas(&self, of: Of<'_>) -> Vec<Part> {
        let mut parts = Vec::new();
        for level in [1, 2] {
            let many = of_level(of, level).count();
            if many == 0 {
                continue;
            }
            let word = self.level(level);
            let heading = self.texts.f("b-by", 0, &[("level", &word.to_lowercase())]);
            parts.push(Part::Heading(heading.clone()));
            let Some(left) = self.area_rows.get().checked_sub(many) else {
                parts.push(self.more(of, "b-areas-left-out", many, "areas"));
                continue;
            };
            self.area_rows.set(left);
            let (table, stars) = self.level_table(of, level, &heading, &word);
            parts.push(Part::Table(table));
            if stars {
                parts.push(Part::Caveat(self.t("b-star")));
            }
        }
        let below = of.result.areas.keys().filter(|path| level_of(path) > 2).count();
        if below > 0 {
            parts.push(self.more(of, "b-areas-below", below, "areas"));
        }
        parts
    }

    fn level_table(&self, of: Of<'_>, level: usize, heading: &str, word: &str) -> (Table, bool) {
        let columns = vec![
            Column::new(word, Kind::Text),
            Column::new("", Kind::Bar),
            Column::new(self.t("tables-counted"), Kind::Number),
            Column::new(self.t("b-leads-there"), Kind::Text),
            Column::new(self.t("votes"), Kind::Number),
            Column::new(self.t("b-share"), Kind::Number),
            Column::new(self.t("b-lead-votes"), Kind::Number),
            Column::new(self.t("b-electors-out"), Kind::Number),
        ];
        let (mut rows, mut around, mut stars) = (Vec::new(), "", false);
        for (path, figures) in of_level(of, level) {
            let parent = path.rsplit_once('/').map_or("", |(parent, _)| parent);
            if parent != around {
                around = parent;
                rows.push(Row::new([Cell::with(self.name(parent), parent)]));
            }
            let row = self.area_row(of, path, figures);
            stars |= row.cells.iter().any(|cell| cell.text.ends_with('*'));
            rows.push(row);
        }
        (Table { caption: self.caption(of, heading), columns, rows }, stars)
    }

    fn area_row(&self, of: Of<'_>, path: &str, figures: &AreaFigures) -> Row {
        let tables = figures.coverage.tables;
        let counted = format!("{} / {}", self.n(tables.counted), self.n(tables.of));
        let figure = |at: usize| {
            let key = &of.contest.candidates[at].key;
            figures.candidates.get(key).copied().unwrap_or_default()
        };
        let votes: Vec<u64> = (0..of.contest.candidates.len()).map(|at| figure(at).sum).collect();
        let lead = Lead::of(&votes);
        let leader = |at: CandidateNo| {
            let one = &of.contest.candidates[at.index()];
            Cell { swatch: Some(one.colour.clone().unwrap_or_default()), ..Cell::new(&one.name) }
        };
        let mut cells = vec![
            Cell::with(self.name(path), path.rsplit('/').next().unwrap_or(path)),
            Cell::bar(tables.counted, tables.of, None, true),
            Cell::new(counted),
        ];
        match lead {
            None => {
                // No counted table is not the same as no votes at those counted.
                let key = if tables.counted == 0 { "b-none-counted" } else { "no-leader" };
                cells.push(Cell::new(self.t(key)));
                cells.extend([Cell::new("—"), Cell::new("—"), Cell::new("—")]);
            }
            Some(lead) => {
                let (first, second) =
                    (figure(lead.first.index()), lead.second.map(|no| figure(no.index())));
                let whole = first.is_complete() && second.is_none_or(|one| one.is_complete());
                let star = if whole { "" } else { "*" };
                cells.push(lead.leader().map_or_else(|| Cell::new(self.t("tie")), leader));
                cells.push(Cell::new(self.figure(first)));
                cells.push(Cell::new(self.texts.percent(first.sum, valid(figures))));
                cells.push(Cell::new(format!("{}{star}", self.n(lead.margin))));
            }
        }
        cells.push(Cell::new(self.electors_out(figures)));
        Row::new(cells)
    }

    /// Electors of tables not counted; a lower bound where a roll is not known.
    fn electors_out(&self, figures: &AreaFigures) -> String {
        let out = figures.outstanding;
        if out.without_roll > 0 {
            format!("≥ {}", self.n(out.electors))
        } else {
            self.n(out.electors)
        }
    }

    /// An area's own name; its path where the election file has none.
    pub(super) fn name(&self, path: &str) -> String {
        let found = self.election.areas.find(path);
        found.map_or_else(|| path.to_owned(), |no| self.election.areas.get(no).name.to_owned())
    }

    /// Names from the largest area down.
    fn names(&self, path: &str) -> String {
        let found = self.election.areas.find(path);
        found.map_or_else(|| path.to_owned(), |no| self.election.areas.names(no).join(" › "))
    }

    /// The word for a level, in the reader's language where it is a common one.
    fn level(&self, level: usize) -> String {
        let names = &self.election.manifest.levels;
        let Some(name) = level.checked_sub(1).and_then(|at| names.get(at)) else {
            return self.t("country");
        };
        self.texts.level(name)
    }
}

fn of_level<'a>(of: Of<'a>, level: usize) -> impl Iterator<Item = Named<'a>> {
    let areas = of.result.areas.iter().map(|(path, figures)| (path.as_str(), figures));
    areas.filter(move |(path, _)| level_of(path) == level)
}

fn level_of(path: &str) -> usize {
    path.matches('/').count() + 1
}
