//! Unsigned integers of 256 bits, as SHA-256 gives them: in decimal, and modulo a small number.

/// Digits taken at a time; 10¹⁹ is the largest power of ten in 64 bits.
const CHUNK_DIGITS: usize = 19;
const CHUNK: u128 = 10_000_000_000_000_000_000;
/// Most decimal digits of a number of 256 bits.
pub(super) const MAX_DIGITS: usize = 78;

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
    pub fn push_reversed(mut self, least: usize, out: &mut String) {
        let mut digits = [b'0'; MAX_DIGITS + CHUNK_DIGITS];
        let (mut at, mut len) = (0, 1);
        while self.0 != [0; 4] {
            let mut chunk = self.divide(CHUNK);
            for (place, digit) in digits.iter_mut().enumerate().skip(at).take(CHUNK_DIGITS) {
                let value = u8::try_from(chunk % 10).expect("a digit");
                *digit += value;
                if value > 0 {
                    len = place + 1;
                }
                chunk /= 10;
            }
            at += CHUNK_DIGITS;
        }
        let text = std::str::from_utf8(&digits[..len.max(least)]).expect("digits");
        out.push_str(text);
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
