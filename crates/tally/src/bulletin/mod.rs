//! Bulletins: what a log says at one checkpoint, as a text that anybody can recompute.
//!
//! A bulletin is a pure function of the election file, the records folded from the log at a checkpoint,
//! that checkpoint, the bulletin's number and the bulletin before it. The only words in it that are
//! the signer's alone are the time it states and the assumptions it names. [`Bulletin::issue`] refuses a
//! claim that its own figures do not carry, [`Bulletin::parse`] takes the one canonical text and no
//! other, and [`check`] names the first figure that differs from a recomputation.
//!
//! The format is `docs/formats/bulletin.md`. What a bulletin cannot show: whether the sheets in the log
//! are those on paper.

mod canonical;
mod changes;
mod check;
pub mod clock;
mod cutoff;
mod document;
mod figures;
mod issue;
mod language;
mod leaves;
mod sentences;
mod settled;
mod table;
mod text;

pub use canonical::{MAX_BULLETIN_BYTES, MAX_NUMBER, ParseError};
pub use changes::{
    AddedTables, AlteredTable, Change, Changes, Decrease, Decreases, TableChange, table_changes,
};
pub use check::{Difference, check};
pub use cutoff::{Arrival, CoverageOf, Cutoff};
pub use document::{Bulletin, Checkpoint, Claim, ContestResult, FORMAT, Level, Previous};
pub use figures::{
    AreaFigures, ContestedTable, Electors, Figure, LISTED_TABLES, Outstanding, Shares, Tables,
    UnsettledTable, UnsettledTables, Votes,
};
pub use issue::{Input, IssueError};
pub use language::{LOCALES, Language, Texts, message_keys};
pub use settled::{Irreversibility, LevelA, LevelB, Verdict};
pub use text::to_text;
