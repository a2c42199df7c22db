//! Bounds that are applied before and while a file is read.

use serde::{Deserialize, Serialize};

const MIB: u64 = 1024 * 1024;

/// What a single file may cost. The defaults fit any sheet that a flat-bed scanner, a telephone or
/// a receipt printer produces, up to an A3 page at 600 dpi or a metre of roll at the same density.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Largest file read, in bytes.
    pub max_file_bytes: u64,
    /// Longest side of an image or rendered page, in pixels. The reader works with 16-bit positions,
    /// so more than 65,535 is never allowed.
    pub max_side: u32,
    /// Most pixels in one image.
    pub max_pixels: u64,
    /// Most bytes an image decoder may allocate for one page.
    pub max_decode_bytes: u64,
    /// Most pages read from one TIFF or PDF; the rest are reported as left out.
    pub max_pages: usize,
    /// Density at which PDF pages are rendered, in dots per inch.
    pub pdf_dpi: u32,
    /// Most pixels in one rendered PDF page; a larger page is rendered at a lower density.
    pub max_pdf_pixels: u64,
    /// Address space of one worker process, in bytes.
    pub max_worker_bytes: u64,
    /// Wall-clock time for one file, in milliseconds.
    pub max_millis: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_file_bytes: 64 * MIB,
            max_side: 60_000,
            max_pixels: 100_000_000,
            max_decode_bytes: 512 * MIB,
            max_pages: 200,
            pdf_dpi: 250,
            max_pdf_pixels: 40_000_000,
            max_worker_bytes: 2048 * MIB,
            max_millis: 20_000,
        }
    }
}
