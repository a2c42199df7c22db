use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use lookup::oprf::{MAX_KEY_FILE_BYTES, SecretKey};
use serde_json::json;

use super::random;
use crate::shell::{self, Outcome, keys};

/// Make a look-up's key, and show its public half.
#[derive(Subcommand)]
pub enum Verb {
    /// Make a key; an existing file is never overwritten.
    New(Arguments),
    /// Print the public half of a key, as manifests have it.
    Public(Arguments),
}

/// A key file.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  cotejo lookup key new lookup.key\n  cotejo lookup key public lookup.key"
)]
pub struct Arguments {
    /// The key file, readable by its owner alone. Who has it and the files can try every ID number.
    file: PathBuf,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Runs a key verb.
pub fn run(verb: Verb) -> anyhow::Result<Outcome> {
    let (arguments, key) = match verb {
        Verb::New(arguments) => {
            let key = make(&arguments.file)?;
            (arguments, key)
        }
        Verb::Public(arguments) => {
            let key = read(&arguments.file)?;
            (arguments, key)
        }
    };
    let public = key.public().to_string();
    if arguments.json {
        shell::print_json(&json!({ "public_key": public }))?;
    } else {
        shell::print_text(&format!("{public}\n"))?;
    }
    Ok(Outcome::Fine)
}

/// Makes a key, and its file.
pub fn make(path: &Path) -> anyhow::Result<SecretKey> {
    let key = SecretKey::from_seed(random()?)?;
    keys::write_private(path, &key.to_text())?;
    Ok(key)
}

/// Reads a key file; refuses one that others can read.
pub fn read(path: &Path) -> anyhow::Result<SecretKey> {
    let text = keys::read_secret_text(path, MAX_KEY_FILE_BYTES)?;
    Ok(SecretKey::from_text(&text)?)
}
