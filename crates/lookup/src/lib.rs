//! Which table an ID number votes at, in files that nobody can read as a roll.
//!
//! A roll (ID number → table) becomes buckets of equal size, each with entries and chaff that look alike. What opens an
//! entry comes from the ID number through a function that is made expensive to guess with: an oblivious PRF, which
//! needs a key server for each guess ([`oprf`]), or Argon2id, which needs time and memory for each ([`argon`]).
//! `docs/formats/lookup.md` describes the files, `docs/design/lookup.md` who can do what with them.
//!
//! No I/O, no clock, no randomness: readers, times and seeds are arguments.

pub mod argon;
pub mod bucket;
mod derived;
mod error;
mod id;
mod layout;
pub mod limit;
pub mod manifest;
pub mod oprf;
pub mod page;
pub mod roll;
mod stream;
pub mod tree;

pub use argon::Cost;
pub use bucket::{Bucket, Chaff, EntryBytes};
pub use derived::{Derived, Tag};
pub use error::LookupError;
pub use id::IdNumber;
pub use layout::{BucketNo, Layout, MAX_BUCKET_BYTES};
pub use manifest::{Manifest, Mode};
pub use roll::Roll;

use record::{Digest, ElectionId};

/// One build of one election's look-up. Both stand in whatever is derived from an ID number, so that no two builds
/// share a key, a tag or a place: who holds several cannot see who came or moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Build {
    /// The election.
    pub election: ElectionId,
    /// 32 random bytes of this build.
    pub build: Digest,
}

impl Build {
    /// What is derived from, for an ID number: the context, then the number.
    fn input(&self, id: &IdNumber) -> Vec<u8> {
        [CONTEXT.as_slice(), &self.election.0.0, &self.build.0, id.as_str().as_bytes()].concat()
    }
}

/// Begins whatever is derived from.
const CONTEXT: &[u8; 16] = b"cotejo-lookup-v1";
