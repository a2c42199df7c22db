//! All that is random in a run: one generator from one seed.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};

pub struct Dice(ChaCha8Rng);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    /// A number below `end`, which is not 0.
    pub fn below(&mut self, end: u64) -> u64 {
        let wide = u128::from(self.0.next_u64()) * u128::from(end);
        u64::try_from(wide >> 64).expect("a fraction of a 64-bit number")
    }

    /// A number from `low` to `high`, both possible.
    pub fn between(&mut self, low: u64, high: u64) -> u64 {
        low + self.below(high - low + 1)
    }

    pub fn index(&mut self, end: usize) -> usize {
        let end = u64::try_from(end).expect("lengths fit 64 bits");
        usize::try_from(self.below(end)).expect("below a length")
    }

    pub fn chance(&mut self, permille: u64) -> bool {
        self.below(1_000) < permille
    }

    pub fn seed(&mut self) -> [u8; 32] {
        let mut seed = [0; 32];
        self.0.fill_bytes(&mut seed);
        seed
    }

    /// Bytes without meaning: 32 random ones, repeated, because a flood of wholly random ones takes the time of the run.
    pub fn bytes(&mut self, many: usize) -> Vec<u8> {
        let mut bytes = self.seed().repeat(many.div_ceil(32));
        bytes.truncate(many);
        bytes
    }
}
