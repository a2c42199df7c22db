//! Logs in memory, from a printed seed.

use ed25519_dalek::SigningKey;
use ledger::note::Algorithm;
use ledger::storage::{Memory, MemoryHeads};
use ledger::trust::Cosigner;
use ledger::{Hash, LedgerError, Log, Note, SigningName, Trust};
use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use record::Digest;

pub const ORIGIN: &str = "example.org/elections/test";

pub fn random(seed: u64) -> ChaCha8Rng {
    println!("seed {seed}");
    ChaCha8Rng::seed_from_u64(seed)
}

pub fn key(name: &str) -> SigningKey {
    SigningKey::from_bytes(&Digest::of(name.as_bytes()).0)
}

pub fn cosigner(name: &str) -> SigningName {
    SigningName::new(name, Algorithm::CosignatureV1, key(name)).expect("a plain name")
}

/// Trust in the test log, with two of three cosigners wanted, one of them not the authority's.
pub fn trust() -> Trust {
    let log = SigningName::new(ORIGIN, Algorithm::Ed25519, key("log")).expect("a plain name");
    let cosigner = |name: &str, is_authority| Cosigner { key: cosigner(name).public, is_authority };
    Trust {
        log: log.public,
        cosigners: vec![
            cosigner("authority", true),
            cosigner("party-a", false),
            cosigner("party-b", false),
        ],
        at_least: 2,
        not_authority: 1,
    }
}

/// A log in memory.
#[derive(Default)]
pub struct Place {
    pub storage: Memory,
    pub heads: MemoryHeads,
}

impl Place {
    pub fn create(&self) -> Log<&Memory, &MemoryHeads> {
        Log::create(&self.storage, &self.heads, ORIGIN, key("log")).expect("a new log")
    }

    pub fn open(&self) -> Result<Log<&Memory, &MemoryHeads>, LedgerError> {
        Log::open(&self.storage, &self.heads, ORIGIN, key("log"))
    }

    /// A log of so many entries, in batches of random size.
    pub fn with_entries(count: u64, seed: u64) -> Self {
        let place = Self::default();
        let mut random = random(seed);
        let mut log = place.create();
        let all = entries(0..count);
        let mut rest = all.as_slice();
        while !rest.is_empty() {
            let (batch, after) = rest.split_at(random.random_range(1..=rest.len().min(400)));
            log.append(batch).expect("memory");
            rest = after;
        }
        place
    }

    pub fn note(&self) -> Note {
        Note::parse(&self.storage.contents()["checkpoint"]).expect("a note")
    }
}

pub fn entries(range: std::ops::Range<u64>) -> Vec<Vec<u8>> {
    range.map(|number| format!("entry {number}").into_bytes()).collect()
}

/// The root by the definition in RFC 6962 §2.1, without any cleverness.
pub fn naive_root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => Hash::of_nothing(),
        [only] => *only,
        _ => {
            let split = (1..)
                .map(|bit| 1_usize << bit)
                .find(|power| power * 2 >= leaves.len())
                .expect("found");
            let split = if leaves.len() == 2 { 1 } else { split };
            Hash::node(&naive_root(&leaves[..split]), &naive_root(&leaves[split..]))
        }
    }
}
