//! Every case of the reference files in the folder named by `COTEJO_ORACLES`.

#![allow(clippy::unwrap_used, reason = "a test that panics has failed")]

mod oracles {
    pub mod arrival;
    pub mod common;
    pub mod rounding;
}
