//! When to send again: later each time, and never in step with other stations.

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::Rng as _;

/// How often a request is repeated.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// The first request goes out within so many milliseconds, at a random moment: all tables close at once.
    pub spread_ms: u64,
    /// Longest wait after the first; each next is twice as long.
    pub first_ms: u64,
    /// Longest wait of all.
    pub last_ms: u64,
    /// Longest wait after a refusal: only a new election file or gateway would change it.
    pub refused_ms: u64,
}

/// Longest wait that a gateway may ask for, so that no gateway can silence a station.
pub const MAX_LATER_MS: u64 = 600_000;

impl Default for Pace {
    fn default() -> Self {
        Self { spread_ms: 2_000, first_ms: 800, last_ms: 60_000, refused_ms: 600_000 }
    }
}

impl Pace {
    /// The wait after attempt number `attempt` (from 0): between half of the full wait and all of it.
    pub fn wait(&self, attempt: u32, random: &mut ChaCha20Rng) -> u64 {
        let factor = 1_u64.checked_shl(attempt).unwrap_or(u64::MAX);
        half_to_whole(self.first_ms.saturating_mul(factor).min(self.last_ms), random)
    }
}

/// A random number up to `whole`.
pub fn up_to(whole: u64, random: &mut ChaCha20Rng) -> u64 {
    let wide = u128::from(random.next_u64()) * (u128::from(whole) + 1);
    u64::try_from(wide >> 64).expect("a fraction of a 64-bit number")
}

/// A random number between half of `whole` and all of it.
pub fn half_to_whole(whole: u64, random: &mut ChaCha20Rng) -> u64 {
    whole - up_to(whole / 2, random)
}
