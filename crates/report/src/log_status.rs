//! The state of a public log for readers: what it holds, and who has vouched for it, when.

use jiff::Timestamp;
use record::Election;
use record::election::Role;

use crate::doc::{Cell, Column, Doc, Fact, Kind, Part, Row, Section, Table};
use crate::lang::{Lang, Texts};

/// A log as it stands at its checkpoint.
#[derive(Clone, Debug)]
pub struct LogStatus {
    /// Its name.
    pub origin: String,
    /// Its key, for tools of others.
    pub vkey: String,
    /// Entries.
    pub size: u64,
    /// Root of the tree over them, as its checkpoint writes it.
    pub root: String,
    /// How many organisations must have cosigned, at least.
    pub at_least: u16,
    /// How many of these must not be of the authority.
    pub not_authority: u16,
    /// Whether they have.
    pub quorum: bool,
    /// Entries of the last checkpoint known to have reached its quorum; none where none is known.
    pub last_quorum: Option<u64>,
    /// Who may cosign, in the order of the election file.
    pub cosigners: Vec<CosignerStatus>,
    /// Organisations that cannot cosign because the election file has no key of theirs.
    pub without_key: Vec<String>,
    /// When this was looked at, by the clock of whoever looked.
    pub at: Timestamp,
}

/// Somebody who may cosign.
#[derive(Clone, Debug)]
pub struct CosignerStatus {
    /// Name in the election file.
    pub name: String,
    /// Short id there.
    pub id: String,
    /// What it is in the election.
    pub role: Role,
    /// Entries of the last checkpoint it cosigned, and when by its own clock; none where none is known.
    pub last: Option<(u64, Option<Timestamp>)>,
    /// Whether that is the checkpoint of now.
    pub now: bool,
}

/// The document of a log's state. `version` is the program's, for the foot.
pub fn log_doc(status: &LogStatus, election: &Election, lang: Lang, version: &str) -> Doc {
    let words = tally::bulletin::Texts::new(match lang {
        Lang::En => tally::bulletin::Language::En,
        Lang::Es => tally::bulletin::Language::Es,
    });
    let time = |at: Timestamp| words.time(at, election);
    Maker { status, texts: Texts::new(lang), time: &time }.doc(election, version)
}

struct Maker<'a> {
    status: &'a LogStatus,
    texts: Texts,
    /// A moment in the election's time zone.
    time: &'a dyn Fn(Timestamp) -> String,
}

impl Maker<'_> {
    fn doc(&self, election: &Election, version: &str) -> Doc {
        let status = self.status;
        let words = [("origin", status.origin.as_str()), ("time", &(self.time)(status.at))];
        let lead = vec![self.texts.f("l-lead", status.size, &words), self.t("l-nothing-waits")];
        let mut sections = vec![self.quorum()];
        let missing = self.missing();
        sections.extend(missing);
        sections.extend([self.everybody(), self.checkpoint(), self.how_to_check()]);
        Doc {
            lang: self.texts.lang,
            kicker: self.t("l-kicker"),
            title: election.manifest.name.clone(),
            lead,
            sections,
            foot: vec![
                self.t("d-neutral"),
                self.texts.f("l-made", 0, &[("version", version)]),
                self.texts.f("print-url", 0, &[("id", &election.id.to_string())]),
            ],
            mark: format!("{} · {} · {}", status.origin, status.size, status.root),
            id: format!("{}/{}/{}", status.origin, status.root, self.texts.lang.tag()),
        }
    }

    /// Whether enough have cosigned, under the policy of the election file.
    fn quorum(&self) -> Section {
        let status = self.status;
        let here: Vec<_> = status.cosigners.iter().filter(|one| one.now).collect();
        let apart = here.iter().filter(|one| one.role != Role::Authority).count();
        let key = if status.quorum { "l-quorum-reached" } else { "l-quorum-missing" };
        let (there, apart) = (here.len().to_string(), apart.to_string());
        let (least, not) = (status.at_least.to_string(), status.not_authority.to_string());
        let words =
            [("there", there.as_str()), ("least", &least), ("apart", &apart), ("not", &not)];
        let mut parts =
            vec![Part::Answer(self.t(key)), Part::Text(self.texts.f("l-policy", 0, &words))];
        if !status.quorum {
            parts.push(Part::Text(match status.last_quorum {
                Some(size) => {
                    let more = self.texts.number(status.size.saturating_sub(size));
                    self.texts.f("l-quorum-last", size, &[("more", &more)])
                }
                None => self.t("l-quorum-never"),
            }));
        }
        parts.push(Part::Caveat(self.t("l-quorum-limit")));
        Section { heading: self.t("l-quorum"), parts }
    }

    /// Who has not cosigned what the log holds now, and since when.
    fn missing(&self) -> Option<Section> {
        let missing: Vec<_> = self.status.cosigners.iter().filter(|one| !one.now).collect();
        let heading = self.t("l-missing");
        if missing.is_empty() {
            return Some(Section { heading, parts: vec![Part::Text(self.t("l-missing-none"))] });
        }
        let said = |one: &&CosignerStatus| {
            let Some((size, at)) = one.last else {
                return Part::Text(self.texts.f("l-never", 0, &[("name", &one.name)]));
            };
            let at = at.map_or_else(|| self.t("l-unknown-time"), self.time);
            let more = self.texts.number(self.status.size.saturating_sub(size));
            let words = [("name", one.name.as_str()), ("time", &at), ("more", &more)];
            Part::Text(self.texts.f("l-since", size, &words))
        };
        let mut parts: Vec<Part> = missing.iter().map(said).collect();
        parts.push(Part::Caveat(self.t("l-missing-limit")));
        Some(Section { heading, parts })
    }

    fn everybody(&self) -> Section {
        let heading = self.t("l-cosigners");
        let row = |one: &CosignerStatus| {
            let (size, at) = match one.last {
                None => ("—".to_owned(), "—".to_owned()),
                Some((size, at)) => (
                    self.texts.number(size),
                    at.map_or_else(|| self.t("l-unknown-time"), self.time),
                ),
            };
            let role = self.t(match one.role {
                Role::Authority => "l-role-authority",
                Role::Observer => "l-role-observer",
                Role::Party => "l-role-party",
            });
            let now = self.t(match (one.now, one.last) {
                (true, _) => "l-now",
                (false, Some(_)) => "l-behind",
                (false, None) => "l-never-short",
            });
            Row::new([
                Cell::with(&one.name, &one.id),
                Cell::new(role),
                Cell::new(now),
                Cell::new(size),
                Cell::new(at),
            ])
        };
        let columns = vec![
            Column::new(self.t("l-organisation"), Kind::Text),
            Column::new(self.t("l-role"), Kind::Text),
            Column::new(self.t("l-this-checkpoint"), Kind::Text),
            Column::new(self.t("l-last-size"), Kind::Number),
            Column::new(self.t("l-last-time"), Kind::Text),
        ];
        let rows = self.status.cosigners.iter().map(row).collect();
        let table = Table { caption: heading.clone(), columns, rows };
        let mut parts = vec![Part::Table(table), Part::Caveat(self.t("l-clock-limit"))];
        if !self.status.without_key.is_empty() {
            let names = self.status.without_key.join(", ");
            parts.push(Part::Text(self.texts.f("l-without-key", 0, &[("names", &names)])));
        }
        Section { heading, parts }
    }

    fn checkpoint(&self) -> Section {
        let status = self.status;
        let facts = vec![
            Fact::new(self.t("l-origin"), &status.origin),
            Fact::code(self.t("l-vkey"), &status.vkey),
            Fact::new(self.t("l-entries"), self.texts.number(status.size)),
            Fact::code(self.t("l-root"), &status.root),
        ];
        Section { heading: self.t("l-checkpoint"), parts: vec![Part::Facts(facts)] }
    }

    fn how_to_check(&self) -> Section {
        let parts = vec![
            Part::Text(self.t("l-check-text")),
            Part::Command("cotejo log show LOG --election ELECTION\ncotejo monitor LOG --election ELECTION --state monitor.state".to_owned()),
        ];
        Section { heading: self.t("l-check"), parts }
    }

    fn t(&self, key: &str) -> String {
        self.texts.t(key)
    }
}
