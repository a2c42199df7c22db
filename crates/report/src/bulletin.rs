//! A bulletin for readers: one document with every figure of the country and of the first two levels of
//! areas. What is left out is said, with the place in the canonical text where it stands.

mod areas;
mod changes;
mod coverage;
mod standing;
mod tables;
mod votes;

use std::cell::Cell;

use record::Election;
use record::election::Contest;
use tally::bulletin::{Bulletin, ContestResult, LISTED_TABLES, Language};

use crate::doc::{Doc, Part, Section};
use crate::lang::{Lang, Texts};

/// Rows of areas in one document, so that no election makes a page without an end. A level is shown
/// whole or not at all.
pub const AREA_ROWS: usize = 2_000;

/// Candidates or lists of a contest, tables or figures that a document names one by one.
pub const LISTED: usize = 200;

/// The document of a bulletin. `version` is the program's, for the foot.
///
/// Nothing is recomputed: it shows what the bulletin says, and how to check it.
pub fn bulletin_doc(bulletin: &Bulletin, election: &Election, lang: Lang, version: &str) -> Doc {
    Maker::new(bulletin, election, lang).doc(version)
}

/// What a bulletin says of each contest in short: who leads on how much, whether what is outstanding can
/// change that, and where it is.
pub fn bulletin_answers(bulletin: &Bulletin, election: &Election, lang: Lang) -> Vec<Section> {
    let maker = Maker::new(bulletin, election, lang);
    let answer = |of: Of<'_>| {
        let parts = [maker.answer(of), maker.settled(of), maker.outstanding(of)];
        Section { heading: of.contest.title.clone(), parts: parts.into_iter().flatten().collect() }
    };
    maker.contests().map(answer).collect()
}

/// What every part of the document is made from.
struct Maker<'a> {
    bulletin: &'a Bulletin,
    election: &'a Election,
    texts: Texts,
    /// Sentences that the plain text says too.
    words: tally::bulletin::Texts,
    /// Rows of areas still free.
    area_rows: Cell<usize>,
}

/// One contest of the bulletin.
#[derive(Clone, Copy)]
struct Of<'a> {
    /// Position in the bulletin.
    at: usize,
    contest: &'a Contest,
    result: &'a ContestResult,
}

impl<'a> Maker<'a> {
    fn new(bulletin: &'a Bulletin, election: &'a Election, lang: Lang) -> Self {
        let (texts, words) = (Texts::new(lang), tally::bulletin::Texts::new(language(lang)));
        Self { bulletin, election, texts, words, area_rows: Cell::new(AREA_ROWS) }
    }

    fn doc(&self, version: &str) -> Doc {
        let number = self.bulletin.number.to_string();
        let digest = self.bulletin.digest().to_string();
        let mut sections: Vec<Section> = self.contests().map(|of| self.contest(of)).collect();
        sections.extend(self.standing());
        Doc {
            lang: self.texts.lang,
            kicker: self.texts.f("b-kicker", 0, &[("number", &number)]),
            title: self.election.manifest.name.clone(),
            lead: self.lead(),
            sections,
            foot: vec![
                self.t("d-neutral"),
                self.texts.f("b-made", 0, &[("version", version)]),
                self.texts.f("print-url", 0, &[("id", &self.bulletin.election.to_string())]),
            ],
            mark: format!("SHA-256 {digest}"),
            id: format!("{digest}/{}", self.texts.lang.tag()),
        }
    }

    fn contests(&self) -> impl Iterator<Item = Of<'_>> {
        self.bulletin.contests.iter().enumerate().filter_map(|(at, result)| {
            let contest = self.election.contest_by_key(&result.contest)?;
            Some(Of { at, contest, result })
        })
    }

    fn lead(&self) -> Vec<String> {
        let checkpoint = &self.bulletin.checkpoint;
        let time = self.words.time(self.bulletin.stated, self.election);
        let words = [("origin", checkpoint.origin.as_str()), ("time", time.as_str())];
        vec![self.texts.f("b-lead", checkpoint.size, &words), self.t("b-truth")]
    }

    fn contest(&self, of: Of<'_>) -> Section {
        let mut parts = self.answer(of);
        parts.extend(self.candidates(of));
        parts.extend(self.coverage(of));
        parts.extend(self.settled(of));
        parts.extend(self.outstanding(of));
        parts.extend(self.areas(of));
        parts.extend(self.unsettled(of));
        parts.extend(self.changes(of));
        parts.extend(self.lists(of));
        Section { heading: of.contest.title.clone(), parts }
    }

    /// Who leads, in one sentence that says of how much.
    fn answer(&self, of: Of<'_>) -> Vec<Part> {
        let tables = of.result.country.coverage.tables;
        let share = self.texts.percent(tables.counted, tables.of);
        let counted = self.n(tables.counted);
        let Some(found) = of.result.irreversibility.as_ref().filter(|_| tables.counted > 0) else {
            let words = [("share", share.as_str()), ("counted", &counted)];
            return vec![Part::Answer(self.texts.f("b-counted", tables.of, &words))];
        };
        let key = match (found.lead, found.seats) {
            (0, _) => "b-level",
            (_, 1) => "b-leads",
            _ => "b-leads-seat",
        };
        let seats = found.seats.to_string();
        let (winner, loser) =
            (candidate(of.contest, &found.last_winner), candidate(of.contest, &found.first_loser));
        let words =
            [("share", share.as_str()), ("winner", winner), ("loser", loser), ("seats", &seats)];
        vec![Part::Answer(self.texts.f(key, found.lead, &words))]
    }

    /// Whether what is outstanding can change the result.
    fn settled(&self, of: Of<'_>) -> Vec<Part> {
        let found = of.result.irreversibility.as_ref();
        let mut parts = vec![Part::Heading(self.t("b-settled"))];
        let said = self.words.settled(self.bulletin, of.contest, found);
        parts.extend(said.into_iter().map(Part::Text));
        if found.is_some_and(|found| found.level_b.is_none()) {
            parts.push(Part::Text(self.t("b-no-level-b")));
        }
        let claims = &self.bulletin.claims;
        let claims_it = |claim: &tally::bulletin::Claim| {
            let tally::bulletin::Claim::Irreversible { contest, .. } = claim;
            *contest == of.contest.key
        };
        if !claims.iter().any(claims_it) {
            parts.push(Part::Text(self.t("b-no-claim")));
        }
        parts.push(Part::Caveat(self.t("b-settled-limit")));
        parts
    }

    fn t(&self, key: &str) -> String {
        self.texts.t(key)
    }

    fn n(&self, number: u64) -> String {
        self.texts.number(number)
    }

    /// What no other table of the document is called.
    fn caption(&self, of: Of<'_>, what: &str) -> String {
        format!("{}: {what}", of.contest.title)
    }

    /// Where something of a contest stands in the canonical text.
    fn more(&self, of: Of<'_>, key: &str, number: usize, field: &str) -> Part {
        let place = format!("contests[{}].{field}", of.at);
        let number = u64::try_from(number).unwrap_or(u64::MAX);
        Part::Caveat(self.texts.f(key, number, &[("place", &place)]))
    }

    /// The same for a list of which the canonical text itself names only the first.
    fn more_of(&self, of: Of<'_>, all: u64, shown: usize, field: &str) -> Option<Part> {
        let left = usize::try_from(all).unwrap_or(usize::MAX).saturating_sub(shown);
        let named = u64::try_from(LISTED_TABLES).unwrap_or(u64::MAX);
        match left {
            0 => None,
            _ if all <= named => Some(self.more(of, "b-more", left, field)),
            _ => {
                let place = format!("contests[{}].{field}", of.at);
                let words = [("place", place.as_str()), ("first", &self.n(named))];
                let left = u64::try_from(left).unwrap_or(u64::MAX);
                Some(Part::Caveat(self.texts.f("b-more-first", left, &words)))
            }
        }
    }

    /// Names of the areas around a table, from the largest; empty for a table that nobody knows.
    fn place_of(&self, table: &str) -> String {
        let found = self.election.tables.find(table);
        found.map_or_else(String::new, |table| {
            self.election.areas.names(self.election.tables.area(table)).join(" › ")
        })
    }
}

/// A candidate's name, or the key where the election file has none.
fn candidate<'a>(contest: &'a Contest, key: &'a str) -> &'a str {
    contest.candidate(key).map_or(key, |at| &contest.candidates[at.index()].name)
}

const fn language(lang: Lang) -> Language {
    match lang {
        Lang::En => Language::En,
        Lang::Es => Language::Es,
    }
}
