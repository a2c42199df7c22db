//! Bulletins: second computation, canonical text, claims, changes, cut-offs, legal clock, human form.

#![allow(clippy::unwrap_used, reason = "a test that panics has failed")]

mod canonical;
mod changes;
mod claims;
mod clock;
mod common;
mod cutoff;
mod example;
mod figures;
mod text;
