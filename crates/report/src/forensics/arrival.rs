use forensics::arrival::{Arrival, Estimate};
use forensics::report::ArrivalReport;

use super::{Maker, count};
use crate::doc::{Cell, Column, Kind, Part, Row, Table};

impl Maker<'_> {
    pub(super) fn arrival_sentence(&self, found: &Arrival) -> String {
        let raw = self.points(found.raw);
        let Ok(fixed) = &found.fixed else {
            return self.texts.f("f-say-arrival-raw", count(found.after), &[("raw", &raw)]);
        };
        let (within, se) =
            (self.points(fixed.estimate.value), self.decimal(fixed.estimate.se * 100.0, 1));
        let words = [("raw", raw.as_str()), ("within", &within), ("se", &se)];
        self.texts.f("f-say-arrival", count(found.after), &words)
    }

    /// Every estimate side by side.
    pub(super) fn estimates(&self, report: &ArrivalReport, subject: &str) -> Vec<Part> {
        let found = &report.found;
        let row = |key: &str, value: String, se: String, note: String| {
            Row::new([Cell::with(self.t(key), note), Cell::new(value), Cell::new(se)])
        };
        let estimate = |key: &str, one: Result<Estimate, &String>, note: String| match one {
            Ok(one) => row(key, self.points(one.value), self.decimal(one.se * 100.0, 1), note),
            Err(why) => row(key, "—".to_owned(), "—".to_owned(), why.clone()),
        };
        let centres = found.fixed.as_ref().map_or(0, |one| count(one.straddling_centres));
        let window = found.jump.as_ref().map_or(0, |one| count(one.tables));
        let mut rows = vec![
            row("f-raw", self.points(found.raw), "—".to_owned(), self.t("f-raw-note")),
            estimate(
                "f-fixed",
                found.fixed.as_ref().map(|one| one.estimate),
                self.texts.n("f-fixed-note", centres),
            ),
            estimate(
                "f-trend",
                found.trend.as_ref().map(|one| one.estimate),
                self.t("f-trend-note"),
            ),
            match &found.paired {
                Ok(one) => {
                    let se = if one.t == 0.0 { 0.0 } else { (one.mean / one.t).abs() };
                    row(
                        "f-paired",
                        self.points(one.mean),
                        self.decimal(se * 100.0, 1),
                        self.t("f-paired-note"),
                    )
                }
                Err(why) => row("f-paired", "—".to_owned(), "—".to_owned(), why.clone()),
            },
            estimate(
                "f-jump",
                found.jump.as_ref().map(|one| one.estimate),
                self.texts.n("f-jump-note", window),
            ),
        ];
        if let Some(adjusted) = found.adjusted {
            rows.push(row("f-covariate", self.points(adjusted), "—".to_owned(), String::new()));
        }
        let table = Table {
            caption: format!("{}: {subject}", self.t("f-estimates")),
            columns: vec![
                Column::new(self.t("f-estimate"), Kind::Text),
                Column::new(self.t("f-points"), Kind::Number),
                Column::new(self.t("f-se"), Kind::Number),
            ],
            rows,
        };
        let left =
            [("f-no-time", found.no_time), ("f-tied", found.tied), ("f-no-votes", found.no_votes)];
        let left =
            left.iter().map(|(key, many)| self.texts.n(key, count(*many))).collect::<Vec<_>>();
        vec![Part::Table(table), Part::Text(left.join(" ")), self.late_by_region(report, subject)]
    }

    fn late_by_region(&self, report: &ArrivalReport, subject: &str) -> Part {
        let row = |(region, late, all): &(record::AreaNo, u64, u64)| {
            Row::new([
                Cell::new(self.election.areas.get(*region).name),
                Cell::new(self.texts.percent(*late, *all)),
                Cell::bar(*late, *all, None, true),
            ])
        };
        Part::Table(Table {
            caption: format!("{}: {subject}", self.t("f-late-by-region")),
            columns: vec![
                Column::new(self.t("f-region"), Kind::Text),
                Column::new(self.t("f-late-share"), Kind::Number),
                Column::new("", Kind::Bar),
            ],
            rows: report.regions.iter().map(row).collect(),
        })
    }
}
