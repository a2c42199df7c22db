//! Quick counts: a random sample of tables planned, drawn by public dice, and estimated with honest error.
//!
//! Everything here is a pure function: a seed is an argument, as the time is. Figures of a table are whole
//! numbers; an estimate says its standard error and what it rests on.
//!
//! Reading order: [`Design`] is how tables came into a sample, and estimates from it.

mod design;
mod estimate;
mod quantile;
mod rake;
mod refusal;
pub mod ticket;

pub use design::{Design, Stratum};
pub use estimate::{Estimate, Interval, MAX_FIGURE};
pub use quantile::{Level, two_sided_p};
pub use rake::Margin;
pub use refusal::Refusal;
