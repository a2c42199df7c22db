//! The verbs of the command line, one file or folder each.

mod completions;
mod election;
mod key;
mod man;
mod rules;
mod sheet;

use clap::{Parser, Subcommand};

use crate::shell::Outcome;

/// Election results that nobody has to trust: sheets, sources and totals that anybody can re-check.
///
/// Exit codes: 0 fine · 1 the check found something · 2 bad usage or input.
#[derive(Parser)]
#[command(name = "cotejo", version, propagate_version = true, after_help = EXAMPLES)]
pub struct Cli {
    #[command(subcommand)]
    verb: Verb,
}

const EXAMPLES: &str = "\
Examples:
  cotejo demo                                    a whole small election, end to end
  cotejo election check my-election              is this election file sound?
  cotejo scan --election my-election photos/     read every QR code in a folder
  cotejo collate --election my-election a/ b/    hold two sources against each other";

#[derive(Subcommand)]
enum Verb {
    /// Print a completion script for a shell.
    Completions(completions::Arguments),
    /// Make, check, sign and show election files.
    #[command(subcommand)]
    Election(election::Verb),
    /// Make signing keys and show their public halves.
    #[command(subcommand)]
    Key(key::Verb),
    /// Write the manual pages into a folder.
    Man(man::Arguments),
    /// List the numbered rules, or explain some of them.
    Rules(rules::Arguments),
    /// Sign, show, verify and print tally sheets.
    #[command(subcommand)]
    Sheet(sheet::Verb),
}

impl Cli {
    /// Runs the verb.
    pub fn run(self) -> anyhow::Result<Outcome> {
        match self.verb {
            Verb::Completions(arguments) => completions::run(&arguments),
            Verb::Election(verb) => election::run(verb),
            Verb::Key(verb) => key::run(verb),
            Verb::Man(arguments) => man::run(&arguments),
            Verb::Rules(arguments) => rules::run(&arguments),
            Verb::Sheet(verb) => sheet::run(verb),
        }
    }
}
