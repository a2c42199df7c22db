use forensics::Test;
use forensics::json::listed;
use forensics::report::{Detail, TestResult};
use forensics::test::homogeneity::Homogeneity;

use super::{Maker, count};
use crate::doc::{Cell, Column, Fact, Kind, Part, Row, Section, Table};

/// Tables listed under one result; the data file has more.
const SHOWN: usize = 20;

impl Maker<'_> {
    /// One section for each kind of test.
    pub(super) fn sections(&self) -> Vec<Section> {
        let mut kinds: Vec<Test> = self.report.results.iter().map(|one| one.test).collect();
        kinds.dedup();
        let mut seen = Vec::new();
        kinds.retain(|kind| {
            let new = !seen.contains(kind);
            seen.push(*kind);
            new
        });
        kinds.into_iter().map(|kind| self.section(kind)).collect()
    }

    fn section(&self, kind: Test) -> Section {
        let results: Vec<_> = self.report.results.iter().filter(|one| one.test == kind).collect();
        let words = self.words(results[0]);
        let mut parts = vec![Part::Answer(words.tested.to_owned())];
        for one in &results {
            let subject = self.subject(one);
            if !subject.is_empty() {
                parts.push(Part::Heading(subject));
            }
            parts.push(Part::Text(self.sentence(one)));
            parts.extend(self.drawings(one));
            parts.push(Part::Facts(self.facts(one)));
            parts.extend(self.tables_named(one));
        }
        parts.push(Part::Facts(vec![
            Fact::new(self.t("f-null"), words.null),
            Fact::new(self.t("f-assumption"), words.assumption),
            Fact::new(self.t("f-next"), self.next_step(kind)),
        ]));
        parts.push(Part::Caveat(words.limit.to_owned()));
        Section { heading: format!("{} {}", words.name, kind.rule().code()), parts }
    }

    fn next_step(&self, kind: Test) -> String {
        match self.texts.lang {
            crate::lang::Lang::En => kind.rule().next_step().to_owned(),
            crate::lang::Lang::Es => self.t(&format!("f-next-{}", kind.key())),
        }
    }

    /// p, adjusted p, votes, and the statistic behind them.
    fn facts(&self, one: &TestResult) -> Vec<Fact> {
        let mut facts = Vec::new();
        if let (Some(p), Some(holm)) = (one.p, one.p_holm) {
            let (p, holm) = (self.chance(p), self.chance(holm));
            let words = [("p", p.as_str()), ("holm", &holm)];
            facts.push(Fact::new(
                self.t("f-chance"),
                self.texts.f("f-chance-both", count(self.report.tests_run), &words),
            ));
        }
        if let Some(votes) = one.votes {
            facts.push(Fact::new(self.t("f-votes"), self.texts.number(votes)));
        }
        if let Some(rate) = one.false_alarm.filter(|rate| rate.results > 0) {
            let five = self.texts.percent(rate.at_5_percent, rate.results);
            let one = self.texts.percent(rate.at_1_percent, rate.results);
            let words = [("five", five.as_str()), ("one", &one)];
            facts.push(Fact::new(
                self.t("f-false-alarms"),
                self.texts.f("f-false-alarms-both", rate.results, &words),
            ));
        }
        facts.extend(self.statistic(one).map(|said| Fact::new(self.t("f-statistic"), said)));
        facts
    }

    pub(super) fn statistic(&self, one: &TestResult) -> Option<String> {
        let d = |value: f64, digits: usize| self.decimal(value, digits);
        Some(match &one.detail {
            Detail::Rounding(found) => {
                let close = found.conditional.as_ref()?;
                let n = |many: Option<u64>| {
                    many.map_or_else(|| "—".to_owned(), |many| self.texts.number(many))
                };
                let (as_close, off) = (n(close.as_close), d(close.max_residual_votes, 3));
                let words =
                    [("close", as_close.as_str()), ("all", &n(close.vectors)), ("off", &off)];
                self.texts.f("f-stat-rounding", 0, &words)
            }
            Detail::SameCentre(found) => {
                let (value, phi) = (d(found.chi_square, 1), d(found.phi, 2));
                let df = self.texts.number(count(found.df));
                let words = [("value", value.as_str()), ("df", &df), ("phi", &phi)];
                self.texts.f("f-stat-centre", 0, &words)
            }
            Detail::Integers(found) => match found.beside {
                Some(beside) => {
                    let beside = beside.map(|z| d(z, 2)).join("; ");
                    self.texts.f("f-stat-beside", 0, &[("z", &d(found.z, 2)), ("beside", &beside)])
                }
                None => format!("z = {}", d(found.z, 2)),
            },
            Detail::LastDigits(found) => {
                let (smooth, naive) = (d(found.chi_square, 2), d(found.naive_chi_square, 1));
                self.texts.f("f-stat-digits", 0, &[("smooth", &smooth), ("naive", &naive)])
            }
            Detail::Fingerprint(found) => {
                let shown =
                    |value: Option<f64>| value.map_or_else(|| "—".to_owned(), |value| d(value, 2));
                let (r, skew, kurtosis) =
                    (shown(found.correlation), shown(found.skewness), shown(found.excess_kurtosis));
                let words = [("r", r.as_str()), ("skew", &skew), ("kurtosis", &kurtosis)];
                self.texts.f("f-stat-fingerprint", 0, &words)
            }
            Detail::Identical(found) => {
                let edge = self.texts.number(found.edge_pairs);
                self.texts.f("f-stat-identical", found.near_pairs, &[("edge", &edge)])
            }
            Detail::SecondDigits(found) => {
                self.texts.f("f-stat-second", 0, &[("value", &d(found.chi_square, 1))])
            }
            Detail::Arrival(_) | Detail::Copies(_) | Detail::Arithmetic(_) | Detail::None(_) => {
                return None;
            }
        })
    }

    fn tables_named(&self, one: &TestResult) -> Vec<Part> {
        match &one.detail {
            Detail::SameCentre(found) => self.stand_out(one, found),
            Detail::Arithmetic(found) => {
                let row = |(what, kind): (&str, &forensics::test::integrity::Kind)| {
                    Row::new([
                        Cell::new(self.t(&format!("f-kind-{what}"))),
                        Cell::new(self.texts.number(kind.tables)),
                        Cell::new(self.texts.number(kind.votes)),
                    ])
                };
                let rows = found.kinds().into_iter().map(row).collect();
                let columns = vec![
                    Column::new(self.t("f-kind"), Kind::Text),
                    Column::new(self.t("f-tables"), Kind::Number),
                    Column::new(self.t("f-kind-votes"), Kind::Number),
                ];
                vec![Part::Table(Table { caption: self.caption(one), columns, rows })]
            }
            Detail::Arrival(found) => self.estimates(found, &self.caption(one)),
            Detail::Identical(_) => self.equal_pairs(one),
            _ => Vec::new(),
        }
    }

    fn stand_out(&self, one: &TestResult, found: &Homogeneity) -> Vec<Part> {
        let row = |table: &forensics::test::homogeneity::FlaggedTable| {
            let option = match table.column {
                0 => self.option(self.report.first.as_deref()),
                1 => self.option(self.report.second.as_deref()),
                _ => self.t("f-rest"),
            };
            let place =
                self.election.areas.names(self.election.tables.area(table.table)).join(" › ");
            Row::new([
                Cell::with(self.election.tables.code(table.table), place),
                Cell::new(option),
                Cell::new(self.texts.number(u64::from(table.observed))),
                Cell::new(self.decimal(table.expected, 0)),
            ])
        };
        let rows: Vec<Row> = found.flagged_tables.iter().take(SHOWN).map(row).collect();
        if rows.is_empty() {
            return Vec::new();
        }
        let columns = vec![
            Column::new(self.t("f-table"), Kind::Text),
            Column::new(self.t("f-option"), Kind::Text),
            Column::new(self.t("f-observed"), Kind::Number),
            Column::new(self.t("f-expected"), Kind::Number),
        ];
        let left = found.flagged_tables.len().saturating_sub(SHOWN);
        let mut parts = vec![Part::Table(Table { caption: self.caption(one), columns, rows })];
        parts.extend((left > 0).then(|| Part::Text(self.texts.n("f-more", count(left)))));
        parts
    }

    fn equal_pairs(&self, one: &TestResult) -> Vec<Part> {
        let pairs = listed(one, self.election);
        let row = |pair: &forensics::json::Listed| {
            Row::new([
                Cell::new(pair.tables.join(" = ")),
                Cell::new(self.t(&format!("f-{}", pair.what))),
                Cell::new(
                    pair.votes
                        .map_or_else(String::new, |votes| self.texts.number(u64::from(votes))),
                ),
            ])
        };
        let rows: Vec<Row> = pairs.iter().take(SHOWN).map(row).collect();
        if rows.is_empty() {
            return Vec::new();
        }
        let columns = vec![
            Column::new(self.t("f-tables"), Kind::Text),
            Column::new(self.t("f-where"), Kind::Text),
            Column::new(self.t("f-valid"), Kind::Number),
        ];
        let left = pairs.len().saturating_sub(SHOWN);
        let mut parts = vec![Part::Table(Table { caption: self.caption(one), columns, rows })];
        parts.extend((left > 0).then(|| Part::Text(self.texts.n("f-more", count(left)))));
        parts
    }

    /// What no other table of the document is called.
    fn caption(&self, one: &TestResult) -> String {
        format!("{}: {}", self.contest.title, self.title(one))
    }
}
