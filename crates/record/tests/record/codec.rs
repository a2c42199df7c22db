//! Decoding and encoding are each other's inverse, and the bounds hold.

use proptest::prelude::*;
use record::count::MAX_COUNT;
use record::election::bounds;
use record::sheet::{CodecError, MAX_PAYLOAD_BYTES};
use record::{Count, Rule, Sheet};

use crate::common::election::Small;
use crate::common::{random, sheets};
use crate::strategy;

proptest! {
    #[test]
    fn any_sheet_comes_back_from_its_bytes(sheet in strategy::sheet(60)) {
        let bytes = sheet.encode().unwrap();
        prop_assert!(bytes.len() <= MAX_PAYLOAD_BYTES);
        let again = Sheet::decode(&bytes).unwrap();
        prop_assert_eq!(&again, &sheet);
        prop_assert_eq!(again.encode().unwrap(), bytes);
    }

    #[test]
    fn bytes_that_decode_are_the_bytes_it_encodes_to(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(sheet) = Sheet::decode(&bytes) {
            prop_assert_eq!(sheet.encode().unwrap(), bytes);
        }
    }

    #[test]
    fn one_changed_byte_gives_another_sheet_or_none(
        sheet in strategy::sheet(40), at in any::<prop::sample::Index>(), with in 1_u8..
    ) {
        let mut bytes = sheet.encode().unwrap();
        let at = at.index(bytes.len());
        bytes[at] ^= with;
        if let Ok(other) = Sheet::decode(&bytes) {
            prop_assert_ne!(&other, &sheet);
            prop_assert_eq!(other.encode().unwrap(), bytes);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn so_does_one_with_thousands_of_lists(sheet in strategy::sheet(bounds::LISTS)) {
        let bytes = sheet.encode().unwrap();
        prop_assert_eq!(Sheet::decode(&bytes).unwrap(), sheet);
    }
}

#[test]
fn every_number_of_lists_up_to_the_bound_comes_back() {
    let mut sheet = honest();
    for lists in (0..=bounds::LISTS).step_by(17).chain([23, 24, 255, 256, bounds::LISTS]) {
        sheet.votes = vec![Count::BLANK; lists];
        assert_eq!(Sheet::decode(&sheet.encode().unwrap()).as_ref(), Ok(&sheet), "{lists} lists");
    }
}

#[test]
fn one_list_too_many_is_refused() {
    let mut sheet = honest();
    sheet.votes = vec![Count::ZERO; bounds::LISTS + 1];
    let error = sheet.encode().unwrap_err();
    assert_eq!(error, CodecError::TooManyLists(bounds::LISTS + 1));
    assert_eq!(error.rule(), Rule::SheetTooLarge);
}

#[test]
fn the_widest_sheet_fits_the_bound() {
    let most = Count::given(MAX_COUNT).unwrap();
    let sheet = Sheet {
        table: record::TableNo(u32::MAX),
        contest: record::ContestNo(u8::MAX),
        part: u8::MAX,
        parts: u8::MAX,
        serial: u32::MAX,
        replaces: Some([0xff; 8]),
        closed: Some(u64::MAX),
        open_for: Some(u32::MAX),
        electors: most,
        voters_machine: most,
        voters_book: most,
        null: most,
        blank: most,
        votes: vec![most; bounds::LISTS],
        ..honest()
    };
    let bytes = sheet.encode().unwrap();
    assert!(bytes.len() <= MAX_PAYLOAD_BYTES, "{}", bytes.len());
    assert_eq!(Sheet::decode(&bytes), Ok(sheet));
}

#[test]
fn too_many_bytes_are_refused_before_they_are_read() {
    // An array header that promises 2^64 - 1 elements would take a parser's memory.
    let mut bytes = vec![0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];
    assert!(matches!(Sheet::decode(&bytes), Err(CodecError::Malformed(_))));
    bytes.resize(MAX_PAYLOAD_BYTES + 1, 0);
    assert_eq!(Sheet::decode(&bytes), Err(CodecError::TooLarge(MAX_PAYLOAD_BYTES + 1)));
}

fn honest() -> Sheet {
    let small = Small::new(1);
    let table = small.election.tables.iter().next().unwrap();
    sheets::honest(&small.election, table, record::ContestNo(0), &mut random(2))
}
