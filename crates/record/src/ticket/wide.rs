//! Unsigned integers of 256 bits, as SHA-256 gives them: in decimal, and modulo a small number.

/// Digits taken at a time; 10⁹ is the largest power of ten in 32 bits, and dividing 64 bits by it is a multiplication.
const CHUNK_DIGITS: usize = 9;
const CHUNK: u64 = 1_000_000_000;
/// Most decimal digits of a number of 256 bits.
pub(super) const MAX_DIGITS: usize = 78;
const MAX_CHUNKS: usize = MAX_DIGITS.div_ceil(CHUNK_DIGITS);

/// A number below 2²⁵⁶, most significant limb first.
#[derive(Clone, Copy)]
pub struct Wide([u64; 4]);

impl Wide {
    /// The number that 32 bytes are, most significant first.
    pub fn from_bytes(bytes: &[u8; 32]) -> Self {
        let mut limbs = [0; 4];
        for (limb, bytes) in limbs.iter_mut().zip(bytes.chunks_exact(8)) {
            *limb = u64::from_be_bytes(bytes.try_into().expect("chunks of eight"));
        }
        Self(limbs)
    }

    /// What is left after division by a number above zero.
    pub fn modulo(mut self, by: u64) -> u64 {
        self.divide(u128::from(by))
    }

    /// The number as a fraction of 2²⁵⁶, rounded to 53 bits.
    pub fn fraction(self) -> f64 {
        self.0
            .iter()
            .rev()
            .fold(0.0, |below, limb| (below + *limb as f64) / 18_446_744_073_709_551_616.0)
    }

    /// Appends the decimal digits, least significant first, with zeros up to `least` digits.
    pub fn push_reversed(self, least: usize, out: &mut String) {
        let mut halves = self.halves();
        let mut above = &mut halves[..];
        let mut digits = [b'0'; MAX_CHUNKS * CHUNK_DIGITS];
        for chunk in digits.chunks_exact_mut(CHUNK_DIGITS) {
            while let [0, rest @ ..] = above {
                above = rest;
            }
            let mut left = divide_by_chunk(above);
            for digit in chunk {
                *digit += u8::try_from(left % 10).expect("a digit");
                left /= 10;
            }
        }
        let len = digits.iter().rposition(|digit| *digit != b'0').map_or(1, |last| last + 1);
        let text = std::str::from_utf8(&digits[..len.max(least)]).expect("digits");
        out.push_str(text);
    }

    /// Limbs of 32 bits, most significant first.
    fn halves(self) -> [u32; 8] {
        let mut halves = [0; 8];
        for (two, limb) in halves.chunks_exact_mut(2).zip(self.0) {
            two[0] = u32::try_from(limb >> 32).expect("the upper half");
            two[1] = u32::try_from(limb & u64::from(u32::MAX)).expect("the lower half");
        }
        halves
    }

    /// Divides in place; gives what is left.
    fn divide(&mut self, by: u128) -> u64 {
        let mut left: u128 = 0;
        for limb in &mut self.0 {
            let value = (left << 64) | u128::from(*limb);
            *limb = u64::try_from(value / by).expect("what is left is below the divisor");
            left = value % by;
        }
        u64::try_from(left).expect("below a divisor of 64 bits")
    }
}

/// Divides in place; gives what is left.
fn divide_by_chunk(limbs: &mut [u32]) -> u32 {
    let mut left: u64 = 0;
    for limb in limbs {
        let value = (left << 32) | u64::from(*limb);
        *limb = u32::try_from(value / CHUNK).expect("what is left is below the divisor");
        left = value % CHUNK;
    }
    u32::try_from(left).expect("below a divisor of 32 bits")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reversed(bytes: &[u8; 32], least: usize) -> String {
        let mut out = String::new();
        Wide::from_bytes(bytes).push_reversed(least, &mut out);
        out
    }

    #[test]
    fn small_and_largest_numbers() {
        let mut one = [0; 32];
        one[30] = 1;
        assert_eq!(reversed(&one, 0), "652");
        assert_eq!(reversed(&one, 5), "65200");
        assert_eq!(reversed(&[0; 32], 0), "0");
        let largest =
            "115792089237316195423570985008687907853269984665640564039457584007913129639935";
        assert_eq!(reversed(&[255; 32], 64), largest.chars().rev().collect::<String>());
        assert_eq!(Wide::from_bytes(&[255; 32]).modulo(1_000_000_007), 792_845_266 - 1);
        assert_eq!(Wide::from_bytes(&one).modulo(10), 6);
    }

    #[test]
    fn fractions_of_one() {
        let mut half = [0; 32];
        half[0] = 128;
        assert_eq!(Wide::from_bytes(&half).fraction(), 0.5);
        assert_eq!(Wide::from_bytes(&[0; 32]).fraction(), 0.0);
    }
}
