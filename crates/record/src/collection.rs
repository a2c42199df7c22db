//! What one organisation brings: copies of sheets, typed rows and announced totals.

use serde::{Deserialize, Serialize};

use crate::count::Count;
use crate::id::{ContestNo, Digest, SheetPrefix, TableNo};
use crate::sheet::SignatureVerdict;

/// Everything one source brings to a collation, with where each figure came from.
///
/// Counts of all copies lie in one long vector, so that a million tables of forty counts stay one
/// allocation; use [`Collection::cells`] to see the counts of a copy.
#[derive(Clone, Debug, Default)]
pub struct Collection {
    /// Who brings this, and how it was gathered.
    pub source: SourceInfo,
    /// One entry per table, contest and physical copy, in the order the inputs gave them.
    pub copies: Vec<SheetCopy>,
    /// Table codes that the election file does not know, as the inputs wrote them.
    pub unknown_tables: Vec<String>,
    /// Totals somebody announced, kept apart from sheets.
    pub announcements: Vec<Announcement>,
    counts: Vec<Count>,
}

impl Collection {
    /// An empty collection of a source.
    pub fn new(source: SourceInfo) -> Self {
        Self { source, ..Self::default() }
    }

    /// Adds a copy with its counts (in list or candidate order, as `copy.basis` says).
    ///
    /// # Panics
    /// If the collection would hold more than 2³² counts, which no election reaches.
    pub fn push(&mut self, mut copy: SheetCopy, counts: &[Count]) {
        copy.cells = Cells {
            start: u32::try_from(self.counts.len())
                .expect("fewer than 2^32 counts in a collection"),
            len: u16::try_from(counts.len()).expect("fewer than 2^16 lists in a contest"),
        };
        self.counts.extend_from_slice(counts);
        self.copies.push(copy);
    }

    /// The counts of one copy.
    pub fn cells(&self, copy: &SheetCopy) -> &[Count] {
        let start = usize::try_from(copy.cells.start).expect("fits");
        &self.counts[start..start + usize::from(copy.cells.len)]
    }

    /// The code of a copy's table as the input wrote it, where the election file does not know it.
    pub fn unknown_table(&self, copy: &SheetCopy) -> Option<&str> {
        match copy.table {
            TableRef::Known(_) => None,
            TableRef::Unknown(at) => {
                self.unknown_tables.get(usize::try_from(at).ok()?).map(String::as_str)
            }
        }
    }

    /// Remembers an unknown table code and gives the value to put in [`SheetCopy::table`].
    pub fn add_unknown_table(&mut self, code: &str) -> TableRef {
        let at = u32::try_from(self.unknown_tables.len()).expect("fewer than 2^32 unknown tables");
        self.unknown_tables.push(code.to_owned());
        TableRef::Unknown(at)
    }
}

/// Who gathered a collection, when, from which files.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceInfo {
    /// Short name used in reports and file names: letters, digits, `-`.
    pub id: String,
    /// Full name for people.
    pub name: String,
    /// Id of the organisation in the manifest, where it is one of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
    /// When the collection was gathered, RFC 3339; absent where nobody said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gathered: Option<String>,
    /// How: name of the map or format used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// Every input file with its digest.
    #[serde(default)]
    pub inputs: Vec<InputFile>,
}

/// An input file of a collection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InputFile {
    /// Name as given, without the folders above the one given.
    pub name: String,
    /// SHA-256 of its bytes.
    pub sha256: Digest,
    /// Size in bytes.
    pub bytes: u64,
}

/// One copy of one table's sheet for one contest, from one place of one input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetCopy {
    /// The table it claims to be of.
    pub table: TableRef,
    /// The contest.
    pub contest: ContestNo,
    /// How good this evidence is by itself.
    pub grade: Grade,
    /// What checking its signature gave.
    pub signature: SignatureVerdict,
    /// Serial number printed on the sheet; 0 where the source has none.
    pub serial: u32,
    /// Digest prefix of the sheet this one corrects.
    pub replaces: Option<SheetPrefix>,
    /// Whether its source still stands by it.
    pub standing: Standing,
    /// Digest of the signed bytes (signed sheets) or of the payload text (QR codes); none for typed rows.
    pub payload: Option<Digest>,
    /// Digest of the image it was read from, or of the image's published name where only that is known.
    pub image: Option<Digest>,
    /// Which input file of [`SourceInfo::inputs`].
    pub input: u32,
    /// Where in that file: row number of a CSV (1 is the header), page of an image file.
    pub place: u32,
    /// Electors on the roll, as this copy gives them.
    pub electors: Count,
    /// Voters counted by the machine, or votes cast where the source gives only that.
    pub voters_machine: Count,
    /// Voters signed in the poll book.
    pub voters_book: Count,
    /// Valid votes as a declared total.
    pub valid: Count,
    /// Null votes.
    pub null: Count,
    /// Blank votes.
    pub blank: Count,
    /// Whether the counts are per list or already summed per candidate.
    pub basis: Basis,
    /// Where the counts lie; set by [`Collection::push`].
    pub cells: Cells,
}

impl SheetCopy {
    /// A copy with nothing but its place: every count absent, unsigned, standing.
    pub fn new(table: TableRef, contest: ContestNo, grade: Grade, basis: Basis) -> Self {
        Self {
            table,
            contest,
            grade,
            signature: SignatureVerdict::None,
            serial: 0,
            replaces: None,
            standing: Standing::Stands,
            payload: None,
            image: None,
            input: 0,
            place: 0,
            electors: Count::ABSENT,
            voters_machine: Count::ABSENT,
            voters_book: Count::ABSENT,
            valid: Count::ABSENT,
            null: Count::ABSENT,
            blank: Count::ABSENT,
            basis,
            cells: Cells::default(),
        }
    }
}

/// A copy's table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TableRef {
    /// A table of the election file.
    Known(TableNo),
    /// A code the election file does not have: an index into [`Collection::unknown_tables`].
    Unknown(u32),
}

/// What the counts of a copy stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// One count per candidate, lists already added up by the source.
    Candidates,
    /// One count per list, in ballot order.
    Lists,
}

/// Where a copy's counts lie inside its collection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cells {
    start: u32,
    len: u16,
}

/// Whether a copy still stands, as far as its source and the rulings say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// It does.
    #[default]
    Stands,
    /// It was withdrawn: kept, shown, not counted.
    Withdrawn,
    /// A ruling annulled its table: kept, shown, not counted.
    Annulled,
}

/// How good evidence is by itself, best last so that `max` picks the best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grade {
    /// A total with no tables under it.
    Announced,
    /// One person typed it.
    SingleKeyed,
    /// Two people typed the same.
    DoubleKeyed,
    /// An unsigned code was decoded by machine.
    MachineRead,
    /// The station's signature verifies.
    Signed,
    /// Signed, in the log, and cosigned.
    Logged,
}

impl Grade {
    /// Every grade, best first.
    pub const ALL: [Self; 6] = [
        Self::Logged,
        Self::Signed,
        Self::MachineRead,
        Self::DoubleKeyed,
        Self::SingleKeyed,
        Self::Announced,
    ];

    /// The word used in files, on the command line and in JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Announced => "announced",
            Self::SingleKeyed => "single-keyed",
            Self::DoubleKeyed => "double-keyed",
            Self::MachineRead => "machine-read",
            Self::Signed => "signed",
            Self::Logged => "logged",
        }
    }

    /// The grade a word names.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|grade| grade.word() == word)
    }
}

/// A total somebody announced: who, when, of what, and the figures. Not a sheet and never counted as one.
///
/// Every figure is as announced; what was not said is absent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Announcement {
    /// Short name, unique in the collection: `bulletin-1`.
    pub id: String,
    /// Who said it.
    pub by: String,
    /// When, RFC 3339 with offset.
    pub at: String,
    /// Where it can be looked up: an address, a newspaper, a recording.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Key of the contest in the manifest.
    pub contest: String,
    /// Path of the area it speaks of; the whole country where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<String>,
    /// What part was said to be counted, as announced: `"80 %"`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coverage: Option<String>,
    /// Tables covered, where said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tables: Option<u64>,
    /// Electors of the tables covered, where said or computable from the coverage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub electors: Option<u64>,
    /// Votes per candidate key. Candidates announced only together stand under `others`.
    pub votes: Vec<AnnouncedVotes>,
    /// Votes announced for all remaining candidates together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub others: Option<u64>,
    /// Valid votes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid: Option<u64>,
    /// Null votes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub null: Option<u64>,
    /// Blank votes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blank: Option<u64>,
    /// Voters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voters: Option<u64>,
}

/// One candidate's announced votes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnnouncedVotes {
    /// Key of the candidate in the election file.
    pub candidate: String,
    /// Votes.
    pub votes: u64,
    /// Percentage exactly as announced, for example `"51.2"`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percent: Option<String>,
}
