//! Polls and exit polls, held against results and announcements.

mod check;
mod then;

use clap::Subcommand;

use crate::shell::Outcome;

pub use check::published;

/// Hold a register of polls and exit polls against results, quick counts and announcements.
#[derive(Subcommand)]
pub enum Verb {
    /// Hold every poll of a register against every source, on one page.
    Check(Box<check::Arguments>),
}

/// Runs a polls verb.
pub fn run(verb: Verb) -> anyhow::Result<Outcome> {
    match verb {
        Verb::Check(arguments) => check::run(&arguments),
    }
}
