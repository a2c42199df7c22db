//! Audits of the boxes: planned, drawn, counted and reported, with a folder that anybody can check again.

mod commit;
mod cost;
pub mod demo;
mod desk;
mod draw;
mod folder;
mod measure;
mod opened;
mod papers;
mod plan;
mod plot;
mod poll;
mod record_count;
mod report_verb;
mod risk;
mod seed;
mod status;
mod step;
mod words;
mod worksheet;

use clap::Subcommand;

use crate::shell::Outcome;

pub use folder::is_audit;
pub use opened::{RISK, Signer};
pub use report_verb::published;
pub use status::verify;

/// Audit the boxes: plan, commit, seed, draw, worksheet, record, risk, status, report; or poll receipts.
#[derive(Subcommand)]
pub enum Verb {
    /// Write down what stands before the seed: the results in the log, and where every box is.
    Commit(commit::Arguments),
    /// Draw the next boxes from the seed.
    Draw(draw::Arguments),
    /// Say what an audit will cost before anything is opened, and begin it.
    Plan(Box<plan::Arguments>),
    /// Measure the risk of a polling audit: BRAVO, Providence, ALPHA, or whole boxes.
    Poll(poll::Arguments),
    /// Enter what one person counted in one box, or in many.
    Record(record_count::Arguments),
    /// Write a report that a newspaper can print.
    Report(report_verb::Arguments),
    /// Measure the risk: live while boxes are counted, for good once all are.
    Risk(risk::Arguments),
    /// Write down the public ceremony that gave the seed.
    Seed(seed::Arguments),
    /// Take every step again, and say what comes next.
    Status(status::Arguments),
    /// Print the pull list and a counting worksheet for every box drawn.
    Worksheet(worksheet::Arguments),
}

/// Runs an audit verb.
pub fn run(verb: Verb) -> anyhow::Result<Outcome> {
    match verb {
        Verb::Commit(arguments) => commit::run(&arguments),
        Verb::Draw(arguments) => draw::run(&arguments),
        Verb::Plan(arguments) => plan::run(&arguments),
        Verb::Poll(arguments) => poll::run(&arguments),
        Verb::Record(arguments) => record_count::run(&arguments),
        Verb::Report(arguments) => report_verb::run(&arguments),
        Verb::Risk(arguments) => risk::run(&arguments),
        Verb::Seed(arguments) => seed::run(&arguments),
        Verb::Status(arguments) => status::run(&arguments),
        Verb::Worksheet(arguments) => worksheet::run(&arguments),
    }
}
