//! Multi-page TIFF, one page at a time.

use std::io::Cursor;

use tiff::decoder::Decoder;

use crate::decode::{Document, Missing};
use crate::error::DecodeError;
use crate::kind::Kind;
use crate::limits::Limits;
use crate::raster::{self, Raster, damaged};

/// Reads every page into the document.
///
/// The `image` crate converts every sample layout but opens only the first directory of a file, and
/// the `tiff` crate walks the directories but leaves conversion to the caller. Pointing the header at
/// each directory in turn lets each do what it does well.
pub(crate) fn read(bytes: &[u8], limits: &Limits, document: &mut Document) {
    let offsets = match directories(bytes, limits) {
        Ok((offsets, more)) => {
            if more {
                document.missing = Some(Missing::Limit { limit: limits.max_pages });
            }
            offsets
        }
        Err(error) => {
            document.missing = Some(Missing::Pages { first: 1, error });
            return;
        }
    };
    let mut patched = bytes.to_vec();
    for (index, offset) in offsets.iter().enumerate() {
        document.add(index + 1, page(&mut patched, *offset, limits));
    }
}

/// Whether a file has exactly one page that can be found.
pub(crate) fn has_one_page(bytes: &[u8], limits: &Limits) -> bool {
    directories(bytes, limits).is_ok_and(|(offsets, more)| offsets.len() == 1 && !more)
}

fn page(patched: &mut [u8], offset: u64, limits: &Limits) -> Result<Raster, DecodeError> {
    point_header_at(patched, offset).ok_or_else(|| damaged(Kind::Tiff, "bad header"))?;
    raster::still(patched, Kind::Tiff, limits)
}

/// Offsets of the page directories, and whether there are more than the limit.
fn directories(bytes: &[u8], limits: &Limits) -> Result<(Vec<u64>, bool), DecodeError> {
    let mut walker = Decoder::new(Cursor::new(bytes)).map_err(|e| damaged(Kind::Tiff, e))?;
    let mut offsets: Vec<u64> = Vec::new();
    loop {
        match walker.ifd_pointer() {
            // A directory chain that returns to itself has ended.
            Some(at) if !offsets.contains(&at.0) => offsets.push(at.0),
            _ => return Ok((offsets, false)),
        }
        if !walker.more_images() {
            return Ok((offsets, false));
        }
        if offsets.len() >= limits.max_pages {
            return Ok((offsets, true));
        }
        if let Err(_broken) = walker.next_image() {
            // Kept as a page that fails, so that its loss is reported.
            offsets.push(u64::MAX);
            return Ok((offsets, false));
        }
    }
}

fn point_header_at(bytes: &mut [u8], offset: u64) -> Option<()> {
    let little = bytes.first()? == &b'I';
    let big = bytes.get(2..4)?.contains(&b'+');
    if big {
        let field = bytes.get_mut(8..16)?;
        field.copy_from_slice(&if little { offset.to_le_bytes() } else { offset.to_be_bytes() });
    } else {
        let offset = u32::try_from(offset).unwrap_or(u32::MAX);
        let field = bytes.get_mut(4..8)?;
        field.copy_from_slice(&if little { offset.to_le_bytes() } else { offset.to_be_bytes() });
    }
    Some(())
}
