//! QR codes in a luma raster, through ZXing-C++.

use serde::{Deserialize, Serialize};
use zxingcpp::{Barcode, BarcodeFormat, BarcodeReader, ImageFormat, ImageView};

use crate::error::DecodeError;
use crate::raster::Raster;

/// A position in pixels of the page as stored, from its top left corner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// Pixels from the left.
    pub x: i32,
    /// Pixels from the top.
    pub y: i32,
}

/// A QR code that was read whole: its error correction accepted every block.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Code {
    /// The payload as the code's segments hold it.
    #[serde(with = "crate::hex")]
    pub bytes: Vec<u8>,
    /// Corners of the symbol in its own reading order: top left, top right, bottom right, bottom left.
    pub corners: [Point; 4],
    /// QR version, 1 to 40.
    pub version: Option<u8>,
    /// Error correction level: `L`, `M`, `Q` or `H`.
    pub ec_level: Option<char>,
    /// Light modules on a dark ground.
    pub inverted: bool,
    /// Seen from behind, or in a mirror.
    pub mirrored: bool,
    /// Position in a structured-append sequence, where the code belongs to one.
    pub sequence: Option<Sequence>,
}

impl Code {
    /// The payload as text, where it is valid UTF-8. No other character set is guessed.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        std::str::from_utf8(&self.bytes).ok()
    }
}

/// Structured append: one message over several symbols.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sequence {
    /// Position of this symbol, from 0.
    pub index: u8,
    /// Number of symbols, where the symbol says it.
    pub size: Option<u8>,
    /// Parity shared by the symbols of one message.
    pub id: String,
}

/// A code that was located but whose content did not decode.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undecoded {
    /// Corners of the symbol, as in [`Code::corners`].
    pub corners: [Point; 4],
    /// Which check failed.
    pub failed: Failed,
}

/// The check that refused a located code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Failed {
    /// More errors than the error correction mends.
    ErrorCorrection,
    /// The corrected content contradicts the QR standard.
    Content,
}

/// What ZXing saw on one page.
pub(crate) struct Seen {
    pub(crate) codes: Vec<Code>,
    pub(crate) undecoded: Vec<Undecoded>,
}

pub(crate) fn read(raster: &Raster) -> Result<Seen, DecodeError> {
    let refused = |e: zxingcpp::Error| DecodeError::Reader { detail: e.to_string() };
    let view = ImageView::from_slice(&raster.luma, raster.width, raster.height, ImageFormat::Lum)
        .map_err(refused)?;
    let reader = BarcodeReader::new()
        .formats(BarcodeFormat::QRCodeModel2)
        .try_harder(true)
        .try_rotate(true)
        .try_invert(true)
        .try_downscale(true)
        .return_errors(true);
    let mut seen = Seen { codes: Vec::new(), undecoded: Vec::new() };
    for barcode in reader.from(view).map_err(refused)? {
        match failure(&barcode) {
            None => seen.codes.push(code(&barcode)),
            Some(failed) => seen.undecoded.push(Undecoded { corners: corners(&barcode), failed }),
        }
    }
    Ok(seen)
}

fn failure(barcode: &Barcode) -> Option<Failed> {
    use zxingcpp::BarcodeError::{Checksum, Format, None, Unsupported};
    match barcode.error() {
        None() if barcode.is_valid() => Option::None,
        Checksum(_) => Some(Failed::ErrorCorrection),
        None() | Format(_) | Unsupported(_) => Some(Failed::Content),
    }
}

fn code(barcode: &Barcode) -> Code {
    Code {
        bytes: barcode.bytes(),
        corners: corners(barcode),
        version: barcode.extra_with_key("Version").parse().ok(),
        ec_level: barcode.extra_with_key("ECLevel").chars().next(),
        inverted: barcode.is_inverted(),
        mirrored: barcode.is_mirrored(),
        sequence: u8::try_from(barcode.sequence_index()).ok().map(|index| Sequence {
            index,
            size: u8::try_from(barcode.sequence_size()).ok().filter(|size| *size > 0),
            id: barcode.sequence_id(),
        }),
    }
}

fn corners(barcode: &Barcode) -> [Point; 4] {
    let p = barcode.position();
    [p.top_left, p.top_right, p.bottom_right, p.bottom_left].map(|c| Point { x: c.x, y: c.y })
}
