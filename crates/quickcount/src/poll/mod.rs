//! The register of polls and exit polls, and how they are held against results.

mod check;
mod register;

pub use check::{CAVEAT, Comparison, HouseError, Outcome, Reference, compare};
pub use register::{
    Kind, MAX_POLLS, MAX_REGISTER_BYTES, PastError, Percent, Poll, PollShare, Register,
};
