//! Quick counts and projections.

pub mod demo;
mod draw;
mod estimate;
mod frame;
mod page;
mod plan;
mod project;
mod receive;
mod registered;
mod simulate;
mod words;

use clap::Subcommand;

use crate::shell::Outcome;

pub use estimate::load as load_estimate;
pub use frame::{Counted, contest_of};
pub use page::{Published, published};

/// Plan a random sample of tables, draw it, receive it, and estimate with honest error; project partial
/// results.
#[derive(Subcommand)]
pub enum Verb {
    /// Draw the tables of a plan with the digits of public dice.
    Draw(draw::Arguments),
    /// Estimate shares, margin and turnout from what was received, and say whether a winner can be called.
    Estimate(estimate::Arguments),
    /// Decide strata, size, level and conditions, before anything is drawn.
    Plan(plan::Arguments),
    /// Say what partial results settle: bounds, arithmetic, and a projection with its tipping shift.
    Project(project::Arguments),
    /// Take the drawn tables out of any sources.
    Receive(receive::Arguments),
    /// Draw again and again from results all known, to see whether intervals cover what they claim.
    Simulate(simulate::Arguments),
}

/// Runs a quick-count verb.
pub fn run(verb: Verb) -> anyhow::Result<Outcome> {
    match verb {
        Verb::Draw(arguments) => draw::run(&arguments),
        Verb::Estimate(arguments) => estimate::run(&arguments),
        Verb::Plan(arguments) => plan::run(&arguments),
        Verb::Project(arguments) => project::run(&arguments),
        Verb::Receive(arguments) => receive::run(&arguments),
        Verb::Simulate(arguments) => simulate::run(&arguments),
    }
}
