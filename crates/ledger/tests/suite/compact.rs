//! Receipts in few bytes.

use ledger::reader::Reader;
use ledger::receipt::MAX_COMPACT_BYTES;
use ledger::{Checkpoint, Receipt};
use rand::RngExt as _;
use record::Rule;

use crate::common::{Place, cosigner, entries, random, trust};

fn receipts(count: u64, by: &[&str]) -> impl Iterator<Item = (Receipt, Vec<u8>)> {
    let place = Place::with_entries(count, 31);
    let mut note = place.note();
    let checkpoint = Checkpoint::parse(&note.text).unwrap();
    for name in by {
        let line = cosigner(name).cosign(&note.text, 77).unwrap();
        note.add(line);
    }
    (0..count).zip(entries(0..count)).map(move |(index, entry)| {
        let mut storage = &place.storage;
        let mut reader = Reader::open(&mut storage, &checkpoint).unwrap();
        let path = reader.inclusion(index).unwrap();
        let extra = Some(entry.clone());
        (Receipt { extra, index, path, checkpoint: note.clone() }, entry)
    })
}

#[test]
fn the_compact_form_says_what_the_long_one_says() {
    let trust = trust();
    for count in [1, 2, 3, 255, 256, 257, 700] {
        for by in [&[][..], &["party-b", "authority"][..]] {
            for (receipt, entry) in receipts(count, by).step_by(41) {
                let compact = receipt.to_compact(&trust).unwrap();
                assert!(compact.len() <= 83 + 32 * receipt.path.len() + 74 * by.len());
                let read = Receipt::from_compact(&compact, &entry, &trust).unwrap();
                let (long, short) = (
                    receipt.verify(&entry, &trust, None).unwrap(),
                    read.verify(&entry, &trust, None).unwrap(),
                );
                assert_eq!((long, read.index, &read.path), (short, receipt.index, &receipt.path));
                assert_eq!(read.to_compact(&trust).unwrap(), compact, "one spelling");
            }
        }
    }
}

#[test]
fn every_flipped_bit_and_every_cut_is_refused() {
    let trust = trust();
    let (receipt, entry) = receipts(300, &["party-a"]).nth(211).unwrap();
    let compact = receipt.to_compact(&trust).unwrap();
    let refused = |bytes: &[u8], entry: &[u8]| {
        Receipt::from_compact(bytes, entry, &trust)
            .and_then(|receipt| receipt.verify(entry, &trust, None))
            .is_err()
    };
    assert!(!refused(&compact, &entry));
    assert!(refused(&compact, b"entry 212"), "another entry");
    for bit in 0..compact.len() * 8 {
        let mut flipped = compact.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        assert!(refused(&flipped, &entry), "bit {bit}");
    }
    for len in 0..compact.len() {
        assert!(refused(&compact[..len], &entry), "cut at {len}");
    }
    let more = [compact.as_slice(), &[0]].concat();
    let error = Receipt::from_compact(&more, &entry, &trust).unwrap_err();
    assert_eq!(error.rule, Rule::ReceiptMalformed);
}

#[test]
fn noise_is_never_a_receipt() {
    let trust = trust();
    let mut random = random(32);
    for _ in 0..20_000 {
        let mut noise = vec![0; random.random_range(0..MAX_COMPACT_BYTES)];
        random.fill(&mut noise[..]);
        if let Some(first) = noise.first_mut() {
            *first = 0xC1;
        }
        let verified = Receipt::from_compact(&noise, b"entry 1", &trust)
            .and_then(|receipt| receipt.verify(b"entry 1", &trust, None));
        assert!(verified.is_err(), "{noise:?}");
    }
}
