//! Hashes of the tree, as RFC 6962 §2.1 defines them.

use std::fmt;
use std::str::FromStr;

use data_encoding::BASE64;
use sha2::{Digest as _, Sha256};

/// Bytes in a hash.
pub const HASH_BYTES: usize = 32;

/// A hash of the tree: of a leaf, or of two hashes below it. Written in base64.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Hash(pub [u8; HASH_BYTES]);

impl Hash {
    /// The root of the empty tree.
    pub fn of_nothing() -> Self {
        Self(Sha256::digest(b"").into())
    }

    /// The hash of an entry.
    pub fn leaf(entry: &[u8]) -> Self {
        Self(Sha256::new().chain_update([0]).chain_update(entry).finalize().into())
    }

    /// The hash over two neighbours.
    pub fn node(left: &Self, right: &Self) -> Self {
        Self(
            Sha256::new()
                .chain_update([1])
                .chain_update(left.0)
                .chain_update(right.0)
                .finalize()
                .into(),
        )
    }

    /// The root over hashes of complete subtrees of one size, in order.
    ///
    /// # Panics
    /// If there are none.
    pub fn over(row: &[Self]) -> Self {
        match row {
            [] => panic!("a subtree has at least one hash"),
            [only] => *only,
            _ => {
                let (left, right) = row.split_at(row.len().next_power_of_two() / 2);
                Self::node(&Self::over(left), &Self::over(right))
            }
        }
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&BASE64.encode(&self.0))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Hash {
    type Err = NotAHash;

    fn from_str(text: &str) -> Result<Self, NotAHash> {
        let bytes = from_base64(text).ok_or(NotAHash)?;
        bytes.try_into().map(Self).map_err(|_| NotAHash)
    }
}

/// The bytes of a base64 text in its one spelling (RFC 4648 §4). The library alone would also take padding in
/// the middle, where two texts were joined.
pub(crate) fn from_base64(text: &str) -> Option<Vec<u8>> {
    let bytes = BASE64.decode(text.as_bytes()).ok()?;
    (BASE64.encode(&bytes) == text).then_some(bytes)
}

/// A text that is not 32 bytes in padded base64.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not 32 bytes in base64")]
pub struct NotAHash;
