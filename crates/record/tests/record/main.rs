//! What `record` promises, tested from outside.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod codec;
mod common;
mod conformance;
mod election;
mod election_rules;
mod figures;
mod manifest;
mod qr;
mod security_code;
mod sheet_rules;
mod signature;
mod spelling;
mod strategy;
mod vectors;
mod weak_keys;
