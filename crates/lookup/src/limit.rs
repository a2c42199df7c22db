//! How often a key server answers: for one address, and all in all.
//!
//! No address is kept. Each falls into one of a fixed number of slots by a keyed digest, and a slot holds one time.
//! Addresses that share a slot share what it allows, so the error is on the strict side, and a flood of addresses
//! takes no memory.

use std::net::IpAddr;

use record::Digest;

/// Slots: eight bytes each, half a megabyte in all.
pub const SLOTS: usize = 1 << 16;
const MICROS: u64 = 1_000_000;

/// So many at once, and one more whenever the interval has passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// Microseconds until one more is allowed; at least 1.
    interval: u64,
    /// How many at once; at least 1.
    burst: u32,
}

/// Refused; the whole seconds until it makes sense to ask again, at least 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wait(pub u64);

/// The state of a key server's limits.
pub struct Limiter {
    secret: [u8; 32],
    address: Rate,
    overall: Rate,
    /// When each slot will have paid for all it was given, in microseconds.
    slots: Box<[u64]>,
    everybody: u64,
}

impl Rate {
    /// A number per minute, with a number at once. None for a rate of nothing or above one a microsecond.
    pub fn per_minute(many: u32, burst: u32) -> Option<Self> {
        let interval = (60 * MICROS).checked_div(u64::from(many))?;
        (interval > 0 && burst > 0).then_some(Self { interval, burst })
    }

    /// What a slot holds after one more at a time, or how long to wait (the generic cell rate algorithm).
    fn take(self, slot: u64, now: u64) -> Result<u64, Wait> {
        let begun = slot.max(now);
        let ahead = begun - now;
        let allowed = self.interval.saturating_mul(u64::from(self.burst - 1));
        if ahead > allowed {
            return Err(Wait((ahead - allowed).div_ceil(MICROS).max(1)));
        }
        Ok(begun.saturating_add(self.interval))
    }
}

impl Limiter {
    /// Limits that nobody has used yet. The secret is random, so that nobody can choose addresses of one slot.
    pub fn new(secret: [u8; 32], address: Rate, overall: Rate) -> Self {
        let slots = vec![0; SLOTS].into_boxed_slice();
        Self { secret, address, overall, slots, everybody: 0 }
    }

    /// Takes one answer from what an address and everybody may have, at a time in microseconds that does not go back.
    ///
    /// # Errors
    /// How long to wait. Nothing was taken then.
    pub fn admit(&mut self, from: IpAddr, now: u64) -> Result<(), Wait> {
        let slot = self.slot(from);
        let of_address = self.address.take(self.slots[slot], now)?;
        let of_everybody = self.overall.take(self.everybody, now)?;
        self.slots[slot] = of_address;
        self.everybody = of_everybody;
        Ok(())
    }

    fn slot(&self, from: IpAddr) -> usize {
        let digest = Digest::of(&[self.secret.as_slice(), &network(from)].concat());
        usize::from(u16::from_be_bytes(digest.prefix()))
    }
}

/// What counts as one address: one of IPv4, or 64 bits of IPv6, all of which one household has.
fn network(from: IpAddr) -> Vec<u8> {
    match from.to_canonical() {
        IpAddr::V4(v4) => v4.octets().to_vec(),
        IpAddr::V6(v6) => v6.octets()[..8].to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    fn limiter() -> Limiter {
        let address = Rate::per_minute(6, 3).expect("a rate");
        let overall = Rate::per_minute(60, 5).expect("a rate");
        Limiter::new([7; 32], address, overall)
    }

    #[test]
    fn bursts_then_the_rate() {
        let mut limiter = limiter();
        let one = at("192.0.2.1");
        for _ in 0..3 {
            assert_eq!(limiter.admit(one, 0), Ok(()));
        }
        assert_eq!(limiter.admit(one, 0), Err(Wait(10)));
        assert_eq!(limiter.admit(one, 9_999_999), Err(Wait(1)));
        assert_eq!(limiter.admit(one, 10_000_000), Ok(()));
        assert_eq!(limiter.admit(one, 10_000_000), Err(Wait(10)));
    }

    #[test]
    fn a_network_is_one_and_everybody_has_a_limit() {
        let mut limiter = limiter();
        for last in ["1", "2", "ffff"] {
            assert_eq!(limiter.admit(at(&format!("2001:db8::{last}")), 0), Ok(()));
        }
        assert_eq!(limiter.admit(at("2001:db8::3"), 0), Err(Wait(10)), "the same network");
        assert_eq!(limiter.admit(at("::ffff:192.0.2.1"), 0), Ok(()));
        assert_eq!(limiter.admit(at("192.0.2.2"), 0), Ok(()));
        assert_eq!(limiter.admit(at("192.0.2.3"), 0), Err(Wait(1)), "too many all in all");
        assert_eq!(limiter.admit(at("192.0.2.3"), 1_000_000), Ok(()), "nothing was taken before");
    }

    #[test]
    fn rates_of_nothing_are_none() {
        assert_eq!(Rate::per_minute(0, 1), None);
        assert_eq!(Rate::per_minute(1, 0), None);
        assert_eq!(Rate::per_minute(u32::MAX, 1), None);
    }

    #[test]
    fn the_end_of_time_overflows_nothing() {
        let mut limiter = limiter();
        for _ in 0..10 {
            let _ = limiter.admit(at("192.0.2.1"), u64::MAX);
        }
    }
}
