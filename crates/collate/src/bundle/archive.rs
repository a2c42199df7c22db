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
    mut block: impl FnMut(u64) -> io::Result<[u8; 512]>,
) -> Result<Index, BundleError> {
    let mut block = |offset: u64| {
        let place = format!("byte {offset}");
        if offset.checked_add(BLOCK).is_none_or(|end| end > length) {
            let detail = format!("the archive ends at byte {length}, before it is whole");
            return Err(malformed(place, detail));
        }
        block(offset)
            .map_err(|error| BundleError::new(Rule::BundlePartUnreadable, place, error.to_string()))
    };
    let mut files: Vec<(BundlePath, Extent)> = Vec::new();
    let mut at = 0;
    loop {
        let bytes = block(at)?;
        if bytes == [0; 512] {
            break;
        }
        let (path, size) = entry(&bytes, at)?;
        match files.as_slice() {
            [] if path.as_str() != LISTING => {
                return Err(malformed(path.as_str(), format!("`{LISTING}` comes first")));
            }
            // The listing stands outside the order of the others.
            [] | [_] => {}
            [.., (before, _)] => follows(Some(before), &path, Rule::BundleArchiveMalformed)?,
        }
        if files.len() > MAX_FILES {
            let detail = format!("more than {MAX_FILES} files");
            return Err(BundleError::new(Rule::BundleTooLarge, path.as_str(), detail));
        }
        let offset = at + BLOCK;
        let end = offset.checked_add(size).filter(|end| *end <= length).ok_or_else(|| {
            let detail = format!("{size} bytes from byte {offset} on, in an archive of {length}");
            malformed(path.as_str(), detail)
        })?;
        if padding(size) > 0 {
            let begun = usize::try_from(size % BLOCK).expect("below 512");
            if block(end - size % BLOCK)?[begun..].iter().any(|byte| *byte != 0) {
                return Err(malformed(path.as_str(), "bytes behind its contents"));
            }
        }
        at = end + padding(size);
        files.push((path, Extent { offset, size }));
    }
    if at + ending(at) != length {
        let detail = format!("{length} bytes, not {}", at + ending(at));
        return Err(malformed(format!("byte {at}"), detail));
    }
    for offset in (at..length).step_by(512) {
        if block(offset)? != [0; 512] {
            return Err(malformed(format!("byte {offset}"), "bytes behind the last file"));
        }
    }
    if files.is_empty() {
        return Err(malformed("byte 0", "there is no file in it"));
    }
    if let Some((twice, _)) = files[1..].iter().find(|(path, _)| path.as_str() == LISTING) {
        return Err(malformed(twice.as_str(), "it stands there twice"));
    }
    no_file_is_a_folder(files.iter().map(|(path, _)| path))?;
    Ok(files.into_iter().collect())
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
