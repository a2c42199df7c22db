use std::path::PathBuf;
use std::sync::Arc;

use anyhow::bail;
use clap::Args;
use ledger::storage::{Heads as _, SqliteHeads};
use ledger::{LedgerError, Log};
use record::{Rule, SignedStatement, Statement};
use serde_json::json;

use super::assemble::{AnyHeads, own_log, shared_store};
use super::read_config;
use crate::shell::log_place::LogPlace;
use crate::shell::{self, Outcome, election_dir, keys, log_dir};

/// Start the log of a centre, in the store that its configuration names; never over an existing one. The log of a
/// folder with the embedded store is the one that `cotejo log init` makes.
#[derive(Args)]
#[command(
    after_help = "Example:\n  cotejo centre init centre.toml --organisation party-a --organisation-key party-a.pem"
)]
pub struct Arguments {
    /// The configuration.
    config: PathBuf,
    /// The organisation that signs entry 0, which names the election file.
    #[arg(long, default_value = "authority")]
    organisation: String,
    /// Its signing key.
    #[arg(long)]
    organisation_key: PathBuf,
}

/// Starts the log.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let config = read_config(&arguments.config)?;
    let election = election_dir::load(&config.election)?;
    let (origin, key) = own_log(&config, &election)?;
    let starts = election.manifest.log.as_ref().and_then(|log| log.starts);
    if let Some(starts) = starts.filter(|starts| jiff::Timestamp::now() < *starts) {
        bail!(LedgerError::new(Rule::NotYetTime, format!("it starts {starts}")));
    }
    let mut first = Statement::of_election(&election.id, &arguments.organisation);
    first.at = Some(log_dir::now());
    let signer = keys::read(&arguments.organisation_key)?;
    let first = SignedStatement::sign(first, &election.id, &signer)?;
    ledger::entry::admit(first.bytes(), 0, &election)?;
    std::fs::create_dir_all(&config.log)?;
    let place = LogPlace::to_write(&config.log)?;
    let heads: AnyHeads = match shared_store(&config)? {
        Some(store) => Box::new(Arc::clone(&store)),
        None => {
            let database = log_dir::database(&config.log);
            Box::new(match database.exists() {
                true => SqliteHeads::open(&database)?,
                false => SqliteHeads::create(&database)?,
            })
        }
    };
    if heads.load(&origin)?.is_some() {
        bail!(LedgerError::new(Rule::LogExists, origin));
    }
    let mut log = Log::create(place.storage()?, heads, &origin, key)?;
    log.append(&[first.bytes()])?;
    let checkpoint = log.checkpoint();
    shell::print_json(&json!({
        "vkey": log.key().public.to_string(),
        "size": checkpoint.size,
        "root": checkpoint.root.to_string(),
    }))?;
    Ok(Outcome::Fine)
}
