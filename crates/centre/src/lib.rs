//! A centre: what an organisation runs on the night. Gateways take sheets over datagrams and HTTPS, one sequencer
//! writes them to the log, and nobody gets a receipt before the entry is durable and published.
//!
//! Authority, party and observer run the same program. What decides about a sheet is its signature, never who
//! brought it.

pub mod batch;
pub mod clock;
pub mod config;
mod error;
pub mod gateway;
pub mod http;
pub mod intake;
pub mod metrics;
pub mod run;
pub mod sequencer;
pub mod site;
pub mod start;
pub mod store;
pub mod writer;

pub use error::CentreError;
