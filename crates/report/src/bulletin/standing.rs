use record::Rule;

use super::Maker;
use crate::doc::{Cell, Column, Fact, Kind, Part, Row, Section, Table};
use crate::lang::Lang;

impl Maker<'_> {
    /// What the whole bulletin stands on, found, leaves open, and how it is checked.
    pub(super) fn standing(&self) -> Vec<Section> {
        vec![self.findings(), self.stands_on(), self.not_said(), self.how_to_check()]
    }

    fn findings(&self) -> Section {
        let heading = self.t("b-findings");
        if self.bulletin.findings.is_empty() {
            return Section { heading, parts: vec![Part::Text(self.t("no-findings"))] };
        }
        let row = |(code, many): (&String, &u64)| {
            let rule = Rule::from_code(code);
            let sentence = rule.map_or("—", |rule| match self.texts.lang {
                Lang::En => rule.sentence(),
                Lang::Es => rule.sentence_es(),
            });
            let severity = rule.map_or_else(String::new, |rule| {
                self.t(&format!("severity-{}", rule.severity().word()))
            });
            Row::new([
                Cell::new(code),
                Cell::new(severity),
                Cell::new(sentence),
                Cell::new(self.n(*many)),
            ])
        };
        let mut columns = self.columns(&["rule", "severity", "meaning"]);
        columns.push(Column::new(self.t("count"), Kind::Number));
        let rows = self.bulletin.findings.iter().map(row).collect();
        let table = Table { caption: heading.clone(), columns, rows };
        Section {
            heading,
            parts: vec![Part::Table(table), Part::Caveat(self.t("b-findings-limit"))],
        }
    }

    fn stands_on(&self) -> Section {
        let bulletin = self.bulletin;
        let checkpoint = &bulletin.checkpoint;
        let policy = match bulletin.policy.as_str() {
            "best-grade" => format!("best-grade: {}", self.t("policy-best-grade")),
            other => other.to_owned(),
        };
        let cutoff = self.words.cutoff(bulletin, self.election);
        let mut facts = vec![
            Fact::new(self.t("b-number"), bulletin.number.to_string()),
            Fact::new(self.t("b-stated"), self.words.time(bulletin.stated, self.election)),
            Fact::code(self.t("b-digest"), bulletin.digest().to_string()),
            Fact::new(self.t("b-origin"), &checkpoint.origin),
            Fact::new(self.t("b-size"), self.n(checkpoint.size)),
            Fact::code(self.t("b-root"), checkpoint.root.to_string()),
            Fact::code(self.t("election-id"), bulletin.election.to_string()),
            Fact::new(self.t("b-policy"), policy),
            Fact::new(self.t("b-cutoff"), cutoff.unwrap_or_else(|| self.t("b-cutoff-none"))),
        ];
        match &bulletin.previous {
            None => facts.push(Fact::new(self.t("b-previous"), self.t("b-previous-none"))),
            Some(previous) => {
                let number = previous.number.to_string();
                let said = self.texts.f("b-previous-is", previous.size, &[("number", &number)]);
                facts.push(Fact::new(self.t("b-previous"), said));
                facts.push(Fact::code(self.t("b-previous-digest"), previous.digest.to_string()));
            }
        }
        facts.push(Fact::new(self.t("b-claims"), self.claims()));
        Section { heading: self.t("b-stands-on"), parts: vec![Part::Facts(facts)] }
    }

    fn claims(&self) -> String {
        if self.bulletin.claims.is_empty() {
            return self.t("b-claims-none");
        }
        let said = |claim: &tally::bulletin::Claim| {
            let tally::bulletin::Claim::Irreversible { contest, level } = claim;
            let title = self.election.contest_by_key(contest).map_or(contest, |one| &one.title);
            let level = format!("{level:?}");
            self.texts.f("b-claim", 0, &[("contest", title), ("level", &level)])
        };
        self.bulletin.claims.iter().map(said).collect::<Vec<_>>().join(" ")
    }

    fn not_said(&self) -> Section {
        let said = self.words.caveats().into_iter().map(Part::Text).collect();
        Section { heading: self.t("b-not-said"), parts: said }
    }

    fn how_to_check(&self) -> Section {
        let number = self.bulletin.number;
        let mut command =
            format!("cotejo bulletin check bulletin-{number}.json --log LOG --election ELECTION");
        if let Some(previous) = &self.bulletin.previous {
            command += &format!(" --previous bulletin-{}.json", previous.number);
        }
        let parts = vec![
            Part::Text(self.t("b-check-text")),
            Part::Command(command),
            Part::Text(self.t("b-check-digest")),
        ];
        Section { heading: self.t("b-check"), parts }
    }
}
