use std::fs::File;
use std::io::Write as _;
use std::path::PathBuf;

use anyhow::{Context as _, bail};
use centre::http::WitnessBook;
use clap::Args;
use record::Digest;

use super::read_config;
use crate::shell::files::read_bounded;
use crate::shell::{self, Outcome};

/// Make the credentials of a witness who hands in copies. The secret is printed once and kept nowhere.
#[derive(Args)]
#[command(after_help = "Example:\n  cotejo centre witness centre.toml table-240111020.01.1.0001")]
pub struct Arguments {
    /// The configuration; its `[copies]` names the list of witnesses.
    config: PathBuf,
    /// What the organisation calls the witness: not a person's name.
    name: String,
}

/// Largest list: a hundred thousand witnesses.
const MAX_LIST: u64 = 16 << 20;

/// Adds a line to the list, and prints the secret.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let config = read_config(&arguments.config)?;
    let Some(copies) = config.copies else { bail!("the configuration has no [copies]") };
    if arguments.name.is_empty() || arguments.name.contains([',', '\n', '\r']) {
        bail!("a witness is called by one word without commas");
    }
    let list = &copies.witnesses;
    if list.is_file() {
        let text = String::from_utf8(read_bounded(list, MAX_LIST)?)?;
        WitnessBook::parse(&text)?;
    }
    let mut random = [0; 24];
    getrandom::fill(&mut random)
        .map_err(|error| anyhow::anyhow!("no randomness from the system: {error}"))?;
    let secret = const_hex::encode(random);
    let mut file = File::options()
        .create(true)
        .append(true)
        .open(list)
        .with_context(|| format!("cannot write {}", list.display()))?;
    file.write_all(format!("{},{}\n", arguments.name, Digest::of(secret.as_bytes())).as_bytes())?;
    file.sync_all()?;
    shell::print_text(&format!("{secret}\n"))?;
    Ok(Outcome::Fine)
}
