//! What a log, a network or a web site could try, one test each.

use ledger::log::Stored;
use ledger::reader::Reader;
use ledger::storage::Storage as _;
use ledger::witness::{self, Head, Request};
use ledger::{Checkpoint, Hash, Log, Note, SigningName, fsck};

use crate::common::{ORIGIN, Place, cosigner, entries, key, trust};

/// A second history of the same log, signed by the same key.
fn fork(common: u64, other: &str) -> Place {
    let place = Place::default();
    let mut log = place.create();
    log.append(&entries(0..common)).unwrap();
    log.append(&[other.as_bytes()]).unwrap();
    place
}

fn head(place: &Place) -> Head {
    let checkpoint = Checkpoint::parse(&place.note().text).unwrap();
    Head { size: checkpoint.size, root: checkpoint.root }
}

fn request(place: &Place, old: u64) -> Request {
    let note = place.note();
    let mut source = Stored(&place.storage);
    let mut reader = Reader::open(&mut source, &Checkpoint::parse(&note.text).unwrap()).unwrap();
    Request { old, proof: reader.consistency(old).unwrap(), checkpoint: note }
}

#[test]
fn a_split_view_is_not_cosigned() {
    let (one, other) = (fork(300, "shown to one"), fork(300, "shown to the other"));
    let refusal =
        witness::decide(&request(&other, 301), &trust().log, Some(head(&one))).unwrap_err();
    assert_eq!(refusal.status(), 409, "two roots of one size");
    let longer = Place::default();
    let mut log = longer.create();
    log.append(&entries(0..400)).unwrap();
    let refusal =
        witness::decide(&request(&longer, 301), &trust().log, Some(head(&one))).unwrap_err();
    assert_eq!(refusal.status(), 422, "it did not grow out of what was cosigned");
}

#[test]
fn a_rollback_is_not_cosigned() {
    let (long, short) = (Place::with_entries(500, 1), Place::with_entries(300, 1));
    let request = Request { old: 300, proof: vec![], checkpoint: short.note() };
    assert_eq!(
        witness::decide(&request, &trust().log, Some(head(&long))).unwrap_err().status(),
        409
    );
    let request = Request { old: 500, proof: vec![], checkpoint: short.note() };
    assert_eq!(
        witness::decide(&request, &trust().log, Some(head(&long))).unwrap_err().status(),
        400
    );
}

#[test]
fn a_rewritten_leaf_is_found() {
    let place = Place::with_entries(700, 2);
    let checkpoint = Checkpoint::parse(&place.note().text).unwrap();
    let path = "tile/entries/001";
    let mut bundle = place.storage.get(path).unwrap().unwrap();
    let at = bundle.windows(9).position(|bytes| bytes == b"entry 300").unwrap();
    bundle[at + 8] = b'1';
    place.storage.put(path, &bundle).unwrap();
    let mut source = Stored(&place.storage);
    let error = Reader::open(&mut source, &checkpoint).unwrap().entry(300).unwrap_err();
    assert_eq!(error.rule.code(), "L412", "{error}");
    let error = fsck::check(&mut Stored(&place.storage), &checkpoint, |_, _| Ok(())).unwrap_err();
    assert_eq!(error.rule.code(), "L412", "{error}");
}

/// The published `tlog_tiles` reader takes this forged tile for authentic at sizes like these
/// (CVE-2026-56865).
#[test]
fn a_forged_full_tile_is_never_authenticated() {
    for size in [257, 300, 512, 1_000, 4_097] {
        let place = Place::with_entries(size, 4);
        let checkpoint = Checkpoint::parse(&place.note().text).unwrap();
        let mut tile = place.storage.get("tile/0/000").unwrap().unwrap();
        tile[0] ^= 1;
        place.storage.put("tile/0/000", &tile).unwrap();
        let mut source = Stored(&place.storage);
        let leaf = Reader::open(&mut source, &checkpoint).and_then(|mut reader| reader.leaf(0));
        assert_eq!(leaf.map_err(|error| error.rule.code()), Err("L412"), "{size}");
    }
}

#[test]
fn a_forged_partial_tile_is_never_authenticated() {
    for size in [3, 255, 257, 300, 70_000] {
        let place = Place::with_entries(size, 4);
        let checkpoint = Checkpoint::parse(&place.note().text).unwrap();
        for tile in ledger::tile::of_tree(size).filter(|tile| tile.width < 256) {
            let path = tile.path();
            if path.contains("entries") {
                continue;
            }
            let good = place.storage.get(&path).unwrap().unwrap();
            let mut bad = good.clone();
            *bad.last_mut().unwrap() ^= 1;
            place.storage.put(&path, &bad).unwrap();
            assert!(Reader::open(&mut Stored(&place.storage), &checkpoint).is_err(), "{path}");
            place.storage.put(&path, &good).unwrap();
        }
    }
}

#[test]
fn a_truncated_tile_is_refused() {
    let place = Place::with_entries(300, 4);
    let checkpoint = Checkpoint::parse(&place.note().text).unwrap();
    for path in ["tile/0/001.p/44", "tile/1/000.p/1"] {
        let good = place.storage.get(path).unwrap().unwrap();
        for cut in [0, 1, good.len() - 32, good.len() - 1] {
            place.storage.put(path, &good[..cut]).unwrap();
            assert!(
                Reader::open(&mut Stored(&place.storage), &checkpoint).is_err(),
                "{path} cut to {cut}"
            );
        }
        place.storage.put(path, &good).unwrap();
    }
}

#[test]
fn another_logs_checkpoint_is_refused() {
    let place = Place::with_entries(5, 1);
    let other = Checkpoint {
        origin: "example.org/other".to_owned(),
        ..Checkpoint::parse(&place.note().text).unwrap()
    };
    let text = other.to_string();
    let signer = SigningName::new(ORIGIN, ledger::note::Algorithm::Ed25519, key("log")).unwrap();
    let note = Note { signatures: vec![signer.sign(&text)], text };
    assert_eq!(trust().verify(&note, None).unwrap_err().rule.code(), "L414");
}

#[test]
fn a_checkpoint_of_another_key_is_refused() {
    let place = Place::with_entries(5, 1);
    let text = place.note().text;
    let forger = SigningName::new(ORIGIN, ledger::note::Algorithm::Ed25519, key("forger")).unwrap();
    let note = Note { signatures: vec![forger.sign(&text)], text };
    assert_eq!(trust().verify(&note, None).unwrap_err().rule.code(), "L413");
}

#[test]
fn a_forged_cosignature_refuses_the_whole_checkpoint() {
    let mut note = Place::with_entries(5, 1).note();
    let mut forged = cosigner("party-a").cosign("another text\n", 1_000).unwrap();
    forged.name = "party-a".to_owned();
    note.signatures.push(forged);
    assert_eq!(trust().verify(&note, None).unwrap_err().rule.code(), "L415");
}

#[test]
fn cosignatures_of_strangers_count_for_nothing() {
    let mut note = Place::with_entries(5, 1).note();
    for name in ["stranger-1", "stranger-2", "stranger-3"] {
        note.signatures.push(cosigner(name).cosign(&note.text, 1_000).unwrap());
    }
    let verified = trust().verify(&note, None).unwrap();
    assert!(verified.cosigned.is_empty() && !verified.quorum);
    assert_eq!(trust().verify_quorum(&note, None).unwrap_err().rule.code(), "L416");
}

#[test]
fn a_quorum_needs_somebody_besides_the_authority() {
    let mut note = Place::with_entries(5, 1).note();
    let text = note.text.clone();
    note.signatures.push(cosigner("authority").cosign(&text, 1_000).unwrap());
    note.signatures.push(cosigner("authority").cosign(&text, 1_001).unwrap());
    assert!(!trust().verify(&note, None).unwrap().quorum, "one organisation twice is one");
    note.signatures.push(cosigner("party-b").cosign(&text, 1_002).unwrap());
    let verified = trust().verify_quorum(&note, None).unwrap();
    assert_eq!(verified.cosigned, [("authority".to_owned(), 1_001), ("party-b".to_owned(), 1_002)]);
}

#[test]
fn a_cosignature_from_the_future_is_refused() {
    let mut note = Place::with_entries(5, 1).note();
    note.signatures.push(cosigner("party-a").cosign(&note.text, 10_000).unwrap());
    assert!(trust().verify(&note, Some(9_900)).is_ok(), "clocks differ a little");
    assert_eq!(trust().verify(&note, Some(5_000)).unwrap_err().rule.code(), "L415");
}

#[test]
fn a_replayed_checkpoint_does_not_advance_a_witness() {
    let place = Place::with_entries(300, 1);
    let old = request(&place, 0);
    let first = witness::decide(&old, &trust().log, None).unwrap();
    let mut log = place.open().unwrap();
    log.append(&entries(300..600)).unwrap();
    let second = witness::decide(&request(&place, 300), &trust().log, Some(first)).unwrap();
    assert_eq!(second.size, 600);
    assert_eq!(witness::decide(&old, &trust().log, Some(second)).unwrap_err().status(), 409);
}

#[test]
fn two_writers_of_one_log_cannot_both_go_on() {
    let place = Place::with_entries(100, 1);
    let (mut one, mut other) = (place.open().unwrap(), place.open().unwrap());
    one.append(&[b"from one"]).unwrap();
    let error = other.append(&[b"from the other"]).unwrap_err();
    assert_eq!(error.rule.code(), "L411", "{error}");
    assert!(other.append(&[b"again"]).is_err(), "it stays shut");
    let log = place.open().unwrap();
    assert_eq!(log.checkpoint().size, 101);
    fsck::check(&mut Stored(&place.storage), &log.checkpoint(), |_, _| Ok(())).unwrap();
}

#[test]
fn entries_that_no_log_can_hold_are_refused_before_anything_is_written() {
    let place = Place::with_entries(10, 1);
    let mut log: Log<_, _> = place.open().unwrap();
    let before = place.storage.contents().clone();
    for wrong in [Vec::new(), vec![0; 65_536]] {
        let error = log.append(&[b"good".to_vec(), wrong]).unwrap_err();
        assert_eq!(error.rule.code(), "L401", "{error}");
    }
    assert_eq!(*place.storage.contents(), before);
    assert_eq!(log.append(&[vec![7; 65_535]]).unwrap()[0].index, 10);
    assert_eq!(Hash::leaf(&[7; 65_535]), {
        let mut source = Stored(&place.storage);
        Reader::open(&mut source, &log.checkpoint()).unwrap().leaf(10).unwrap()
    });
}
