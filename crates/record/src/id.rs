//! Identifiers. Positions in the election file are small integers; names of bytes are digests.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Declares a position newtype: a zero-based index into one list of the election file.
macro_rules! position {
    ($(#[$doc:meta])* $name:ident, $repr:ty) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub $repr);

        impl $name {
            /// The position as an index.
            pub fn index(self) -> usize {
                usize::try_from(self.0).expect("positions fit the address space")
            }

            /// The position of an index, where it fits.
            pub fn from_index(index: usize) -> Option<Self> {
                <$repr>::try_from(index).ok().map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

position!(
    /// An area of the geography; 0 is the whole country.
    AreaNo, u32
);
position!(
    /// A candidate of a contest, in the order of the election file.
    CandidateNo, u16
);
position!(
    /// A contest of the election, in the order of the manifest.
    ContestNo, u8
);
position!(
    /// A list of a contest, in ballot order.
    ListNo, u16
);
position!(
    /// An organisation named in the manifest.
    OrganisationNo, u8
);
position!(
    /// A source in a collation, in the order given.
    SourceNo, u16
);
position!(
    /// A polling table: its row in `tables.csv`.
    TableNo, u32
);

/// A SHA-256 digest (FIPS 180-4), written in lower-case hexadecimal.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Digest(pub [u8; 32]);

impl Digest {
    /// The digest of some bytes.
    pub fn of(bytes: &[u8]) -> Self {
        use sha2::Digest as _;
        Self(sha2::Sha256::digest(bytes).into())
    }

    /// The first `N` bytes, for places where a name only has to be told from its neighbours.
    pub fn prefix<const N: usize>(&self) -> [u8; N] {
        let mut out = [0; N];
        out.copy_from_slice(&self.0[..N]);
        out
    }
}

/// The first bytes of a signed sheet's digest, by which a correction names it.
///
/// Eight, so that a correction of 38 lists fits the QR code its first sheet fits. They need not resist
/// collisions: whoever makes two sheets of one table that share them has already signed the two
/// contradicting sheets that are the proof against him.
pub type SheetPrefix = [u8; 8];

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&const_hex::encode(self.0))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Digest {
    type Err = DigestError;

    fn from_str(text: &str) -> Result<Self, DigestError> {
        // The decoder would also take capitals, and `0x` in front.
        if text.len() != 64 || text.bytes().any(|b| b.is_ascii_uppercase()) {
            return Err(DigestError);
        }
        const_hex::decode_to_array(text).map(Self).map_err(|_| DigestError)
    }
}

impl Serialize for Digest {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// A text that is not a digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not 64 lower-case hexadecimal digits")]
pub struct DigestError;

/// The name of an election: the digest of its files. Every signature is bound to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ElectionId(pub Digest);

impl ElectionId {
    /// Four bytes carried inside each sheet, so that a reader knows which election file to ask for.
    /// They identify, they do not protect: the signature covers the whole id.
    pub fn hint(&self) -> [u8; 4] {
        self.0.prefix()
    }
}

impl fmt::Display for ElectionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
