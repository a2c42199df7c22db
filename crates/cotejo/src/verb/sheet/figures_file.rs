//! The file of figures that a station signs: what a person can read and type.

use std::collections::BTreeMap;

use anyhow::{Context as _, anyhow, bail};
use record::election::Contest;
use record::{Count, Digest, Election, Sheet};
use serde::Deserialize;

/// Largest figures file.
pub const MAX_BYTES: u64 = 1 << 20;

/// A table's figures as TOML or JSON. Every list must be named: a missing one is never taken for zero.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FiguresFile {
    /// Table code as printed.
    table: String,
    /// Key of the contest; may be left out where the election has one.
    contest: Option<String>,
    /// Serial number of the sheet; 1 unless it corrects another.
    #[serde(default = "one")]
    serial: u32,
    /// Digest of the signed sheet that this one corrects.
    replaces: Option<Digest>,
    /// When the table opened, RFC 3339 with offset.
    opened: Option<jiff::Timestamp>,
    /// When the table closed, RFC 3339 with offset.
    closed: Option<jiff::Timestamp>,
    /// Electors on the roll; taken from the election file where left out.
    electors: Option<Count>,
    /// Voters counted by the machine.
    voters_machine: Option<Count>,
    /// Voters signed in the poll book.
    voters_book: Option<Count>,
    /// Null votes.
    null: Option<Count>,
    /// Blank votes.
    blank: Option<Count>,
    /// Measurement of the station software; the election file's where it names exactly one.
    software: Option<Digest>,
    /// Votes by list code (or candidate key where the contest has no lists).
    votes: BTreeMap<String, Count>,
}

impl FiguresFile {
    /// Parses TOML, or JSON where the text starts with a brace.
    pub fn parse(bytes: &[u8]) -> anyhow::Result<Self> {
        let text = std::str::from_utf8(bytes).context("the figures are not UTF-8 text")?;
        if text.trim_start().starts_with('{') {
            return serde_json::from_str(text).context("the figures are not valid JSON");
        }
        toml::from_str(text).context("the figures are not valid TOML")
    }

    /// The sheet these figures make in an election.
    pub fn into_sheet(self, election: &Election) -> anyhow::Result<Sheet> {
        let table = election
            .tables
            .find(&self.table)
            .ok_or_else(|| anyhow!("S104 the election has no table `{}`", self.table))?;
        let contest = self.contest(election)?;
        let held: Vec<_> = election.contests_at(table).map(|one| one.no).collect();
        let place = held.iter().position(|no| *no == contest.no);
        let place =
            place.ok_or_else(|| anyhow!("S105 `{}` is not held at {}", contest.key, self.table))?;
        Ok(Sheet {
            election_hint: election.id.hint(),
            table,
            contest: contest.no,
            part: u8::try_from(place + 1)?,
            parts: u8::try_from(held.len())?,
            serial: self.serial,
            replaces: self.replaces.map(|digest| digest.prefix()),
            closed: self.closed.map(|at| u64::try_from(at.as_second())).transpose()?,
            open_for: self.open_for()?,
            electors: self.electors.unwrap_or(election.tables.electors(table)),
            voters_machine: self.voters_machine.unwrap_or_default(),
            voters_book: self.voters_book.unwrap_or_default(),
            votes: self.votes(contest)?,
            null: self.null.unwrap_or_default(),
            blank: self.blank.unwrap_or_default(),
            software: self.software(election)?,
        })
    }

    fn contest<'a>(&self, election: &'a Election) -> anyhow::Result<&'a Contest> {
        match (&self.contest, election.contests.as_slice()) {
            (Some(key), _) => election
                .contest_by_key(key)
                .ok_or_else(|| anyhow!("S105 the election has no contest `{key}`")),
            (None, [only]) => Ok(only),
            (None, _) => {
                bail!("the election has several contests: name one with `contest = \"…\"`")
            }
        }
    }

    fn open_for(&self) -> anyhow::Result<Option<u32>> {
        let (Some(opened), Some(closed)) = (self.opened, self.closed) else { return Ok(None) };
        let seconds = closed.as_second() - opened.as_second();
        let seconds =
            u32::try_from(seconds).map_err(|_| anyhow!("the table closed before it opened"))?;
        Ok(Some(seconds))
    }

    fn votes(&self, contest: &Contest) -> anyhow::Result<Vec<Count>> {
        if let Some(code) = self.votes.keys().find(|code| contest.list(code).is_none()) {
            bail!("S106 the contest has no list with code `{code}`");
        }
        contest
            .lists
            .iter()
            .map(|list| match self.votes.get(&list.code) {
                Some(count) => Ok(*count),
                None => bail!(
                    "S106 no votes given for list `{}` ({}): write 0, \"blank\" or \"unreadable\"",
                    list.code,
                    list.name
                ),
            })
            .collect()
    }

    fn software(&self, election: &Election) -> anyhow::Result<[u8; 8]> {
        match (self.software, election.manifest.software.as_slice()) {
            (Some(digest), _) => Ok(digest.prefix()),
            (None, [only]) => Ok(only.prefix()),
            (None, _) => bail!("name the station software with `software = \"<sha-256>\"`"),
        }
    }
}

fn one() -> u32 {
    1
}
