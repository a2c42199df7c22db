//! Sign and show what organisations say in the log beside the sheets.

mod show;
mod sign;

use clap::Subcommand;

use crate::shell::Outcome;

/// Sign and show statements: withdrawals, submissions, draws, counts, challenges, rulings.
#[derive(Subcommand)]
pub enum Verb {
    /// Show what a statement says, and check who signed it.
    Show(show::Arguments),
    /// Sign a statement, to be logged with `cotejo log append`.
    Sign(sign::Arguments),
}

/// Runs a statement verb.
pub fn run(verb: Verb) -> anyhow::Result<Outcome> {
    match verb {
        Verb::Show(arguments) => show::run(&arguments),
        Verb::Sign(arguments) => sign::run(&arguments),
    }
}
