//! Roots and proofs against a naive tree and against another implementation.

use ct_merkle::mem_backed_tree::MemoryBackedTree;
use ledger::log::Stored;
use ledger::proof::{verify_consistency, verify_inclusion};
use ledger::reader::Reader;
use ledger::{Checkpoint, Hash, fsck};
use rand::RngExt as _;
use sha2::Sha256;

use crate::common::{Place, entries, naive_root, random, trust};

#[test]
fn ten_thousand_operations_agree_with_a_naive_tree() {
    let place = Place::default();
    let mut log = place.create();
    let mut random = random(7);
    let mut model: Vec<Vec<u8>> = Vec::new();
    let mut operations = 0;
    while operations < 10_000 {
        let batch: Vec<Vec<u8>> = (0..random.random_range(1..120_u32))
            .map(|_| format!("entry {}", random.random_range(0..20_000_u32)).into_bytes())
            .collect();
        for (place, entry) in log.append(&batch).unwrap().iter().zip(&batch) {
            let there = model.iter().position(|one| one == entry);
            let at = there.unwrap_or_else(|| {
                model.push(entry.clone());
                model.len() - 1
            });
            assert_eq!(place.index, at as u64);
        }
        operations += batch.len();
        if random.random_range(0..10_u32) == 0 {
            let leaves: Vec<_> = model.iter().map(|one| Hash::leaf(one)).collect();
            assert_eq!(log.checkpoint().root, naive_root(&leaves));
        }
        if random.random_range(0..20_u32) == 0 {
            log = place.open().unwrap();
        }
    }
    let mut seen = Vec::new();
    let checked = fsck::check(&mut Stored(&place.storage), &log.checkpoint(), |_, entry| {
        seen.push(entry.to_vec());
        Ok(())
    });
    assert_eq!(checked.unwrap().entries, model.len() as u64);
    assert_eq!(seen, model);
}

#[test]
fn every_proof_of_small_trees_verifies_and_no_other_does() {
    for size in 1..=70_u64 {
        let place = Place::with_entries(size, size);
        let root = place.open().unwrap().checkpoint();
        let mut source = Stored(&place.storage);
        let mut reader = Reader::open(&mut source, &root).unwrap();
        for index in 0..size {
            let proof = reader.inclusion(index).unwrap();
            let leaf = Hash::leaf(&entries(index..index + 1)[0]);
            verify_inclusion(leaf, index, size, &proof, &root.root).unwrap();
            assert!(verify_inclusion(leaf, index + 1, size, &proof, &root.root).is_err());
            if let Some((_, short)) = proof.split_last() {
                assert!(verify_inclusion(leaf, index, size, short, &root.root).is_err());
            }
            let long = [&proof[..], &[leaf]].concat();
            assert!(verify_inclusion(leaf, index, size, &long, &root.root).is_err());
        }
        for old in 0..=size {
            let old_root = reader.root_at(old).unwrap();
            let proof = reader.consistency(old).unwrap();
            verify_consistency((old, &old_root), (size, &root.root), &proof).unwrap();
            if old > 0 && old < size {
                let other = Hash::leaf(b"another");
                assert!(verify_consistency((old, &other), (size, &root.root), &proof).is_err());
                assert!(verify_consistency((old, &old_root), (size, &other), &proof).is_err());
                let long = [&proof[..], &[other]].concat();
                assert!(verify_consistency((old, &old_root), (size, &root.root), &long).is_err());
            }
        }
    }
}

#[test]
fn large_trees_agree_with_another_implementation() {
    let mut other = MemoryBackedTree::<Sha256, Vec<u8>>::new();
    for entry in entries(0..70_000) {
        other.push(entry);
    }
    let place = Place::with_entries(70_000, 3);
    let ours = place.open().unwrap().checkpoint();
    assert_eq!(ours.root.0.as_slice(), other.root().as_bytes().as_slice());
    let mut source = Stored(&place.storage);
    let mut reader = Reader::open(&mut source, &ours).unwrap();
    for index in [0, 1, 255, 256, 65_535, 65_536, 69_887, 69_888, 69_999] {
        let theirs = other.prove_inclusion(index);
        let ours: Vec<u8> =
            reader.inclusion(index as u64).unwrap().iter().flat_map(|hash| hash.0).collect();
        assert_eq!(ours, theirs.as_bytes(), "{index}");
        assert_eq!(reader.entry(index as u64).unwrap(), entries(index as u64..index as u64 + 1)[0]);
    }
}

#[test]
fn receipts_prove_their_entries_and_survive_their_text_form() {
    let place = Place::with_entries(1_000, 11);
    let log = place.open().unwrap();
    let receipts = log.receipts(&[0, 500, 999]).unwrap();
    for receipt in receipts {
        let parsed = ledger::Receipt::parse(receipt.to_string().as_bytes()).unwrap();
        assert_eq!(parsed, receipt);
        let entry = &entries(receipt.index..receipt.index + 1)[0];
        let verified = parsed.verify(entry, &trust(), None).unwrap();
        assert_eq!(verified.checkpoint, Checkpoint { ..log.checkpoint() });
        assert!(!verified.quorum, "nobody cosigned yet");
        assert!(parsed.verify(b"another entry", &trust(), None).is_err());
    }
}
