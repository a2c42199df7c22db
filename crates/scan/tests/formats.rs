//! Every format, many angles, several codes and pages.

use image::imageops::{overlay, rotate90, rotate180, rotate270};
use image::{DynamicImage, GrayImage, ImageFormat, Luma, Rgba, RgbaImage};
use scan::{Kind, Limits, Trace, decode_bytes};

mod support;

use support::{INK, PAPER, code, data, encoded, pdf, pdf_squares, tiff_of, turned};

const TEXT: &str = "COTEJO:0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// The payloads of each page.
fn payloads(bytes: &[u8]) -> Vec<Vec<String>> {
    let document = decode_bytes(bytes, &Limits::default()).expect("a document");
    assert_eq!(document.missing, None);
    document
        .pages
        .iter()
        .map(|page| page.codes.iter().map(|c| c.text().expect("text").to_owned()).collect())
        .collect()
}

#[test]
fn every_image_format() {
    let image = code(TEXT, 4);
    for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Tiff] {
        assert_eq!(payloads(&encoded(&image, format)), [[TEXT]], "{format:?}");
        let mut colour = std::io::Cursor::new(Vec::new());
        let rgb = DynamicImage::from(image.clone()).into_rgb8();
        rgb.write_to(&mut colour, format).expect("memory");
        assert_eq!(payloads(colour.get_ref()), [[TEXT]], "{format:?} in colour");
    }
}

#[test]
fn what_is_known_of_a_code() {
    let document = decode_bytes(&encoded(&code(TEXT, 4), ImageFormat::Png), &Limits::default())
        .expect("an image");
    assert_eq!(document.kind, Kind::Png);
    let found = &document.pages[0].codes[0];
    assert_eq!(found.bytes, TEXT.as_bytes());
    // The encoder raises the level where that does not enlarge the code.
    assert_eq!((found.version, found.ec_level), (Some(3), Some('Q')));
    assert!(!found.inverted && !found.mirrored && found.sequence.is_none());
    assert!((found.corners[0].x - 16).abs() <= 3 && (found.corners[0].y - 16).abs() <= 3);
    let json = serde_json::to_string(&document).expect("JSON");
    assert_eq!(serde_json::from_str::<scan::Document>(&json).expect("JSON"), document);
}

#[test]
fn any_angle_mirrored_or_light_on_dark() {
    let image = code(TEXT, 5);
    for degrees in (0..360).step_by(7) {
        let at = turned(&image, degrees as f32);
        assert_eq!(payloads(&encoded(&at, ImageFormat::Png)), [[TEXT]], "{degrees} degrees");
    }
    for quarter in [rotate90(&image), rotate180(&image), rotate270(&image)] {
        assert_eq!(payloads(&encoded(&quarter, ImageFormat::Png)), [[TEXT]]);
    }
    let mirrored = image::imageops::flip_horizontal(&image);
    assert_eq!(payloads(&encoded(&mirrored, ImageFormat::Png)), [[TEXT]]);
    let mut negative = image;
    image::imageops::invert(&mut negative);
    assert_eq!(payloads(&encoded(&negative, ImageFormat::Png)), [[TEXT]]);
}

#[test]
fn transparency_is_paper() {
    let image = code(TEXT, 4);
    let clear = RgbaImage::from_fn(image.width(), image.height(), |x, y| {
        Rgba([0, 0, 0, if image.get_pixel(x, y).0[0] == INK { 255 } else { 0 }])
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    clear.write_to(&mut bytes, ImageFormat::Png).expect("memory");
    assert_eq!(payloads(bytes.get_ref()), [[TEXT]]);
}

#[test]
fn every_code_on_a_page() {
    let mut page = GrayImage::from_pixel(1700, 2300, Luma([PAPER]));
    let texts: Vec<String> = (0..12).map(|i| format!("PART {i} OF 12")).collect();
    for (i, text) in texts.iter().enumerate() {
        let i = i64::try_from(i).expect("few");
        let angle = i as f32 * 31.0;
        overlay(&mut page, &turned(&code(text, 6), angle), 60 + i % 4 * 400, 60 + i / 4 * 500);
    }
    let mut found = payloads(&encoded(&page, ImageFormat::Png)).remove(0);
    found.sort();
    let mut wanted = texts;
    wanted.sort();
    assert_eq!(found, wanted);
}

#[test]
fn every_page_of_a_tiff() {
    let pages: Vec<_> = (1..=5).map(|i| code(&format!("PAGE {i}"), 4)).collect();
    let bytes = tiff_of(&pages);
    assert_eq!(payloads(&bytes), [["PAGE 1"], ["PAGE 2"], ["PAGE 3"], ["PAGE 4"], ["PAGE 5"]]);

    let limits = Limits { max_pages: 3, ..Limits::default() };
    let document = decode_bytes(&bytes, &limits).expect("a document");
    assert_eq!(document.pages.len(), 3);
    assert_eq!(document.missing, Some(scan::Missing::Limit { limit: 3 }));
}

#[test]
fn a_pdf_of_squares_and_a_pdf_of_a_scan() {
    let squares = pdf_squares(TEXT, 2.0, 60.0, 400.0);
    assert_eq!(payloads(&pdf(226, 600, &squares, None)), [[TEXT]], "80 mm roll");
    let small = pdf_squares(TEXT, 0.9, 400.0, 700.0);
    assert_eq!(payloads(&pdf(595, 842, &small, None)), [[TEXT]], "A4, modules of 0.3 mm");

    let image = code(TEXT, 6);
    let jpeg = encoded(&image, ImageFormat::Jpeg);
    let content = "q 200 0 0 200 100 300 cm /Im Do Q";
    assert_eq!(payloads(&pdf(595, 842, content, Some((&image, &jpeg)))), [[TEXT]]);
}

#[test]
fn a_page_without_a_code_has_no_trace_of_one() {
    let blank = GrayImage::from_pixel(800, 800, Luma([PAPER]));
    let document = decode_bytes(&encoded(&blank, ImageFormat::Png), &Limits::default());
    assert_eq!(document.expect("an image").pages[0].trace(), Trace::None);
}

#[test]
fn every_published_scan_reads_as_recorded() {
    let Some(data) = data() else { return };
    let folder = data.join("venezuela2024");
    let list = std::fs::read(folder.join("qr_payloads.json")).expect("the recorded payloads");
    let list: serde_json::Value = serde_json::from_slice(&list).expect("JSON");
    let list = list.as_array().expect("a list");
    assert_eq!(list.len(), 13);
    for entry in list {
        let file = entry["file"].as_str().expect("a name");
        let bytes = std::fs::read(folder.join("actas").join(file)).expect("a scan");
        assert_eq!(payloads(&bytes), [[entry["qr"].as_str().expect("a payload")]], "{file}");
    }
}
