//! The two forms a bundle is written in.

use std::fs::{self, File};
use std::io::{self, BufWriter, Seek as _, SeekFrom, Write};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use collate::bundle::{BLOCK, BundleError, BundlePath, LISTING, Listing, ending, header, padding};
use record::{Digest, Rule};
use sha2::{Digest as _, Sha256};
use tempfile::NamedTempFile;

use super::parts::Content;
use crate::shell::evidence::{copy, names_an_archive};
use crate::shell::files::write_whole;

/// Where a bundle is written. Until the listing is in place, nobody takes what is there for a bundle.
pub enum Target {
    /// One file; its listing comes first and is filled in last.
    Archive { file: BufWriter<NamedTempFile>, place: PathBuf, length: u64 },
    /// A folder.
    Folder(PathBuf),
}

impl Target {
    /// Starts a bundle of these files: an archive where the name ends in `.tar`.
    pub fn start<'a>(
        place: &Path,
        paths: impl Iterator<Item = &'a BundlePath>,
    ) -> anyhow::Result<Self> {
        if !names_an_archive(place) {
            return Ok(Self::Folder(place.to_owned()));
        }
        let folder = place.parent().filter(|parent| !parent.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new("."));
        let start = || -> io::Result<NamedTempFile> {
            fs::create_dir_all(folder)?;
            tempfile::Builder::new().prefix(".cotejo-").tempfile_in(folder)
        };
        let file = start().with_context(|| format!("cannot write in {}", folder.display()))?;
        let mut file = BufWriter::new(file);
        let size = Listing::length(paths);
        let first = header(&BundlePath::parse(LISTING)?, size)?;
        let length = size + padding(size);
        file.write_all(&first)?;
        zeros(&mut file, length)?;
        Ok(Self::Archive { file, place: place.to_owned(), length: BLOCK + length })
    }

    /// Writes a file, and gives the digest of what was written.
    pub fn put(&mut self, path: &BundlePath, mut content: Content) -> anyhow::Result<Digest> {
        let size = content.size;
        let head = header(path, size)?;
        let (digest, written) = match self {
            Self::Archive { file, length, .. } => {
                file.write_all(&head)?;
                let done = hashed(&mut content, file)?;
                zeros(file, padding(size))?;
                *length += BLOCK + size + padding(size);
                done
            }
            Self::Folder(folder) => {
                let to = folder.join(path.as_str());
                let mut write = || -> io::Result<(Digest, u64)> {
                    fs::create_dir_all(to.parent().unwrap_or(folder))?;
                    hashed(&mut content, &mut File::create(&to)?)
                };
                write().with_context(|| format!("cannot write {}", to.display()))?
            }
        };
        if written != size {
            let detail = format!("{written} bytes, and {size} a moment ago");
            let changed = BundleError::new(Rule::BundlePartUnreadable, path.as_str(), detail);
            return Err(changed.into());
        }
        Ok(digest)
    }

    /// Writes the listing, and makes a bundle of what is there.
    pub fn finish(self, listing: &[u8]) -> anyhow::Result<()> {
        match self {
            Self::Folder(folder) => write_whole(&folder.join(LISTING), listing),
            Self::Archive { mut file, place, length } => {
                let write = || -> io::Result<()> {
                    zeros(&mut file, ending(length))?;
                    file.seek(SeekFrom::Start(BLOCK))?;
                    file.write_all(listing)?;
                    let file = file.into_inner()?;
                    file.as_file().sync_all()?;
                    crate::shell::files::open_to_readers(file.as_file())?;
                    // If we crash before this line, there is no archive; after it, there is a whole one.
                    file.persist_noclobber(&place).map_err(|error| error.error)?;
                    Ok(())
                };
                write().with_context(|| format!("cannot write {}", place.display()))
            }
        }
    }
}

fn hashed(content: &mut Content, to: &mut impl Write) -> io::Result<(Digest, u64)> {
    let mut hasher = Sha256::new();
    let written = copy(content, |bytes| {
        hasher.update(bytes);
        to.write_all(bytes)
    })?;
    Ok((Digest(hasher.finalize().into()), written))
}

fn zeros(to: &mut impl Write, many: u64) -> io::Result<()> {
    io::copy(&mut io::Read::take(io::repeat(0), many), to).map(|_| ())
}
