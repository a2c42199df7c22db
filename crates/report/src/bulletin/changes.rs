use tally::bulletin::{AlteredTable, Change, Changes, Decrease};

use super::{LISTED, Maker, Of, candidate};
use crate::doc::{Cell, Column, Kind, Part, Row, Table};

/// Figures that went down, named one by one.
const DECREASES: usize = 20;

impl Maker<'_> {
    /// What is new since the bulletin before.
    pub(super) fn changes(&self, of: Of<'_>) -> Vec<Part> {
        let Some(changes) = &of.result.changes else { return Vec::new() };
        let number = changes.since.to_string();
        let heading = self.texts.f("b-changes", 0, &[("number", &number)]);
        let delta = self.texts.signed(changes.tables);
        let said = self.texts.f("b-change-tables", changes.added.count, &[("delta", &delta)]);
        let mut parts = vec![
            Part::Heading(heading.clone()),
            Part::Text(said),
            self.deltas(of, changes, &heading),
        ];
        parts.extend(self.altered(of, changes));
        parts.extend(self.decreases(of, changes));
        parts
    }

    fn deltas(&self, of: Of<'_>, changes: &Changes, heading: &str) -> Part {
        let row = |name: &str, delta: i64| {
            Row::new([Cell::new(name), Cell::new(self.texts.signed(delta))])
        };
        let candidates = of.contest.candidates.iter().take(LISTED).map(|one| {
            let delta = changes.candidates.get(&one.key).copied().unwrap_or_default();
            let colour = Some(one.colour.clone().unwrap_or_default());
            let mut row = row(&one.name, delta);
            row.cells[0].swatch = colour;
            row
        });
        let mut rows: Vec<Row> = candidates.collect();
        let others = [
            ("null-votes", changes.null),
            ("blank-votes", changes.blank),
            ("voters", changes.voters),
        ];
        for (at, (key, delta)) in others.into_iter().enumerate() {
            rows.push(row(&self.t(key), delta).ruled(at == 0));
        }
        let columns = vec![
            Column::new(self.t("candidate"), Kind::Text),
            Column::new(self.t("b-change"), Kind::Number),
        ];
        Part::Table(Table { caption: self.caption(of, heading), columns, rows })
    }

    fn altered(&self, of: Of<'_>, changes: &Changes) -> Vec<Part> {
        let altered = &changes.altered;
        if altered.is_empty() {
            return vec![Part::Text(self.t("b-altered-none"))];
        }
        let heading = self.t("b-altered");
        let or_not = |text: &Option<String>| text.clone().unwrap_or_else(|| self.t("b-not-stated"));
        let row = |one: &AlteredTable| {
            let change = self.t(match one.change {
                Change::Added => "b-altered-added",
                Change::Corrected => "b-altered-corrected",
                Change::Withdrawn => "b-altered-withdrawn",
                Change::Unsettled => "b-altered-unsettled",
                Change::Annulled => "b-altered-annulled",
            });
            Row::new([
                Cell::with(&one.table, self.place_of(&one.table)),
                Cell::new(change),
                Cell::new(or_not(&one.reason)),
                Cell::new(or_not(&one.signer)),
            ])
        };
        let columns = self.columns(&["table", "b-what", "b-reason", "b-signer"]);
        let rows = altered.iter().take(LISTED).map(row).collect();
        let table = Table { caption: self.caption(of, &heading), columns, rows };
        let mut parts = vec![Part::Text(heading), Part::Table(table)];
        if altered.len() > LISTED {
            parts.push(self.more(of, "b-more", altered.len() - LISTED, "changes.altered"));
        }
        parts
    }

    fn decreases(&self, of: Of<'_>, changes: &Changes) -> Vec<Part> {
        let all = &changes.decreases;
        if all.count == 0 {
            return vec![Part::Text(self.t("b-decreases-none"))];
        }
        let said = self.texts.n("b-decreases", all.count);
        let row = |one: &Decrease| {
            let area = match one.area.as_str() {
                "" => Cell::new(self.t("country")),
                path => Cell::with(self.name(path), path),
            };
            Row::new([
                area,
                Cell::new(self.figure_name(of, &one.figure)),
                Cell::new(self.n(one.before)),
                Cell::new(self.n(one.now)),
            ])
        };
        let mut columns = self.columns(&["area", "b-figure"]);
        columns.push(Column::new(self.t("b-before"), Kind::Number));
        columns.push(Column::new(self.t("b-now"), Kind::Number));
        let rows: Vec<Row> = all.figures.iter().take(DECREASES).map(row).collect();
        let shown = rows.len();
        let caption = self.caption(of, &said);
        let mut parts = vec![Part::Text(said), Part::Table(Table { caption, columns, rows })];
        parts.extend(self.more_of(of, all.count, shown, "changes.decreases"));
        parts
    }

    /// `candidates KEY` and `lists CODE` with the names of the election file.
    fn figure_name(&self, of: Of<'_>, figure: &str) -> String {
        if let Some(key) = figure.strip_prefix("candidates ") {
            return candidate(of.contest, key).to_owned();
        }
        if let Some(code) = figure.strip_prefix("lists ") {
            let found = of.contest.lists.iter().find(|list| list.code == code);
            return found.map_or_else(|| code.to_owned(), |list| format!("{} ({code})", list.name));
        }
        match figure {
            "tables" => self.t("tables-counted"),
            "null" => self.t("null-votes"),
            "blank" => self.t("blank-votes"),
            "voters" => self.t("voters"),
            other => other.to_owned(),
        }
    }
}
