//! Keys that any signature satisfies, and keys in a second spelling, are refused everywhere.

use ed25519_dalek::{Signature, Verifier as _, VerifyingKey};
use record::election::{Manifest, StationKey, verify_seal};
use record::sheet::VerifyError;
use record::{ContestNo, Election, ElectionFiles, Rule, SignatureVerdict, SignedSheet, TableNo};

use crate::common::election::Small;
use crate::common::{key_seed, public_hex, random, sheets, test_key};

/// The eight points of small order in their canonical spelling.
const SMALL_ORDER: [&str; 8] = [
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
];

/// Spellings that RFC 8032 §5.1.3 does not decode: y at or above the prime, or a sign for x = 0.
const SECOND_SPELLINGS: [&str; 5] = [
    "0100000000000000000000000000000000000000000000000000000000000080",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    // y = 3 + p: a point of large order, so that only the spelling is at fault.
    "f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
];

#[test]
fn weak_and_misspelt_keys_are_not_keys() {
    for hex in SMALL_ORDER.iter().chain(&SECOND_SPELLINGS) {
        assert_eq!(key(hex).checked(), None, "{hex}");
    }
    assert!(key(&public_hex(&test_key(1, "any"))).checked().is_some());
}

#[test]
fn the_second_spelling_of_a_strong_point_was_really_one() {
    // Guards the list above: the library itself takes this key and does not call it weak.
    let taken = VerifyingKey::from_bytes(&key(SECOND_SPELLINGS[3]).0).unwrap();
    assert!(!taken.is_weak());
}

#[test]
fn no_forgery_with_the_identity_key_verifies() {
    let small = Small::new(1);
    let sheet = sheets::honest(&small.election, TableNo(0), ContestNo(0), &mut random(2));
    let honest = SignedSheet::sign(&sheet, &small.election.id, &small.key(TableNo(0))).unwrap();
    for weak in SMALL_ORDER {
        for r in SMALL_ORDER {
            let mut forged = honest.bytes().to_vec();
            let at = forged.len() - 64;
            forged[at..at + 32].copy_from_slice(&key(r).0);
            forged[at + 32..].fill(0);
            let forged = SignedSheet::decode(&forged).expect("well formed, only forged");
            let verdict = forged.verify(&small.election.id, &key(weak));
            assert_eq!(verdict, Err(VerifyError::WeakKey), "A {weak}, R {r}");
            let strong = small.election.tables.key(TableNo(0)).unwrap();
            let verdict = forged.verify(&small.election.id, &strong);
            assert_eq!(verdict, Err(VerifyError::Signature), "R {r}");
        }
    }
}

#[test]
fn the_forgery_would_pass_a_careless_verifier() {
    // Guards the test above: this is the forgery that ordinary verification takes for any message.
    let identity = VerifyingKey::from_bytes(&key(SMALL_ORDER[0]).0).unwrap();
    let mut forged = [0; 64];
    forged[0] = 1;
    let forged = Signature::from_bytes(&forged);
    assert!(identity.verify(b"anything at all", &forged).is_ok());
    assert!(identity.verify_strict(b"anything at all", &forged).is_err());
}

#[test]
fn a_weak_station_key_is_named_and_verifies_nothing() {
    let small = Small::new(1);
    let enrolled = public_hex(&small.key(TableNo(0)));
    for bad in SMALL_ORDER.iter().chain(&SECOND_SPELLINGS) {
        let tables = String::from_utf8(small.files.tables.to_vec()).unwrap();
        let tables = tables.replace(&enrolled, bad).into_bytes();
        let files = ElectionFiles { tables: tables.into(), ..small.files.clone() };
        let election = Election::parse(&files).unwrap();
        let found = election.check();
        assert!(
            found.iter().any(|breach| breach.rule == Rule::WeakKey
                && breach.detail.contains(election.tables.code(TableNo(0)))),
            "{bad}: {found:?}"
        );
        let sheet = sheets::honest(&election, TableNo(0), ContestNo(0), &mut random(2));
        let signed = SignedSheet::sign(&sheet, &election.id, &small.key(TableNo(0))).unwrap();
        assert_eq!(signed.judge(&election).0, SignatureVerdict::Invalid, "{bad}");
    }
}

#[test]
fn a_weak_organisation_key_is_refused() {
    let small = Small::new(1);
    let manifest = String::from_utf8(small.files.manifest.to_vec()).unwrap();
    let good = public_hex(&test_key(1, "authority"));
    for bad in
        SMALL_ORDER.iter().chain(&SECOND_SPELLINGS).chain(&["00", "zz", &good.to_uppercase()[..]])
    {
        let text = manifest.replace(&good, bad);
        let error = Manifest::parse(text.as_bytes()).unwrap_err();
        assert_eq!(error.rule, Rule::WeakKey, "{bad}");
    }
}

#[test]
fn no_seal_of_the_identity_key_verifies() {
    let identity = VerifyingKey::from_bytes(&key(SMALL_ORDER[0]).0).unwrap();
    let mut forged = [0; 64];
    forged[0] = 1;
    assert!(!verify_seal(&Small::new(1).election.id, &identity, &forged));
}

#[test]
fn a_signing_key_is_never_weak() {
    for no in 0..200 {
        let key = test_key(no, "many");
        assert!(!key.verifying_key().is_weak(), "{}", key_seed(no, "many"));
    }
}

fn key(hex: &str) -> StationKey {
    StationKey(const_hex::decode_to_array(hex).unwrap())
}
