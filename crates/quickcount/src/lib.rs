//! Quick counts: a random sample of tables planned, drawn by public dice, and estimated with honest error.
//!
//! Everything here is a pure function: a seed is an argument, as the time is. Figures of a table are whole
//! numbers; an estimate says its standard error and what it rests on.
//!
//! Reading order: [`Plan`] says what is drawn, [`Sample`] draws it, [`Received`] takes what came in, and
//! [`QuickCount`] estimates. Under them [`Design`] is how tables came into a sample, with every estimator.
//! [`poll`] holds polls against results. [`simulate`] tests by chance what the intervals claim.

pub mod count;
mod design;
mod draw;
mod estimate;
mod plan;
pub mod poll;
mod quantile;
mod rake;
mod received;
mod refusal;
pub mod simulate;
mod size;

pub use count::QuickCount;
pub use design::{Design, Stratum};
pub use draw::{DrawnTable, MIN_SEED_DIGITS, SAMPLE_FORMAT, Sample};
pub use estimate::{Estimate, Interval, MAX_FIGURE};
pub use plan::{MAX_FILE_BYTES, PLAN_FORMAT, Plan, PlannedStratum, Wanted};
pub use quantile::{Level, two_sided_p};
pub use rake::Margin;
pub use received::{RECEIVED_FORMAT, Received, TableState};
pub use refusal::Refusal;
pub use size::{tables_needed, tables_to_draw};
