//! A centre in a folder of its own, with an invented election.

use std::path::Path;
use std::sync::Arc;

use centre::config::Config;
use centre::http::{CopyDesk, WitnessBook};
use centre::run::{Assembly, Running};
use centre::store::SqliteStore;
use ledger::storage::{Files, Heads as _, SqliteHeads, Storage};
use ledger::{Log, Receipt, Trust};
use link::keys::SecretFile;
use record::{Digest, Election, SignedSheet, SignedStatement, Statement, TableNo};
use sample::{Shape, authority_key, election_files, log_key, sheet, station_key};
use tempfile::TempDir;

pub const SEED: u64 = 20_260_728;

/// An election of so many tables, and a log of it in a folder.
pub struct Place {
    pub folder: TempDir,
    pub shape: Shape,
    pub election: Arc<Election>,
}

impl Place {
    pub fn new(tables: u32) -> Self {
        let shape = Shape { seed: SEED, tables, keys: true };
        let election = Election::parse(&election_files(&shape)).unwrap();
        let place = Self { folder: TempDir::new().unwrap(), shape, election: Arc::new(election) };
        let heads = SqliteHeads::create(&place.path().join("heads.sqlite")).unwrap();
        let files = Files::open(&place.path().join("log")).unwrap();
        let mut log = Log::create(files, heads, place.origin(), log_key(SEED)).unwrap();
        let first = Statement::of_election(&place.election.id, "authority");
        let first = SignedStatement::sign(first, &place.election.id, &authority_key(SEED)).unwrap();
        log.append(&[first.bytes()]).unwrap();
        place
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn origin(&self) -> &str {
        &self.election.manifest.log.as_ref().unwrap().origin
    }

    pub fn trust(&self) -> Trust {
        Trust::of_election(&self.election).unwrap()
    }

    /// The secrets of the link.
    pub fn secrets(&self) -> SecretFile {
        SecretFile::from_random(&[7; 64])
    }

    pub fn sheet(&self, table: u32) -> SignedSheet {
        let table = TableNo(table);
        let sheet = sheet(&self.shape, &self.election, table);
        SignedSheet::sign(&sheet, &self.election.id, &station_key(SEED, table)).unwrap()
    }

    /// Starts a centre on the log in this folder.
    pub fn start(&self, more: &str) -> Running {
        self.start_on(more, Files::open(&self.path().join("log")).unwrap())
    }

    /// Starts one whose public files go through something.
    pub fn start_on<S: Storage + Clone + Send + 'static>(&self, more: &str, files: S) -> Running {
        let site = if self.path().join("site").is_dir() { "site = \"site\"\n" } else { "" };
        let text = format!(
            "{site}election = \"e\"\nlog = \".\"\nlog_key = \"k\"\n[http]\nlisten = \"127.0.0.1:0\"\n{more}"
        );
        let config = Config::parse(&text, self.path()).unwrap();
        let (folder, origin) = (self.path().to_owned(), self.origin().to_owned());
        let open = move || {
            let heads = SqliteStore::open(&folder.join("heads.sqlite"))
                .map_err(|error| ledger::LedgerError::new(error.rule, error.detail))?;
            assert!(heads.load(&origin)?.is_some());
            Log::open(files.clone(), heads, &origin, log_key(SEED))
        };
        let book = format!("a witness,{}", Digest::of(b"secret"));
        let copies =
            CopyDesk::open(&self.path().join("copies"), WitnessBook::parse(&book).unwrap());
        let assembly = Assembly {
            election: Arc::clone(&self.election),
            open: Box::new(open),
            shared_store: None,
            log_files: Some(self.path().join("log")),
            trust: Arc::new(self.trust()),
            secrets: Some(self.secrets()),
            copies: Some(copies.unwrap()),
            name: "test".to_owned(),
        };
        Running::start(&config, assembly).unwrap()
    }

    /// Whether a receipt holds for a record.
    pub fn index(&self, receipt: &str, record: &[u8]) -> u64 {
        let receipt = Receipt::parse(receipt.as_bytes()).unwrap();
        receipt.verify(record, &self.trust(), None).unwrap();
        receipt.index
    }
}

/// Posts a body, and gives status and answer.
pub fn post(running: &Running, path: &str, body: &[u8], headers: &[(&str, &str)]) -> (u16, String) {
    let config = ureq::Agent::config_builder().http_status_as_error(false).build();
    let agent: ureq::Agent = config.into();
    let address = format!("http://{}{path}", running.http().unwrap());
    let mut request = agent.post(&address);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let mut answer = request.send(body).unwrap();
    (answer.status().as_u16(), answer.body_mut().read_to_string().unwrap())
}

/// Gets a page.
pub fn get(running: &Running, path: &str) -> (u16, String) {
    let config = ureq::Agent::config_builder().http_status_as_error(false).build();
    let agent: ureq::Agent = config.into();
    let mut answer = agent.get(format!("http://{}{path}", running.http().unwrap())).call().unwrap();
    (answer.status().as_u16(), answer.body_mut().read_to_string().unwrap())
}
