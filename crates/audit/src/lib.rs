//! Audits of the paper: draws that anybody can make again, risk-limiting audits, and what each of them shows.
//!
//! Pure: values in, values out; no clock, no files, no randomness but a seed that is an argument. The formulas
//! are those of the literature named at each item; what decides is computed in integers and fractions, or in
//! compensated sums of logarithms.
//!
//! The way through: a [`Manifest`] of boxes and an [`Outcome`] give [`Bounds`] on how much each box can hide; a
//! [`Seed`] gives a [`Draw`]; hand counts give the [risk](comparison) that the outcome is wrong. The
//! [state machine](machine) says what may happen when.

pub mod bounds;
pub mod comparison;
mod contest;
mod error;
pub mod fixed;
pub mod foreign;
pub mod machine;
mod manifest;
mod normal;
pub mod plan;
pub mod polling;
pub mod preconditions;
pub mod range;
pub mod sampler;
mod seed;
pub mod simulate;
mod sum;
mod wealth;

pub use bounds::Bounds;
pub use contest::{Assertion, ChoiceNo, Outcome};
pub use error::{AuditError, Result};
pub use manifest::{BoxNo, Manifest, ReportedBox, RiskLimit};
pub use record::ticket::{Ticket, TicketMaker};
pub use sampler::{Draw, Drawn, Replacement};
pub use seed::{MIN_SEED_DIGITS, Seed};
pub use wealth::{History, Wealth};
