//! From image files to sheets: child processes decode, this side says what the codes are.

pub mod entry;
pub mod gather;
pub mod run;
pub mod sheets;
pub mod state;

pub use entry::{Entry, FileVerdict};
pub use run::Reading;
