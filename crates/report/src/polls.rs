//! Polls, results and announcements on one page: what each says, and whether they can be of one electorate.

use quickcount::poll::{Comparison, Kind, Poll, Reference, Register};
use record::{Announcement, Rule};

use crate::doc::{Cell, Column, Doc, Fact, Kind as Of, Part, Row, Section, Table};
use crate::lang::{Lang, Texts};

mod draw;

/// What the page shows.
#[derive(Clone, Debug)]
pub struct PollsPage<'a> {
    /// Name of the election.
    pub election: String,
    /// Its id.
    pub election_id: String,
    /// Title of the contest.
    pub contest: String,
    /// Digest of the register.
    pub register_digest: String,
    /// The register.
    pub register: &'a Register,
    /// What polls were held against.
    pub references: &'a [Reference],
    /// The comparisons.
    pub comparisons: &'a [Comparison],
    /// Names of candidates by key.
    pub names: Vec<(String, String)>,
    /// Names of sources by id.
    pub sources: Vec<(String, String)>,
    /// Id of the source that is the public log.
    pub log: Option<String>,
    /// Announcements with the evidence of their moment and of now.
    pub announcements: Vec<AnnouncedThen<'a>>,
}

/// An announcement, then and now.
#[derive(Clone, Debug, serde::Serialize)]
pub struct AnnouncedThen<'a> {
    /// The announcement.
    pub announcement: &'a Announcement,
    /// Tables held when it was made, and what they say.
    pub then: Evidence,
    /// Tables held now.
    pub now: Evidence,
}

/// What the tables held at a moment say of an announcement.
#[derive(Clone, Copy, Debug, serde::Serialize)]
pub struct Evidence {
    /// Tables held.
    pub tables: u64,
    /// Q735 or Q736 then, C217 now, or C218; none where nothing could be compared.
    pub rule: Option<Rule>,
    /// Least number of tables that would have to be different.
    pub different: Option<u64>,
}

/// What a quick count is called among [`PollsPage::references`].
pub const QUICK_COUNT: &str = "quick count";

/// The page.
pub fn polls_doc(page: &PollsPage<'_>, lang: Lang, version: &str) -> Doc {
    let maker = Maker { page, texts: Texts::new(lang) };
    let mut sections = vec![maker.results(), maker.register()];
    sections.extend(page.references.iter().map(|reference| maker.against(reference)));
    if !page.announcements.is_empty() {
        sections.push(maker.announcements());
    }
    sections.push(maker.basis());
    Doc {
        lang,
        kicker: maker.t("polls-kicker"),
        title: page.election.clone(),
        lead: vec![page.contest.clone(), maker.t("polls-lead")],
        sections,
        foot: vec![maker.t("footer-neutral"), format!("Cotejo {version}")],
        mark: page.election.clone(),
        id: page.register_digest.clone(),
    }
}

struct Maker<'a> {
    page: &'a PollsPage<'a>,
    texts: Texts,
}

impl Maker<'_> {
    fn t(&self, key: &str) -> String {
        self.texts.t(key)
    }

    fn results(&self) -> Section {
        let row = |one: &Reference| {
            let error = match one.standard_error {
                error if error > 0.0 => {
                    self.points(1.96 * error).trim_start_matches('+').to_owned()
                }
                _ => "—".to_owned(),
            };
            Row::new([
                Cell::new(self.called(&one.name)),
                Cell::new(self.pair(one)),
                Cell::new(self.points(one.margin)),
                Cell::new(error),
            ])
        };
        let columns = vec![
            Column::new(self.t("polls-source"), Of::Text),
            Column::new(self.t("polls-pair"), Of::Text),
            Column::new(self.t("polls-margin"), Of::Number),
            Column::new(self.t("polls-reach"), Of::Number),
        ];
        let rows = self.page.references.iter().map(row).collect();
        let heading = self.t("polls-results");
        let table = Part::Table(Table { caption: heading.clone(), columns, rows });
        Section { heading, parts: vec![table, Part::Caveat(self.t("polls-results-limit"))] }
    }

    fn register(&self) -> Section {
        let row = |poll: &Poll| {
            let kind = match poll.kind {
                Kind::ExitPoll => self.t("polls-exit"),
                Kind::Poll => self.t("polls-before"),
            };
            let days = match poll.from == poll.to {
                true => poll.from.to_string(),
                false => format!("{} – {}", poll.from, poll.to),
            };
            let shares = poll.shares.iter().map(|one| {
                let percent = format!("{:.1}", 100.0 * one.percent.share());
                format!("{} {}", self.name(&one.candidate), self.decimal(&percent))
            });
            Row::new([
                Cell::with(&poll.pollster, &poll.id),
                Cell::with(kind, &poll.method),
                Cell::new(days),
                Cell::new(
                    poll.sample.map_or("—".to_owned(), |many| self.texts.number(u64::from(many))),
                ),
                Cell::new(shares.collect::<Vec<_>>().join(" · ")),
            ])
        };
        let columns = vec![
            Column::new(self.t("polls-pollster"), Of::Text),
            Column::new(self.t("polls-method"), Of::Text),
            Column::new(self.t("polls-fieldwork"), Of::Text),
            Column::new(self.t("polls-sample"), Of::Number),
            Column::new(self.t("polls-shares"), Of::Text),
        ];
        let rows = self.page.register.polls.iter().map(row).collect();
        let heading = self.t("polls-register");
        Section {
            heading: heading.clone(),
            parts: vec![Part::Table(Table { caption: heading, columns, rows })],
        }
    }

    fn against(&self, reference: &Reference) -> Section {
        let of_this = self.page.comparisons.iter().filter(|one| one.reference == reference.name);
        let row = |one: &Comparison| {
            let poll = self.page.register.polls.iter().find(|poll| poll.id == one.poll);
            let name = poll.map_or("", |poll| poll.pollster.as_str());
            let mut cells = vec![Cell::with(name, &one.poll)];
            match &one.outcome {
                None => cells.extend(std::iter::repeat_n(Cell::new("—"), 5)),
                Some(outcome) => {
                    let (low, high) = (outcome.interval.low, outcome.interval.high);
                    let interval = format!("{} … {}", self.points(low), self.points(high));
                    let open = if outcome.design_effect_known { "" } else { "*" };
                    let house = outcome.house.map_or("—".to_owned(), |house| {
                        let typical = self.points(house.typical);
                        format!("{} ({})", typical.trim_start_matches('+'), house.elections)
                    });
                    cells.push(Cell::new(self.points(outcome.margin)));
                    cells.push(Cell::new(format!("{interval}{open}")));
                    cells.push(Cell::new(self.points(outcome.difference)));
                    cells.push(Cell::new(format!(
                        "p {}",
                        self.texts.probability(outcome.adjusted_p)
                    )));
                    cells.push(Cell::new(house));
                }
            }
            cells.push(Cell::with(self.sentence(one.rule), one.rule.code()));
            Row::new(cells)
        };
        let heads =
            ["polls-margin", "polls-interval", "polls-difference", "polls-p", "polls-house"];
        let mut columns = vec![Column::new(self.t("polls-pollster"), Of::Text)];
        columns.extend(heads.map(|key| Column::new(self.t(key), Of::Number)));
        columns.push(Column::new(self.t("meaning"), Of::Text));
        let heading = self.texts.f("polls-against", 0, &[("who", &self.called(&reference.name))]);
        let caption = format!("{heading}: {}", self.pair(reference));
        let table = Table { caption, columns, rows: of_this.map(row).collect() };
        let parts = vec![
            Part::Text(self.pair(reference)),
            Part::Table(table),
            Part::Plot(self.intervals(reference)),
            Part::Caveat(self.t("polls-limit")),
        ];
        Section { heading, parts }
    }

    fn announcements(&self) -> Section {
        let evidence = |one: &Evidence| {
            let rule = one.rule.map_or("—".to_owned(), |rule| self.sentence(rule).to_owned());
            let different = one.different.filter(|many| *many > 0);
            let least =
                different.map_or(String::new(), |many| self.texts.n("polls-different", many));
            let code = one.rule.map_or("", |rule| rule.code());
            Cell::with(rule, format!("{code} {} {least}", self.texts.n("polls-tables", one.tables)))
        };
        let row = |one: &AnnouncedThen<'_>| {
            let said = one.announcement;
            let votes = said.votes.iter().map(|votes| {
                format!("{} {}", self.name(&votes.candidate), self.texts.number(votes.votes))
            });
            Row::new([
                Cell::with(&said.by, &said.at),
                Cell::new(said.coverage.clone().unwrap_or_else(|| "—".to_owned())),
                Cell::new(votes.collect::<Vec<_>>().join(" · ")),
                evidence(&one.then),
                evidence(&one.now),
            ])
        };
        let heads = ["polls-who", "polls-coverage", "polls-totals", "polls-then", "polls-now"];
        let columns = heads.map(|key| Column::new(self.t(key), Of::Text)).to_vec();
        let rows = self.page.announcements.iter().map(row).collect();
        let heading = self.t("announced-heading");
        let parts = vec![
            Part::Table(Table { caption: heading.clone(), columns, rows }),
            Part::Caveat(self.t("polls-then-limit")),
            Part::Caveat(self.t("announced-limit")),
        ];
        Section { heading, parts }
    }

    fn basis(&self) -> Section {
        let facts = vec![
            Fact::code(self.t("polls-digest"), &self.page.register_digest),
            Fact::code(self.t("election-id"), &self.page.election_id),
        ];
        Section { heading: self.t("polls-basis"), parts: vec![Part::Facts(facts)] }
    }

    fn sentence(&self, rule: Rule) -> &'static str {
        match self.texts.lang {
            Lang::En => rule.sentence(),
            Lang::Es => rule.sentence_es(),
        }
    }

    fn pair(&self, one: &Reference) -> String {
        format!("{} − {}", self.name(&one.first), self.name(&one.second))
    }

    fn name(&self, key: &str) -> String {
        named(&self.page.names, key)
    }

    /// A result by the name of whose it is; the log's and the quick count's are ours to translate.
    fn called(&self, reference: &str) -> String {
        match reference {
            QUICK_COUNT => self.t("polls-quickcount"),
            id if self.page.log.as_deref() == Some(id) => self.t("source-log"),
            id => named(&self.page.sources, id),
        }
    }

    /// A share as signed points with one decimal.
    fn points(&self, share: f64) -> String {
        let shown = format!("{:+.1}", 100.0 * share);
        let shown = if shown == "-0.0" { "+0.0".to_owned() } else { shown };
        self.decimal(&shown.replace('-', "−"))
    }

    fn decimal(&self, shown: &str) -> String {
        match self.texts.lang {
            Lang::En => shown.to_owned(),
            Lang::Es => shown.replace('.', ","),
        }
    }
}

fn named(names: &[(String, String)], key: &str) -> String {
    let name = names.iter().find(|(known, name)| known == key && !name.is_empty());
    name.map_or_else(|| key.to_owned(), |(_, name)| name.clone())
}
