//! A code of which a part is missing is unreadable: never a guess, and hardly ever overlooked.
//!
//! A sample of cuts; the `cut_rate` example makes thousands.

use image::imageops::crop_imm;
use image::{GrayImage, ImageFormat, Luma};
use scan::{Limits, Page, Trace, decode_bytes};

mod support;

use support::{QUIET, code, data, encoded, turned};

const MODULE: u32 = 4;
const FINDER_MODULES: u32 = 7;

fn read(image: &GrayImage) -> Page {
    let bytes = encoded(image, ImageFormat::Png);
    decode_bytes(&bytes, &Limits::default()).expect("an image").pages.remove(0)
}

fn text() -> String {
    let counts: Vec<String> = (0..38).map(|i| (i * 7 % 400).to_string()).collect();
    format!("TABLE-0001!{}!0!0", counts.join(","))
}

/// What is left of an image after `cut` pixels are gone from one of its sides.
fn without(image: &GrayImage, side: usize, cut: u32) -> GrayImage {
    let (w, h) = image.dimensions();
    let (x, y, w, h) = match side {
        0 => (cut, 0, w - cut, h),
        1 => (0, 0, w - cut, h),
        2 => (0, cut, w, h - cut),
        _ => (0, 0, w, h - cut),
    };
    crop_imm(image, x, y, w, h).to_image()
}

#[test]
fn every_cut_that_leaves_a_finder_pattern_is_unreadable() {
    let text = text();
    let whole = code(&text, MODULE);
    let modules = whole.width() / MODULE - 2 * QUIET;
    let (mut cuts, mut overlooked) = (0, 0);
    for degrees in [0.0, 45.0, 123.0] {
        for side in 0..4 {
            for cut in (1..modules - FINDER_MODULES).step_by(6) {
                let part = without(&whole, side, (QUIET + cut) * MODULE);
                let page = read(&turned(&part, degrees));
                cuts += 1;
                match page.trace() {
                    // Error correction may mend a narrow cut; it then gives the whole payload.
                    Trace::Read => assert_eq!(page.codes[0].text(), Some(text.as_str())),
                    Trace::Unreadable => {}
                    Trace::None => overlooked += 1,
                }
            }
        }
    }
    println!("{overlooked} of {cuts} cuts overlooked");
    assert!(overlooked * 100 <= cuts, "{overlooked} of {cuts} cuts overlooked");
}

#[test]
fn a_blot_or_a_fold_over_a_code_is_unreadable() {
    let text = text();
    let whole = code(&text, MODULE);
    let side = whole.width();
    for (x, y, w, h) in [
        (side / 4, side / 4, side / 2, side / 2),
        (0, 0, side / 2, side / 2),
        (side / 2, 0, side / 2, side),
        (0, side / 3, side, side / 3),
    ] {
        for tone in [0, 255] {
            let mut blotted = whole.clone();
            for (px, py) in (0..w).flat_map(|dx| (0..h).map(move |dy| (x + dx, y + dy))) {
                if px < side && py < side {
                    blotted.put_pixel(px, py, Luma([tone]));
                }
            }
            let page = read(&blotted);
            assert_eq!(page.trace(), Trace::Unreadable, "{x},{y} {w}x{h} tone {tone}");
        }
    }
}

#[test]
fn cut_scans_are_unreadable_and_their_text_is_not() {
    let Some(data) = data() else { return };
    let mut scans: u32 = 0;
    for entry in data.join("venezuela2024/actas").read_dir().expect("scans") {
        let share = 1 + scans * 3 % 8;
        let image = image::open(entry.expect("an entry").path()).expect("a scan").into_luma8();
        let page = read(&image);
        let corners = page.codes[0].corners;
        let across = |pick: fn(&scan::Point) -> i32| {
            let values = corners.iter().map(pick);
            let low = u32::try_from(values.clone().min().expect("four")).expect("on the page");
            (low, u32::try_from(values.max().expect("four")).expect("on the page"))
        };
        let ((left, right), (top, bottom)) = (across(|c| c.x), across(|c| c.y));
        let above = top.saturating_sub(60);
        let strip = crop_imm(&image, 0, above, image.width(), image.height() - above).to_image();
        let (w, h) = ((right - left) * share / 10, (bottom - top) * share / 10);
        for part in [
            without(&strip, 0, left + w),
            without(&strip, 1, image.width() - right + w),
            without(&strip, 2, top - above + h),
            without(&strip, 3, image.height() - bottom + h),
        ] {
            assert_eq!(read(&part).trace(), Trace::Unreadable);
        }
        if above > 1000 && scans.is_multiple_of(4) {
            let page = read(&crop_imm(&image, 0, 0, image.width(), above).to_image());
            assert_eq!(page.trace(), Trace::None, "text and rules taken for a code");
        }
        scans += 1;
    }
    assert_eq!(scans, 13);
}
