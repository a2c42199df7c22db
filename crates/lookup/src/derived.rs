use std::fmt;

use zeroize::{Zeroize as _, ZeroizeOnDrop};

use crate::{BucketNo, Layout};

/// What comes out of the PRF or of Argon2id for one ID number, and decides where its entry lies and what opens it.
///
/// 64 bytes: the first four name the bucket, 16 to 31 are the tag, 32 to 63 the key. Four to 15 are not used. The
/// parts of such an output say nothing about each other.
#[derive(Clone, PartialEq, Eq)]
pub struct Derived([u8; 64]);

/// How an entry is found in its bucket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag(pub [u8; Self::BYTES]);

impl Tag {
    /// Bytes of a tag.
    pub const BYTES: usize = 16;
}

impl Derived {
    /// Takes the 64 bytes.
    pub fn from_bytes(bytes: [u8; 64]) -> Self {
        Self(bytes)
    }

    /// The bucket: as many leading bits as the layout says.
    pub fn bucket(&self, layout: &Layout) -> BucketNo {
        let prefix = u32::from_be_bytes(self.part(0));
        let shift = u32::BITS - u32::from(layout.prefix_bits);
        BucketNo(prefix.checked_shr(shift).unwrap_or(0))
    }

    /// The tag.
    pub fn tag(&self) -> Tag {
        Tag(self.part(16))
    }

    /// The key that opens the entry.
    pub(crate) fn key(&self) -> [u8; 32] {
        self.part(32)
    }

    /// All of it, for vectors.
    pub fn as_bytes(&self) -> &[u8; 64] {
        &self.0
    }

    fn part<const N: usize>(&self, from: usize) -> [u8; N] {
        self.0[from..from + N].try_into().expect("within 64 bytes")
    }
}

impl fmt::Debug for Derived {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Derived(…)")
    }
}

impl Drop for Derived {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl ZeroizeOnDrop for Derived {}
