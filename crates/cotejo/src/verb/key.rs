use std::path::PathBuf;

use clap::{Args, Subcommand};
use serde_json::json;

use crate::shell::keys::CosigningKey;
use crate::shell::{self, Outcome, keys};

/// Make signing keys and show their public halves.
#[derive(Subcommand)]
pub enum Verb {
    /// Make a key; an existing file is never overwritten.
    New(New),
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

/// A key to make.
#[derive(Args)]
pub struct New {
    #[command(flatten)]
    arguments: Arguments,
    /// Make an ML-DSA-44 key, which quantum computers do not break either: for cosigning the log alone.
    #[arg(long)]
    ml_dsa_44: bool,
}

/// Runs a key verb.
pub fn run(verb: Verb) -> anyhow::Result<Outcome> {
    let (arguments, key) = match verb {
        Verb::New(New { arguments, ml_dsa_44: true }) => {
            let key = keys::create_post_quantum(&arguments.file)?;
            (arguments, key)
        }
        Verb::New(New { arguments, ml_dsa_44: false }) => {
            let key = CosigningKey::Ed25519(keys::create(&arguments.file)?);
            (arguments, key)
        }
        Verb::Public(arguments) => {
            let key = keys::read_cosigning(&arguments.file)?;
            (arguments, key)
        }
    };
    let public = key.public_hex();
    if arguments.json {
        shell::print_json(&json!({ "public_key": public }))?;
    } else {
        shell::print_text(&format!("{public}\n"))?;
    }
    Ok(Outcome::Fine)
}
