use std::path::PathBuf;

use anyhow::anyhow;
use clap::Args;
use link::keys::{MAX_SECRET_BYTES, SecretFile};
use serde_json::json;

use crate::shell::{self, Outcome, files, keys};

/// Make the secret of a centre's gateways, and print the public key for the election file.
///
/// All gateways of an organisation share one secret file. It is made before the election file is sealed, because
/// `[[gateways]]` names the public key. An existing file is never overwritten.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  cotejo link keys centre.link\n  cotejo link keys centre.link --public      print the key again"
)]
pub struct Arguments {
    /// The secret file, readable by its owner alone.
    file: PathBuf,
    /// Make nothing: print the public key of an existing file.
    #[arg(long)]
    public: bool,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Makes or shows the keys.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let secrets = if arguments.public { read(&arguments.file)? } else { make(&arguments.file)? };
    let public = secrets.centre.public().to_string();
    if arguments.json {
        shell::print_json(&json!({ "key": public }))?;
    } else {
        shell::print_text(&format!("{public}\n"))?;
    }
    Ok(Outcome::Fine)
}

/// Reads a secret file; refuses one that others can read.
pub fn read(path: &std::path::Path) -> anyhow::Result<SecretFile> {
    keys::refuse_open_permissions(path)?;
    let most = u64::try_from(MAX_SECRET_BYTES).unwrap_or(u64::MAX);
    let text = String::from_utf8(files::read_bounded(path, most)?).map_err(|_| {
        anyhow!("T814 {} is not text: give the centre's secret file", path.display())
    })?;
    Ok(SecretFile::parse(&text)?)
}

fn make(path: &std::path::Path) -> anyhow::Result<SecretFile> {
    let mut random = [0; 64];
    getrandom::fill(&mut random)
        .map_err(|error| anyhow!("no randomness from the system: {error}"))?;
    let secrets = SecretFile::from_random(&random);
    keys::write_private(path, &secrets.to_text())?;
    Ok(secrets)
}
