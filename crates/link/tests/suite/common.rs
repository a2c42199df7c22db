//! One invented election with a centre, its passes and its sheets.

use std::net::SocketAddr;
use std::sync::Arc;

use link::gateway::Limits;
use link::keys::SecretFile;
use link::{Counter, Gateway, LinkSecret, Peer, StationPass, request};
use rand::SeedableRng as _;
use rand_chacha::ChaCha20Rng;
use record::{Digest, Election, SignedSheet, TableNo};
use sample::Shape;

/// Tickets of each pass here.
pub const TICKETS: u32 = 8;

pub struct World {
    pub shape: Shape,
    pub election: Arc<Election>,
    pub secrets: SecretFile,
    pub secret: LinkSecret,
}

impl World {
    pub fn new(seed: u64, tables: u32) -> Self {
        println!("seed {seed}, {tables} tables");
        let shape = Shape { seed, tables, keys: true };
        let election = Election::parse(&sample::election_files(&shape)).unwrap();
        let random = [Digest::of(b"link tests 1").0, Digest::of(b"link tests 2").0];
        let random = random.concat().try_into().unwrap();
        let secrets = SecretFile::from_random(&random);
        let secret = secrets.secret(election.id);
        Self { shape, election: Arc::new(election), secrets, secret }
    }

    pub fn gateway(&self) -> Gateway {
        self.gateway_with(Limits::default())
    }

    pub fn gateway_with(&self, limits: Limits) -> Gateway {
        let (secret, centre) = (self.secret.clone(), self.secrets.centre.clone());
        Gateway::new(self.election.clone(), secret, centre, limits).unwrap()
    }

    pub fn pass(&self, table: u32) -> StationPass {
        let centre = self.secrets.centre.public();
        self.secret.issue(TableNo(table), TICKETS, &centre).unwrap()
    }

    pub fn sheet(&self, table: u32) -> SignedSheet {
        self.sheet_by(table, table)
    }

    /// A sheet of one table under the key of another.
    pub fn sheet_by(&self, table: u32, key: u32) -> SignedSheet {
        let sheet = sample::sheet(&self.shape, &self.election, TableNo(table));
        let key = sample::station_key(self.shape.seed, TableNo(key));
        SignedSheet::sign(&sheet, &self.election.id, &key).unwrap()
    }

    pub fn request(&self, table: u32, counter: u32) -> Vec<u8> {
        self.request_of(table, counter, self.sheet(table).bytes())
    }

    pub fn request_of(&self, table: u32, counter: u32, sheet: &[u8]) -> Vec<u8> {
        let seed = Digest::of(&[table.to_be_bytes(), counter.to_be_bytes()].concat()).0;
        request::seal(&self.pass(table), Counter(counter), sheet, &seed).unwrap()
    }
}

pub fn random(seed: u64) -> ChaCha20Rng {
    println!("seed {seed}");
    ChaCha20Rng::seed_from_u64(seed)
}

pub fn peer(number: u16) -> Peer {
    Peer(SocketAddr::from(([127, 0, 0, 1], number)))
}

/// How many inputs a long test tries: what an environment variable says, else a number for every day.
pub fn many(variable: &str, everyday: u32) -> u32 {
    let many = std::env::var(variable).map_or(everyday, |text| text.parse().unwrap());
    println!("{variable}={many}");
    many
}
