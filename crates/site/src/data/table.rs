//! One table: every copy of its sheets, side by side.

use collate::Language;
use record::{
    Basis, Collection, Count, Digest, Grade, Rule, SheetCopy, SignatureVerdict, SourceNo, TableNo,
};
use report::Lang;
use serde::Serialize;
use tally::{ContestShape, CopyRef, CopyStatus, statuses};

use crate::input::Times;
use crate::site::Site;

/// A table with all that is known of it.
#[derive(Clone, Debug, Serialize)]
pub struct TableData<'a> {
    /// Digest of the election file.
    pub election: String,
    /// Its code as printed.
    pub table: &'a str,
    /// Its row in the election file, from 0.
    pub row: u32,
    /// Path of the smallest area it belongs to.
    pub area: &'a str,
    /// Names of the areas around it, from the largest.
    pub place: Vec<&'a str>,
    /// Electors on the roll as the election file gives them.
    pub electors: Count,
    /// The contests held there.
    pub contests: Vec<ContestData<'a>>,
}

/// One contest at a table.
#[derive(Clone, Debug, Serialize)]
pub struct ContestData<'a> {
    /// Its key.
    pub contest: &'a str,
    /// Its title.
    pub title: &'a str,
    /// Every copy, source by source.
    pub copies: Vec<CopyData<'a>>,
    /// Which of the copies counts; none where none does.
    pub counts: Option<usize>,
    /// What the rules found here.
    pub findings: Vec<FindingData<'a>>,
    /// Position of the contest in the election file.
    #[serde(skip)]
    pub no: usize,
}

/// One copy of a sheet.
#[derive(Clone, Debug, Serialize)]
pub struct CopyData<'a> {
    /// Id of the source that brings it.
    pub source: &'a str,
    /// Its name.
    pub name: &'a str,
    /// Its position among the sources.
    #[serde(skip)]
    pub no: SourceNo,
    /// How good this evidence is by itself.
    pub grade: Grade,
    /// What checking its signature gave.
    pub signature: &'static str,
    /// Whether it may count, and why not.
    pub status: &'static str,
    /// Serial number; 0 where there is none.
    pub serial: u32,
    /// Start of the digest of the sheet it corrects.
    pub replaces: Option<String>,
    /// Digest of the signed bytes or of the code's text.
    pub digest: Option<Digest>,
    /// Digest of the picture it was read from.
    pub image: Option<Digest>,
    /// A picture with no person in it, by its path in the site.
    pub picture: Option<String>,
    /// Place in the log.
    pub entry: Option<u64>,
    /// When it was closed and published.
    pub times: Option<Times>,
    /// The file with its receipt: the proof that the log holds it.
    pub receipt: Option<String>,
    /// Entries of the checkpoint that the receipt stands on.
    pub receipt_size: Option<u64>,
    /// The text of its QR code, where the source brought it.
    pub text: Option<String>,
    /// Electors on the roll.
    pub electors: Count,
    /// Voters by the machine.
    pub voters_machine: Count,
    /// Voters by the poll book.
    pub voters_book: Count,
    /// Null votes.
    pub null: Count,
    /// Blank votes.
    pub blank: Count,
    /// Valid votes as a declared total.
    pub valid: Count,
    /// Whether votes are per list or already per candidate.
    pub basis: Basis,
    /// Votes, in the order of lists or of candidates.
    pub votes: &'a [Count],
}

/// A finding.
#[derive(Clone, Debug, Serialize)]
pub struct FindingData<'a> {
    /// The rule.
    pub rule: Rule,
    /// Ids of the sources.
    pub sources: Vec<&'a str>,
    /// Votes at stake.
    pub votes: u32,
    /// The values, in English.
    pub detail_en: String,
    /// The values, in Spanish.
    pub detail_es: String,
}

impl FindingData<'_> {
    /// The values in a language.
    pub fn detail(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.detail_en,
            Lang::Es => &self.detail_es,
        }
    }
}

impl<'a> TableData<'a> {
    /// All that is known of a table.
    pub fn of(site: &'a Site<'a>, table: TableNo) -> Self {
        let election = site.election();
        let area = election.tables.area(table);
        let contests = site.report().contests.iter().enumerate();
        let held = contests.filter(|(_, one)| election.is_held(one.contest, area));
        Self {
            election: election.id.to_string(),
            table: election.tables.code(table),
            row: table.0,
            area: election.areas.get(area).path,
            place: election.areas.names(area),
            electors: election.tables.electors(table),
            contests: held.map(|(at, _)| contest(site, table, at)).collect(),
        }
    }
}

fn contest<'a>(site: &'a Site<'a>, table: TableNo, at: usize) -> ContestData<'a> {
    let of = &site.report().contests[at];
    let refs = of.copies.at(table);
    let mut found = Vec::new();
    statuses(&ContestShape::of(of.contest), site.report().collections, refs, &mut found);
    let chosen = of.selection.of(table);
    ContestData {
        contest: &of.contest.key,
        title: &of.contest.title,
        counts: refs.iter().position(|one| Some(*one) == chosen),
        copies: refs.iter().zip(found).map(|(one, status)| copy(site, *one, status)).collect(),
        findings: findings(site, table, at),
        no: of.contest.no.index(),
    }
}

fn copy<'a>(site: &'a Site<'a>, at: CopyRef, status: CopyStatus) -> CopyData<'a> {
    let collections: &'a [Collection] = site.report().collections;
    let collection = &collections[at.source.index()];
    let copy: &'a SheetCopy = at.of(collections);
    let log = site.input.log.as_ref().filter(|log| log.source == at.source);
    let entry = log.map(|log| log.entry(copy));
    let is_signed = matches!(copy.signature, SignatureVerdict::Valid | SignatureVerdict::Invalid);
    let text = || copy.payload.as_ref().filter(|_| is_signed && log.is_none());
    CopyData {
        source: &collection.source.id,
        name: site.source_name(at.source),
        no: at.source,
        grade: copy.grade,
        signature: copy.signature.word(),
        status: word(status),
        serial: copy.serial,
        replaces: copy.replaces.map(|prefix| hex(&prefix)),
        digest: copy.payload,
        image: copy.image,
        picture: copy.image.as_ref().and_then(|image| (site.input.images)(image)),
        entry,
        times: log.map(|log| log.times(at.copy)),
        receipt: entry.map(|entry| site.receipt_path(copy.table, entry)),
        receipt_size: log.zip(entry).map(|(log, entry)| (log.receipt_size)(entry)),
        text: text().and_then(|digest| (site.input.texts)(digest)),
        electors: copy.electors,
        voters_machine: copy.voters_machine,
        voters_book: copy.voters_book,
        null: copy.null,
        blank: copy.blank,
        valid: copy.valid,
        basis: copy.basis,
        votes: collection.cells(copy),
    }
}

fn findings<'a>(site: &'a Site<'a>, table: TableNo, contest: usize) -> Vec<FindingData<'a>> {
    let here = site.findings_at(table).filter(|one| one.contest == contest);
    here.map(|one| {
        let finding = one.finding;
        let of = one.of;
        FindingData {
            rule: finding.rule,
            sources: of.findings.sources(finding).iter().map(|no| site.source_id(*no)).collect(),
            votes: finding.votes,
            detail_en: site.detail(finding, Language::English),
            detail_es: site.detail(finding, Language::Spanish),
        }
    })
    .collect()
}

const fn word(status: CopyStatus) -> &'static str {
    match status {
        CopyStatus::InForce => "in-force",
        CopyStatus::Withdrawn => "withdrawn",
        CopyStatus::Annulled => "annulled",
        CopyStatus::InvalidSignature => "invalid-signature",
        CopyStatus::Superseded => "superseded",
        CopyStatus::Unusable => "unusable",
    }
}

fn hex(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(bytes)
}
