//! Public copies: what is covered, what is refused, and that the code still reads.

use std::io::Cursor;

use image::{DynamicImage, GenericImageView as _, ImageFormat, Rgb, RgbImage};
use qrcodegen::{QrCode, QrCodeEcc};
use scan::redact::{Layout, Refusal, cleaned, redact};
use scan::{Kind, Limits, decode_bytes};

const LAYOUT: &str = "form = \"test\"\ncodes = 1\nmeasured_from = \"largest\"\ncontains = \"!\"\n\
    [[place]]\nwhat = \"names\"\nleft = -0.5\ntop = -2.0\nright = 1.5\nbottom = -0.5\n";

/// A page of ink-blue scribble with a code at a place, `module` pixels to a module.
fn page(text: &str, module: u32, (left, top): (u32, u32)) -> RgbImage {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).expect("it fits");
    let side = u32::try_from(code.size()).expect("positive");
    let mut page = RgbImage::from_fn(500, 800, |x, y| {
        if (x / 3 + y / 3) % 5 == 0 { Rgb([20, 30, 160]) } else { Rgb([250, 250, 250]) }
    });
    let (quiet, all) = (4 * module, side * module);
    for y in top.saturating_sub(quiet)..top + all + quiet {
        for x in left.saturating_sub(quiet)..left + all + quiet {
            let at = |p: u32, from: u32| {
                i32::try_from(p / module).expect("small")
                    - i32::try_from(from / module).expect("small")
            };
            let dark = code.get_module(at(x, left), at(y, top));
            page.put_pixel(x, y, if dark { Rgb([0; 3]) } else { Rgb([255; 3]) });
        }
    }
    page
}

fn file(page: &RgbImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Vec::new();
    page.write_to(&mut Cursor::new(&mut bytes), format).expect("memory");
    bytes
}

fn picture(bytes: &[u8]) -> DynamicImage {
    image::load_from_memory(bytes).expect("a picture")
}

#[test]
fn the_place_is_black_the_rest_is_not_and_the_code_still_reads() {
    let layout = Layout::parse(LAYOUT).expect("a layout");
    // 21 modules of 6 pixels: 126 to a width.
    let original = file(&page("T1!5!0", 6, (150, 450)), ImageFormat::Png);
    let copy = redact(&original, &layout, &Limits::default()).expect("a copy");
    assert_eq!(copy.kind, Kind::Png);
    let seen = picture(&copy.bytes);
    let black = |x: u32, y: u32| seen.get_pixel(x, y).0[..3] == [0; 3];
    for y in 200..385 {
        assert!((90..336).all(|x| black(x, y)), "row {y}");
    }
    let far = (0..500).filter(|x| black(*x, 150) || black(*x, 700)).count();
    assert_eq!(far, 0, "nothing else is covered");
    let read = decode_bytes(&copy.bytes, &Limits::default()).expect("a page");
    assert_eq!(read.pages[0].codes[0].text(), Some("T1!5!0"));
    assert!(copy.covered > 126 * 126 * 2 && copy.covered < copy.pixels / 2);
}

#[test]
fn a_turned_sheet_is_covered_where_the_code_says() {
    let layout = Layout::parse(LAYOUT).expect("a layout");
    let turned = image::imageops::rotate90(&page("T1!5!0", 6, (150, 450)));
    let copy =
        redact(&file(&turned, ImageFormat::Png), &layout, &Limits::default()).expect("a copy");
    let seen = picture(&copy.bytes).to_rgb8();
    // (x, y) of the upright page is (height - 1 - y, x) of the turned one.
    for y in 205..380 {
        assert!((95..330).all(|x| seen.get_pixel(799 - y, x).0 == [0; 3]), "row {y}");
    }
}

#[test]
fn a_jpeg_stays_one_and_loses_its_metadata() {
    let layout = Layout::parse(LAYOUT).expect("a layout");
    let jpeg = file(&page("T1!5!0", 6, (150, 450)), ImageFormat::Jpeg);
    let secret = b"\xff\xfe\x00\x12owner: somebody";
    let with_comment = [&jpeg[..2], secret, &jpeg[2..]].concat();
    let copy = redact(&with_comment, &layout, &Limits::default()).expect("a copy");
    assert_eq!(copy.kind, Kind::Jpeg);
    for made in [copy, cleaned(&with_comment, &Limits::default()).expect("a copy")] {
        assert!(!made.bytes.windows(8).any(|part| part == b"somebody"));
    }
}

#[test]
fn without_a_code_or_with_another_one_there_is_no_copy() {
    let layout = Layout::parse(LAYOUT).expect("a layout");
    let of = |page: &RgbImage, layout: &Layout| {
        redact(&file(page, ImageFormat::Png), layout, &Limits::default()).expect_err("a refusal")
    };
    let good = page("T1!5!0", 6, (150, 450));
    let missing = Refusal::CodeNotFound { found: 0, wanted: 1 };
    assert_eq!(of(&RgbImage::from_pixel(400, 400, Rgb([255; 3])), &layout), missing);
    assert_eq!(of(&page("an advertisement", 6, (150, 450)), &layout), missing);
    assert!(missing.wants_a_person());
    let two = Layout { codes: 2, ..layout.clone() };
    assert_eq!(of(&good, &two), Refusal::CodeNotFound { found: 1, wanted: 2 });
    let version = Layout { version: Some(9), ..layout.clone() };
    assert_eq!(of(&good, &version), missing);
    // The code stands at the top, so the place above it is not in the picture.
    let shown = of(&page("T1!5!0", 6, (150, 30)), &layout);
    assert_eq!(shown, Refusal::PlaceNotShown { what: "names".to_owned() });
    let squeezed = image::imageops::resize(&good, 500, 640, image::imageops::FilterType::Triangle);
    assert_eq!(of(&squeezed, &layout), Refusal::Distorted);
    let over =
        Layout::parse(&LAYOUT.replace("-0.5\n", "0.9\n").replace("left = 0.9", "left = -0.5"))
            .expect("a layout");
    assert_eq!(of(&good, &over), Refusal::CodeCovered);
    assert!(matches!(redact(b"%PDF-1.7", &layout, &Limits::default()), Err(Refusal::Decode(_))));
    assert!(matches!(redact(b"", &layout, &Limits::default()), Err(Refusal::Decode(_))));
    let cut = file(&good, ImageFormat::Png);
    assert!(matches!(
        redact(&cut[..cut.len() / 2], &layout, &Limits::default()),
        Err(Refusal::Decode(_))
    ));
}

#[test]
fn layouts_with_nonsense_are_refused() {
    for (from, to) in [
        ("left = -0.5", "left = 9.0"),
        ("left = -0.5", "left = nan"),
        ("codes = 1", "codes = 0"),
        ("codes = 1", "codes = 99"),
        ("codes = 1", "codes = 1\nfree = 2"),
        ("largest", "nearest"),
        ("top = -2.0", "top = \"high\""),
    ] {
        assert!(Layout::parse(&LAYOUT.replacen(from, to, 1)).is_err(), "{to}");
    }
    assert!(Layout::parse(&format!("{LAYOUT}#{}", "x".repeat(20_000))).is_err());
    assert!(Layout::shipped("ve-2024").is_some_and(|one| one.places.len() == 2));
    assert_eq!(Layout::shipped("nowhere"), None);
}
