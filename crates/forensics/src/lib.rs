//! Statistical tests of published results, and facts about images.
//!
//! Every test says what was tested, under which null, and what it cannot show. A small p asks for a look at the
//! paper; it is no verdict on anybody, and several never become one score.

pub mod arrival;
mod error;
mod number;
pub mod rounding;

pub use error::TestError;
