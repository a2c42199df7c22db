//! Proofs that an entry is in a tree, and that a tree grew out of another (RFC 9162 §2.1.3 and §2.1.4).

use record::Rule;

use crate::LedgerError;
use crate::hash::Hash;

/// Most hashes in a proof: one per level of the largest tree.
pub const MAX_PROOF: usize = 63;

/// Subtrees of a tree, however they are stored: the hash over the leaves `start..end`, which is a complete
/// subtree or ends with the tree.
pub trait Subtrees {
    /// The hash over `start..end`.
    ///
    /// # Errors
    /// Where it cannot be read, or is not what the root says.
    fn subtree(&mut self, start: u64, end: u64) -> Result<Hash, LedgerError>;
}

/// The proof that leaf `index` is in the tree of `size`, from the leaf's sibling up.
///
/// # Errors
/// L417 where the leaf is not in the tree, and what reading gives.
pub fn inclusion(
    tree: &mut impl Subtrees,
    index: u64,
    size: u64,
) -> Result<Vec<Hash>, LedgerError> {
    if index >= size {
        let detail = format!("entry {index} is not in a tree of {size}");
        return Err(LedgerError::new(Rule::ProofInvalid, detail));
    }
    let (mut start, mut end) = (0, size);
    let mut siblings = Vec::new();
    while end - start > 1 {
        let middle = start + split(end - start);
        if index < middle {
            siblings.push((middle, end));
            end = middle;
        } else {
            siblings.push((start, middle));
            start = middle;
        }
    }
    siblings.into_iter().rev().map(|(start, end)| tree.subtree(start, end)).collect()
}

/// The proof that the tree of `old` leaves is the start of the tree of `new`.
///
/// # Errors
/// L417 where `old` is larger than `new`, and what reading gives.
pub fn consistency(tree: &mut impl Subtrees, old: u64, new: u64) -> Result<Vec<Hash>, LedgerError> {
    if old > new {
        let detail = format!("{old} entries are more than {new}");
        return Err(LedgerError::new(Rule::ProofInvalid, detail));
    }
    if old == 0 || old == new {
        return Ok(Vec::new());
    }
    let (mut start, mut end) = (0, new);
    let mut path = Vec::new();
    while end != old {
        let middle = start + split(end - start);
        if old <= middle {
            path.push((middle, end));
            end = middle;
        } else {
            path.push((start, middle));
            start = middle;
        }
    }
    // The old tree's own root is known to whoever asks, unless it is not a complete subtree.
    if start > 0 {
        path.push((start, end));
    }
    path.into_iter().rev().map(|(start, end)| tree.subtree(start, end)).collect()
}

/// Checks that a leaf is in the tree with a root.
///
/// # Errors
/// L417.
pub fn verify_inclusion(
    leaf: Hash,
    index: u64,
    size: u64,
    proof: &[Hash],
    root: &Hash,
) -> Result<(), LedgerError> {
    match root_of_inclusion(leaf, index, size, proof)? == *root {
        true => Ok(()),
        false => {
            let detail = format!("entry {index} of {size}: the proof leads to another root");
            Err(LedgerError::new(Rule::ProofInvalid, detail))
        }
    }
}

/// The root that a proof leads to, from a leaf.
///
/// # Errors
/// L417 where no tree of that size has a proof of that length there.
pub fn root_of_inclusion(
    leaf: Hash,
    index: u64,
    size: u64,
    proof: &[Hash],
) -> Result<Hash, LedgerError> {
    let refused = |why: &str| {
        Err(LedgerError::new(Rule::ProofInvalid, format!("entry {index} of {size}: {why}")))
    };
    if index >= size {
        return refused("the entry is not in the tree");
    }
    let (mut at, mut last, mut hash) = (index, size - 1, leaf);
    for sibling in proof {
        if last == 0 {
            return refused("the proof is too long");
        }
        if at % 2 == 1 || at == last {
            hash = Hash::node(sibling, &hash);
            while at % 2 == 0 && at != 0 {
                (at, last) = (at / 2, last / 2);
            }
        } else {
            hash = Hash::node(&hash, sibling);
        }
        (at, last) = (at / 2, last / 2);
    }
    if last == 0 { Ok(hash) } else { refused("the proof is too short") }
}

/// Checks that a tree with one root is the start of a tree with another.
///
/// # Errors
/// L417.
pub fn verify_consistency(
    (old, old_root): (u64, &Hash),
    (new, new_root): (u64, &Hash),
    proof: &[Hash],
) -> Result<(), LedgerError> {
    let refused = |why: &str| {
        Err(LedgerError::new(Rule::ProofInvalid, format!("{old} to {new} entries: {why}")))
    };
    if old > new {
        return refused("the log became smaller");
    }
    if old == new || old == 0 {
        let roots =
            old == 0 && (new > 0 || *new_root == Hash::of_nothing()) || old_root == new_root;
        return match (roots, proof.is_empty()) {
            (true, true) => Ok(()),
            (false, _) => refused("two roots of the same size"),
            (_, false) => refused("the proof is too long"),
        };
    }
    let (mut at, mut last) = (old - 1, new - 1);
    while at % 2 == 1 {
        (at, last) = (at / 2, last / 2);
    }
    let (first, rest) = if old.is_power_of_two() {
        (old_root, proof)
    } else {
        match proof.split_first() {
            Some((first, rest)) => (first, rest),
            None => return refused("the proof is too short"),
        }
    };
    let (mut from, mut to) = (*first, *first);
    for sibling in rest {
        if last == 0 {
            return refused("the proof is too long");
        }
        if at % 2 == 1 || at == last {
            from = Hash::node(sibling, &from);
            to = Hash::node(sibling, &to);
            while at % 2 == 0 && at != 0 {
                (at, last) = (at / 2, last / 2);
            }
        } else {
            to = Hash::node(&to, sibling);
        }
        (at, last) = (at / 2, last / 2);
    }
    if last != 0 {
        return refused("the proof is too short");
    }
    if from != *old_root {
        return refused("the proof does not start from the old root");
    }
    if to != *new_root {
        return refused("the proof leads to another root");
    }
    Ok(())
}

/// Largest power of two smaller than a number above one.
fn split(leaves: u64) -> u64 {
    leaves.next_power_of_two() / 2
}
