//! A centre's parts out of its configuration: everything opened, every dangerous start refused.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use centre::config::Config;
use centre::http::{CopyDesk, WitnessBook};
use centre::run::{Assembly, SharedStore};
use centre::start::{refuse_clock_behind, refuse_unwritable};
use centre::store::{PostgresStore, SqliteStore, Store};
use centre::writer::Open;
use ed25519_dalek::SigningKey;
use ledger::note::Algorithm;
use ledger::storage::Heads;
use ledger::{LedgerError, Log, SigningName, Trust};
use record::{Election, Rule};

use crate::shell::files::read_bounded;
use crate::shell::log_place::{LogPlace, OwnFiles};
use crate::shell::{election_dir, keys, log_dir};
use crate::verb::link::read_secrets;
use crate::verb::log::refuse_if_behind_within;

/// The heads of the log, wherever they are kept.
pub type AnyHeads = Box<dyn Heads + Send>;

/// How long a start waits for what cosigners have seen.
const PATIENCE: Duration = Duration::from_millis(1_000);

/// Largest list of witnesses: a hundred thousand.
const MAX_WITNESSES: u64 = 16 << 20;

/// What a centre is made of, opened.
pub struct Parts {
    /// The election.
    pub election: Arc<Election>,
    /// Trust in the log of this centre.
    pub trust: Arc<Trust>,
    /// The parts to run.
    pub assembly: Assembly<OwnFiles, AnyHeads>,
}

/// Opens everything that a configuration names.
pub fn parts(config: &Config) -> anyhow::Result<Parts> {
    let election = Arc::new(election_dir::load(&config.election)?);
    let (origin, key) = own_log(config, &election)?;
    let trust = Arc::new(own_trust(config, &election, &origin, &key)?);
    let place = LogPlace::to_write(&config.log)?;
    refuse_dangerous_start(config, &place, &trust)?;
    let copies = config.copies.as_ref().map(|copies| {
        let list = read_bounded(&copies.witnesses, MAX_WITNESSES)?;
        let list = String::from_utf8(list).context("the list of witnesses is not text")?;
        anyhow::Ok(CopyDesk::open(&copies.folder, WitnessBook::parse(&list)?)?)
    });
    let secrets = config.udp.as_ref().map(|udp| read_secrets(&udp.secrets));
    let (open, shared_store) = opening(config, &place, origin, key)?;
    let assembly = Assembly {
        election: Arc::clone(&election),
        open,
        shared_store,
        log_files: match &place {
            LogPlace::Folder(folder) => Some(folder.clone()),
            LogPlace::Bucket(_) | LogPlace::Web(_) => None,
        },
        trust: Arc::clone(&trust),
        secrets: secrets.transpose()?,
        copies: copies.transpose()?,
        name: process_name()?,
    };
    Ok(Parts { election, trust, assembly })
}

/// The name and key of the log that a centre writes.
pub fn own_log(config: &Config, election: &Election) -> anyhow::Result<(String, SigningKey)> {
    let key = keys::read(&config.log_key)?;
    let origin = match &config.origin {
        Some(own) => own.clone(),
        None => log_dir::origin(election, &key)?,
    };
    Ok((origin, key))
}

/// Trust in that log: with its cosigners where it is the election's.
pub fn own_trust(
    config: &Config,
    election: &Election,
    origin: &str,
    key: &SigningKey,
) -> anyhow::Result<Trust> {
    if config.origin.is_none() {
        return Ok(Trust::of_election(election)?);
    }
    let name = SigningName::new(origin, Algorithm::Ed25519, key.clone())?;
    Ok(Trust::in_log(name.public))
}

/// The store that several processes share, where the configuration names one.
pub fn shared_store(config: &Config) -> anyhow::Result<Option<Arc<PostgresStore>>> {
    let store = config.store.as_deref().map(PostgresStore::open).transpose()?;
    Ok(store.map(Arc::new))
}

fn refuse_dangerous_start(
    config: &Config,
    place: &LogPlace,
    trust: &Arc<Trust>,
) -> anyhow::Result<()> {
    if let LogPlace::Folder(folder) = place {
        refuse_unwritable(folder)?;
    }
    if config.store.is_none() {
        refuse_unwritable(&config.log)?;
    }
    refuse_clock_behind(&place.storage()?, trust, log_dir::now())?;
    if config.writes {
        let asked = refuse_if_behind_within(PATIENCE, &config.cosigners, &config.log, trust);
        asked.context("a cosigner contradicts this log; if it cannot show what it signed, start without its address in `cosigners`")?;
    }
    Ok(())
}

type Opening = (Open<OwnFiles, AnyHeads>, Option<SharedStore<OwnFiles>>);

/// How the log is opened, and what is shared with other processes.
fn opening(
    config: &Config,
    place: &LogPlace,
    origin: String,
    key: SigningKey,
) -> anyhow::Result<Opening> {
    let (files, log) = (place.clone(), origin.clone());
    let storage = move || {
        let failed =
            |error: anyhow::Error| LedgerError::new(Rule::LogStorageFailed, format!("{error:#}"));
        files.storage().map_err(failed)
    };
    let Some(store) = shared_store(config)? else {
        let database = log_dir::database(&config.log);
        let open = move || {
            let heads = SqliteStore::open(&database)
                .map_err(|error| LedgerError::new(error.rule, error.detail))?;
            let heads: AnyHeads = Box::new(heads);
            Log::open(storage()?, heads, &log, key.clone())
        };
        return Ok((Box::new(open), None));
    };
    let heads = Arc::clone(&store);
    let open = move || {
        let heads: AnyHeads = Box::new(Arc::clone(&heads));
        Log::open(storage()?, heads, &log, key.clone())
    };
    let store: Arc<dyn Store> = store;
    Ok((Box::new(open), Some(SharedStore { store, storage: place.storage()?, origin })))
}

/// A name that no other process has, not even the same one started again.
fn process_name() -> anyhow::Result<String> {
    let mut random = [0; 8];
    getrandom::fill(&mut random)
        .map_err(|error| anyhow::anyhow!("no randomness from the system: {error}"))?;
    Ok(format!("{}-{}", std::process::id(), const_hex::encode(random)))
}
