//! What organisations say in the log beside the sheets: each is signed and names what it is about.

mod codec;
mod error;
mod signed;

pub use codec::{MAX_STATEMENT_BYTES, MAX_SUBJECTS, MAX_TABLES, MAX_TEXT_BYTES};
pub use error::StatementError;
pub use signed::SignedStatement;

use crate::id::{Digest, ElectionId, TableNo};

/// One statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// First bytes of the election id; the signature covers all of it.
    pub election_hint: [u8; 4],
    /// What it is.
    pub kind: StatementKind,
    /// Id of the organisation that says so.
    pub by: String,
    /// When, by its own clock: seconds since 1970 (UTC).
    pub at: Option<u64>,
    /// Digests of what it is about: an election, sheets, a collection, a bulletin, a challenge.
    pub subjects: Vec<Digest>,
    /// Tables it is about, in ascending order.
    pub tables: Vec<TableNo>,
    /// In words, or as the kind's own format says.
    pub text: String,
}

/// Kinds of statement. Numbers are for ever.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StatementKind {
    /// The election file: entry 0 of every log. Subject: the election id.
    Election,
    /// The signer no longer stands by sheets. Subjects: their digests. Text: why.
    Withdrawal,
    /// An organisation brings a collection. Subject: its digest.
    Submission,
    /// Who may cosign changes from here on. Text: `+id vkey` or `-id`, a line each.
    CosignerChange,
    /// A bulletin. Subject: digest of its canonical text. Text: its number, log size and root.
    Bulletin,
    /// A draw of boxes to audit, or of tables for a quick count. Subjects: digest of the worksheet; or of the
    /// plan, and once it is drawn of the sample.
    Draw,
    /// A count of boxes. Subject: digest of the count.
    BoxCount,
    /// A challenge. Subjects: what is challenged. Text: on which ground.
    Challenge,
    /// A ruling. Subjects: the challenge. Tables: those annulled. Text: the ruling.
    Ruling,
    /// The certificate. Subject: digest of the bulletin certified.
    Certificate,
}

impl StatementKind {
    /// Every kind, in the order of their numbers.
    pub const ALL: [Self; 10] = [
        Self::Election,
        Self::Withdrawal,
        Self::Submission,
        Self::CosignerChange,
        Self::Bulletin,
        Self::Draw,
        Self::BoxCount,
        Self::Challenge,
        Self::Ruling,
        Self::Certificate,
    ];

    /// The word used in files and JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Election => "election",
            Self::Withdrawal => "withdrawal",
            Self::Submission => "submission",
            Self::CosignerChange => "cosigner-change",
            Self::Bulletin => "bulletin",
            Self::Draw => "draw",
            Self::BoxCount => "box-count",
            Self::Challenge => "challenge",
            Self::Ruling => "ruling",
            Self::Certificate => "certificate",
        }
    }

    /// The kind a word names.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

impl Statement {
    /// Entry 0 of an election's log: the authority names the election file.
    pub fn of_election(election: &ElectionId, authority: &str) -> Self {
        let subjects = vec![election.0];
        Self { subjects, ..Self::new(election, StatementKind::Election, authority) }
    }

    /// A statement of a kind with nothing said yet.
    pub fn new(election: &ElectionId, kind: StatementKind, by: &str) -> Self {
        Self {
            election_hint: election.hint(),
            kind,
            by: by.to_owned(),
            at: None,
            subjects: Vec::new(),
            tables: Vec::new(),
            text: String::new(),
        }
    }
}
