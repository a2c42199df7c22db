mod centre;
mod link;

use clap::Subcommand;

use crate::shell::Outcome;

/// Measure this machine, each figure beside its floor in the same run.
#[derive(Subcommand)]
pub enum Verb {
    /// Send sheets to a whole centre, up to the durable receipt, in quiet and through a flood.
    Centre(centre::Arguments),
    /// Flood a gateway on loopback, and see how its stations fare.
    Link(link::Arguments),
}

/// Runs a measurement.
pub fn run(verb: &Verb) -> anyhow::Result<Outcome> {
    match verb {
        Verb::Centre(arguments) => centre::run(arguments),
        Verb::Link(arguments) => link::run(arguments),
    }
}
