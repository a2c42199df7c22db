use ingest::payload::ContestResult;
use ingest::qr_text::Format;
use record::{Breach, Count, Rule, SignatureVerdict};
use serde::{Serialize, Serializer};

/// What one sheet of one file came to: a row of `cotejo scan --json`.
#[derive(Clone, Debug, Serialize)]
pub struct Entry {
    /// The file, as it was named.
    pub file: String,
    /// Page, from 1; none where no page was read.
    pub page: Option<usize>,
    /// What the file is.
    pub verdict: FileVerdict,
    /// Format of the text; none where there is no text.
    pub format: Option<Format>,
    /// The text, parts one a line; none where nothing was read.
    pub payload: Option<String>,
    /// The table's printed id.
    pub table: Option<String>,
    /// Votes as the sheet lists them.
    pub votes: Option<Votes>,
    /// Null votes.
    pub null: Count,
    /// Blank votes.
    pub blank: Count,
    /// What checking the signature gave; none where there is no sheet.
    pub signature: Option<SignatureVerdict>,
    /// Codes of the rules broken.
    pub rules: Vec<Rule>,
    /// What was seen, rule by rule.
    pub details: Vec<Breach>,
}

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FileVerdict {
    /// No sheet: no code at all, or a code that says something else.
    NotASheet,
    /// A sheet was read, whole and exactly.
    Read,
    /// There is, or may be, a sheet that cannot be read.
    Unreadable,
}

impl FileVerdict {
    /// The word used in JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Self::NotASheet => "not-a-sheet",
            Self::Read => "read",
            Self::Unreadable => "unreadable",
        }
    }
}

/// The votes of a sheet.
#[derive(Clone, Debug)]
pub enum Votes {
    /// Several contests, each with labelled votes (Brazil's bulletins).
    Contests(Vec<ContestResult>),
    /// One count per list, in ballot order.
    Lists(Vec<Count>),
}

impl Serialize for Votes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Lists(counts) => counts.serialize(serializer),
            Self::Contests(contests) => contests.serialize(serializer),
        }
    }
}

impl Entry {
    /// A row that says only what the file is, and why.
    pub fn without_sheet(
        file: &str,
        page: Option<usize>,
        verdict: FileVerdict,
        breach: Breach,
    ) -> Self {
        let mut entry = Self::empty(file, page, verdict);
        entry.add_breaches(vec![breach]);
        entry
    }

    /// A row with nothing in it yet.
    pub fn empty(file: &str, page: Option<usize>, verdict: FileVerdict) -> Self {
        Self {
            file: file.to_owned(),
            page,
            verdict,
            format: None,
            payload: None,
            table: None,
            votes: None,
            null: Count::ABSENT,
            blank: Count::ABSENT,
            signature: None,
            rules: Vec::new(),
            details: Vec::new(),
        }
    }

    /// Notes broken rules. That a signature is missing or not checkable is said by `signature`, and
    /// breaks nothing.
    pub fn add_breaches(&mut self, breaches: Vec<Breach>) {
        for breach in breaches {
            if matches!(breach.rule, Rule::Unsigned | Rule::SignatureNotCheckable) {
                continue;
            }
            if !self.rules.contains(&breach.rule) {
                self.rules.push(breach.rule);
            }
            self.details.push(breach);
        }
    }
}
