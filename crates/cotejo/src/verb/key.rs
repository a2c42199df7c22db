use std::path::PathBuf;

use clap::{Args, Subcommand};
use serde_json::json;

use crate::shell::{self, Outcome, keys};

/// Make signing keys and show their public halves.
#[derive(Subcommand)]
pub enum Verb {
    /// Make a key; an existing file is never overwritten.
    New(Arguments),
    /// Print the public half of a key, as election files have it.
    Public(Arguments),
}

/// A key file.
#[derive(Args)]
#[command(
    after_help = "Example:\n  cotejo key new authority.pem\n  cotejo key public authority.pem"
)]
pub struct Arguments {
    /// The key file (PKCS#8 PEM, readable by its owner alone).
    file: PathBuf,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Runs a key verb.
pub fn run(verb: Verb) -> anyhow::Result<Outcome> {
    let (arguments, key) = match verb {
        Verb::New(arguments) => {
            let key = keys::create(&arguments.file)?;
            (arguments, key)
        }
        Verb::Public(arguments) => {
            let key = keys::read(&arguments.file)?;
            (arguments, key)
        }
    };
    let public = keys::public_hex(&key);
    if arguments.json {
        shell::print_json(&json!({ "public_key": public }))?;
    } else {
        shell::print_text(&format!("{public}\n"))?;
    }
    Ok(Outcome::Fine)
}
