use std::path::PathBuf;

use anyhow::bail;
use clap::Args;
use record::election::{Role, seal};
use serde_json::json;

use crate::shell::election_dir::{LoadedFiles, SEAL_NAME, seal_text};
use crate::shell::{self, Outcome, files, keys};

/// Sign an election directory as its authority.
#[derive(Args)]
#[command(after_help = "Example:\n  cotejo election sign my-election --key authority.pem")]
pub struct Arguments {
    /// The election directory.
    folder: PathBuf,
    /// The authority's signing key.
    #[arg(long)]
    key: PathBuf,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Signs the election id and writes the seal beside the files.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let election = LoadedFiles::read(&arguments.folder)?.parse()?;
    let key = keys::read(&arguments.key)?;
    let public = keys::public_hex(&key);
    let mut authorities =
        election.manifest.organisations.iter().filter(|one| one.role == Role::Authority);
    let Some(authority) = authorities.find(|one| one.key.as_deref() == Some(&public)) else {
        bail!(
            "no authority in election.toml has the key {public}: add it to [[organisations]] with role \"authority\" \
             and sign again (the election id changes with the file)"
        );
    };
    let signature = seal(&election.id, &key);
    let path = arguments.folder.join(SEAL_NAME);
    files::write_whole(&path, seal_text(&authority.id, &signature).as_bytes())?;
    if arguments.json {
        shell::print_json(&json!({ "election": election.id, "signed_by": authority.id }))?;
    } else {
        shell::print_text(&format!("election id {}\nsigned by {}\n", election.id, authority.id))?;
    }
    Ok(Outcome::Fine)
}
