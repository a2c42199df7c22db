//! A signature binds every bit of a sheet to one table of one election.

use record::sheet::{SignError, VerifyError};
use record::{ContestNo, Digest, ElectionId, Rule, Sheet, SignatureVerdict, SignedSheet, TableNo};

use crate::common::election::Small;
use crate::common::{random, sheets, test_key};

const TABLE: TableNo = TableNo(0);

#[test]
fn an_honest_sheet_verifies_and_breaks_no_rule() {
    let (small, signed) = signed();
    assert_eq!(signed.judge(&small.election), (SignatureVerdict::Valid, vec![]));
    let again = SignedSheet::decode(signed.bytes()).unwrap();
    assert_eq!(again, signed);
    assert_eq!(again.digest(), Digest::of(signed.bytes()));
}

#[test]
fn signing_twice_gives_the_same_bytes() {
    let (small, signed) = signed();
    let again = SignedSheet::sign(signed.sheet(), &small.election.id, &small.key(TABLE)).unwrap();
    assert_eq!(again.bytes(), signed.bytes());
}

#[test]
fn every_single_bit_flip_is_refused() {
    let (small, signed) = signed();
    let key = small.election.tables.key(TABLE).unwrap();
    let (mut refused, mut invalid) = (0, 0);
    for bit in 0..signed.bytes().len() * 8 {
        let mut bytes = signed.bytes().to_vec();
        bytes[bit / 8] ^= 1 << (bit % 8);
        match SignedSheet::decode(&bytes) {
            Err(_) => refused += 1,
            Ok(flipped) => {
                assert_eq!(flipped.bytes(), bytes);
                let verdict = flipped.verify(&small.election.id, &key);
                assert_eq!(verdict, Err(VerifyError::Signature), "bit {bit}");
                assert_ne!(flipped.judge(&small.election).0, SignatureVerdict::Valid, "bit {bit}");
                invalid += 1;
            }
        }
    }
    println!(
        "{} bytes: {refused} flips refused by the decoder, {invalid} by the signature",
        signed.bytes().len()
    );
    assert_eq!(refused + invalid, signed.bytes().len() * 8);
    assert!(refused > 100 && invalid > 700, "both refusals are exercised");
}

#[test]
fn another_election_does_not_verify_it() {
    let (small, signed) = signed();
    let key = small.election.tables.key(TABLE).unwrap();
    let ElectionId(Digest(mut other)) = small.election.id;
    // Far behind the hint that the sheet carries, so that only the signature can tell.
    other[31] ^= 1;
    let other = ElectionId(Digest(other));
    assert_eq!(other.hint(), small.election.id.hint());
    assert_eq!(signed.verify(&other, &key), Err(VerifyError::Signature));
    assert_eq!(signed.verify(&small.election.id, &key), Ok(()));

    let next = Small::new(small.seed + 1);
    let (verdict, breaches) = signed.judge(&next.election);
    assert_eq!(verdict, SignatureVerdict::NotCheckable);
    let rules: Vec<_> = breaches.iter().map(|breach| breach.rule).collect();
    assert_eq!(rules, [Rule::OtherElection, Rule::SignatureNotCheckable]);
}

#[test]
fn the_key_of_another_table_does_not_verify_it() {
    let (small, signed) = signed();
    let other =
        SignedSheet::sign(signed.sheet(), &small.election.id, &small.key(TableNo(1))).unwrap();
    let (verdict, breaches) = other.judge(&small.election);
    assert_eq!(verdict, SignatureVerdict::Invalid);
    assert!(breaches.iter().any(|breach| breach.rule == Rule::SignatureInvalid));
}

#[test]
fn without_a_key_on_file_nothing_is_said_of_the_signature() {
    let small = Small::new(7);
    let table = TableNo(4);
    let sheet = sheets::honest(&small.election, table, ContestNo(0), &mut random(7));
    let signed = SignedSheet::sign(&sheet, &small.election.id, &test_key(7, "stranger")).unwrap();
    let (verdict, breaches) = signed.judge(&small.election);
    assert_eq!(verdict, SignatureVerdict::NotCheckable);
    assert_eq!(breaches.iter().map(|b| b.rule).collect::<Vec<_>>(), [Rule::SignatureNotCheckable]);
}

#[test]
fn a_sheet_of_another_election_is_not_signed() {
    let (small, signed) = signed();
    let sheet = Sheet { election_hint: [0; 4], ..signed.sheet().clone() };
    let refused = SignedSheet::sign(&sheet, &small.election.id, &small.key(TABLE));
    assert_eq!(refused, Err(SignError::OtherElection));
}

fn signed() -> (Small, SignedSheet) {
    let small = Small::new(1);
    let sheet = sheets::honest(&small.election, TABLE, ContestNo(0), &mut random(2));
    let signed = SignedSheet::sign(&sheet, &small.election.id, &small.key(TABLE)).unwrap();
    (small, signed)
}
