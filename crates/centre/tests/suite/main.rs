//! A centre from outside, over its sockets.

#![allow(clippy::unwrap_used, reason = "a test that panics has failed, which is what it is for")]

mod common;
mod datagrams;
mod faults;
mod hostile;
mod http2;
mod records;
mod site;
