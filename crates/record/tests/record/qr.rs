//! The QR text: small enough for a thermal printer, one spelling, each contest's code useful alone.

use proptest::prelude::*;
use record::sheet::{CodecError, MAX_QR_CHARS, QR_TAG, QrError, from_qr_text, to_qr_text};
use record::{ContestNo, Count, Election, Sheet, SignatureVerdict, SignedSheet, TableNo};

use crate::common::election::{LISTS, Small};
use crate::common::{below, random, sheets};
use crate::{strategy, vectors};

/// What a QR code of version 9 at level M holds in alphanumeric mode (ISO/IEC 18004, table 7).
const VERSION_9_M: usize = 262;

#[test]
fn a_sheet_of_38_lists_fits_version_9_at_level_m() {
    let lengths = lengths_of_38_lists(|_| {});
    let (least, most) = (lengths.iter().min().unwrap(), lengths.iter().max().unwrap());
    println!("38 lists: {least:?} to {most:?} (bytes signed, characters in the code)");
    assert!(least.0 >= 150 && most.1 <= VERSION_9_M);
}

#[test]
fn a_correction_of_38_lists_fits_version_9_at_level_m() {
    let lengths = lengths_of_38_lists(|sheet| {
        sheet.serial = 2;
        sheet.replaces = Some([7; 8]);
    });
    let most = lengths.iter().max().unwrap();
    println!("correction of 38 lists: at most {most:?} (bytes signed, characters in the code)");
    assert!(most.1 <= VERSION_9_M);
}

/// Bytes signed and characters in the code of 500 sheets with ordinary figures.
fn lengths_of_38_lists(change: impl Fn(&mut Sheet)) -> Vec<(usize, usize)> {
    let small = Small::new(1);
    let mut random = random(3);
    let lengths = (0..500).map(|_| {
        let table = TableNo(below(&mut random, 4));
        let mut sheet = sheets::honest(&small.election, table, ContestNo(0), &mut random);
        assert_eq!(sheet.votes.len(), LISTS);
        // Row numbers of a national table list.
        sheet.table = TableNo(below(&mut random, 30_026));
        change(&mut sheet);
        let signed = SignedSheet::sign(&sheet, &small.election.id, &small.key(table)).unwrap();
        (signed.bytes().len(), to_qr_text(&signed).unwrap().len())
    });
    lengths.collect()
}

#[test]
fn the_text_uses_only_the_alphanumeric_mode_of_qr_codes() {
    let (_, _, text) = example();
    assert!(text.starts_with(QR_TAG));
    let allowed = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || " $%*+-./:".contains(c);
    assert!(text.chars().all(allowed), "{text}");
}

#[test]
fn each_contest_has_a_code_of_its_own_that_names_its_place() {
    let small = Small::new(1);
    let table = TableNo(3);
    let mut random = random(5);
    let held: Vec<ContestNo> = small.election.contests_at(table).map(|held| held.no).collect();
    assert_eq!(held.len(), 2);
    let texts: Vec<String> = held
        .iter()
        .map(|contest| {
            let sheet = sheets::honest(&small.election, table, *contest, &mut random);
            let signed = SignedSheet::sign(&sheet, &small.election.id, &small.key(table)).unwrap();
            to_qr_text(&signed).unwrap()
        })
        .collect();
    for (at, text) in texts.iter().enumerate().rev() {
        let alone = from_qr_text(text).unwrap();
        assert_eq!(alone.judge(&small.election), (SignatureVerdict::Valid, vec![]));
        assert_eq!((usize::from(alone.sheet().part), alone.sheet().parts), (at + 1, 2));
        assert_eq!(
            small.election.tables.code(alone.sheet().table),
            small.election.tables.code(table)
        );
    }
}

#[test]
fn other_spellings_of_a_text_are_refused() {
    let (_, signed, text) = example();
    assert_eq!(from_qr_text(&text).unwrap(), signed);
    let body = &text[QR_TAG.len()..];
    for (name, other) in [
        ("no tag", body.to_owned()),
        ("a later tag", format!("CTJ2:{body}")),
        ("lower-case tag", text.replace("CTJ1", "ctj1")),
        ("lower case", text.to_lowercase()),
        ("a space before", format!(" {text}")),
        ("a space behind", format!("{text} ")),
        ("a line end behind", format!("{text}\n")),
        ("twice", format!("{text}{text}")),
        ("a character that base45 lacks", text.replacen(&body[5..6], "_", 1)),
        ("above two bytes", format!("{QR_TAG}:::{}", &body[3..])),
        ("the tag alone", QR_TAG.to_owned()),
        ("nothing", String::new()),
        ("not ASCII", format!("{text}Ñ")),
    ] {
        assert!(from_qr_text(&other).is_err(), "{name}: {other}");
    }
    // The same bytes with a last pair that overflows one byte: `base45` alone would wrap it around.
    let overflowing = vectors::qr::respell(signed.bytes());
    assert_eq!(base45::decode(&overflowing).unwrap(), signed.bytes(), "the library takes it");
    assert_eq!(from_qr_text(&format!("{QR_TAG}{overflowing}")), Err(QrError::Base45));
}

#[test]
fn a_torn_text_is_refused_at_every_length() {
    let (_, _, text) = example();
    for cut in 0..text.len() {
        assert!(from_qr_text(&text[..cut]).is_err(), "{cut} characters");
    }
    for cut in QR_TAG.len() + 1..text.len() {
        let tail = format!("{QR_TAG}{}", &text[cut..]);
        assert!(from_qr_text(&tail).is_err(), "from {cut}");
    }
}

#[test]
fn what_no_code_holds_is_refused_before_it_is_decoded() {
    let long = format!("{QR_TAG}{}", "A".repeat(MAX_QR_CHARS));
    assert_eq!(from_qr_text(&long), Err(QrError::TooLong(long.len())));
    let small = Small::new(1);
    let mut sheet = sheets::honest(&small.election, TableNo(0), ContestNo(0), &mut random(6));
    sheet.votes = vec![Count::given(300).unwrap(); 1_000];
    let signed = SignedSheet::sign(&sheet, &small.election.id, &small.key(TableNo(0))).unwrap();
    assert!(matches!(to_qr_text(&signed), Err(QrError::TooLong(_))));
    assert!(matches!(
        from_qr_text(&format!("{QR_TAG}6BFOXN")),
        Err(QrError::Codec(CodecError::Malformed(_)))
    ));
}

proptest! {
    #[test]
    fn any_signed_sheet_comes_back_from_its_text(mut sheet in strategy::sheet(60)) {
        let key = crate::common::test_key(1, "any");
        let id = record::ElectionId(record::Digest::of(b"any election"));
        sheet.election_hint = id.hint();
        let signed = SignedSheet::sign(&sheet, &id, &key).unwrap();
        let text = to_qr_text(&signed).unwrap();
        prop_assert_eq!(from_qr_text(&text).unwrap(), signed);
    }

    #[test]
    fn any_text_is_refused_or_is_the_text_of_what_it_gives(text in "CTJ1:[0-9A-Z $%*+./:-]{0,300}") {
        if let Ok(signed) = from_qr_text(&text) {
            prop_assert_eq!(to_qr_text(&signed).unwrap(), text);
        }
    }
}

fn example() -> (Election, SignedSheet, String) {
    let small = Small::new(1);
    let mut sheet = sheets::honest(&small.election, TableNo(0), ContestNo(0), &mut random(2));
    let sign = |sheet: &Sheet| {
        SignedSheet::sign(sheet, &small.election.id, &small.key(TableNo(0))).unwrap()
    };
    let mut signed = sign(&sheet);
    if signed.bytes().len() % 2 == 0 {
        // An odd number of bytes, for the pair of characters at the end: two bytes instead of three.
        sheet.open_for = Some(200);
        signed = sign(&sheet);
    }
    assert_eq!(signed.bytes().len() % 2, 1);
    let text = to_qr_text(&signed).unwrap();
    (small.election, signed, text)
}
