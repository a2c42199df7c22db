//! Public copies: names, numbers and signatures covered, by their place relative to the QR code.
//!
//! A copy is made from pixels alone, so nothing of the file's metadata goes along, and what is covered is gone. Where
//! the place of the boxes is in doubt there is no copy: a person covers those.

mod geometry;
mod layout;

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageFormat};
use serde::{Deserialize, Serialize};

use crate::decode::{Page, page};
use crate::error::DecodeError;
use crate::kind::Kind;
use crate::limits::Limits;
use crate::qr::Code;
use crate::raster::{self, Raster};
use crate::{hex, pdf, tiff};
use geometry::Frame;
pub use layout::{Layout, LayoutError, MAX_BYTES, Measured, Place, SHIPPED};

/// Quality of copies of JPEG files, of 100: figures stay sharp, and the file stays as small as the scan was.
const QUALITY: u8 = 85;

/// A picture fit to be published. Of a PDF it shows what its pages show, one below the other, and nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redacted {
    /// The picture: JPEG where the original was one, else PNG. It has no metadata.
    pub bytes: Vec<u8>,
    /// Its format.
    pub kind: Kind,
    /// Pixels that were covered.
    pub covered: u64,
    /// Pixels of the picture.
    pub pixels: u64,
}

/// Why there is no public copy. Every message ends with the operator's next step.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "why", content = "detail")]
pub enum Refusal {
    /// The file cannot be read.
    #[error(transparent)]
    Decode(DecodeError),
    /// Files of several pages, and PDFs of more than one sheet takes, hold more than one sees.
    #[error("a {kind} of too many pages; save each page as a JPEG or PNG of its own")]
    NotAStill {
        /// The format.
        kind: Kind,
    },
    /// No code, or fewer than the layout counts on.
    #[error("{found} of the {wanted} codes of the layout can be read; a person covers this one")]
    CodeNotFound {
        /// Codes that were read and are of the layout's kind.
        found: usize,
        /// Codes that the layout counts on.
        wanted: usize,
    },
    /// The picture is bent, mirrored or taken from the side: places cannot be measured from the code.
    #[error(
        "the code is bent, mirrored or seen from the side; scan it flat, or a person covers it"
    )]
    Distorted,
    /// A place that the layout covers is not in the picture: another form, or a part of one.
    #[error(
        "the picture does not show the place `{what}`; check the layout, or a person covers it"
    )]
    PlaceNotShown {
        /// What the layout calls the place.
        what: String,
    },
    /// The boxes would cover the code itself, so nobody could check the copy.
    #[error("the boxes cover the code itself; correct the layout")]
    CodeCovered,
    /// The process that reads pictures failed.
    #[error("{how}")]
    Stopped {
        /// How, with the next step.
        how: String,
    },
}

impl Refusal {
    /// Whether a person is to cover the picture by hand, as opposed to a file that cannot be used.
    #[must_use]
    pub fn wants_a_person(&self) -> bool {
        matches!(
            self,
            Self::CodeNotFound { .. }
                | Self::Distorted
                | Self::PlaceNotShown { .. }
                | Self::NotAStill { .. }
        )
    }
}

/// Covers the places of the layout and gives a copy without metadata. The copy's code still reads as the original's.
///
/// This decodes hostile bytes: call it through [`Redactor`](crate::Redactor), which runs it in a child process.
///
/// # Errors
/// [`Refusal`]. There is never a copy with a place left open.
pub fn redact(bytes: &[u8], layout: &Layout, limits: &Limits) -> Result<Redacted, Refusal> {
    let still = still(bytes, limits)?;
    let before = read(&still.picture)?;
    let code = layout.code(&before, still.picture.width().min(still.picture.height()))?;
    let frame = Frame::of(code).ok_or(Refusal::Distorted)?;
    let mut picture = still.picture;
    let mut covered = 0;
    for place in &layout.places {
        let painted = frame.cover(&mut picture, place);
        if painted == 0 {
            return Err(Refusal::PlaceNotShown { what: place.what.clone() });
        }
        covered += painted;
    }
    let after = read(&picture)?;
    if !after.codes.iter().any(|one| one.bytes == code.bytes) {
        return Err(Refusal::CodeCovered);
    }
    encode(picture, still.orientation, still.kind, covered)
}

/// A copy of a picture that a person has covered: only its metadata is left behind.
///
/// # Errors
/// [`Refusal::Decode`] or [`Refusal::NotAStill`].
pub fn cleaned(bytes: &[u8], limits: &Limits) -> Result<Redacted, Refusal> {
    let still = still(bytes, limits)?;
    encode(still.picture, still.orientation, still.kind, 0)
}

struct Still {
    picture: DynamicImage,
    orientation: Orientation,
    kind: Kind,
}

fn still(bytes: &[u8], limits: &Limits) -> Result<Still, Refusal> {
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    if size > limits.max_file_bytes {
        let error = DecodeError::FileTooLarge { bytes: size, limit: limits.max_file_bytes };
        return Err(Refusal::Decode(error));
    }
    let kind = Kind::of(bytes).ok_or_else(|| {
        let start = hex::encode(&bytes[..bytes.len().min(8)]);
        Refusal::Decode(DecodeError::UnknownKind { start })
    })?;
    if kind == Kind::Tiff && !tiff::has_one_page(bytes, limits) {
        return Err(Refusal::NotAStill { kind });
    }
    if kind == Kind::Pdf {
        let picture = pdf::stacked(bytes, limits).map_err(Refusal::Decode)?;
        let picture = picture.ok_or(Refusal::NotAStill { kind })?;
        return Ok(Still { picture, orientation: Orientation::NoTransforms, kind });
    }
    let (picture, orientation) = raster::picture(bytes, kind, limits).map_err(Refusal::Decode)?;
    // One byte a channel and no transparency: nothing is left under a box.
    let picture = if picture.color().has_color() {
        raster::on_white(picture).into_rgb8().into()
    } else {
        raster::on_white(picture).into_luma8().into()
    };
    Ok(Still { picture, orientation, kind })
}

fn read(picture: &DynamicImage) -> Result<Page, Refusal> {
    let luma = picture.to_luma8();
    let (width, height) = luma.dimensions();
    let raster = Raster { width, height, luma: luma.into_raw(), damaged: false };
    page(1, &raster).map_err(Refusal::Decode)
}

impl Layout {
    /// The code to measure from.
    fn code<'a>(&self, page: &'a Page, side: u32) -> Result<&'a Code, Refusal> {
        let ours: Vec<&Code> = page.codes.iter().filter(|code| self.is_ours(code, side)).collect();
        if ours.is_empty() || ours.len() < self.codes {
            return Err(Refusal::CodeNotFound { found: ours.len(), wanted: self.codes });
        }
        let by_size = |code: &&&Code| geometry::size(code);
        let chosen = match self.measured_from {
            Measured::Largest => ours.iter().max_by(|a, b| by_size(a).total_cmp(&by_size(b))),
            Measured::Smallest => ours.iter().min_by(|a, b| by_size(a).total_cmp(&by_size(b))),
        };
        chosen.copied().ok_or(Refusal::CodeNotFound { found: 0, wanted: self.codes })
    }
}

fn encode(
    mut picture: DynamicImage,
    orientation: Orientation,
    from: Kind,
    covered: u64,
) -> Result<Redacted, Refusal> {
    picture.apply_orientation(orientation);
    let pixels = u64::from(picture.width()) * u64::from(picture.height());
    let mut bytes = Vec::new();
    let kind = if from == Kind::Jpeg { Kind::Jpeg } else { Kind::Png };
    let written = match kind {
        Kind::Jpeg => {
            picture.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, QUALITY))
        }
        _ => picture.write_to(Cursor::new(&mut bytes), ImageFormat::Png),
    };
    written.map_err(|error| Refusal::Decode(raster::damaged(kind, error)))?;
    Ok(Redacted { bytes, kind, covered, pixels })
}
