//! Facts about pictures of sheets: what a file says of its making, and which files show the same.
//!
//! Bytes in, facts out: nothing here decodes pixels. Missing metadata shows nothing by itself, because scanners, mailers
//! and web sites strip it; what is worth knowing is the share of a collection beside that of a control collection.

mod collection;
mod jpeg;
mod metadata;
mod png;
mod quality;

use serde::Serialize;

pub use collection::{
    Compared, Finding, LOOK_BYTES, MOST_COMPARED, NEAR, Picture, Shares, compare, shares,
};
pub use metadata::{Metadata, Withheld};
pub use quality::Quality;

/// Format of a picture file, told from its first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// TIFF.
    Tiff,
    /// PDF.
    Pdf,
    /// None of these.
    Other,
}

/// What a file says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Facts {
    /// Its format.
    pub format: Format,
    /// Its size in bytes.
    pub bytes: u64,
    /// Width and height in pixels, as the header says.
    pub pixels: Option<(u32, u32)>,
    /// Dots per inch across and down; none where the file does not say.
    pub dpi: Option<(u32, u32)>,
    /// Metadata that tells of its making.
    pub metadata: Metadata,
    /// How a JPEG was compressed the last time.
    pub jpeg: Option<jpeg::Compression>,
    /// The header ends early or contradicts its format: what stands after is not known.
    pub damaged: bool,
}

/// Reads the facts. Never fails: a file that is no picture has its size and nothing else.
pub fn facts(bytes: &[u8]) -> Facts {
    let mut facts = Facts {
        format: format(bytes),
        bytes: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
        pixels: None,
        dpi: None,
        metadata: Metadata::default(),
        jpeg: None,
        damaged: false,
    };
    match facts.format {
        Format::Jpeg => jpeg::read(bytes, &mut facts),
        Format::Png => png::read(bytes, &mut facts),
        Format::Tiff => {
            let described = metadata::exif(bytes.to_vec());
            facts.pixels = described.pixels;
            facts.dpi = described.dpi;
            // Every TIFF is made of such fields, so they are no sign of a camera's metadata.
            facts.metadata = Metadata { exif: false, ..described.metadata };
            facts.damaged = described.damaged;
        }
        Format::Pdf | Format::Other => {}
    }
    facts
}

fn format(bytes: &[u8]) -> Format {
    const TIFF: [&[u8]; 4] = [b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"];
    if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
        Format::Jpeg
    } else if bytes.starts_with(png::SIGNATURE) {
        Format::Png
    } else if TIFF.iter().any(|magic| bytes.starts_with(magic)) {
        Format::Tiff
    } else if bytes.starts_with(b"%PDF-") {
        Format::Pdf
    } else {
        Format::Other
    }
}
