//! A bundle as one archive: POSIX `ustar`, of which only one spelling is taken.
//!
//! Every header must be the one that this code writes for its path and size. Links, sparse files, extended
//! headers, times, owners and all that archivers disagree about are thereby refused, not interpreted.

use std::collections::BTreeMap;
use std::io;

use record::Rule;
use tar::{EntryType, Header};

use super::listing::no_file_is_a_folder;
use super::{
    BundleError, BundlePath, LISTING, MAX_FILE_BYTES, MAX_FILES, MAX_LISTING_BYTES, follows,
};

/// Bytes in a block: a header is one, contents are padded to whole ones.
pub const BLOCK: u64 = 512;
/// An archive ends with two empty blocks and is padded to this, as archivers do by default.
const RECORD: u64 = 20 * BLOCK;
/// What an archive ends with.
const EMPTY: [u8; 512] = [0; 512];
/// Permissions of every file: what a reader needs.
const MODE: u32 = 0o644;
/// Where the checksum stands in a header.
const CHECKSUM: std::ops::Range<usize> = 148..156;
/// Where the format's name stands in a header.
const MAGIC: std::ops::Range<usize> = 257..262;

/// Where the contents of a file lie in an archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    /// Its first byte.
    pub offset: u64,
    /// Its length.
    pub size: u64,
}

/// Every file of an archive, the listing too.
pub type Index = BTreeMap<BundlePath, Extent>;

/// The header of a file.
///
/// # Errors
/// L434 where the file is too large.
pub fn header(path: &BundlePath, size: u64) -> Result<[u8; 512], BundleError> {
    let most = if path.as_str() == LISTING { MAX_LISTING_BYTES } else { MAX_FILE_BYTES };
    if size > most {
        let detail = format!("{size} bytes; the bound is {most}");
        return Err(BundleError::new(Rule::BundleTooLarge, path.as_str(), detail));
    }
    let refused = |error: io::Error| {
        BundleError::new(Rule::BundlePathRefused, path.as_str(), error.to_string())
    };
    let mut header = Header::new_ustar();
    header.set_path(path.as_str()).map_err(refused)?;
    header.set_mode(MODE);
    header.set_uid(0);
    header.set_gid(0);
    header.set_size(size);
    header.set_mtime(0);
    header.set_entry_type(EntryType::Regular);
    header.set_device_major(0).map_err(refused)?;
    header.set_device_minor(0).map_err(refused)?;
    let bytes = header.as_mut_bytes();
    bytes[CHECKSUM].fill(b' ');
    let sum: u32 = bytes.iter().copied().map(u32::from).sum();
    // Archivers write six digits and a zero where the library writes seven.
    bytes[CHECKSUM].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    Ok(*bytes)
}

/// Zeros behind the contents of a file.
pub fn padding(size: u64) -> u64 {
    size.next_multiple_of(BLOCK) - size
}

/// Zeros behind the last file of an archive that is so long up to there.
pub fn ending(length: u64) -> u64 {
    (length + 2 * BLOCK).next_multiple_of(RECORD) - length
}

/// Whether the first bytes of a file are those of an archive.
pub fn looks_like_archive(bytes: &[u8]) -> bool {
    bytes.get(MAGIC).is_some_and(|magic| magic == b"ustar")
}

/// Finds every file of an archive of so many bytes, without reading their contents. `block` gives the block
/// that begins at an offset.
///
/// # Errors
/// L432 where it is not in its one form, L433 for a path, L434 beyond the bounds; L435 where `block` fails.
pub fn index(
    length: u64,
    block: impl FnMut(u64) -> io::Result<[u8; 512]>,
) -> Result<Index, BundleError> {
    let mut blocks = Blocks { length, block };
    let mut files: Vec<(BundlePath, Extent)> = Vec::new();
    let mut at = 0;
    loop {
        let bytes = blocks.at(at)?;
        if bytes == EMPTY {
            break;
        }
        let (path, size) = entry(&bytes, at)?;
        in_order(&files, &path)?;
        let extent = Extent { offset: at + BLOCK, size };
        at = blocks.end_of(&path, extent)?;
        files.push((path, extent));
    }
    blocks.end(at)?;
    if files.is_empty() {
        return Err(malformed("byte 0", "there is no file in it"));
    }
    no_file_is_a_folder(files.iter().map(|(path, _)| path))?;
    Ok(files.into_iter().collect())
}

/// The blocks of an archive that is so long.
struct Blocks<F> {
    length: u64,
    block: F,
}

impl<F: FnMut(u64) -> io::Result<[u8; 512]>> Blocks<F> {
    fn at(&mut self, offset: u64) -> Result<[u8; 512], BundleError> {
        let place = format!("byte {offset}");
        if offset.checked_add(BLOCK).is_none_or(|end| end > self.length) {
            let detail = format!("the archive ends at byte {}, before it is whole", self.length);
            return Err(malformed(place, detail));
        }
        (self.block)(offset)
            .map_err(|error| BundleError::new(Rule::BundlePartUnreadable, place, error.to_string()))
    }

    /// Where the next header stands. Nothing may hide behind the contents.
    fn end_of(&mut self, path: &BundlePath, file: Extent) -> Result<u64, BundleError> {
        let Extent { offset, size } = file;
        let end = offset.checked_add(size).filter(|end| *end <= self.length).ok_or_else(|| {
            let detail = format!("{size} bytes from byte {offset} on, in {}", self.length);
            malformed(path.as_str(), detail)
        })?;
        let begun = size % BLOCK;
        if begun > 0 {
            let last = self.at(end - begun)?;
            let begun = usize::try_from(begun).expect("below 512");
            if last[begun..].iter().any(|byte| *byte != 0) {
                return Err(malformed(path.as_str(), "bytes behind its contents"));
            }
        }
        Ok(end + padding(size))
    }

    /// Nothing may hide behind the last file.
    fn end(&mut self, at: u64) -> Result<(), BundleError> {
        let wanted = at + ending(at);
        if wanted != self.length {
            let detail = format!("{} bytes, not {wanted}", self.length);
            return Err(malformed(format!("byte {at}"), detail));
        }
        for offset in (at..wanted).step_by(EMPTY.len()) {
            if self.at(offset)? != EMPTY {
                return Err(malformed(format!("byte {offset}"), "bytes behind the last file"));
            }
        }
        Ok(())
    }
}

/// The listing comes first, outside the order of the others.
fn in_order(before: &[(BundlePath, Extent)], path: &BundlePath) -> Result<(), BundleError> {
    match (before, path.as_str() == LISTING) {
        ([], true) => Ok(()),
        ([], false) => Err(malformed(path.as_str(), format!("`{LISTING}` comes first"))),
        (_, true) => Err(malformed(path.as_str(), "it stands there twice")),
        ([_], false) => Ok(()),
        // One more than files may be, for the listing.
        (all, false) if all.len() > MAX_FILES => {
            let detail = format!("more than {MAX_FILES} files");
            Err(BundleError::new(Rule::BundleTooLarge, path.as_str(), detail))
        }
        ([.., (last, _)], false) => follows(Some(last), path, Rule::BundleArchiveMalformed),
    }
}

/// What a header says, where it is the one header of that.
fn entry(bytes: &[u8; 512], at: u64) -> Result<(BundlePath, u64), BundleError> {
    let place = || format!("byte {at}");
    let read = Header::from_byte_slice(bytes);
    let Some(ustar) = read.as_ustar() else {
        return Err(malformed(place(), "no header of a `ustar` archive"));
    };
    let path = ustar.path_bytes();
    let Ok(path) = std::str::from_utf8(&path) else {
        return Err(malformed(place(), "a path that is not UTF-8"));
    };
    let path = BundlePath::parse(path)?;
    if read.entry_type() != EntryType::Regular {
        let detail = format!("{}, not an ordinary file", kind(read.entry_type()));
        return Err(malformed(path.as_str(), detail));
    }
    let size = read
        .entry_size()
        .map_err(|error| malformed(path.as_str(), format!("its size: {error}")))?;
    if header(&path, size)? != *bytes {
        let detail = "its header is not the one that a bundle has for it";
        return Err(malformed(path.as_str(), detail));
    }
    Ok((path, size))
}

fn kind(kind: EntryType) -> &'static str {
    match kind {
        EntryType::Directory => "a folder",
        EntryType::GNUSparse => "a sparse file",
        EntryType::Link | EntryType::Symlink => "a link",
        EntryType::GNULongLink
        | EntryType::GNULongName
        | EntryType::XGlobalHeader
        | EntryType::XHeader => "an extended header",
        _ => "something special",
    }
}

fn malformed(place: impl Into<String>, detail: impl Into<String>) -> BundleError {
    BundleError::new(Rule::BundleArchiveMalformed, place, detail)
}
