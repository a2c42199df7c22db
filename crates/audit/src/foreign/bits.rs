use num_bigint::BigUint;
use num_traits::ToPrimitive as _;
use sha2::{Digest as _, Sha256};

use record::ticket::Wide;

/// The generator of the Python package `cryptorandom`: SHA-256 of the seed, a comma and a counter in unary.
#[derive(Clone)]
pub struct BitStream {
    /// After the seed, the comma and as many zero bytes as numbers were taken.
    base: Sha256,
    /// Bits that were taken from the generator and not used, the next ones lowest.
    left: BigUint,
    left_bits: u64,
}

impl BitStream {
    /// For a seed, in the form Python's `str` gives it.
    pub fn new(seed: &str) -> Self {
        let mut base = Sha256::new();
        base.update(seed);
        base.update(b",");
        Self { base, left: BigUint::default(), left_bits: 0 }
    }

    /// The next 256 bits.
    pub fn hash(&mut self) -> [u8; 32] {
        let hash = self.base.clone().finalize().into();
        self.base.update([0]);
        hash
    }

    /// The next number between 0 and 1.
    pub fn unit(&mut self) -> f64 {
        Wide::from_bytes(&self.hash()).fraction()
    }

    /// The next `bits` bits, at most 64 of them.
    ///
    /// # Panics
    /// With more than 64.
    pub fn bits(&mut self, bits: u32) -> u64 {
        assert!(bits <= 64, "at most 64 bits at a time");
        while self.left_bits < u64::from(bits) {
            let more = BigUint::from_bytes_be(&self.hash());
            self.left += more << self.left_bits;
            self.left_bits += 256;
        }
        let mask = (BigUint::from(1_u8) << bits) - 1_u8;
        let taken = &self.left & mask;
        self.left >>= bits;
        self.left_bits -= u64::from(bits);
        taken.to_u64().expect("at most 64 bits")
    }

    /// The next whole number below `end`, which is above zero.
    ///
    /// # Panics
    /// Where `end` is zero.
    pub fn below(&mut self, end: u64) -> u64 {
        let bits =
            u64::BITS - (end.checked_sub(1).expect("a range with a number in it")).leading_zeros();
        loop {
            // Each trial succeeds with a chance of at least one half.
            let number = self.bits(bits);
            if number < end {
                return number;
            }
        }
    }
}
