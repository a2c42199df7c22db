//! QR texts read into figures, and into copies of a collection.

mod brazil;
mod copies;
mod list;
mod set;

pub use copies::{Origin, add_reading};
pub use list::add;

use record::sheet::{Figures, check_figures};
use record::{
    Basis, Breach, ContestNo, Count, Digest, Election, Rule, SignatureVerdict, SignedSheet, TableNo,
};
use serde::Serialize;

use crate::qr_text::brazil::{BrazilKeys, Part, assemble};
use crate::qr_text::venezuela::VenezuelaText;
use crate::qr_text::{Format, Recognised, recognise};

/// What is known when texts are read.
#[derive(Clone, Copy, Debug)]
pub struct PayloadContext<'a> {
    /// The election, where there is one.
    pub election: Option<&'a Election>,
    /// The contest of texts that name none (Venezuela 2024).
    pub contest: Option<ContestNo>,
    /// Keys for *boletins de urna*.
    pub keys: &'a BrazilKeys,
}

/// What one sheet's text, or texts, gave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reading {
    /// Which of the texts it was read from, in order of its parts.
    pub payloads: Vec<usize>,
    /// The format.
    pub format: Format,
    /// Whether it is a sheet.
    pub verdict: ReadVerdict,
    /// The table's code as the text gives it, or as the election file has it.
    pub table: Option<String>,
    /// Figures, one entry per contest.
    pub results: Vec<ContestResult>,
    /// The signature.
    pub signature: SignatureVerdict,
    /// Rules broken.
    pub breaches: Vec<Breach>,
    /// Digest of the signed bytes, or of the text.
    pub digest: Digest,
    /// The sheet, where it is one of ours.
    #[serde(skip)]
    pub signed: Option<SignedSheet>,
}

/// Whether a text is a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReadVerdict {
    /// A text of no format known here.
    NotASheet,
    /// Exactly of its format. Whether it is true is another question.
    Sheet,
    /// Like a known format, but damaged, cut, altered or incomplete.
    Unreadable,
}

/// The figures of one contest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ContestResult {
    /// Key of the contest, or the office as the text names it.
    pub contest: String,
    /// The contest of the election file.
    #[serde(skip)]
    pub number: Option<ContestNo>,
    /// Whether votes are per list or per candidate.
    pub basis: Basis,
    /// List codes or candidate keys, or what the text has in their place.
    pub labels: Vec<String>,
    /// Votes, as labelled.
    pub votes: Vec<Count>,
    /// Electors.
    pub electors: Count,
    /// Voters counted by the machine.
    pub voters_machine: Count,
    /// Voters signed in the poll book.
    pub voters_book: Count,
    /// Null votes.
    pub null: Count,
    /// Blank votes.
    pub blank: Count,
}

/// Reads texts that belong together: the codes of one picture, one document or one file.
///
/// Parts of a bulletin are joined whatever their order, and codes missing from a table of several
/// contests are noted. The readings are in the order in which their
/// first text stands.
pub fn read(texts: &[&str], context: &PayloadContext<'_>) -> Vec<Reading> {
    let contest = context.election.zip(context.contest).and_then(|(e, no)| e.contest(no));
    let lists = contest.map(|contest| contest.lists.len());
    let mut readings = Vec::new();
    let mut parts = Vec::new();
    for (at, text) in texts.iter().enumerate() {
        match recognise(text, lists) {
            Recognised::Brazil(part) => parts.push((at, part)),
            Recognised::Cotejo(signed) => readings.push(cotejo(at, signed, context)),
            Recognised::Malformed(format, detail) => {
                let mut reading = Reading::empty(at, format, ReadVerdict::Unreadable, text);
                reading.breaches.push(Breach::new(Rule::SheetMalformed, detail));
                readings.push(reading);
            }
            Recognised::Other => {
                let mut reading = Reading::empty(at, Format::Other, ReadVerdict::NotASheet, text);
                let start: String = text.chars().filter(|c| !c.is_control()).take(20).collect();
                reading.breaches.push(Breach::new(Rule::CodeNotASheet, format!("`{start}…`")));
                readings.push(reading);
            }
            Recognised::Venezuela2024(sheet) => {
                readings.push(venezuela(at, text, sheet, context));
            }
        }
    }
    for set in assemble(parts.iter().map(|(_, part)| part.clone())) {
        let place = |part: &Part| parts.iter().find(|(_, one)| one == part).map(|(at, _)| *at);
        let places = set.parts().filter_map(place).collect();
        readings.push(brazil::read(places, &set, context));
    }
    readings.sort_by_key(|reading| reading.payloads.iter().min().copied());
    set::note_missing(&mut readings);
    readings
}

impl Reading {
    fn empty(at: usize, format: Format, verdict: ReadVerdict, text: &str) -> Self {
        Self {
            payloads: vec![at],
            format,
            verdict,
            table: None,
            results: Vec::new(),
            signature: SignatureVerdict::None,
            breaches: Vec::new(),
            digest: Digest::of(text.as_bytes()),
            signed: None,
        }
    }
}

impl ContestResult {
    /// The figures, to be checked against the rules.
    fn check(&self, election: &Election, table: Option<TableNo>) -> Vec<Breach> {
        let Some(contest) = self.number else { return Vec::new() };
        let figures = Figures {
            contest,
            basis: self.basis,
            votes: &self.votes,
            electors: self.electors,
            voters_machine: self.voters_machine,
            voters_book: self.voters_book,
            valid: Count::ABSENT,
            null: self.null,
            blank: self.blank,
        };
        check_figures(election, table, &figures)
    }
}

fn cotejo(at: usize, signed: SignedSheet, context: &PayloadContext<'_>) -> Reading {
    let sheet = signed.sheet();
    let mut reading = Reading::empty(at, Format::Cotejo, ReadVerdict::Sheet, "");
    reading.digest = signed.digest();
    let judged = context.election.map(|election| (election, signed.judge(election)));
    let mut contest = None;
    match judged {
        None => {
            reading.signature = SignatureVerdict::NotCheckable;
            let detail = "no election file given";
            reading.breaches.push(Breach::new(Rule::SignatureNotCheckable, detail));
        }
        Some((election, (signature, breaches))) => {
            let ours = sheet.election_hint == election.id.hint();
            if ours && election.tables.has(sheet.table) {
                reading.table = Some(election.tables.code(sheet.table).to_owned());
                contest = election.contest(sheet.contest);
            }
            reading.signature = signature;
            reading.breaches = breaches;
        }
    }
    let labels = contest
        .filter(|contest| contest.lists.len() == sheet.votes.len())
        .map(|contest| contest.lists.iter().map(|list| list.code.clone()).collect());
    reading.results.push(ContestResult {
        contest: contest.map_or_else(|| sheet.contest.to_string(), |contest| contest.key.clone()),
        number: contest.map(|contest| contest.no),
        basis: Basis::Lists,
        labels: labels.unwrap_or_else(|| numbered(sheet.votes.len())),
        votes: sheet.votes.clone(),
        electors: sheet.electors,
        voters_machine: sheet.voters_machine,
        voters_book: sheet.voters_book,
        null: sheet.null,
        blank: sheet.blank,
    });
    reading.signed = Some(signed);
    reading
}

fn venezuela(at: usize, text: &str, sheet: VenezuelaText, context: &PayloadContext<'_>) -> Reading {
    let mut reading = Reading::empty(at, Format::Venezuela2024, ReadVerdict::Sheet, text);
    reading.breaches.push(Breach::new(Rule::Unsigned, "the format has no signature"));
    let contest = context.election.zip(context.contest).and_then(|(e, no)| e.contest(no));
    let labels =
        contest.map(|contest| contest.lists.iter().map(|list| list.code.clone()).collect());
    let result = ContestResult {
        contest: contest.map_or_else(String::new, |contest| contest.key.clone()),
        number: contest.map(|contest| contest.no),
        basis: Basis::Lists,
        labels: labels.unwrap_or_else(|| numbered(sheet.votes.len())),
        votes: sheet.votes,
        electors: Count::ABSENT,
        voters_machine: Count::ABSENT,
        voters_book: Count::ABSENT,
        null: sheet.null,
        blank: sheet.blank,
    };
    if let Some(election) = context.election {
        let table = election.tables.find(&sheet.table);
        if table.is_none() {
            let detail = format!("table {}", sheet.table);
            reading.breaches.push(Breach::new(Rule::UnknownTable, detail));
        }
        if contest.is_none() {
            let detail = "the election has several: name the one these codes are of";
            reading.breaches.push(Breach::new(Rule::UnknownContest, detail));
        }
        reading.breaches.extend(result.check(election, table));
    }
    reading.table = Some(sheet.table);
    reading.results.push(result);
    reading
}

fn numbered(many: usize) -> Vec<String> {
    (1..=many).map(|place| place.to_string()).collect()
}
