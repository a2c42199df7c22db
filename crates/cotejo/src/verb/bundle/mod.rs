//! The evidence bundle: a folder or one archive from which a whole election can be re-verified without a
//! network.

mod create;
mod inspect;
mod parts;
mod target;

use clap::Subcommand;

use crate::shell::Outcome;

pub use create::create;
pub use parts::Parts;

/// Make and inspect evidence bundles. `cotejo verify BUNDLE` checks them.
#[derive(Subcommand)]
pub enum Verb {
    /// Gather an election, its log, bulletins, sources, audits and report into one folder or archive.
    Create(create::Arguments),
    /// List what a bundle holds; digests are compared, nothing else is verified.
    Inspect(inspect::Arguments),
}

/// Runs a bundle verb.
pub fn run(verb: Verb) -> anyhow::Result<Outcome> {
    match verb {
        Verb::Create(arguments) => create::run(&arguments),
        Verb::Inspect(arguments) => inspect::run(&arguments),
    }
}
