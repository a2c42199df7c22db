//! Codes drawn for the tests.
#![allow(dead_code, reason = "each test file uses its own part")]
#![allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "drawing"
)]

use std::io::Cursor;

use image::{GrayImage, ImageFormat, Luma};
use qrcodegen::{QrCode, QrCodeEcc};
use tiff::encoder::{TiffEncoder, colortype::Gray8};

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

/// The image turned by any angle about its middle, on paper large enough to hold it.
pub fn turned(image: &GrayImage, degrees: f32) -> GrayImage {
    let (w, h) = (image.width() as f32, image.height() as f32);
    let (sin, cos) = degrees.to_radians().sin_cos();
    let (wide, high) = (w * cos.abs() + h * sin.abs(), w * sin.abs() + h * cos.abs());
    GrayImage::from_fn(wide.ceil() as u32, high.ceil() as u32, |x, y| {
        let (dx, dy) = (x as f32 - wide / 2.0, y as f32 - high / 2.0);
        let (sx, sy) = (dx * cos + dy * sin + w / 2.0, dy * cos - dx * sin + h / 2.0);
        image::imageops::interpolate_bilinear(image, sx, sy).unwrap_or(Luma([PAPER]))
    })
}

/// A one-page PDF that fills its page (in points) with a content stream, and may hold one JPEG as
/// `/Im`.
pub fn pdf(width: u32, height: u32, content: &str, jpeg: Option<(&GrayImage, &[u8])>) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut starts = Vec::new();
    let mut object = |out: &mut Vec<u8>, body: &[u8]| {
        starts.push(out.len());
        out.extend(format!("{} 0 obj\n", starts.len()).bytes());
        out.extend(body);
        out.extend(b"\nendobj\n");
    };
    let resources = if jpeg.is_some() { "/XObject << /Im 5 0 R >>" } else { "" };
    object(&mut out, b"<< /Type /Catalog /Pages 2 0 R >>");
    object(&mut out, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
    let page = format!(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] /Contents 4 0 R /Resources << {resources} >> >>"
    );
    object(&mut out, page.as_bytes());
    let stream = format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len());
    object(&mut out, stream.as_bytes());
    if let Some((image, bytes)) = jpeg {
        let mut stream = format!(
            "<< /Type /XObject /Subtype /Image /Width {} /Height {} /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode /Length {} >>\nstream\n",
            image.width(), image.height(), bytes.len()
        )
        .into_bytes();
        stream.extend(bytes);
        stream.extend(b"\nendstream");
        object(&mut out, &stream);
    }
    let table = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", starts.len() + 1).bytes());
    for start in &starts {
        out.extend(format!("{start:010} 00000 n \n").bytes());
    }
    out.extend(
        format!(
            "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n",
            starts.len() + 1
        )
        .bytes(),
    );
    out
}

/// A code drawn as PDF squares of `module` points at a place on the page.
pub fn pdf_squares(text: &str, module: f32, left: f32, bottom: f32) -> String {
    let qr = QrCode::encode_text(text, QrCodeEcc::Medium).expect("a short text");
    let mut content = String::from("0 g\n");
    for (x, y) in (0..qr.size()).flat_map(|y| (0..qr.size()).map(move |x| (x, y))) {
        if qr.get_module(x, y) {
            let (px, py) = (left + x as f32 * module, bottom + (qr.size() - 1 - y) as f32 * module);
            content.push_str(&format!("{px} {py} {module} {module} re f\n"));
        }
    }
    content
}

/// A TIFF with a page for each image.
pub fn tiff_of(pages: &[GrayImage]) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let mut encoder = TiffEncoder::new(&mut bytes).expect("memory");
    for page in pages {
        encoder.write_image::<Gray8>(page.width(), page.height(), page).expect("memory");
    }
    bytes.into_inner()
}
