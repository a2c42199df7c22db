mod issue;
mod keys;

use clap::Subcommand;

use crate::shell::Outcome;

pub use keys::read as read_secrets;

/// Make a centre's link secret, and the passes of its stations.
#[derive(Subcommand)]
pub enum Verb {
    /// Write the pass of each table: what its station needs to send sheets as datagrams.
    Issue(issue::Arguments),
    /// Make the secret of a centre's gateways, and print the public key for the election file.
    Keys(keys::Arguments),
}

/// Runs a link verb.
pub fn run(verb: Verb) -> anyhow::Result<Outcome> {
    match verb {
        Verb::Issue(arguments) => issue::run(&arguments),
        Verb::Keys(arguments) => keys::run(&arguments),
    }
}
