//! The files of an audit's folder.

use audit::comparison::Found;
use audit::plan::Pace;
use audit::preconditions::{BoundsFrom, Commitment, Inventory};
use jiff::Timestamp;
use record::election::Share;
use record::{Digest, ElectionId};
use serde::{Deserialize, Serialize};

/// One file of `steps/`: what was done, and the digest of the file before it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StepFile {
    /// Its number, from 1.
    pub number: u32,
    /// SHA-256 of the step before; none for the first.
    pub previous: Option<Digest>,
    /// When it was written down.
    pub at: Timestamp,
    /// What was done.
    pub step: StepRecord,
}

/// What was done.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StepRecord {
    /// What is audited, and how.
    Plan(Box<PlanRecord>),
    /// What stood before the seed.
    Commit(Box<CommitRecord>),
    /// The public ceremony.
    Seed(SeedRecord),
    /// A round of boxes.
    Draw(DrawRecord),
    /// What one person found in one box.
    Entry(EntryRecord),
    /// The risk after all drawn boxes were settled.
    Measure(MeasureRecord),
    /// Every box is counted from here on.
    GiveUp(GiveUpRecord),
}

impl StepRecord {
    /// The word in the file's name.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Plan(_) => "plan",
            Self::Commit(_) => "commit",
            Self::Seed(_) => "seed",
            Self::Draw(_) => "draw",
            Self::Entry(_) => "entry",
            Self::Measure(_) => "risk",
            Self::GiveUp(_) => "full-count",
        }
    }
}

/// A plan.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanRecord {
    /// The election.
    pub election: ElectionId,
    /// The contest, by its key.
    pub contest: String,
    /// Its candidates, by their keys: the order of all votes in the folder.
    pub choices: Vec<String>,
    /// What makes a winner.
    pub winners: Winners,
    /// Largest chance of confirming a wrong outcome.
    pub risk_limit: Share,
    /// How boxes are drawn and what is made of them.
    pub method: Method,
    /// Share of the boxes of each centre, for the fixed draw.
    pub share: Option<Share>,
    /// Where the bounds are from.
    pub bounds_from: BoundsFrom,
    /// Announced votes, where there are any besides the tables.
    pub announced: Option<Vec<u64>>,
    /// Most ballots that tables without figures can hold.
    pub pending: u64,
    /// Digest of `manifest.json`.
    pub manifest: Digest,
    /// How fast people count.
    pub pace: Pace,
}

/// What makes a winner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Winners {
    /// The most votes, one winner for each seat.
    Plurality,
    /// More than half of the votes for candidates; else the first two go to a second round.
    MajorityOrRunoff,
}

/// How boxes are drawn and what is made of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// Chances by what a box can hide, with replacement; a bet learned from the boxes, which survives missing ones.
    Betting,
    /// A fixed share of each centre, as laws ask for; proves what a draw without errors proves.
    Fixed,
    /// Chances by what a box can hide, with replacement; Stark's MACRO. One missing box ends it.
    KaplanMarkov,
    /// As `betting`, without replacement.
    WithoutReplacement,
}

/// One box of `manifest.json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BoxRecord {
    /// The table's code.
    pub table: String,
    /// Votes reported, in the order of the plan's choices.
    pub votes: Vec<u64>,
    /// Most receipts that can be in it.
    pub bound: u64,
    /// Receipts expected in it.
    pub cast: u64,
}

/// What stood before the seed.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CommitRecord {
    /// The results per table, in the log.
    pub commitment: Commitment,
    /// Where every box is.
    pub inventory: Inventory,
}

/// A public ceremony.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeedRecord {
    /// The digits of the dice.
    pub digits: String,
    /// When the last one fell.
    pub at: Timestamp,
    /// Where, and before whom.
    pub ceremony: String,
}

/// A round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DrawRecord {
    /// Its number, from 1.
    pub round: usize,
    /// The draws, in their order.
    pub drawn: Vec<DrawnRecord>,
}

/// One draw.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DrawnRecord {
    /// The table's code.
    pub table: String,
    /// The ticket, to eighteen digits.
    pub ticket: String,
    /// How often the box was drawn, this time included.
    pub generation: u32,
}

/// What one person found in one box.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EntryRecord {
    /// The table's code.
    pub table: String,
    /// Who entered it: a number or word of the organisers' choosing, no name.
    pub person: String,
    /// What was found.
    pub found: FoundRecord,
}

/// What was found.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FoundRecord {
    /// Receipts counted.
    Counted {
        /// For each choice.
        votes: Vec<u64>,
        /// For nobody.
        others: u64,
    },
    /// The box could not be found or opened.
    Missing,
}

impl From<FoundRecord> for Found {
    fn from(record: FoundRecord) -> Self {
        match record {
            FoundRecord::Counted { votes, others } => Self::Counted { votes, others },
            FoundRecord::Missing => Self::Missing,
        }
    }
}

/// A measured risk.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeasureRecord {
    /// The risk.
    pub risk: f64,
    /// Why no sample can confirm the outcome any more, where that is so.
    pub hopeless: Option<String>,
}

/// The decision to count every box.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GiveUpRecord {
    /// Why.
    pub why: String,
}
