//! Sign, show, verify and print tally sheets.

mod figures_file;
mod print;
pub mod printed;
mod qr;
mod show;
mod sign;
mod source;
mod verify;

use clap::Subcommand;

use crate::shell::Outcome;

pub use source::read;

/// Sign, show, verify and print tally sheets.
#[derive(Subcommand)]
pub enum Verb {
    /// Print a signed sheet as PDF.
    Print(print::Arguments),
    /// Draw the QR code of a signed sheet.
    Qr(qr::Arguments),
    /// Show what a signed sheet says; nothing is checked.
    Show(source::Arguments),
    /// Sign the figures of a table as its station.
    Sign(sign::Arguments),
    /// Check a sheet's signature and figures against an election.
    Verify(verify::Arguments),
}

/// Runs a sheet verb.
pub fn run(verb: Verb) -> anyhow::Result<Outcome> {
    match verb {
        Verb::Print(arguments) => print::run(&arguments),
        Verb::Qr(arguments) => qr::run(&arguments),
        Verb::Show(arguments) => show::run(&arguments),
        Verb::Sign(arguments) => sign::run(&arguments),
        Verb::Verify(arguments) => verify::run(&arguments),
    }
}
