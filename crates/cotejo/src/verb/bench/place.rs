//! An election with its requests sealed, and centres on fresh logs of it.

use std::sync::Arc;

use centre::config::Config;
use centre::run::{Assembly, Running};
use ledger::storage::{Files, Heads, SqliteHeads};
use ledger::{Log, Trust};
use link::keys::{Counter, SecretFile};
use link::request::seal;
use record::{Election, SignedSheet, SignedStatement, Statement, TableNo};
use sample::{Shape, authority_key, log_key, sheet, station_key};
use tempfile::TempDir;

/// Everything that is made before the clock runs.
pub struct Place {
    pub election: Arc<Election>,
    pub secrets: SecretFile,
    /// The signed sheet of each table.
    pub sheets: Vec<Vec<u8>>,
    /// One sealed request of each table.
    pub requests: Vec<Vec<u8>>,
    shape: Shape,
    gateways: usize,
}

type AnyHeads = Box<dyn Heads + Send>;

impl Place {
    /// Signs and seals every sheet.
    pub fn new(seed: u64, tables: u32, gateways: usize) -> anyhow::Result<Self> {
        let shape = Shape { seed, tables, keys: true };
        let election = Election::parse(&sample::election_files(&shape))?;
        let mut random = [0; 64];
        getrandom::fill(&mut random)
            .map_err(|error| anyhow::anyhow!("no randomness from the system: {error}"))?;
        let secrets = SecretFile::from_random(&random);
        let secret = secrets.secret(election.id);
        let public = secrets.centre.public();
        let sheets: Vec<Vec<u8>> = (0..tables)
            .map(|table| {
                let table = TableNo(table);
                let sheet = sheet(&shape, &election, table);
                let signed = SignedSheet::sign(&sheet, &election.id, &station_key(seed, table))?;
                Ok(signed.bytes().to_vec())
            })
            .collect::<anyhow::Result<_>>()?;
        let requests = (0..tables)
            .zip(&sheets)
            .map(|(table, sheet)| {
                let table = TableNo(table);
                let pass = secret.issue(table, 1, &public)?;
                let mut once = [0; 32];
                once[..4].copy_from_slice(&table.0.to_le_bytes());
                once[4..].copy_from_slice(&random[..28]);
                Ok(seal(&pass, Counter(0), sheet, &once)?)
            })
            .collect::<anyhow::Result<_>>()?;
        Ok(Self { election: Arc::new(election), secrets, sheets, requests, shape, gateways })
    }

    /// A centre with a gateway for datagrams, on a log that holds nothing but its first entry, and the folder it lies in.
    pub fn start(&self) -> anyhow::Result<(Running, TempDir)> {
        let listen = format!(
            "[udp]\nlisten = \"127.0.0.1:0\"\nsecrets = \"s\"\nthreads = {}\n",
            self.gateways
        );
        self.start_listening(&listen, TempDir::new()?)
    }

    /// The same with other listeners, in a folder in which their files lie.
    pub fn start_listening(
        &self,
        listen: &str,
        place: TempDir,
    ) -> anyhow::Result<(Running, TempDir)> {
        let folder = place.path();
        let origin = self.election.manifest.log.as_ref().map(|log| log.origin.clone());
        let origin = origin.unwrap_or_default();
        let database = folder.join("heads.sqlite");
        let files = Files::open(&folder.join("log"))?;
        let seed = self.shape.seed;
        let mut log =
            Log::create(files.clone(), SqliteHeads::create(&database)?, &origin, log_key(seed))?;
        let first = Statement::of_election(&self.election.id, "authority");
        let first = SignedStatement::sign(first, &self.election.id, &authority_key(seed))?;
        log.append(&[first.bytes()])?;
        drop(log);
        let text = format!("election = \"e\"\nlog = \"l\"\nlog_key = \"k\"\n{listen}");
        let open = move || {
            let heads: AnyHeads = Box::new(SqliteHeads::open(&database)?);
            Log::open(files.clone(), heads, &origin, log_key(seed))
        };
        let assembly = Assembly {
            election: Arc::clone(&self.election),
            open: Box::new(open),
            shared_store: None,
            log_files: None,
            trust: Arc::new(Trust::of_election(&self.election)?),
            secrets: Some(self.secrets.clone()),
            copies: None,
            name: "bench".to_owned(),
        };
        Ok((Running::start(&Config::parse(&text, folder)?, assembly)?, place))
    }
}
