//! The tests on tables, one file each.

pub mod digits;
pub mod fingerprint;
pub mod homogeneity;
pub mod identical;
pub mod integers;
pub mod integrity;
