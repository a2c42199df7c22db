mod centre;
pub mod flood;
mod https;
mod link;
mod place;
mod stations;

use ::link::LinkError;
use clap::Subcommand;
use record::Rule;

use crate::shell::Outcome;

/// Measure this machine, each figure beside its floor in the same run.
#[derive(Subcommand)]
pub enum Verb {
    /// Send sheets to a whole centre, up to the durable receipt, in quiet and through a flood.
    Centre(centre::Arguments),
    /// Post sheets over HTTPS to a centre, in quiet and while others connect without end; nginx beside it.
    Https(https::Arguments),
    /// Flood a gateway on loopback, and see how its stations fare.
    Link(link::Arguments),
}

/// Runs a measurement.
pub fn run(verb: &Verb) -> anyhow::Result<Outcome> {
    match verb {
        Verb::Centre(arguments) => centre::run(arguments),
        Verb::Https(arguments) => https::run(arguments),
        Verb::Link(arguments) => link::run(arguments),
    }
}

fn number(count: u64) -> f64 {
    // Exact below 2^53, which no window reaches.
    let (high, low) = (count >> 32, count & 0xffff_ffff);
    let part = |half: u64| f64::from(u32::try_from(half).expect("half of 64 bits"));
    part(high) * 4_294_967_296.0 + part(low)
}

fn failed(what: &str, error: &dyn std::fmt::Display) -> LinkError {
    LinkError::new(Rule::LinkSocketFailed, format!("{what}: {error}"))
}

fn panicked() -> LinkError {
    LinkError::new(Rule::LinkSocketFailed, "a thread of the measurement stopped")
}
