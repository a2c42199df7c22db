//! What a printed sheet says. Plain texts and numbers: this crate does not judge them.

/// A count, or why there is none. The four are printed differently and never mixed up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Figure {
    /// A number was given.
    Given(u32),
    /// The place for it was left empty.
    Blank,
    /// Something is there that cannot be read.
    Unreadable,
    /// The sheet has no such place.
    #[default]
    Absent,
}

/// Everything on a printed tally sheet of one contest at one table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SheetPrint {
    /// Language of the printed words, as a tag such as `es` or `es-VE`.
    pub language: String,
    /// The election.
    pub election: ElectionPrint,
    /// The contest.
    pub contest: ContestPrint,
    /// The table's id as printed, e.g. `240111020.01.1.0001`.
    pub table: String,
    /// The sheet's own serial number or UUID.
    pub serial: String,
    /// When the table closed, as local date and time already written out.
    pub closed_at: String,
    /// Country, state, municipality, parish, from large to small.
    pub areas: Vec<AreaPrint>,
    /// The polling centre.
    pub centre: CentrePrint,
    /// Electors on the table's roll.
    pub electors: Figure,
    /// Voters counted by the machine.
    pub voters_machine: Figure,
    /// Voters who signed the poll book.
    pub voters_book: Figure,
    /// Candidates in ballot order.
    pub candidates: Vec<CandidatePrint>,
    /// The sums at the foot.
    pub summary: SummaryPrint,
    /// Who signs, in order.
    pub signatories: Vec<SignatoryPrint>,
    /// Alphanumeric QR payloads; each code is printed twice.
    pub qr: Vec<String>,
    /// The security code; grouped in fours unless it has spaces or hyphens of its own.
    pub security_code: String,
    /// Measurement of the software that ran: 64 hexadecimal digits.
    pub measurement: String,
    /// Which copy this is.
    pub copy: CopyPrint,
    /// The sheet this one corrects.
    pub replaces: Option<ReplacesPrint>,
    /// Remarks, such as rules this sheet does not satisfy.
    pub notes: Vec<String>,
}

/// The election on a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ElectionPrint {
    /// Its name.
    pub name: String,
    /// Its full id, in hexadecimal digits.
    pub id: String,
    /// Its short id.
    pub id_short: String,
}

/// The contest on a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ContestPrint {
    /// Its name.
    pub name: String,
    /// Its number, from 1.
    pub index: u16,
    /// How many contests the table voted in.
    pub count: u16,
}

/// The level of an area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AreaLevel {
    /// Country.
    Country,
    /// State, department.
    State,
    /// Municipality.
    Municipality,
    /// Parish.
    Parish,
    /// A level with a name of its own, already in the sheet's language.
    Other(String),
}

/// An area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AreaPrint {
    /// Its level.
    pub level: AreaLevel,
    /// Its name as published.
    pub name: String,
}

/// A polling centre.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CentrePrint {
    /// Its name.
    pub name: String,
    /// Its address; empty if none is known.
    pub address: String,
    /// Its code.
    pub code: String,
}

/// A candidate and the lists that carry the name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CandidatePrint {
    /// The name.
    pub name: String,
    /// The lists, in ballot order.
    pub lists: Vec<ListPrint>,
    /// The candidate's total.
    pub total: Figure,
}

/// A list's line on the ballot.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListPrint {
    /// Short name.
    pub name: String,
    /// Ballot code; empty if none.
    pub code: String,
    /// Its votes.
    pub votes: Figure,
}

/// The sums at the foot of a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SummaryPrint {
    /// Votes cast.
    pub votes: Figure,
    /// Valid votes.
    pub valid: Figure,
    /// Null votes.
    pub null: Figure,
    /// Blank votes.
    pub blank: Figure,
    /// Further lines that an election's sheet has, e.g. partial votes; texts in the sheet's language.
    pub others: Vec<(String, Figure)>,
}

/// In what capacity somebody signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Capacity {
    /// President of the table.
    President,
    /// Its secretary.
    Secretary,
    /// A member.
    Member,
    /// The machine's operator.
    Operator,
    /// A witness, with the organisation if known.
    Witness(Option<String>),
    /// Another capacity, already in the sheet's language.
    Other(String),
}

/// A line to sign on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignatoryPrint {
    /// In what capacity.
    pub capacity: Capacity,
    /// A name to print under the line; none leaves it out.
    pub name: Option<String>,
}

/// Which copy of the sheet this is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CopyPrint {
    /// Its number, from 1.
    pub number: u16,
    /// How many are printed.
    pub count: u16,
    /// Whom it is for.
    pub holder: Option<String>,
}

/// The sheet that a correction replaces.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReplacesPrint {
    /// Its serial.
    pub serial: String,
    /// Why.
    pub reason: Option<String>,
}
