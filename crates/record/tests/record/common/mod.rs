//! A small election and honest sheets of it, made from a seed that is printed.
#![allow(dead_code, unreachable_pub, reason = "shared by the tests and the vector generator")]

pub mod election;
pub mod sheets;

use ed25519_dalek::SigningKey;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};
use record::Digest;

/// The random stream of a seed: the same everywhere.
pub fn random(seed: u64) -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(seed)
}

/// A number below `end`.
pub fn below(random: &mut ChaCha8Rng, end: u32) -> u32 {
    random.next_u32() % end
}

/// A test key: SHA-256 of a public text is its seed, so anybody can make it and nobody must trust it.
pub fn test_key(seed: u64, name: &str) -> SigningKey {
    SigningKey::from_bytes(&key_seed(seed, name).0)
}

/// The seed of a test key.
pub fn key_seed(seed: u64, name: &str) -> Digest {
    Digest::of(format!("cotejo test key v1 {seed} {name}").as_bytes())
}

/// The public half as election files have it.
pub fn public_hex(key: &SigningKey) -> String {
    const_hex::encode(key.verifying_key().to_bytes())
}
