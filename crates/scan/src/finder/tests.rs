use super::find;
use crate::raster::Raster;

const QUIET: usize = 4;

fn code(module: usize) -> (usize, Vec<u8>) {
    let qr = qrcodegen::QrCode::encode_text("COTEJO:0123456789", qrcodegen::QrCodeEcc::Medium)
        .expect("a short text");
    let modules = usize::try_from(qr.size()).expect("positive") + 2 * QUIET;
    let side = modules * module;
    let at =
        |p: usize| i32::try_from(p / module).expect("small") - i32::try_from(QUIET).expect("4");
    let luma = (0..side * side)
        .map(|i| if qr.get_module(at(i % side), at(i / side)) { 20 } else { 235 })
        .collect();
    (side, luma)
}

fn raster(width: usize, luma: Vec<u8>) -> Raster {
    let size = |n: usize| u32::try_from(n).expect("small");
    Raster { width: size(width), height: size(luma.len() / width), luma, damaged: false }
}

#[test]
fn a_whole_code_has_three() {
    for module in [2, 3, 4, 7, 12] {
        let (side, luma) = code(module);
        let found = find(&raster(side, luma));
        assert_eq!(found.len(), 3, "module of {module} pixels: {found:?}");
    }
}

#[test]
fn half_a_code_has_two() {
    let (side, luma) = code(4);
    let top = raster(side, luma[..side * side / 2].to_vec());
    assert_eq!(find(&top).len(), 2);
}

#[test]
fn paper_and_stripes_have_none() {
    assert!(find(&raster(300, vec![230; 300 * 300])).is_empty());
    let stripes = (0..300 * 300).map(|i| if (i % 300) / 5 % 2 == 0 { 10 } else { 240 }).collect();
    assert!(find(&raster(300, stripes)).is_empty());
    let board = (0..300 * 300)
        .map(|i| if ((i % 300) / 6 + (i / 300) / 6) % 2 == 0 { 10 } else { 240 })
        .collect();
    assert!(find(&raster(300, board)).is_empty());
}
