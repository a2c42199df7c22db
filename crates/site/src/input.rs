use collate::Collation;
use record::{Digest, SheetCopy, SourceNo};
use report::doc::{Doc, Part};
use report::{LogStatus, Views};
use tally::bulletin::Bulletin;
use tally::bulletin::clock::Clock;

/// Everything a site is made from. Nothing is read and no clock is asked: whoever calls did both.
pub struct Input<'a> {
    /// Election, sources, totals.
    pub views: &'a Views<'a>,
    /// What holding the sources against each other gave.
    pub collation: &'a Collation,
    /// The public log; none where the site shows only collections.
    pub log: Option<Log<'a>>,
    /// Bulletins, in their order.
    pub bulletins: &'a [Bulletin],
    /// Documents made elsewhere: audits, forensic tests, polls.
    pub chapters: Vec<Chapter>,
    /// Files that readers can take with them.
    pub downloads: Vec<Download>,
    /// The legal deadlines as they stand; none where the election file has none.
    pub clock: Option<Clock>,
    /// The signed act from which the legal clock takes the award; none where the log has none.
    pub award: Option<Award>,
    /// Quick counts: estimates, each in a column of its own.
    pub estimates: Vec<Estimate>,
    /// The look-up by number beside the site, under `lookup/`.
    pub lookup: Option<Lookup>,
    /// Pictures of sheets without persons in them, by the digest of the original.
    pub images: &'a (dyn Fn(&Digest) -> Option<String> + Sync),
    /// The text of a signed sheet's QR code, by the sheet's digest, where the source brought it.
    pub texts: &'a (dyn Fn(&Digest) -> Option<String> + Sync),
    /// Whether pages of tables and areas are kept packed alone.
    pub packed_only: bool,
    /// Version of the program.
    pub version: &'a str,
}

/// The public log.
pub struct Log<'a> {
    /// Which of the sources its sheets are.
    pub source: SourceNo,
    /// What it holds, and who vouches for it.
    pub status: LogStatus,
    /// What organisations said in it.
    pub statements: Vec<Said>,
    /// When its sheets were closed and published, in the order of the collection.
    pub times: Vec<Times>,
    /// The size of the checkpoint under which an entry's receipt is given: the first kept one that holds it.
    pub receipt_size: &'a (dyn Fn(u64) -> u64 + Sync),
    /// The receipt of an entry, with the entry in it.
    pub receipt: &'a (dyn Fn(u64) -> Option<Vec<u8>> + Sync),
}

/// When a sheet was closed and published, in seconds since 1970; what nobody signed is absent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Times {
    /// When its station says that the table closed.
    pub closed: Option<u64>,
    /// The first time that somebody cosigned a checkpoint with it.
    pub logged: Option<u64>,
    /// The first time that a quorum had.
    pub published: Option<u64>,
}

/// A statement of the log.
#[derive(Clone, Debug)]
pub struct Said {
    /// Its entry.
    pub entry: u64,
    /// What it is, as statements are called in files.
    pub kind: &'static str,
    /// Id of who said it.
    pub by: String,
    /// When, by its own clock.
    pub at: Option<u64>,
    /// Digests of what it is about.
    pub subjects: Vec<Digest>,
    /// Tables it is about.
    pub tables: Vec<record::TableNo>,
    /// In words.
    pub text: String,
}

/// The award as the log has it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Award {
    /// Entry of the certificate.
    pub entry: u64,
    /// Id of who signed it.
    pub by: String,
}

/// A quick count, as the front page shows it beside the sources.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Estimate {
    /// Its contest.
    #[serde(skip)]
    pub contest: record::ContestNo,
    /// Key of its contest.
    pub key: String,
    /// Name of its page below `said/`, without ending.
    pub page: String,
    /// Tables drawn.
    pub drawn: u64,
    /// Of these, received.
    pub received: u64,
    /// Level of the intervals.
    pub confidence: f64,
    /// Whether a winner was called by the rules fixed before.
    pub called: bool,
    /// Share of the valid votes of each candidate in the order of the contest: the estimate, and its interval.
    pub shares: Vec<[f64; 3]>,
}

/// A look-up, as the site says which it is.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Lookup {
    /// SHA-256 of `lookup/lookup.json`, in which the root of every file of the look-up stands.
    pub manifest: Digest,
    /// The entry of the log that names it, and who signed that; none where nobody did.
    pub named: Option<(u64, String)>,
}

/// A document made elsewhere, in each language of [`report::Lang::ALL`].
#[derive(Clone, Debug)]
pub struct Chapter {
    /// Which list it stands in.
    pub kind: ChapterKind,
    /// Its file name without ending: letters, digits, `-`.
    pub name: String,
    /// The documents.
    pub docs: [Doc; 2],
    /// What the front page says of it.
    pub short: [Vec<Part>; 2],
    /// The same as data.
    pub json: serde_json::Value,
}

/// Lists of documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChapterKind {
    /// Audits of boxes.
    Audit,
    /// Statistical tests.
    Forensics,
    /// Polls and announcements against evidence.
    Polls,
    /// Quick counts.
    QuickCount,
}

/// A file to take along.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Download {
    /// Its path in the site.
    pub path: String,
    /// What it is: a key of the texts, without `dl-`.
    pub what: String,
    /// Bytes.
    pub bytes: u64,
    /// SHA-256.
    pub sha256: Digest,
}

impl Log<'_> {
    /// The times of a copy of the log's collection, by its position there.
    pub fn times(&self, copy: u32) -> Times {
        let at = usize::try_from(copy).ok().and_then(|at| self.times.get(at));
        at.copied().unwrap_or_default()
    }

    /// The entry of a copy of the log.
    pub fn entry(&self, copy: &SheetCopy) -> u64 {
        u64::from(copy.place)
    }
}
