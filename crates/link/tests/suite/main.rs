//! The link from outside: against the reference hash, the kernel, a lossy network, floods and thieves.

#![allow(clippy::unwrap_used, reason = "a test that panics has failed, which is what it is for")]

mod common;
mod filter;
mod flood;
mod formats;
mod interpreter;
mod mutated;
mod network;
mod sender;
mod siphash;
mod sockets;
