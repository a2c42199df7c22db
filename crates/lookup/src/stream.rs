//! Randomness out of a seed that the caller drew.

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};
use rand_core::{CryptoRng, Error, RngCore};

/// A seed of 32 bytes, drawn from the system for one purpose.
pub type Seed = [u8; 32];

/// ChaCha20 from a seed, as the older generation of traits that voprf asks for.
pub struct Stream(ChaCha20Rng);

impl Stream {
    pub fn new(seed: Seed) -> Self {
        Self(ChaCha20Rng::from_seed(seed))
    }
}

impl RngCore for Stream {
    fn next_u32(&mut self) -> u32 {
        self.0.next_u32()
    }

    fn next_u64(&mut self) -> u64 {
        self.0.next_u64()
    }

    fn fill_bytes(&mut self, out: &mut [u8]) {
        self.0.fill_bytes(out);
    }

    fn try_fill_bytes(&mut self, out: &mut [u8]) -> Result<(), Error> {
        self.0.fill_bytes(out);
        Ok(())
    }
}

impl CryptoRng for Stream {}
