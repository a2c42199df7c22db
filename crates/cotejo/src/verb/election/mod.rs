//! Make, check, sign and show election files.

mod check;
mod new;
mod show;
mod sign;
mod template;

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::shell::Outcome;

/// Make, check, sign and show election files.
#[derive(Subcommand)]
pub enum Verb {
    /// Check every file, reference and key of an election directory.
    Check(Directory),
    /// Make an election directory from published results.
    New(Box<new::Arguments>),
    /// Show what an election file holds.
    Show(Directory),
    /// Sign an election directory as its authority.
    Sign(sign::Arguments),
}

/// An election directory.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  cotejo election check my-election\n  cotejo election show my-election --json"
)]
pub struct Directory {
    /// The election directory.
    folder: PathBuf,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Runs an election verb.
pub fn run(verb: Verb) -> anyhow::Result<Outcome> {
    match verb {
        Verb::Check(directory) => check::run(&directory),
        Verb::New(arguments) => new::run(&arguments),
        Verb::Show(directory) => show::run(&directory),
        Verb::Sign(arguments) => sign::run(&arguments),
    }
}
