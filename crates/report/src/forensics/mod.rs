//! Statistical tests for readers: one document, the answer in words first, figures and drawings after.

mod arrival;
mod draw;
mod sections;
mod sentences;

use forensics::Report;
use forensics::report::{Detail, LOOK, TestResult};
use record::Election;
use record::election::Contest;

use crate::doc::{Cell, Column, Doc, Kind, Part, Row, Section, Table};
use crate::images::{ImagesPage, images_sections};
use crate::lang::{Lang, Texts};

/// The document of the tests of all contests, and of the pictures where some were read. `version` is the program's, for the foot.
pub fn forensics_doc(
    reports: &[Report],
    images: Option<&ImagesPage<'_>>,
    election: &Election,
    lang: Lang,
    version: &str,
) -> Doc {
    let mut sections = Vec::new();
    for report in reports {
        let Some(contest) = election.contest_by_key(&report.contest) else { continue };
        let maker = Maker { report, contest, election, texts: Texts::new(lang) };
        sections.push(maker.summary(reports.len() > 1));
        sections.extend(maker.sections());
    }
    sections.extend(images.into_iter().flat_map(|page| images_sections(page, lang)));
    let texts = Texts::new(lang);
    Doc {
        lang,
        kicker: texts.t("f-kicker"),
        title: election.manifest.name.clone(),
        lead: vec![texts.t("f-lead"), texts.t("f-lead-paper")],
        sections,
        foot: vec![
            texts.t("d-neutral"),
            texts.f("f-made", 0, &[("version", version)]),
            texts.f("print-url", 0, &[("id", &election.id.to_string())]),
        ],
        mark: format!("{} · {}", texts.t("f-kicker"), election.id),
        id: format!("forensics/{}/{}", election.id, lang.tag()),
    }
}

/// A result in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The test, and what it is about.
    pub title: String,
    /// What it found, in a sentence.
    pub sentence: String,
    /// The statistic behind it, where it has one.
    pub statistic: Option<String>,
    /// What it cannot show.
    pub limit: &'static str,
}

/// Every result of a contest in words, in the order of the report; the same words as in the document.
pub fn forensics_said(report: &Report, election: &Election, lang: Lang) -> Vec<Said> {
    let Some(contest) = election.contest_by_key(&report.contest) else { return Vec::new() };
    let maker = Maker { report, contest, election, texts: Texts::new(lang) };
    let said = |one: &TestResult| Said {
        title: maker.title(one),
        sentence: maker.sentence(one),
        statistic: maker.statistic(one),
        limit: maker.words(one).limit,
    };
    report.results.iter().map(said).collect()
}

/// What every part of the document is made from.
struct Maker<'a> {
    report: &'a Report,
    contest: &'a Contest,
    election: &'a Election,
    texts: Texts,
}

impl Maker<'_> {
    /// Everything in one table, after what it comes to.
    fn summary(&self, named: bool) -> Section {
        let asks: Vec<_> = self.report.results.iter().filter(|one| one.asks()).collect();
        let with_p = count(self.report.tests_run);
        let asked = self.texts.number(count(asks.len()));
        let key = if asks.is_empty() { "f-answer-none" } else { "f-answer-some" };
        let mut parts = vec![Part::Answer(self.texts.f(key, with_p, &[("asked", &asked)]))];
        parts.extend(
            asks.iter()
                .map(|one| Part::Text(format!("{}: {}", self.title(one), self.sentence(one)))),
        );
        parts.push(Part::Table(self.table()));
        let level = self.decimal(LOOK, 2);
        parts.push(Part::Caveat(self.texts.f("f-how-to-read", with_p, &[("level", &level)])));
        parts.push(Part::Caveat(self.t("f-false-alarm-limit")));
        if self.report.incomplete > 0 {
            parts.push(Part::Text(self.texts.n("f-incomplete", count(self.report.incomplete))));
        }
        let heading = self.t("f-in-short");
        let heading = if named { format!("{}: {heading}", self.contest.title) } else { heading };
        Section { heading, parts }
    }

    fn table(&self) -> Table {
        let row = |one: &TestResult| {
            let p =
                |p: Option<f64>| Cell::new(p.map_or_else(|| "—".to_owned(), |p| self.chance(p)));
            let votes = one.votes.map_or_else(|| "—".to_owned(), |votes| self.texts.number(votes));
            let alarm = one.false_alarm.filter(|rate| rate.results > 0).map_or_else(
                || "—".to_owned(),
                |rate| self.texts.percent(rate.at_5_percent, rate.results),
            );
            let looks = self.t(match (&one.detail, one.asks()) {
                (Detail::None(_), _) => "f-no-result",
                (_, true) => "f-look",
                (_, false) if one.p.is_none() => "f-described",
                (_, false) => "f-nothing",
            });
            Row::new([
                Cell::with(self.words(one).name, self.subject(one)),
                Cell::new(looks),
                p(one.p_holm),
                p(one.p),
                Cell::new(votes),
                Cell::new(alarm),
            ])
        };
        Table {
            caption: format!("{}: {}", self.contest.title, self.t("f-in-short")),
            columns: vec![
                Column::new(self.t("f-test"), Kind::Text),
                Column::new(self.t("f-asks"), Kind::Text),
                Column::new(self.t("f-adjusted"), Kind::Number),
                Column::new(self.t("f-p"), Kind::Number),
                Column::new(self.t("f-votes"), Kind::Number),
                Column::new(self.t("f-false-alarms"), Kind::Number),
            ],
            rows: self.report.results.iter().map(row).collect(),
        }
    }

    fn words(&self, one: &TestResult) -> forensics::Words {
        one.test.words(match self.texts.lang {
            Lang::En => tally::bulletin::Language::En,
            Lang::Es => tally::bulletin::Language::Es,
        })
    }

    fn title(&self, one: &TestResult) -> String {
        let (name, subject) = (self.words(one).name, self.subject(one));
        if subject.is_empty() { name.to_owned() } else { format!("{name}, {subject}") }
    }

    /// What a result is about, as readers know it.
    fn subject(&self, one: &TestResult) -> String {
        let of = match self.contest.candidate(&one.subject) {
            _ if one.subject == forensics::report::TURNOUT => self.t("f-turnout"),
            Some(at) => self.contest.candidates[at.index()].name.clone(),
            None => one.subject.clone(),
        };
        match &one.detail {
            Detail::Integers(found) if found.grid == forensics::test::integers::Grid::Fives => {
                format!("{of}, {}", self.t("f-fives"))
            }
            _ => of,
        }
    }

    fn option(&self, key: Option<&str>) -> String {
        let key = key.unwrap_or("");
        let found = self.contest.candidate(key);
        found.map_or_else(|| key.to_owned(), |at| self.contest.candidates[at.index()].name.clone())
    }

    /// A chance as a reader takes it in: a decimal, or once in so many.
    fn chance(&self, p: f64) -> String {
        if p >= 0.000_1 || p <= 0.0 {
            self.decimal(p, if p < 0.02 { 4 } else { 2 })
        } else {
            self.once_in(p)
        }
    }

    /// `1 in 9,000,000`, rounded to two digits.
    fn once_in(&self, p: f64) -> String {
        let odds = 1.0 / p;
        if odds >= 1e15 {
            return self.texts.f(
                "f-one-in-power",
                0,
                &[("power", &format!("{:.0}", odds.log10().floor()))],
            );
        }
        let scale = 10_f64.powf(odds.log10().floor() - 1.0);
        let rounded = ((odds / scale).round() * scale).round();
        let whole: u64 = format!("{rounded:.0}").parse().unwrap_or(u64::MAX);
        self.texts.f("f-one-in", whole, &[])
    }

    fn decimal(&self, value: f64, digits: usize) -> String {
        let shown = format!("{value:.digits$}").replace('-', "−");
        match self.texts.lang {
            Lang::En => shown,
            Lang::Es => shown.replace('.', ","),
        }
    }

    /// A difference of shares, in points with its sign.
    fn points(&self, share: f64) -> String {
        let shown = self.decimal(share * 100.0, 1);
        if share > 0.0 { format!("+{shown}") } else { shown }
    }

    fn t(&self, key: &str) -> String {
        self.texts.t(key)
    }
}

fn count(many: usize) -> u64 {
    u64::try_from(many).unwrap_or(u64::MAX)
}
