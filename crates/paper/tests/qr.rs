//! QR codes: version, outline, renderings, refusals.

use paper::{Ground, QrError, qr_matrix, qr_png, qr_svg, qr_terminal};

#[path = "common/sample.rs"]
#[allow(dead_code, reason = "only the payload is used here")]
mod sample;

#[test]
fn payload_of_a_sheet_fits_version_9_at_level_m() {
    // 262 is what version 9 holds at level M in alphanumeric mode; one more needs version 10.
    assert_eq!(qr_matrix(&sample::payload(262)).map(|qr| qr.version), Ok(9));
    assert_eq!(qr_matrix(&sample::payload(263)).map(|qr| qr.version), Ok(10));
}

#[test]
fn outlines_cover_exactly_the_dark_modules() {
    let qr = qr_matrix(&sample::payload(262)).expect("valid payload");
    let dark = (0..qr.size)
        .flat_map(|y| (0..qr.size).map(move |x| (x, y)))
        .filter(|&(x, y)| qr.dark(x, y))
        .count();
    let twice: i64 = qr.outlines().iter().map(|ring| doubled_area(ring)).sum();
    assert_eq!(twice, 2 * i64::try_from(dark).expect("a few thousand"));
    // Even-odd along one row must give the row back, or a shape of equal area was drawn elsewhere.
    for y in 0..qr.size {
        let mut inside = vec![false; qr.size as usize];
        for ring in qr.outlines() {
            for (a, b) in ring.iter().zip(ring.iter().cycle().skip(1)) {
                if a.0 == b.0 && a.1.min(b.1) <= y && y < a.1.max(b.1) {
                    inside.iter_mut().skip(a.0 as usize).for_each(|flag| *flag = !*flag);
                }
            }
        }
        assert!((0..qr.size).all(|x| inside[x as usize] == qr.dark(x, y)), "row {y}");
    }
}

#[test]
fn png_is_read_back_by_another_decoder() {
    let payload = sample::payload(262);
    let image =
        image::load_from_memory(&qr_png(&payload, 3).expect("valid")).expect("a PNG").to_luma8();
    let view = zxingcpp::ImageView::from_slice(
        image.as_raw(),
        image.width(),
        image.height(),
        zxingcpp::ImageFormat::Lum,
    );
    let codes = zxingcpp::read().from(view.expect("a view")).expect("decoder runs");
    assert_eq!(codes.iter().map(|code| code.text()).collect::<Vec<_>>(), [payload]);
}

#[test]
fn svg_holds_one_path_and_the_quiet_zone() {
    let svg = qr_svg("CT1:ABC").expect("valid");
    assert!(svg.contains("viewBox=\"0 0 29 29\""), "21 modules and 4 on each side: {svg}");
    assert_eq!(svg.matches("fill-rule=\"evenodd\"").count(), 1);
}

#[test]
fn terminal_text_is_a_square_of_half_blocks_on_either_ground() {
    let dark = qr_terminal("CT1:ABC", Ground::Dark).expect("valid");
    let light = qr_terminal("CT1:ABC", Ground::Light).expect("valid");
    assert_eq!(dark.lines().count(), 15, "29 modules, two to a line");
    assert!(dark.lines().chain(light.lines()).all(|line| line.chars().count() == 29));
    assert!(dark.starts_with('█') && light.starts_with(' '), "the quiet zone is light on both");
}

#[test]
fn what_is_not_alphanumeric_or_does_not_fit_is_refused() {
    assert_eq!(qr_matrix(""), Err(QrError::Empty));
    assert_eq!(qr_matrix("ABc"), Err(QrError::NotAlphanumeric { character: 'c', at: 2 }));
    assert_eq!(qr_matrix(&"A".repeat(3391)).map(|qr| qr.version), Ok(40));
    assert_eq!(qr_matrix(&"A".repeat(3392)), Err(QrError::TooLong { length: 3392 }));
    assert_eq!(qr_png("A", 0), Err(QrError::Scale { scale: 0 }));
}

fn doubled_area(ring: &[(u32, u32)]) -> i64 {
    let next = ring.iter().cycle().skip(1);
    let cross = |(a, b): (&(u32, u32), &(u32, u32))| {
        i64::from(a.0) * i64::from(b.1) - i64::from(b.0) * i64::from(a.1)
    };
    ring.iter().zip(next).map(cross).sum()
}
