//! What a centre and a station hold.
//!
//! A centre has one [`LinkSecret`] and one [`CentreKey`]. A station has a [`StationPass`]: its own tags, made in
//! advance, and the key of its own table. Whoever steals a station learns these and nothing about another table.

mod centre;
mod pass;
mod secret_file;

use std::fmt;

use record::{ElectionId, TableNo};
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::LinkError;
use crate::mac::{self, Mac};
use crate::siphash;

pub use centre::{CentreKey, CentrePublic};
pub(crate) use centre::{ENCAPSULATED_BYTES, SEAL_BYTES};
pub use pass::{MAX_PASS_BYTES, MAX_TICKETS, StationPass, StationTicket};
pub use secret_file::{MAX_SECRET_BYTES, SecretFile};

/// The number of a request of one table, from 0. Each counts once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Counter(pub u32);

impl fmt::Display for Counter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What the kernel's filter looks for in a datagram: the keyed hash of its table and counter.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Tag(pub [u8; 8]);

impl fmt::Debug for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tag(..)")
    }
}

/// The key of the tags, which every gateway of a centre holds and no station does.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct FilterKey([u8; 8]);

impl FilterKey {
    /// A key of these bytes.
    pub fn new(bytes: [u8; 8]) -> Self {
        Self(bytes)
    }

    /// The tag of a table and counter: HalfSipHash-2-4 of both as 32-bit words, each word of output big-endian.
    pub fn tag(&self, table: TableNo, counter: Counter) -> Tag {
        let [first, second] = siphash::of_two_words(self.0, table.0, counter.0);
        let mut tag = [0; 8];
        tag[..4].copy_from_slice(&first.to_be_bytes());
        tag[4..].copy_from_slice(&second.to_be_bytes());
        Tag(tag)
    }

    /// Whether a tag is the one of a table and counter.
    pub fn holds(&self, table: TableNo, counter: Counter, tag: Tag) -> bool {
        mac::same(&self.tag(table, counter).0, &tag.0)
    }

    pub(crate) fn bytes(&self) -> [u8; 8] {
        self.0
    }
}

impl fmt::Debug for FilterKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FilterKey(..)")
    }
}

/// The key of one table's codes, which its station and the gateways hold.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct MacKey([u8; 32]);

impl MacKey {
    /// The code of a request: all of it but the code itself.
    pub(crate) fn of_request(&self, before_code: &[u8]) -> Mac {
        mac::short(&self.0, &[b"cotejo/link/request/v1\0", before_code])
    }

    /// The code of an answer, bound to the request that it answers by the code of that.
    pub(crate) fn of_answer(&self, request: &Mac, before_code: &[u8]) -> Mac {
        mac::short(&self.0, &[b"cotejo/link/answer/v1\0", request, before_code])
    }
}

impl PartialEq for MacKey {
    fn eq(&self, other: &Self) -> bool {
        mac::same(&self.0, &other.0)
    }
}

impl Eq for MacKey {}

impl fmt::Debug for MacKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MacKey(..)")
    }
}

/// The centre's master secret for one election, of which every other link key but [`CentreKey`] follows.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct LinkSecret {
    master: [u8; 32],
    #[zeroize(skip)]
    election: ElectionId,
}

impl LinkSecret {
    /// The secret of 32 random bytes, for one election: the same bytes give other keys in another.
    pub fn new(master: [u8; 32], election: ElectionId) -> Self {
        Self { master, election }
    }

    /// The election.
    pub fn election(&self) -> &ElectionId {
        &self.election
    }

    /// The key of the tags.
    pub fn filter_key(&self) -> FilterKey {
        let mut key = [0; 8];
        key.copy_from_slice(&self.derive(b"cotejo/link/filter/v1\0", &[])[..8]);
        FilterKey(key)
    }

    /// The key of a table's codes.
    pub fn mac_key(&self, table: TableNo) -> MacKey {
        MacKey(self.derive(b"cotejo/link/mac/v1\0", &table.0.to_be_bytes()))
    }

    /// All that one station holds: its key and its first `how_many` tickets.
    ///
    /// # Errors
    /// T825 for none, or more than [`MAX_TICKETS`].
    pub fn issue(
        &self,
        table: TableNo,
        how_many: u32,
        centre: &CentrePublic,
    ) -> Result<StationPass, LinkError> {
        let key = self.filter_key();
        let tags = (0..how_many).take(MAX_TICKETS + 1).map(|at| key.tag(table, Counter(at)));
        StationPass::new(self.election, table, centre.clone(), self.mac_key(table), tags.collect())
    }

    fn derive(&self, label: &[u8], of: &[u8]) -> [u8; 32] {
        mac::hmac(&self.master, &[label, &self.election.0.0, of])
    }
}

impl fmt::Debug for LinkSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LinkSecret").field("election", &self.election).finish_non_exhaustive()
    }
}
