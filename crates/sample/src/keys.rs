use ed25519_dalek::SigningKey;
use record::{Digest, TableNo};

/// The authority's key of an invented election.
pub fn authority_key(seed: u64) -> SigningKey {
    derive(seed, "authority", 0)
}

/// The key of an invented election's log.
pub fn log_key(seed: u64) -> SigningKey {
    derive(seed, "log", 0)
}

/// The key of a party or of the observers of an invented election.
pub fn organisation_key(seed: u64, id: &str) -> SigningKey {
    let label = format!("cotejo/sample/v1 seed {seed} organisation {id}");
    SigningKey::from_bytes(&Digest::of(label.as_bytes()).0)
}

/// A station's key of an invented election.
pub fn station_key(seed: u64, table: TableNo) -> SigningKey {
    derive(seed, "station", table.0)
}

/// Derived from the seed so that tests repeat; whoever knows the seed has every key.
fn derive(seed: u64, of: &str, number: u32) -> SigningKey {
    let label = format!("cotejo/sample/v1 seed {seed} {of} {number}");
    SigningKey::from_bytes(&Digest::of(label.as_bytes()).0)
}
