//! What is fixed before an election: its file, its keys, and every sheet that anybody will sign.

use std::net::SocketAddr;
use std::sync::{Arc, OnceLock};

use ledger::Trust;
use link::keys::SecretFile;
use link::{LinkSecret, Peer, StationPass};
use record::{Count, Election, Sheet, SignedSheet, SignedStatement, Statement, TableNo};
use sample::{Shape, authority_key, election_files, log_key, station_key};

/// Tables of each election file; a run uses the first of them.
pub const TABLES: u32 = 12;
/// Tickets of each pass.
pub const TICKETS: u32 = 256;
/// Elections made in advance: making one costs more than running it.
const ELECTIONS: u64 = 4;

pub struct World {
    pub shape: Shape,
    pub election: Arc<Election>,
    pub trust: Arc<Trust>,
    pub origin: String,
    pub secrets: SecretFile,
    pub secret: LinkSecret,
    /// Entry 0.
    pub first: Vec<u8>,
    pub tables: Vec<TableSheets>,
}

/// What is signed in the name of one table.
pub struct TableSheets {
    pub pass: StationPass,
    pub first: SignedSheet,
    /// Replaces the first.
    pub correction: SignedSheet,
    /// Signed by the station, and contradicts the first.
    pub other: SignedSheet,
    /// Signed with another station's key.
    pub forged: SignedSheet,
}

impl World {
    /// The election of a seed.
    pub fn of(seed: u64) -> &'static Self {
        static MADE: [OnceLock<World>; 4] = [const { OnceLock::new() }; 4];
        let at = seed % ELECTIONS;
        MADE[usize::try_from(at).expect("small")].get_or_init(|| Self::new(at))
    }

    fn new(seed: u64) -> Self {
        let shape = Shape { seed, tables: TABLES, keys: true };
        let election = Election::parse(&election_files(&shape)).unwrap();
        let secrets = SecretFile::from_random(&[7; 64]);
        let secret = secrets.secret(election.id);
        let first = Statement::of_election(&election.id, "authority");
        let first = SignedStatement::sign(first, &election.id, &authority_key(seed)).unwrap();
        let mut world = Self {
            trust: Arc::new(Trust::of_election(&election).unwrap()),
            origin: election.manifest.log.as_ref().unwrap().origin.clone(),
            first: first.bytes().to_vec(),
            election: Arc::new(election),
            shape,
            secrets,
            secret,
            tables: Vec::new(),
        };
        world.tables = (0..TABLES).map(|table| world.sheets(TableNo(table))).collect();
        world
    }

    pub fn log_key(&self) -> ed25519_dalek::SigningKey {
        log_key(self.shape.seed)
    }

    fn sheets(&self, table: TableNo) -> TableSheets {
        let sign = |sheet: &Sheet, by: TableNo| {
            SignedSheet::sign(sheet, &self.election.id, &station_key(self.shape.seed, by)).unwrap()
        };
        let sheet = sample::sheet(&self.shape, &self.election, table);
        let first = sign(&sheet, table);
        let mut changed = sheet.clone();
        changed.null = Count::given(changed.null.number().unwrap_or(0) + 1).unwrap();
        let other = sign(&changed, table);
        let forged = sign(&changed, TableNo((table.0 + 1) % TABLES));
        changed.serial += 1;
        changed.replaces = Some(first.digest().prefix());
        let pass = self.secret.issue(table, TICKETS, &self.secrets.centre.public()).unwrap();
        TableSheets { pass, first, correction: sign(&changed, table), other, forged }
    }
}

/// The address of a station.
pub fn peer(station: usize) -> Peer {
    let port = 1_000 + u16::try_from(station).expect("few stations");
    Peer(SocketAddr::from(([10, 0, 0, 1], port)))
}

/// The station with an address, where there is one.
pub fn station_at(peer: Peer) -> Option<usize> {
    let of_stations = peer.0.ip() == std::net::IpAddr::from([10, 0, 0, 1]);
    peer.0.port().checked_sub(1_000).filter(|_| of_stations).map(usize::from)
}

/// An address of an attacker.
pub fn attacker(number: u16) -> Peer {
    Peer(SocketAddr::from(([10, 9, 9, 9], number)))
}
