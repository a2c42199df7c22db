//! The digest of everything that happened, in order.

use std::collections::BTreeMap;

use record::Digest;

/// Bytes hashed at once.
const CHUNK: usize = 1 << 16;

pub struct Trace {
    so_far: Digest,
    waiting: Vec<u8>,
    /// How often what happened.
    pub counts: BTreeMap<&'static str, u64>,
}

impl Trace {
    pub fn new() -> Self {
        Self { so_far: Digest::of(b"simulation"), waiting: Vec::new(), counts: BTreeMap::new() }
    }

    pub fn note(&mut self, at: u64, what: &'static str, of: usize, bytes: &[u8]) {
        *self.counts.entry(what).or_default() += 1;
        self.waiting.extend(at.to_be_bytes());
        self.waiting.extend(what.as_bytes());
        self.waiting.extend(of.to_be_bytes());
        self.waiting.extend(bytes.len().to_be_bytes());
        self.waiting.extend(bytes);
        if self.waiting.len() >= CHUNK {
            self.fold();
        }
    }

    pub fn digest(&mut self) -> Digest {
        self.fold();
        self.so_far
    }

    fn fold(&mut self) {
        self.waiting.extend(self.so_far.0);
        self.so_far = Digest::of(&self.waiting);
        self.waiting.clear();
    }
}
