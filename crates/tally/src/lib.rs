//! Totals from a set of sheets: which copy of each table counts, what they add up to, and what that settles.
//!
//! Everything here is a pure function of its arguments. Totals are a function of a *set* of sheets: the
//! order in which sources and copies arrive, and how often a copy is repeated, change nothing.
//!
//! Reading order: [`CopyIndex`] finds the copies of a table, [`Policy`] and [`Selection`] say which one
//! counts, [`Totals`] adds up. [`irreversibility`] and [`partial`] say what incomplete totals can still
//! settle; [`bulletin`] publishes all of it. [`retally()`] is a road of its own: from the bytes of a results CSV straight to totals.

pub mod authenticity;
pub mod bulletin;
mod copies;
mod coverage;
mod fold;
mod grid;
pub mod irreversibility;
mod lead;
pub mod partial;
mod policy;
mod ratio;
pub mod retally;
mod selection;
mod shape;
mod status;
mod total;

pub use copies::{CopyIndex, CopyRef};
pub use coverage::{Coverage, ElectorCoverage, TableCoverage, VoteCoverage};
pub use fold::Totals;
pub use lead::Lead;
pub use policy::Policy;
pub use ratio::{Ratio, RatioError};
pub use retally::{Layout, Retally, retally, retally_from};
pub use selection::{Contested, Selection, Settled, Unsettled, UnsettledReason};
pub use shape::ContestShape;
pub use status::{CopyStatus, statuses};
pub use total::Total;
