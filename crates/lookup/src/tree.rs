//! The hash tree over all buckets: its root stands in the manifest, and each bucket carries its path to it. A mirror
//! cannot give anybody a bucket of its own making.
//!
//! Leaves and nodes are hashed as in RFC 6962; there are always a power of two of them.

use record::Digest;
use sha2::{Digest as _, Sha256};

use crate::BucketNo;

/// Bytes of a hash.
pub const HASH_BYTES: usize = 32;
const LEAF: [u8; 1] = [0];
const NODE: [u8; 1] = [1];

/// A whole tree in memory: 64 bytes a bucket.
pub struct Tree {
    /// Hashes by height; the last row is the root alone.
    rows: Vec<Vec<Digest>>,
}

/// The hash of a bucket's body.
pub fn leaf(body: &[u8]) -> Digest {
    hash(LEAF, [body, &[]])
}

impl Tree {
    /// The tree over leaves in the order of their buckets. None where their number is no power of two.
    pub fn new(leaves: Vec<Digest>) -> Option<Self> {
        if !leaves.len().is_power_of_two() {
            return None;
        }
        let mut rows = vec![leaves];
        while let Some(row) = rows.last().filter(|row| row.len() > 1) {
            let (pairs, _) = row.as_chunks::<2>();
            rows.push(pairs.iter().map(|[left, right]| node(left, right)).collect());
        }
        Some(Self { rows })
    }

    /// What stands in the manifest.
    pub fn root(&self) -> Digest {
        self.rows[self.rows.len() - 1][0]
    }

    /// The path of a bucket, from its neighbour up. None where there is no such bucket.
    pub fn path(&self, bucket: BucketNo) -> Option<Vec<Digest>> {
        let mut at = usize::try_from(bucket.0).ok()?;
        self.rows[..self.rows.len() - 1]
            .iter()
            .map(|row| {
                let neighbour = row.get(at ^ 1).copied();
                at >>= 1;
                neighbour
            })
            .collect()
    }
}

/// The root that a leaf and its path lead to.
pub fn climb(bucket: BucketNo, leaf: Digest, path: impl Iterator<Item = Digest>) -> Digest {
    let mut at = bucket.0;
    path.fold(leaf, |below, neighbour| {
        let odd = at & 1 == 1;
        at >>= 1;
        if odd { node(&neighbour, &below) } else { node(&below, &neighbour) }
    })
}

fn node(left: &Digest, right: &Digest) -> Digest {
    hash(NODE, [&left.0, &right.0])
}

fn hash(kind: [u8; 1], parts: [&[u8]; 2]) -> Digest {
    let hash =
        parts.iter().fold(Sha256::new_with_prefix(kind), |hash, part| hash.chain_update(part));
    Digest(hash.finalize().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_path_leads_to_the_root_and_no_other() {
        for bits in 0..6 {
            let leaves: Vec<_> = (0..1_u32 << bits).map(|n| leaf(&n.to_be_bytes())).collect();
            let tree = Tree::new(leaves.clone()).expect("a power of two");
            for (at, one) in leaves.iter().enumerate() {
                let no = BucketNo(u32::try_from(at).expect("small"));
                let path = tree.path(no).expect("there");
                assert_eq!(path.len(), bits);
                assert_eq!(climb(no, *one, path.iter().copied()), tree.root());
                assert_ne!(climb(no, leaf(b"other"), path.iter().copied()), tree.root());
                if bits > 0 {
                    let other = BucketNo(no.0 ^ 1);
                    assert_ne!(climb(other, *one, path.iter().copied()), tree.root());
                }
            }
            assert_eq!(tree.path(BucketNo(1 << bits)), (bits == 0).then(Vec::new));
        }
        assert!(Tree::new(vec![]).is_none());
        assert!(Tree::new(vec![leaf(b""); 3]).is_none());
    }
}
