//! One file's bytes to its pages and their codes. Pure: no files, no clock, no processes.

use crate::error::DecodeError;
use crate::finder::{self, Finder};
use crate::kind::Kind;
use crate::limits::Limits;
use crate::look::Look;
use crate::qr::{self, Code, Undecoded};
use crate::raster::{self, Raster};
use crate::retry::Closer;
use crate::{pdf, tiff};
use serde::{Deserialize, Serialize};

const START_SHOWN: usize = 8;

/// Everything that one file holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// The format, told from the first bytes.
    pub kind: Kind,
    /// The pages that were read, in order.
    pub pages: Vec<Page>,
    /// Why pages are missing, where some are.
    pub missing: Option<Missing>,
}

/// Pages that a file has and that were not read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Missing {
    /// The file has more pages than the limit.
    Limit {
        /// Most pages read.
        limit: usize,
    },
    /// A page failed; those before it were read, and those after it where the format allows.
    Pages {
        /// Number of the first page that failed, from 1.
        first: usize,
        /// What was wrong with it.
        error: DecodeError,
    },
}

/// One page or image.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// Position in the file, from 1.
    pub number: usize,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Codes that were read. The same payload printed twice appears twice.
    pub codes: Vec<Code>,
    /// Codes that were located and did not decode.
    pub undecoded: Vec<Undecoded>,
    /// Finder patterns. Looked for only where no code was read.
    pub finders: Vec<Finder>,
    /// The file ended early and part of this page is filler.
    pub damaged: bool,
    /// How the page looks; none where it is empty, tiny, or was read before looks were kept.
    #[serde(default)]
    pub look: Option<Look>,
}

/// What a page says about codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Trace {
    /// At least one code was read.
    Read,
    /// There is, or may be, a code, and it cannot be read: cut, covered, blurred, or the file is damaged.
    Unreadable,
    /// No sign of a code.
    None,
}

impl Page {
    /// What this page says about codes.
    #[must_use]
    pub fn trace(&self) -> Trace {
        if !self.codes.is_empty() {
            Trace::Read
        } else if !self.undecoded.is_empty() || !self.finders.is_empty() || self.damaged {
            Trace::Unreadable
        } else {
            Trace::None
        }
    }
}

/// Reads every page of a JPEG, PNG, TIFF or PDF and every QR code on it.
///
/// # Errors
/// Where no page could be read. A file of which some pages were read is a [`Document`] with
/// [`Document::missing`] set.
pub fn decode_bytes(bytes: &[u8], limits: &Limits) -> Result<Document, DecodeError> {
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    if size > limits.max_file_bytes {
        return Err(DecodeError::FileTooLarge { bytes: size, limit: limits.max_file_bytes });
    }
    if bytes.is_empty() {
        return Err(DecodeError::Empty);
    }
    let kind = Kind::of(bytes).ok_or_else(|| DecodeError::UnknownKind {
        start: crate::hex::encode(&bytes[..bytes.len().min(START_SHOWN)]),
    })?;
    let mut document = Document { kind, pages: Vec::new(), missing: None };
    match kind {
        Kind::Jpeg => document.add(1, raster::jpeg(bytes, limits)),
        Kind::Png => document.add(1, raster::png(bytes, limits)),
        Kind::Tiff => tiff::read(bytes, limits, &mut document),
        Kind::Pdf => pdf::read(bytes, limits, &mut document),
    }
    match document.missing {
        Some(Missing::Pages { error, .. }) if document.pages.is_empty() => Err(error),
        _ => Ok(document),
    }
}

impl Document {
    /// Reads the codes of a page that was rasterised, or notes why it was not.
    pub(crate) fn add(&mut self, number: usize, raster: Result<Raster, DecodeError>) {
        match raster.and_then(|raster| page(number, &raster)) {
            Ok(page) => self.pages.push(page),
            Err(error) if self.missing.is_none() => {
                self.missing = Some(Missing::Pages { first: number, error });
            }
            Err(_) => {}
        }
    }
}

pub(crate) fn page(number: usize, raster: &Raster) -> Result<Page, DecodeError> {
    let seen = qr::read(raster)?;
    let (width, height, damaged) = (raster.width, raster.height, raster.damaged);
    let mut page = Page {
        number,
        width,
        height,
        codes: seen.codes,
        undecoded: seen.undecoded,
        finders: Vec::new(),
        damaged,
        look: Look::of(raster),
    };
    if page.codes.is_empty() {
        page.finders = finder::find(raster);
        look_closer(raster, &mut page)?;
    }
    Ok(page)
}

fn look_closer(raster: &Raster, page: &mut Page) -> Result<(), DecodeError> {
    let Some(closer) = Closer::look(raster, &page.finders, &page.undecoded) else { return Ok(()) };
    let seen = qr::read(&closer.raster)?;
    if !seen.codes.is_empty() {
        page.codes = seen.codes.into_iter().map(|code| closer.placed(code)).collect();
        page.finders.clear();
    }
    Ok(())
}
