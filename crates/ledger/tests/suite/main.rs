//! The log from outside: against a naive tree, a foreign log, forgers, and storage that fails.

#![allow(clippy::unwrap_used, reason = "a test that panics has failed, which is what it is for")]

mod archive;
#[cfg(feature = "s3")]
mod bucket;
mod common;
mod compact;
mod crash;
mod foreign;
mod forged;
mod kill;
#[cfg(feature = "s3")]
mod moto;
mod notes;
mod post_quantum;
mod storage;
mod takeover;
mod tree;
mod witnessed;
