//! HalfSipHash-2-4 with 64 bits of output (Aumasson and Bernstein, the reference implementation of SipHash).
//!
//! A short keyed hash on 32-bit words, which is what a classic BPF program can compute. With a key of 64 bits
//! it keeps a flood out of a gateway for a night; it authenticates nobody, and nothing is believed for it.

/// HalfSipHash-2-4 of a message, 64 bits, as the reference implementation writes them.
pub fn half_siphash(key: [u8; 8], message: &[u8]) -> [u8; 8] {
    let mut state = State::new(key);
    let (words, rest) = message.as_chunks::<4>();
    for word in words {
        state.absorb(u32::from_le_bytes(*word));
    }
    let [.., length] = message.len().to_be_bytes();
    let mut last = [0, 0, 0, length];
    last[..rest.len()].copy_from_slice(rest);
    state.absorb(u32::from_le_bytes(last));
    let [first, second] = state.finish();
    let mut out = [0; 8];
    out[..4].copy_from_slice(&first.to_le_bytes());
    out[4..].copy_from_slice(&second.to_le_bytes());
    out
}

/// The two words of output for a message of two words: the case that the kernel's filter computes.
pub(crate) fn of_two_words(key: [u8; 8], first: u32, second: u32) -> [u32; 2] {
    let mut state = State::new(key);
    state.absorb(first);
    state.absorb(second);
    state.absorb(LENGTH_OF_TWO_WORDS);
    state.finish()
}

/// The last block of a message of eight bytes: nothing but its length, in the highest byte.
pub(crate) const LENGTH_OF_TWO_WORDS: u32 = 8 << 24;
/// Set into v1 at the start, and into v2 at the end, for 64 bits of output.
pub(crate) const WIDE: u32 = 0xee;
/// Set into v1 between the two words of output.
pub(crate) const SECOND_WORD: u32 = 0xdd;
/// Rounds a block.
pub(crate) const C_ROUNDS: u32 = 2;
/// Rounds before each word of output.
pub(crate) const D_ROUNDS: u32 = 4;

/// The state before the first block: the key under the constants of the reference implementation.
pub(crate) fn initial(key: [u8; 8]) -> [u32; 4] {
    let [a, b, c, d, e, f, g, h] = key;
    let (k0, k1) = (u32::from_le_bytes([a, b, c, d]), u32::from_le_bytes([e, f, g, h]));
    [k0, k1 ^ WIDE, 0x6c79_6765 ^ k0, 0x7465_6462 ^ k1]
}

struct State([u32; 4]);

impl State {
    fn new(key: [u8; 8]) -> Self {
        Self(initial(key))
    }

    fn absorb(&mut self, word: u32) {
        self.0[3] ^= word;
        (0..C_ROUNDS).for_each(|_| self.round());
        self.0[0] ^= word;
    }

    fn finish(mut self) -> [u32; 2] {
        self.0[2] ^= WIDE;
        (0..D_ROUNDS).for_each(|_| self.round());
        let first = self.0[1] ^ self.0[3];
        self.0[1] ^= SECOND_WORD;
        (0..D_ROUNDS).for_each(|_| self.round());
        [first, self.0[1] ^ self.0[3]]
    }

    fn round(&mut self) {
        let [v0, v1, v2, v3] = &mut self.0;
        *v0 = v0.wrapping_add(*v1);
        *v1 = v1.rotate_left(5) ^ *v0;
        *v0 = v0.rotate_left(16);
        *v2 = v2.wrapping_add(*v3);
        *v3 = v3.rotate_left(8) ^ *v2;
        *v0 = v0.wrapping_add(*v3);
        *v3 = v3.rotate_left(7) ^ *v0;
        *v2 = v2.wrapping_add(*v1);
        *v1 = v1.rotate_left(13) ^ *v2;
        *v2 = v2.rotate_left(16);
    }
}
