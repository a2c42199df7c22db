//! The records of an election and what may be said of one of them alone.
//!
//! Here are the election file, the tally sheet with its canonical encoding, signature and QR text, the
//! copies that sources bring, and the registry of numbered rules. Nothing here reads a file, a clock or
//! a random number: callers hand in bytes and get values or typed refusals back.
//!
//! Reading order for a newcomer: [`Count`], [`Election`], [`Sheet`], [`SignedSheet`], [`Collection`],
//! [`Rule`].

pub mod collection;
pub mod count;
pub mod election;
mod envelope;
pub mod id;
pub mod rule;
pub mod sheet;
pub mod statement;
pub mod ticket;

pub use collection::{
    Announcement, Basis, Collection, Grade, SheetCopy, SourceInfo, Standing, TableRef,
};
pub use count::{Count, Reading};
pub use election::{Election, ElectionFiles};
pub use id::{
    AreaNo, CandidateNo, ContestNo, Digest, ElectionId, ListNo, OrganisationNo, SheetPrefix,
    SourceNo, TableNo,
};
pub use rule::{Breach, Rule, Severity};
pub use sheet::{Lineage, Sheet, SignatureVerdict, SignedSheet};
pub use statement::{SignedStatement, Statement, StatementKind};
