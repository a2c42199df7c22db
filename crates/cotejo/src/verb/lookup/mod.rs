//! The look-up by ID number: built from a roll, served as files, asked without telling anybody who asks.

mod build;
mod find;
mod key;
mod partition;
mod serve;

use clap::Subcommand;

use crate::shell::Outcome;

pub use build::with_key as build_with_key;
pub use find::table_of;
pub use key::make as make_key;
pub use serve::key_server;

/// Say which table an ID number votes at, in files that nobody can read as a roll.
#[derive(Subcommand)]
pub enum Verb {
    /// Make the look-up's folder from a roll.
    Build(build::Arguments),
    /// Ask for one ID number, as the page does.
    Find(find::Arguments),
    /// Make a look-up's key, and show its public half.
    #[command(subcommand)]
    Key(key::Verb),
    /// Answer blinded questions with the key.
    Serve(serve::Arguments),
}

/// Runs a look-up verb.
pub fn run(verb: Verb) -> anyhow::Result<Outcome> {
    match verb {
        Verb::Build(arguments) => build::run(&arguments),
        Verb::Find(arguments) => find::run(&arguments),
        Verb::Key(verb) => key::run(verb),
        Verb::Serve(arguments) => serve::run(&arguments),
    }
}

/// 32 bytes from the system.
fn random() -> anyhow::Result<[u8; 32]> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)
        .map_err(|error| anyhow::anyhow!("no randomness from the system: {error}"))?;
    Ok(bytes)
}
