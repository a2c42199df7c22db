//! Statistical tests of published results, and facts about images.
//!
//! Every test says what was tested, under which null, and what it cannot show. A small p asks for a look at the
//! paper; it is no verdict on anybody, and several never become one score.

pub mod adjust;
pub mod announced;
pub mod arrival;
pub mod calibration;
mod error;
pub mod image;
pub mod json;
mod number;
pub mod report;
pub mod rounding;
mod tables;
pub mod test;
mod words;

pub use calibration::Calibration;
pub use error::TestError;
pub use report::{Input, Report, report};
pub use tables::{MOST_VOTES, SMALL, TableRow, Tables};
pub use words::{Test, Words};
