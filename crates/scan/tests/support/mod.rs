//! Codes drawn for the tests.
#![allow(dead_code, reason = "each test file uses its own part")]

use std::io::Cursor;

use image::{GrayImage, ImageFormat, Luma};
use qrcodegen::{QrCode, QrCodeEcc};

pub const QUIET: u32 = 4;
pub const INK: u8 = 25;
pub const PAPER: u8 = 235;

/// A code with its quiet zone at `module` pixels to the module.
pub fn code(text: &str, module: u32) -> GrayImage {
    let qr = QrCode::encode_text(text, QrCodeEcc::Medium).expect("a short text");
    let modules = u32::try_from(qr.size()).expect("positive") + 2 * QUIET;
    let at = |p: u32| i32::try_from(p / module).expect("small") - i32::try_from(QUIET).expect("4");
    GrayImage::from_fn(modules * module, modules * module, |x, y| {
        Luma([if qr.get_module(at(x), at(y)) { INK } else { PAPER }])
    })
}

/// An image in a format.
pub fn encoded(image: &GrayImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, format).expect("memory");
    bytes.into_inner()
}

/// A code as a PNG file.
pub fn png(text: &str, module: u32) -> Vec<u8> {
    encoded(&code(text, module), ImageFormat::Png)
}

/// The data folder, where the run has one.
pub fn data() -> Option<std::path::PathBuf> {
    let folder = std::env::var_os("COTEJO_DATA").map(std::path::PathBuf::from);
    if folder.is_none() {
        println!("skipped: COTEJO_DATA is not set");
    }
    folder
}
