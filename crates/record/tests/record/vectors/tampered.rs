//! Sheets that were changed after signing, or signed by somebody else or for something else.

use coset::{CoseSign1Builder, HeaderBuilder, TaggedCborSerializable, iana};
use ed25519_dalek::{Signer as _, SigningKey};
use record::{ContestNo, ElectionId, Rule, SignatureVerdict, TableNo};
use serde::Serialize;

use super::sheets::{first, move_votes};
use super::{Expect, SheetCase, case, sign};
use crate::common::election::Small;
use crate::common::sheets::honest;
use crate::common::{random, test_key};

/// The order of the Ed25519 group, little-endian (RFC 8032 §5.1).
const GROUP_ORDER: [u8; 32] = [
    0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
];

/// Sheets whose signature must not verify.
pub fn cases(small: &Small) -> (&'static str, Vec<SheetCase>) {
    let signed = first(small);
    let good = signed.bytes();
    let payload = signed.sheet().encode().expect("an honest sheet");
    let key = small.key(TableNo(0));
    let split = good.len() - 64;
    let with_signature = |signature: &[u8]| [&good[..split], signature].concat();
    let other_table =
        sign(small, &honest(&small.election, TableNo(1), ContestNo(0), &mut random(small.seed)));
    let mut moved = signed.sheet().clone();
    move_votes(&mut moved, 1);
    let moved = sign(small, &moved);
    let elsewhere = ElectionId(record::Digest::of(b"another election"));
    let invalid: Vec<(&str, Vec<u8>)> = vec![
        (
            "signed with another table's key",
            wrap(&payload, &aad(&small.election.id), &small.key(TableNo(1))),
        ),
        (
            "signed with the authority's key",
            wrap(&payload, &aad(&small.election.id), &test_key(small.seed, "authority")),
        ),
        ("signed for another election, hint put right", wrap(&payload, &aad(&elsewhere), &key)),
        ("signed without external data", wrap(&payload, b"", &key)),
        (
            "signed over the election id without its prefix",
            wrap(&payload, &small.election.id.0.0, &key),
        ),
        (
            "signed as an election seal is",
            wrap(&payload, &[b"cotejo/election/v1\0", &small.election.id.0.0[..]].concat(), &key),
        ),
        ("the payload itself signed", with_signature(&key.sign(&payload).to_bytes())),
        (
            "signature of another sheet of the same table",
            with_signature(&moved.bytes()[moved.bytes().len() - 64..]),
        ),
        (
            "signature of another table's sheet",
            with_signature(&other_table.bytes()[other_table.bytes().len() - 64..]),
        ),
        ("S raised by the group order", with_signature(&raised(&good[split..]))),
        ("signature all zeros", with_signature(&[0; 64])),
        ("signature all ones", with_signature(&[0xff; 64])),
        ("R the identity, S zero", with_signature(&identity())),
        (
            "halves of the signature exchanged",
            with_signature(&[&good[split + 32..], &good[split..split + 32]].concat()),
        ),
    ];
    let cases = invalid.into_iter().map(|(name, bytes)| {
        let expect = Expect::read(SignatureVerdict::Invalid, &[Rule::SignatureInvalid]);
        case(name, &bytes, expect)
    });
    (
        "Well-formed sheets whose signature must not verify. None breaks a rule on its figures.",
        cases.collect(),
    )
}

/// The verdict on each single-bit change of one sheet.
#[derive(Serialize)]
pub struct Flips {
    name: &'static str,
    bytes: String,
    /// One letter per bit, least significant bit of the first byte first: `d` decoding refuses it (S101),
    /// `i` signature invalid, `n` signature not checkable (S122, because of S103 or S104).
    verdicts: String,
}

/// Every single-bit change of one sheet.
pub fn flips(small: &Small) -> (&'static str, Vec<Flips>) {
    let signed = first(small);
    let verdicts = (0..signed.bytes().len() * 8).map(|bit| {
        let mut bytes = signed.bytes().to_vec();
        bytes[bit / 8] ^= 1 << (bit % 8);
        match record::SignedSheet::decode(&bytes).map(|flipped| flipped.judge(&small.election).0) {
            Err(_) => 'd',
            Ok(SignatureVerdict::Invalid) => 'i',
            Ok(SignatureVerdict::NotCheckable) => 'n',
            Ok(other) => panic!("bit {bit}: {other:?}"),
        }
    });
    let verdicts = verdicts.collect();
    let bytes = const_hex::encode(signed.bytes());
    (
        "All single-bit changes of a good sheet. `verdicts` has a letter per bit, bit n being bit n % 8 (0 the least significant) of byte n / 8: d decoding refuses it (S101), i the signature is invalid, n the signature is not checkable because the bytes now name another election or a table that is not there or has no key.",
        vec![Flips { name: "every single bit", bytes, verdicts }],
    )
}

/// An envelope around any payload, in order but for what it holds and what was signed beside it.
pub fn wrap(payload: &[u8], external_aad: &[u8], key: &SigningKey) -> Vec<u8> {
    CoseSign1Builder::new()
        .protected(HeaderBuilder::new().algorithm(iana::Algorithm::EdDSA).build())
        .payload(payload.to_vec())
        .create_signature(external_aad, |message| key.sign(message).to_bytes().to_vec())
        .build()
        .to_tagged_vec()
        .expect("an envelope has bytes")
}

/// What the station signs beside the payload.
pub fn aad(election: &ElectionId) -> Vec<u8> {
    [b"cotejo/sheet/v1\0", &election.0.0[..]].concat()
}

/// R the identity and S zero: what ordinary verification takes under the identity key.
pub fn identity() -> [u8; 64] {
    let mut signature = [0; 64];
    signature[0] = 1;
    signature
}

fn raised(signature: &[u8]) -> Vec<u8> {
    let mut carry = 0;
    let high = signature[32..].iter().zip(GROUP_ORDER).map(|(s, order)| {
        let sum = u16::from(*s) + u16::from(order) + carry;
        carry = sum >> 8;
        sum.to_le_bytes()[0]
    });
    let high: Vec<u8> = high.collect();
    [&signature[..32], &high].concat()
}
