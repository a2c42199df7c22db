use super::{LISTED, Maker, Of};
use crate::doc::{Cell, Column, Kind, Part, Row, Table};

impl Maker<'_> {
    /// Tables in the log that do not count, and those that count although a copy says otherwise.
    pub(super) fn unsettled(&self, of: Of<'_>) -> Vec<Part> {
        let unsettled = &of.result.unsettled;
        let heading = self.t("b-unsettled");
        let mut parts = vec![Part::Heading(heading.clone())];
        parts.extend(self.words.unsettled(unsettled).into_iter().map(Part::Text));
        let rows: Vec<Row> = unsettled
            .tables
            .iter()
            .take(LISTED)
            .map(|one| {
                Row::new([
                    Cell::new(&one.table),
                    Cell::new(self.place_of(&one.table)),
                    Cell::new(self.reason(&one.reason)),
                ])
            })
            .collect();
        let shown = rows.len();
        if !rows.is_empty() {
            let columns = self.columns(&["table", "b-place", "b-why"]);
            parts.push(Part::Table(Table { caption: self.caption(of, &heading), columns, rows }));
        }
        parts.extend(self.more_of(of, unsettled.count(), shown, "unsettled"));
        parts.extend(self.contested(of));
        parts
    }

    fn contested(&self, of: Of<'_>) -> Vec<Part> {
        let contested = &of.result.contested;
        if contested.is_empty() {
            return Vec::new();
        }
        let heading = self.t("b-contested");
        let row = |one: &tally::bulletin::ContestedTable| {
            Row::new([
                Cell::new(&one.table),
                Cell::new(self.place_of(&one.table)),
                Cell::new(self.n(one.supporting.into())),
                Cell::new(self.n(one.against.into())),
            ])
        };
        let mut columns = self.columns(&["table", "b-place"]);
        columns.push(Column::new(self.t("b-supporting"), Kind::Number));
        columns.push(Column::new(self.t("b-against"), Kind::Number));
        let rows = contested.iter().take(LISTED).map(row).collect();
        let table = Table { caption: self.caption(of, &heading), columns, rows };
        let mut parts = vec![Part::Heading(heading), Part::Table(table)];
        if contested.len() > LISTED {
            parts.push(self.more(of, "b-more", contested.len() - LISTED, "contested"));
        }
        parts
    }

    /// Columns of words under these heads.
    pub(super) fn columns(&self, keys: &[&str]) -> Vec<Column> {
        keys.iter().map(|key| Column::new(self.t(key), Kind::Text)).collect()
    }

    fn reason(&self, reason: &str) -> String {
        match reason {
            "signed-conflict" | "tie" | "not-unanimous" | "none-in-force" | "annulled" => {
                self.t(&format!("b-reason-{reason}"))
            }
            other => other.to_owned(),
        }
    }
}
