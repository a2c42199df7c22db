//! Cosignatures that quantum computers do not break: type 0x06 of tlog-cosignature.

use ledger::trust::Cosigner;
use ledger::{Checkpoint, Hash, SigningName, VerifierKey};
use record::{Digest, Rule};

use crate::common::{ORIGIN, Place, cosigner, trust};

fn signer(name: &str) -> SigningName {
    SigningName::ml_dsa_44(name, &Digest::of(name.as_bytes()).0).unwrap()
}

/// Key, key id and signature line as `dilithium-py` makes them from the same seed, over a message put together
/// there after the text of tlog-cosignature.
#[test]
fn another_implementation_makes_the_same_key_and_signature() {
    let root = Hash(Digest::of(b"root").0);
    let text = Checkpoint { origin: ORIGIN.to_owned(), size: 9, root }.to_string();
    let signer = signer("party-a");
    let line = signer.cosign(&text, 1_700_000_000).unwrap();
    assert_eq!(data_encoding::HEXLOWER.encode(&line.key_id), "073ce627");
    assert_eq!(
        Digest::of(line.to_string().as_bytes()).to_string(),
        "0fdbc007fa7750b5e75f9816408ef768e8cc2e090ca20c2bc3b3f7ced3038136"
    );
}

#[test]
fn a_key_keeps_its_spelling_and_no_other_is_one() {
    let public = signer("party-a").public;
    let text = public.to_string();
    assert_eq!(text.parse::<VerifierKey>().unwrap(), public);
    assert!(text[..text.len() - 4].parse::<VerifierKey>().is_err(), "cut");
    assert!(VerifierKey::ml_dsa_44("party-a", &[0; 32]).is_err(), "an Ed25519 key");
}

#[test]
fn two_kinds_of_key_of_one_organisation_are_one_cosigner() {
    let place = Place::with_entries(9, 1);
    let mut trust = trust();
    for (name, is_authority) in [("authority", true), ("party-a", false)] {
        trust.cosigners.push(Cosigner { key: signer(name).public, is_authority });
    }
    let mut note = place.note();
    note.add(cosigner("party-a").cosign(&note.text, 50).unwrap());
    note.add(signer("party-a").cosign(&note.text, 60).unwrap());
    let verified = trust.verify(&note, None).unwrap();
    assert_eq!(verified.cosigned, [("party-a".to_owned(), 60)]);
    assert!(!verified.quorum, "two are asked for");
    note.add(signer("authority").cosign(&note.text, 70).unwrap());
    assert!(trust.verify(&note, None).unwrap().quorum, "either kind counts");

    let at = note.signatures.iter().position(|one| one.bytes.len() > 2_000).unwrap();
    for byte in [0, 8, 40, 2_000, 2_427] {
        let mut forged = note.clone();
        forged.signatures[at].bytes[byte] ^= 1;
        let error = trust.verify(&forged, None).unwrap_err();
        assert_eq!(error.rule, Rule::CosignatureInvalid, "byte {byte}");
    }
    let mut cut = note.clone();
    cut.signatures[at].bytes.pop();
    assert!(trust.verify(&cut, None).is_err());
    // Under another name the same key signs another message.
    let mut moved = note;
    moved.signatures[at].bytes = signer("party-a").cosign(&moved.text, 60).unwrap().bytes;
    let other = VerifierKey::ml_dsa_44("party-b", &public_bytes("party-a")).unwrap();
    moved.signatures[at].name = "party-b".to_owned();
    moved.signatures[at].key_id = other.key_id();
    assert!(other.verify(&moved.text, &moved.signatures[at]).is_none());
}

/// The key behind its algorithm byte.
fn public_bytes(name: &str) -> Vec<u8> {
    let text = signer(name).public.to_string();
    let encoded = text.splitn(3, '+').nth(2).unwrap();
    data_encoding::BASE64.decode(encoded.as_bytes()).unwrap().split_off(1)
}
