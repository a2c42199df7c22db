//! Files that are broken, lie about themselves, or are not what their name says.

use std::time::{Duration, Instant};

use image::ImageFormat;
use proptest::prelude::*;
use scan::{DecodeError, Kind, Limits, Missing, Trace, decode_bytes};

mod support;

use support::{code, encoded, pdf, pdf_squares, tiff_of};

const TEXT: &str = "COTEJO:HOSTILE-0123456789";

fn samples() -> Vec<(Kind, Vec<u8>)> {
    let image = code(TEXT, 4);
    vec![
        (Kind::Jpeg, encoded(&image, ImageFormat::Jpeg)),
        (Kind::Png, encoded(&image, ImageFormat::Png)),
        (Kind::Tiff, encoded(&image, ImageFormat::Tiff)),
        (Kind::Pdf, pdf(300, 300, &pdf_squares(TEXT, 4.0, 60.0, 60.0), None)),
    ]
}

/// Nothing but the truth comes out: the payload, or none.
fn never_wrong(bytes: &[u8]) {
    if let Ok(document) = decode_bytes(bytes, &Limits::default()) {
        for code in document.pages.iter().flat_map(|page| &page.codes) {
            assert_eq!(code.text(), Some(TEXT));
        }
    }
}

#[test]
fn nothing_and_noise_and_text() {
    let limits = Limits::default();
    assert_eq!(decode_bytes(b"", &limits), Err(DecodeError::Empty));
    let text = decode_bytes(b"table,votes\n1,2\n", &limits);
    assert_eq!(text, Err(DecodeError::UnknownKind { start: "7461626c652c766f".to_owned() }));
    for magic in
        [&b"\xff\xd8\xff"[..], b"\x89PNG\r\n\x1a\n", b"II*\0", b"MM\0*", b"II+\0", b"%PDF-1.4"]
    {
        assert!(decode_bytes(magic, &limits).is_err(), "{magic:?} and nothing more");
        let mut noise = magic.to_vec();
        noise.extend((0..4000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13).to_le_bytes()[0]));
        assert!(decode_bytes(&noise, &limits).is_err(), "{magic:?} and noise");
    }
}

#[test]
fn files_cut_short_are_never_a_page_without_a_code() {
    for (kind, bytes) in samples() {
        for tenths in 1..10 {
            let cut = &bytes[..bytes.len() * tenths / 10];
            never_wrong(cut);
            match decode_bytes(cut, &Limits::default()) {
                Err(_) => {}
                // A PDF may lose its last objects and still be a valid file with an emptier page.
                Ok(_) if kind == Kind::Pdf => {}
                Ok(document) => {
                    let trace = document.pages[0].trace();
                    assert_ne!(trace, Trace::None, "{kind} cut to {tenths}0 %");
                }
            }
        }
    }
}

#[test]
fn huge_dimensions_are_refused_before_any_memory_is_taken() {
    let mut png = encoded(&code(TEXT, 4), ImageFormat::Png);
    png[16..20].copy_from_slice(&50_000u32.to_be_bytes());
    png[20..24].copy_from_slice(&50_000u32.to_be_bytes());
    let checksum = crc(&png[12..29]);
    png[29..33].copy_from_slice(&checksum.to_be_bytes());
    let start = Instant::now();
    let outcome = decode_bytes(&png, &Limits::default());
    assert!(
        matches!(
            outcome,
            Err(DecodeError::TooManyPixels { .. } | DecodeError::TooMuchMemory { .. })
        ),
        "{outcome:?}"
    );
    assert!(start.elapsed() < Duration::from_millis(500));

    let page = pdf(2_000_000, 2_000_000, "0 g 0 0 10 10 re f", None);
    let document = decode_bytes(&page, &Limits::default());
    if let Ok(document) = document {
        let page = &document.pages[0];
        assert!(u64::from(page.width) * u64::from(page.height) <= Limits::default().max_pixels);
    }
}

#[test]
fn a_compressed_bomb_stays_within_limits() {
    // 9,000 x 9,000 white pixels in a twentieth of the bytes: allowed by default, refused by a tighter limit.
    let bomb = image::GrayImage::from_pixel(9_000, 9_000, image::Luma([255]));
    let bytes = encoded(&bomb, ImageFormat::Png);
    assert!(bytes.len() < 81_000_000 / 20, "{} bytes", bytes.len());
    let limits = Limits { max_pixels: 10_000_000, ..Limits::default() };
    assert!(matches!(decode_bytes(&bytes, &limits), Err(DecodeError::TooManyPixels { .. })));
    let limits = Limits { max_file_bytes: 1000, ..Limits::default() };
    assert!(matches!(decode_bytes(&bytes, &limits), Err(DecodeError::FileTooLarge { .. })));
}

#[test]
fn a_directory_chain_that_bites_its_tail_ends() {
    let outcome = decode_bytes(&cyclic_tiff(1), &Limits::default());
    assert!(matches!(outcome, Err(DecodeError::Damaged { kind: Kind::Tiff, .. })), "{outcome:?}");
    let document = decode_bytes(&cyclic_tiff(3), &Limits::default()).expect("two pages");
    assert_eq!(document.pages.len(), 2);
    assert!(document.pages.iter().all(|page| page.trace() == Trace::Read));
    assert!(matches!(document.missing, Some(Missing::Pages { first: 3, .. })));
}

/// A TIFF whose last directory names the first as its successor.
fn cyclic_tiff(pages: usize) -> Vec<u8> {
    let mut tiff = tiff_of(&vec![code(TEXT, 4); pages]);
    let number = |at: usize, tiff: &[u8]| {
        u32::from_le_bytes(tiff[at..at + 4].try_into().expect("four bytes"))
    };
    let mut field = 4;
    for _ in 0..pages {
        let at = usize::try_from(number(field, &tiff)).expect("small");
        let entries = usize::from(u16::from_le_bytes([tiff[at], tiff[at + 1]]));
        field = at + 2 + entries * 12;
    }
    let first = number(4, &tiff);
    tiff[field..field + 4].copy_from_slice(&first.to_le_bytes());
    tiff
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damaged_bytes_never_panic_and_never_lie(
        which in 0usize..4,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
    ) {
        let (_, mut bytes) = samples().swap_remove(which);
        for (at, value) in changes {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        never_wrong(&bytes);
    }
}

/// CRC-32 of a PNG chunk, bit by bit.
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 }
        })
    })
}
