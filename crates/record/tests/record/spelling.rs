//! Other spellings of a sheet are refused: the record is bytes, and there is one way to write them.

use record::{Sheet, SignedSheet};

use crate::common::election::Small;
use crate::common::{random, sheets};

/// Where the fields of the payload start, counted on the honest sheet below.
const ELECTION_HINT: usize = 2;

#[test]
fn other_spellings_of_a_payload_are_refused() {
    let good = payload();
    assert_eq!(Sheet::decode(&good).unwrap().encode().unwrap(), good);
    let last = good.len() - 1;
    let cases: Vec<(&str, Vec<u8>)> = vec![
        ("nothing", vec![]),
        ("a byte behind", [&good[..], &[0]].concat()),
        ("twice", [&good[..], &good[..]].concat()),
        ("cut", good[..last].to_vec()),
        ("version in two bytes", splice(&good, 1..2, &[0x18, 0x01])),
        ("version in nine bytes", splice(&good, 1..2, &[0x1b, 0, 0, 0, 0, 0, 0, 0, 1])),
        ("version 2", splice(&good, 1..2, &[0x02])),
        ("version as a float", splice(&good, 1..2, &[0xf9, 0x3c, 0x00])),
        ("version as a bignum", splice(&good, 1..2, &[0xc2, 0x41, 0x01])),
        ("array of indefinite length", [&[0x9f], &good[1..], &[0xff]].concat()),
        ("array length in two bytes", splice(&good, 0..1, &[0x98, 17])),
        ("sixteen fields", splice(&good, 0..1, &[0x90])),
        ("an eighteenth field", [&[0x92], &good[1..], &[0xf6]].concat()),
        ("a tag around", [&[0xd8, 0x2a], &good[..]].concat()),
        ("self-described CBOR", [&[0xd9, 0xd9, 0xf7], &good[..]].concat()),
        ("inside a byte string", [&[0x58, u8::try_from(good.len()).unwrap()], &good[..]].concat()),
        ("a map", splice(&good, 0..1, &[0xb1])),
        ("hint as text", splice(&good, ELECTION_HINT..3, &[0x64])),
        ("hint of three bytes", splice(&good, ELECTION_HINT..4, &[0x43])),
        ("hint in chunks", splice(&good, ELECTION_HINT..7, &[0x5f, 0x42, 1, 2, 0x42, 3, 4, 0xff])),
        ("hint length in two bytes", splice(&good, ELECTION_HINT..3, &[0x58, 4])),
        ("table negative", splice(&good, 7..8, &[0x20])),
        ("table tagged", splice(&good, 7..8, &[0xc1, 0x00])),
        ("table and contest exchanged for null", splice(&good, 7..9, &[0xf6, 0xf6])),
    ];
    for (name, bytes) in cases {
        assert!(Sheet::decode(&bytes).is_err(), "{name}: {}", const_hex::encode(&bytes));
    }
}

#[test]
fn other_spellings_of_a_count_are_refused() {
    let good = payload();
    let blank = good.len() - 9 - lists_bytes(&good) - 1;
    assert_eq!(good[blank], 0xf4, "an absent count of blank votes stands here");
    for (name, spelling) in [
        ("true", &[0xf5][..]),
        ("simple value 19", &[0xf3]),
        ("simple value 24, ill-formed", &[0xf8, 0x18]),
        ("simple value 32", &[0xf8, 0x20]),
        ("simple value 255", &[0xf8, 0xff]),
        ("break", &[0xff]),
        ("minus one", &[0x20]),
        ("a float zero", &[0xf9, 0x00, 0x00]),
        ("a zero in two bytes", &[0x18, 0x00]),
        ("23 in two bytes", &[0x18, 23]),
        ("255 in three bytes", &[0x19, 0, 255]),
        ("65535 in five bytes", &[0x1a, 0, 0, 255, 255]),
        ("the bound in nine bytes", &[0x1b, 0, 0, 0, 0, 0x3b, 0x9a, 0xc9, 0xff]),
        ("one above the bound", &[0x1a, 0x3b, 0x9a, 0xca, 0x00]),
        ("2^32 - 1", &[0x1a, 0xff, 0xff, 0xff, 0xff]),
        ("text", &[0x61, b'7']),
        ("an array", &[0x81, 0x07]),
        ("reserved 28", &[0x1c]),
    ] {
        let bytes = splice(&good, blank..blank + 1, spelling);
        assert!(Sheet::decode(&bytes).is_err(), "{name}: {}", const_hex::encode(&bytes));
    }
    for (name, spelling) in [("blank", 0xf6), ("unreadable", 0xf7), ("zero", 0x00)] {
        let bytes = splice(&good, blank..blank + 1, &[spelling]);
        assert!(Sheet::decode(&bytes).is_ok(), "{name}");
    }
}

#[test]
fn fields_in_another_order_are_refused_or_mean_something_else() {
    let good = payload();
    let sheet = Sheet::decode(&good).unwrap();
    // Serial (null where a number belongs) and replaces exchanged.
    assert_eq!(good[11..13], [0x01, 0xf6]);
    assert!(Sheet::decode(&splice(&good, 11..13, &[0xf6, 0x01])).is_err());
    let software = good[good.len() - 9..].to_vec();
    let moved = [&good[..2], &software, &good[2..good.len() - 9]].concat();
    assert!(Sheet::decode(&moved).is_err());
    assert_eq!(sheet.serial, 1);
}

#[test]
fn other_envelopes_are_refused() {
    let (small, sheet) = honest();
    let table = sheet.table;
    let signed = SignedSheet::sign(&sheet, &small.election.id, &small.key(table)).unwrap();
    let good = signed.bytes();
    assert_eq!(good[..7], [0xd2, 0x84, 0x43, 0xa1, 0x01, 0x27, 0xa0]);
    let signature = good.len() - 66;
    assert_eq!(good[signature..signature + 2], [0x58, 0x40]);
    let payload = &good[9..signature];
    assert_eq!(payload, sheet.encode().unwrap());
    let cases: Vec<(&str, Vec<u8>)> = vec![
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
        (
            "payload length in three bytes",
            splice(good, 7..9, &[0x59, 0, u8::try_from(payload.len()).unwrap()]),
        ),
        ("signature of 63 bytes", splice(good, signature..signature + 3, &[0x58, 0x3f])),
        ("signature of 65 bytes", splice(good, signature..signature + 2, &[0x58, 0x41, 0])),
        ("no signature", splice(good, signature..good.len(), &[0x40])),
    ];
    for (name, bytes) in cases {
        assert!(SignedSheet::decode(&bytes).is_err(), "{name}: {}", const_hex::encode(&bytes));
    }
    assert_eq!(SignedSheet::decode(good).unwrap(), signed);
}

fn honest() -> (Small, Sheet) {
    let small = Small::new(1);
    let table = small.election.tables.iter().next().unwrap();
    let sheet = sheets::honest(&small.election, table, record::ContestNo(0), &mut random(2));
    (small, sheet)
}

fn payload() -> Vec<u8> {
    honest().1.encode().unwrap()
}

/// Bytes of the array of votes, its header included.
fn lists_bytes(payload: &[u8]) -> usize {
    let sheet = Sheet::decode(payload).unwrap();
    let one = |count: &record::Count| match count.number().unwrap() {
        0..=23 => 1,
        24..=255 => 2,
        _ => 3,
    };
    2 + sheet.votes.iter().map(one).sum::<usize>()
}

fn splice(bytes: &[u8], range: std::ops::Range<usize>, with: &[u8]) -> Vec<u8> {
    [&bytes[..range.start], with, &bytes[range.end..]].concat()
}
