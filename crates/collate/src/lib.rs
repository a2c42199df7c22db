//! Collation: any number of sources held against each other, table by table, and against announced totals.
//!
//! [`collate`] is a pure function of the election file, the collections and the options. What it finds is
//! kept in small fixed-size [`Finding`]s; texts are made only when somebody reads them ([`View`]).
//!
//! Reading order: [`collate`], [`ContestCollation`], [`Finding`], [`Pair`], [`AnnouncementCheck`], [`View`].
//! [`bundle`] says what an evidence bundle is made of.

mod absence;
pub mod announce;
pub mod bundle;
pub mod caveat;
mod classes;
mod collation;
mod compare;
mod copies_check;
mod detail;
mod finding;
mod images;
mod json;
mod options;
mod pairs;
mod pattern;
mod sign;
mod tables;
mod view;

pub use absence::{AbsenceCounts, Absences};
pub use announce::AnnouncementCheck;
pub use caveat::Language;
pub use collation::{Collation, ContestCollation, collate};
pub use compare::{Cell, CellDifference, Comparison, DifferenceKind, compare, differences};
pub use finding::{Finding, Findings, Place};
pub use json::CollationJson;
pub use options::{Frame, Options};
pub use pairs::{LevelEffect, Pair};
pub use pattern::{Pattern, pattern};
pub use sign::SignTest;
pub use view::View;
