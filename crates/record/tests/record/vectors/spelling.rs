//! Other spellings of one sheet: the same meaning in other bytes, or bytes that mean nothing.

use record::{Rule, TableNo};

use super::sheets::first;
use super::tampered::{aad, wrap};
use super::{Expect, SheetCase, case};
use crate::common::election::Small;

/// A name and the bytes.
pub type Spelling = (&'static str, Vec<u8>);

/// Every other spelling, signed where the signature can be made to fit: it would verify.
pub fn cases(small: &Small) -> (&'static str, Vec<SheetCase>) {
    let signed = first(small);
    let payload = signed.sheet().encode().expect("an honest sheet");
    let key = small.key(TableNo(0));
    let sealed = |payload: &[u8]| wrap(payload, &aad(&small.election.id), &key);
    let refused = || Expect::refused(Rule::SheetMalformed);
    let mut cases = Vec::new();
    for (name, bytes) in payloads(&payload) {
        cases.push(case(format!("payload, validly signed: {name}"), &sealed(&bytes), refused()));
    }
    for (name, bytes) in counts(&payload) {
        cases.push(case(format!("count, validly signed: {name}"), &sealed(&bytes), refused()));
    }
    for (name, bytes) in envelopes(signed.bytes()) {
        cases.push(case(format!("envelope: {name}"), &bytes, refused()));
    }
    let huge = vec![0; record::sheet::MAX_SIGNED_BYTES + 1];
    cases.push(case("more bytes than a sheet has", &huge, Expect::refused(Rule::SheetTooLarge)));
    (
        "Bytes that are refused before anything is said of signature or content. Where the payload is misspelt the signature over it is valid.",
        cases,
    )
}

/// Other spellings of a payload whose table, contest and serial number take one byte each.
pub fn payloads(good: &[u8]) -> Vec<Spelling> {
    let last = good.len() - 1;
    let length = u8::try_from(good.len()).expect("a short payload");
    let software = &good[good.len() - 9..];
    vec![
        ("nothing", vec![]),
        ("a byte behind", [good, &[0]].concat()),
        ("twice", [good, good].concat()),
        ("cut", good[..last].to_vec()),
        ("version in two bytes", splice(good, 1..2, &[0x18, 0x01])),
        ("version in nine bytes", splice(good, 1..2, &[0x1b, 0, 0, 0, 0, 0, 0, 0, 1])),
        ("version 0", splice(good, 1..2, &[0x00])),
        ("version 2", splice(good, 1..2, &[0x02])),
        ("version as a float", splice(good, 1..2, &[0xf9, 0x3c, 0x00])),
        ("version as a bignum", splice(good, 1..2, &[0xc2, 0x41, 0x01])),
        ("array of indefinite length", [&[0x9f], &good[1..], &[0xff]].concat()),
        ("array length in two bytes", splice(good, 0..1, &[0x98, 17])),
        (
            "array length of 2^64 - 1",
            splice(good, 0..1, &[0x9b, 255, 255, 255, 255, 255, 255, 255, 255]),
        ),
        ("sixteen fields", splice(good, 0..1, &[0x90])),
        ("an eighteenth field", [&[0x92], &good[1..], &[0xf6]].concat()),
        ("a tag around", [&[0xd8, 0x2a], good].concat()),
        ("self-described CBOR", [&[0xd9, 0xd9, 0xf7], good].concat()),
        ("inside a byte string", [&[0x58, length], good].concat()),
        ("a map", splice(good, 0..1, &[0xb1])),
        ("hint as text", splice(good, 2..3, &[0x64])),
        ("hint of three bytes", splice(good, 2..4, &[0x43])),
        ("hint of five bytes", splice(good, 2..3, &[0x45, 0x00])),
        (
            "hint in chunks",
            [&good[..2], &[0x5f, 0x42], &good[3..5], &[0x42], &good[5..7], &[0xff], &good[7..]]
                .concat(),
        ),
        ("hint length in two bytes", splice(good, 2..3, &[0x58, 4])),
        ("table negative", splice(good, 7..8, &[0x20])),
        ("table tagged", splice(good, 7..8, &[0xc1, 0x00])),
        ("table null", splice(good, 7..8, &[0xf6])),
        (
            "table of five bytes' width and more",
            splice(good, 7..8, &[0x1b, 0, 0, 0, 1, 0, 0, 0, 0]),
        ),
        ("contest above 255", splice(good, 8..9, &[0x19, 1, 0])),
        ("serial number and replaces exchanged", splice(good, 11..13, &[0xf6, 0x01])),
        ("replaces undefined", splice(good, 12..13, &[0xf7])),
        ("replaces empty", splice(good, 12..13, &[0x40])),
        ("replaces of seven bytes", splice(good, 12..13, &[0x47, 0, 0, 0, 0, 0, 0, 0])),
        ("software first", [&good[..2], software, &good[2..good.len() - 9]].concat()),
        ("software of seven bytes", [&good[..good.len() - 9], &[0x47], &software[2..]].concat()),
    ]
}

/// Other spellings of the count of blank votes, which the payload has as absent.
pub fn counts(good: &[u8]) -> Vec<Spelling> {
    let at = blank_votes(good);
    let spelt = |spelling: &[u8]| splice(good, at..at + 1, spelling);
    vec![
        ("true", spelt(&[0xf5])),
        ("simple value 19", spelt(&[0xf3])),
        ("simple value 20 in two bytes", spelt(&[0xf8, 0x14])),
        ("simple value 24, ill-formed", spelt(&[0xf8, 0x18])),
        ("simple value 32", spelt(&[0xf8, 0x20])),
        ("simple value 255", spelt(&[0xf8, 0xff])),
        ("break", spelt(&[0xff])),
        ("minus one", spelt(&[0x20])),
        ("a float zero", spelt(&[0xf9, 0x00, 0x00])),
        ("not a number", spelt(&[0xf9, 0x7e, 0x00])),
        ("a zero in two bytes", spelt(&[0x18, 0x00])),
        ("23 in two bytes", spelt(&[0x18, 23])),
        ("255 in three bytes", spelt(&[0x19, 0, 255])),
        ("65535 in five bytes", spelt(&[0x1a, 0, 0, 255, 255])),
        ("the bound in nine bytes", spelt(&[0x1b, 0, 0, 0, 0, 0x3b, 0x9a, 0xc9, 0xff])),
        ("one above the bound", spelt(&[0x1a, 0x3b, 0x9a, 0xca, 0x00])),
        ("2^32 - 1", spelt(&[0x1a, 0xff, 0xff, 0xff, 0xff])),
        ("text", spelt(&[0x61, b'7'])),
        ("an empty byte string", spelt(&[0x40])),
        ("an array", spelt(&[0x81, 0x07])),
        ("a tagged zero", spelt(&[0xc1, 0x00])),
        ("reserved 28", spelt(&[0x1c])),
        ("votes in an array of indefinite length", {
            let votes = at + 1;
            let end = good.len() - 9;
            [&good[..votes], &[0x9f], &good[votes + 2..end], &[0xff], &good[end..]].concat()
        }),
    ]
}

/// Other spellings of the envelope.
pub fn envelopes(good: &[u8]) -> Vec<Spelling> {
    let signature = good.len() - 66;
    let length = good[8];
    vec![
        ("untagged", good[1..].to_vec()),
        ("tag 17", splice(good, 0..1, &[0xd1])),
        ("tag 18 in two bytes", splice(good, 0..1, &[0xd8, 18])),
        ("tagged twice", [&[0xd2], good].concat()),
        ("a byte behind", [good, &[0]].concat()),
        ("five elements", [&splice(good, 1..2, &[0x85])[..], &[0xf6]].concat()),
        ("indefinite array", [&splice(good, 1..2, &[0x9f])[..], &[0xff]].concat()),
        ("empty protected header", splice(good, 2..6, &[0x40])),
        ("algorithm ES256", splice(good, 5..6, &[0x26])),
        ("algorithm in two bytes", splice(good, 2..6, &[0x44, 0xa1, 0x01, 0x38, 0x07])),
        ("algorithm Ed25519 (-19)", splice(good, 2..6, &[0x43, 0xa1, 0x01, 0x32])),
        ("a second protected field", splice(good, 2..6, &[0x45, 0xa2, 0x01, 0x27, 0x04, 0x40])),
        ("header as a bare map", splice(good, 2..6, &[0xa1, 0x01, 0x27])),
        ("an unprotected key id", splice(good, 6..7, &[0xa1, 0x04, 0x41, 0x00])),
        ("detached payload", splice(good, 7..signature, &[0xf6])),
        ("empty payload", splice(good, 7..signature, &[0x40])),
        ("payload as an array", splice(good, 7..9, &[])),
        ("payload length in three bytes", splice(good, 7..9, &[0x59, 0, length])),
        ("signature of 63 bytes", splice(good, signature..signature + 3, &[0x58, 0x3f])),
        ("signature of 65 bytes", splice(good, signature..signature + 2, &[0x58, 0x41, 0])),
        ("no signature", splice(good, signature..good.len(), &[0x40])),
    ]
}

/// Where the count of blank votes stands, the last before the votes.
pub fn blank_votes(payload: &[u8]) -> usize {
    let sheet = record::Sheet::decode(payload).expect("a canonical payload");
    let width = |count: &record::Count| match count.number().expect("an honest sheet") {
        0..=23 => 1,
        24..=255 => 2,
        _ => 3,
    };
    let votes: usize = sheet.votes.iter().map(width).sum();
    payload.len() - 9 - votes - 2 - 1
}

/// Bytes with a range replaced.
pub fn splice(bytes: &[u8], range: std::ops::Range<usize>, with: &[u8]) -> Vec<u8> {
    [&bytes[..range.start], with, &bytes[range.end..]].concat()
}
