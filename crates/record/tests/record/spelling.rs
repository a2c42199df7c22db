//! Other spellings of a sheet are refused: the record is bytes, and there is one way to write them.

use record::{Count, Sheet, SignedSheet};

use crate::common::election::Small;
use crate::vectors::sheets::first;
use crate::vectors::spelling::{blank_votes, counts, envelopes, payloads, splice};

#[test]
fn other_spellings_of_a_payload_are_refused() {
    let (_, good) = example();
    assert_eq!(Sheet::decode(&good).unwrap().encode().unwrap(), good);
    for (name, bytes) in payloads(&good).into_iter().chain(counts(&good)) {
        assert_ne!(bytes, good, "{name}");
        assert!(Sheet::decode(&bytes).is_err(), "{name}: {}", const_hex::encode(&bytes));
    }
}

#[test]
fn other_envelopes_are_refused() {
    let (signed, payload) = example();
    let good = signed.bytes();
    assert_eq!(good[..7], [0xd2, 0x84, 0x43, 0xa1, 0x01, 0x27, 0xa0]);
    let signature = good.len() - 66;
    assert_eq!(good[signature..signature + 2], [0x58, 0x40]);
    assert_eq!(good[9..signature], payload);
    for (name, bytes) in envelopes(good) {
        assert_ne!(bytes, good, "{name}");
        assert!(SignedSheet::decode(&bytes).is_err(), "{name}: {}", const_hex::encode(&bytes));
    }
    assert_eq!(SignedSheet::decode(good).unwrap(), signed);
}

#[test]
fn the_four_readings_of_a_count_have_four_spellings() {
    let (_, good) = example();
    let at = blank_votes(&good);
    for (spelling, count) in [
        (0xf4, Count::ABSENT),
        (0xf6, Count::BLANK),
        (0xf7, Count::UNREADABLE),
        (0x00, Count::ZERO),
    ] {
        let bytes = splice(&good, at..at + 1, &[spelling]);
        assert_eq!(Sheet::decode(&bytes).unwrap().blank, count);
    }
    assert_eq!(good[at], 0xf4);
}

fn example() -> (SignedSheet, Vec<u8>) {
    let signed = first(&Small::new(1));
    let payload = signed.sheet().encode().unwrap();
    (signed, payload)
}
