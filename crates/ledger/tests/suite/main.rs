//! The log from outside: against a naive tree, a foreign log, forgers, and storage that fails.

mod common;
mod crash;
mod foreign;
mod forged;
mod kill;
mod notes;
mod tree;
mod witnessed;
