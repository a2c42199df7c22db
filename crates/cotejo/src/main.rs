//! `cotejo`: one binary for authority, parties, observers, courts and citizens.
//!
//! This crate is the thin shell: it reads arguments and files, calls the pure crates, prints what they
//! say and sets the exit code. Exit codes: 0 fine, 1 the check found something, 2 bad usage or input.

mod reading;
mod shell;
mod verb;

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    // A decoding child must not load anything it does not need, so it never reaches the argument parser.
    let is_verb = |name: &str| std::env::args_os().nth(1).is_some_and(|verb| verb == name);
    if is_verb(reading::run::WORKER_VERB) {
        scan::worker_main();
    }
    if is_verb(reading::run::REDACTOR_VERB) {
        scan::redactor_main();
    }
    let command = match verb::Cli::try_parse() {
        Ok(command) => command,
        Err(error) => return shell::usage::end(&error),
    };
    match command.run() {
        Ok(outcome) => outcome.into(),
        Err(error) => {
            shell::print_error(&error);
            shell::Outcome::Refused.into()
        }
    }
}
