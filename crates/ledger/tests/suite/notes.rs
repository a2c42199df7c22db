//! Notes, keys and checkpoints: one spelling each, nothing else accepted.

use ledger::{Checkpoint, Note, Receipt, VerifierKey};
use proptest::prelude::*;

use crate::common::{Place, trust};

const TESSERA: &str =
    "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx";

#[test]
fn a_published_key_keeps_its_spelling() {
    let key: VerifierKey = TESSERA.parse().unwrap();
    assert_eq!((key.to_string().as_str(), key.name()), (TESSERA, "example.com/log/testdata"));
    for wrong in
        [TESSERA.replace("33d7", "33d8"), TESSERA.replace("+AeH", "+BeH"), TESSERA[..70].to_owned()]
    {
        assert!(wrong.parse::<VerifierKey>().is_err(), "{wrong}");
    }
}

#[test]
fn checkpoints_have_exactly_three_lines() {
    let good = "origin\n5\nrKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs=\n";
    assert_eq!(Checkpoint::parse(good).unwrap().to_string(), good);
    for wrong in [
        good.replace("\n5\n", "\n05\n"),
        good.replace("\n5\n", "\n+5\n"),
        good.replace("\n5\n", "\n-5\n"),
        good.replace("s=\n", "s=\nextension\n"),
        good.replace("s=\n", "s\n"),
        good.trim_end().to_owned(),
        good.replace("origin", ""),
    ] {
        assert!(Checkpoint::parse(&wrong).is_err(), "{wrong:?}");
    }
}

#[test]
fn base64_has_one_spelling() {
    let place = Place::with_entries(3, 5);
    let note = place.note();
    let root = Checkpoint::parse(&note.text).unwrap().root.to_string();
    let joined = |text: &str| format!("{}=={}", &text[..42], &text[42..]);
    assert!(joined(&root).parse::<ledger::Hash>().is_err());
    assert!("AAAA=".parse::<ledger::Hash>().is_err());
    let line = note.signatures[0].to_string();
    let split = line.trim_end().rfind(' ').unwrap() + 1;
    let encoded = line[split..].trim_end();
    // Two texts joined, padding in the middle: the same bytes to a lenient decoder.
    let lenient = format!("{}{}==BA==", &line[..split], &encoded[..2]);
    assert!(ledger::note::NoteSignature::parse(&lenient).is_none());
}

#[test]
fn every_changed_byte_of_a_checkpoint_is_refused_or_changes_nothing_signed() {
    let place = Place::with_entries(300, 5);
    let good = place.note();
    let bytes = good.to_string().into_bytes();
    for at in 0..bytes.len() {
        for flip in [1, 0x20, 0x80] {
            let mut damaged = bytes.clone();
            damaged[at] ^= flip;
            let verified = Note::parse(&damaged).and_then(|note| trust().verify(&note, None));
            assert!(
                verified.is_err(),
                "byte {at} xor {flip}: {:?}",
                String::from_utf8_lossy(&damaged)
            );
        }
        assert!(
            Note::parse(&bytes[..at]).and_then(|note| trust().verify(&note, None)).is_err(),
            "cut at {at}"
        );
    }
}

proptest! {
    #[test]
    fn parsers_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let _ = Note::parse(&bytes);
        let _ = Receipt::parse(&bytes);
        let _ = ledger::witness::Request::parse(&bytes);
        let _ = String::from_utf8_lossy(&bytes).parse::<VerifierKey>();
    }

    #[test]
    fn what_parses_prints_the_same(text in "(old 3\n)?[a-z]{1,9}\n[0-9]{1,3}\n\n\u{2014} [a-z]{1,5} [A-Za-z0-9]{8}\n") {
        if let Ok(note) = Note::parse(text.as_bytes()) {
            prop_assert_eq!(note.to_string(), text);
        }
    }
}
