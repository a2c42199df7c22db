//! Every case of the reference files in the folder named by `COTEJO_ORACLES`.

#![allow(clippy::unwrap_used, reason = "a test that panics has failed")]

mod survey;
mod tickets;

use std::path::PathBuf;

use serde_json::Value;

const TOLERANCE: f64 = 1e-9;

fn folder() -> Option<PathBuf> {
    let folder = std::env::var_os("COTEJO_ORACLES");
    if folder.is_none() {
        println!("SKIPPED: COTEJO_ORACLES is not set");
    }
    folder.map(PathBuf::from)
}

fn json(path: &std::path::Path) -> Value {
    let bytes = std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_slice(&bytes).unwrap()
}

fn close(expected: f64, got: f64) -> bool {
    (expected - got).abs() <= TOLERANCE * expected.abs().max(1.0)
}
