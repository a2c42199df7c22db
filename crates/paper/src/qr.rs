//! QR codes: alphanumeric mode, error correction level M, smallest version that holds the payload.

use image::{DynamicImage, GrayImage, ImageFormat, Luma};
use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};
use thiserror::Error;

/// Modules of white that every reader expects around a code (ISO/IEC 18004).
pub const QUIET: u32 = 4;

/// Most characters a version 40 code holds at level M in alphanumeric mode.
pub const MAX_PAYLOAD: usize = 3391;

/// Most pixels per module of a raster.
pub const MAX_SCALE: u32 = 64;

/// Why a payload has no QR code.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum QrError {
    /// Nothing to encode.
    #[error("the QR payload is empty; give the sheet's QR text")]
    Empty,
    /// A character outside `0-9 A-Z $%*+-./:` and space.
    #[error(
        "character {character:?} at position {at} of the QR payload is not in the alphanumeric set; give the base45 text, in capitals"
    )]
    NotAlphanumeric {
        /// The character.
        character: char,
        /// Its position, from 0.
        at: usize,
    },
    /// More than the largest code holds.
    #[error(
        "a QR payload of {length} characters is longer than {MAX_PAYLOAD}; split it into several codes"
    )]
    TooLong {
        /// Characters given.
        length: usize,
    },
    /// A raster with no or absurdly large modules.
    #[error("{scale} pixels per module is outside 1 to {MAX_SCALE}; choose 4 to 10 for a screen")]
    Scale {
        /// What was asked for.
        scale: u32,
    },
}

/// A QR code as a square of dark and light modules, without its quiet zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Qr {
    /// Version, 1 to 40.
    pub version: u8,
    /// Modules on a side.
    pub size: u32,
    dark: Vec<bool>,
}

/// Ground of a terminal, which decides whether printed blocks are light or dark modules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// Light text on a dark ground, as most terminals are.
    Dark,
    /// Dark text on a light ground.
    Light,
}

impl Qr {
    /// Whether a module is dark. Everything outside the code is light.
    pub fn dark(&self, x: u32, y: u32) -> bool {
        x < self.size && y < self.size && self.dark[(y * self.size + x) as usize]
    }

    /// Modules on a side with the quiet zone.
    pub fn full_size(&self) -> u32 {
        self.size + 2 * QUIET
    }

    /// The outlines of the dark area, in modules, as closed polygons for the even-odd rule. One shape, so no renderer
    /// can leave hairlines between neighbouring modules.
    pub fn outlines(&self) -> Vec<Vec<(u32, u32)>> {
        outline::trace(self)
    }

    fn dark_at(&self, x: i64, y: i64) -> bool {
        match (u32::try_from(x), u32::try_from(y)) {
            (Ok(x), Ok(y)) => self.dark(x, y),
            _ => false,
        }
    }
}

/// Encodes a payload. Level M, raised only where that costs no larger version.
///
/// # Errors
/// [`QrError`] if the payload is empty, too long or not alphanumeric.
pub fn qr_matrix(payload: &str) -> Result<Qr, QrError> {
    if payload.is_empty() {
        return Err(QrError::Empty);
    }
    if payload.len() > MAX_PAYLOAD {
        return Err(QrError::TooLong { length: payload.chars().count() });
    }
    let foreign = payload
        .chars()
        .enumerate()
        .find(|&(_, c)| !QrSegment::is_alphanumeric(c.encode_utf8(&mut [0; 4])));
    if let Some((at, character)) = foreign {
        return Err(QrError::NotAlphanumeric { character, at });
    }
    let segment = QrSegment::make_alphanumeric(payload);
    let code = QrCode::encode_segments_advanced(
        &[segment],
        QrCodeEcc::Medium,
        Version::MIN,
        Version::MAX,
        None,
        true,
    )
    .map_err(|_| QrError::TooLong { length: payload.len() })?;
    let side = code.size();
    let dark = (0..side)
        .flat_map(|y| (0..side).map(move |x| (x, y)))
        .map(|(x, y)| code.get_module(x, y))
        .collect();
    Ok(Qr { version: code.version().value(), size: side.unsigned_abs(), dark })
}

/// The code as an SVG document, one unit per module, quiet zone included.
///
/// # Errors
/// As [`qr_matrix`].
pub fn qr_svg(payload: &str) -> Result<String, QrError> {
    let qr = qr_matrix(payload)?;
    let mut path = String::new();
    for ring in qr.outlines() {
        for (i, (x, y)) in ring.iter().enumerate() {
            path.push_str(&format!(
                "{}{} {}",
                if i == 0 { 'M' } else { 'L' },
                x + QUIET,
                y + QUIET
            ));
        }
        path.push('Z');
    }
    let side = qr.full_size();
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\">\
         <path fill=\"#fff\" d=\"M0 0H{side}V{side}H0Z\"/><path fill=\"#000\" fill-rule=\"evenodd\" d=\"{path}\"/></svg>\n"
    ))
}

/// The code as a greyscale PNG with `scale` pixels per module, quiet zone included.
///
/// # Errors
/// As [`qr_matrix`], and [`QrError::Scale`].
pub fn qr_png(payload: &str, scale: u32) -> Result<Vec<u8>, QrError> {
    if !(1..=MAX_SCALE).contains(&scale) {
        return Err(QrError::Scale { scale });
    }
    let qr = qr_matrix(payload)?;
    let side = qr.full_size() * scale;
    let pixels = GrayImage::from_fn(side, side, |x, y| {
        let (x, y) =
            (i64::from(x / scale) - i64::from(QUIET), i64::from(y / scale) - i64::from(QUIET));
        Luma([if qr.dark_at(x, y) { 0 } else { 255 }])
    });
    let mut png = std::io::Cursor::new(Vec::new());
    DynamicImage::ImageLuma8(pixels)
        .write_to(&mut png, ImageFormat::Png)
        .expect("invariant: writing a PNG to memory does not fail");
    Ok(png.into_inner())
}

/// The code as text, two modules per character cell, quiet zone included, to be read off a terminal.
///
/// # Errors
/// As [`qr_matrix`].
pub fn qr_terminal(payload: &str, ground: Ground) -> Result<String, QrError> {
    let qr = qr_matrix(payload)?;
    let (from, to) = (-i64::from(QUIET), i64::from(qr.size + QUIET));
    let inked = |x, y| match ground {
        Ground::Dark => y < to && !qr.dark_at(x, y),
        Ground::Light => qr.dark_at(x, y),
    };
    let mut text = String::new();
    for y in (from..to).step_by(2) {
        for x in from..to {
            text.push(match (inked(x, y), inked(x, y + 1)) {
                (true, true) => '█',
                (true, false) => '▀',
                (false, true) => '▄',
                (false, false) => ' ',
            });
        }
        text.push('\n');
    }
    Ok(text)
}

mod outline;
