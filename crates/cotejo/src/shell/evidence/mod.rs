//! A bundle as it lies on a disk, a folder or one archive, read without believing it and without unpacking it.

mod check;
mod folder;
mod log;

pub use check::{Held, check};
pub use log::LogOf;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read, Seek as _, SeekFrom};
use std::ops::Bound;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use collate::bundle::{self, BLOCK, BundleError, BundlePath, Extent, LISTING, looks_like_archive};
use record::{Digest, Rule};
use sha2::{Digest as _, Sha256};

/// Bytes read at a time.
const CHUNK: usize = 1 << 16;

/// A bundle's files, found but not yet read.
pub struct Evidence {
    at: PathBuf,
    form: Form,
    files: BTreeMap<BundlePath, Extent>,
}

/// How a bundle lies on the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// One file.
    Archive,
    /// Files below a folder.
    Folder,
}

impl Form {
    /// The word used in JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Archive => "archive",
            Self::Folder => "folder",
        }
    }
}

impl Evidence {
    /// Finds every file of a bundle.
    ///
    /// # Errors
    /// L432 to L435.
    pub fn open(at: &Path) -> anyhow::Result<Self> {
        let (form, files) = match at.is_dir() {
            true => (Form::Folder, folder::files(at)?),
            false => (Form::Archive, archive(at)?),
        };
        Ok(Self { at: at.to_owned(), form, files })
    }

    /// How it lies on the disk.
    pub fn form(&self) -> Form {
        self.form
    }

    /// Every file but the listing with its size, in ascending order of the paths.
    pub fn files(&self) -> impl Iterator<Item = (&BundlePath, u64)> {
        let all = self.files.iter().filter(|(path, _)| path.as_str() != LISTING);
        all.map(|(path, extent)| (path, extent.size))
    }

    /// The files below a folder, in ascending order.
    pub fn below(&self, folder: &str) -> impl Iterator<Item = &BundlePath> {
        let first = format!("{folder}/");
        let from = self.files.range::<str, _>((Bound::Included(first.as_str()), Bound::Unbounded));
        from.map(|(path, _)| path).take_while(move |path| path.as_str().starts_with(&first))
    }

    /// Whether a file is there.
    pub fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// The bytes of a file, from its first to its last.
    ///
    /// # Errors
    /// L428 where it is not there, L435 where it cannot be read.
    pub fn stream(&self, path: &str) -> Result<io::Take<File>, BundleError> {
        let extent = self.extent(path)?;
        let open = || -> io::Result<File> {
            match self.form {
                Form::Folder => File::open(self.at.join(path)),
                Form::Archive => {
                    let mut file = File::open(&self.at)?;
                    file.seek(SeekFrom::Start(extent.offset))?;
                    Ok(file)
                }
            }
        };
        let file = open().map_err(|error| unreadable(path, &error))?;
        Ok(file.take(extent.size))
    }

    /// A file of at most `most` bytes.
    ///
    /// # Errors
    /// As [`Self::stream`], and L434 where it is larger.
    pub fn read(&self, path: &str, most: u64) -> Result<Vec<u8>, BundleError> {
        let size = self.extent(path)?.size;
        if size > most {
            let detail = format!("{size} bytes; the bound is {most}");
            return Err(BundleError::new(Rule::BundleTooLarge, path, detail));
        }
        let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
        self.stream(path)?.read_to_end(&mut bytes).map_err(|error| unreadable(path, &error))?;
        whole(path, bytes.len() as u64, size)?;
        Ok(bytes)
    }

    /// A file's digest, whatever its size, in little memory. `read` hears how many bytes were read.
    ///
    /// # Errors
    /// As [`Self::stream`].
    pub fn digest(&self, path: &str, read: impl Fn(u64)) -> Result<Digest, BundleError> {
        let size = self.extent(path)?.size;
        let mut from = self.stream(path)?;
        let mut hasher = Sha256::new();
        let hashed = copy(&mut from, |bytes| {
            hasher.update(bytes);
            read(bytes.len() as u64);
            Ok(())
        });
        whole(path, hashed.map_err(|error| unreadable(path, &error))?, size)?;
        Ok(Digest(hasher.finalize().into()))
    }

    fn extent(&self, path: &str) -> Result<Extent, BundleError> {
        self.files
            .get(path)
            .copied()
            .ok_or_else(|| BundleError::new(Rule::BundleFileMissing, path, "missing"))
    }
}

/// Whether a file is an archive, by its first bytes or its name.
pub fn is_archive(file: &Path) -> bool {
    let begins_like_one = || -> io::Result<bool> {
        let mut first = Vec::new();
        // What is read from a pipe is gone from it.
        Ok(file.metadata()?.is_file()
            && File::open(file)?.take(BLOCK).read_to_end(&mut first)? > 0
            && looks_like_archive(&first))
    };
    names_an_archive(file) || begins_like_one().unwrap_or(false)
}

/// Whether a path is one to write an archive under.
pub fn names_an_archive(file: &Path) -> bool {
    file.extension().is_some_and(|extension| extension == "tar") && !file.is_dir()
}

/// Hands a file over in chunks, and gives its length.
pub fn copy(from: &mut impl Read, mut to: impl FnMut(&[u8]) -> io::Result<()>) -> io::Result<u64> {
    let mut chunk = vec![0; CHUNK];
    let mut copied = 0;
    loop {
        match from.read(&mut chunk) {
            Ok(0) => return Ok(copied),
            Ok(read) => {
                to(&chunk[..read])?;
                copied += read as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

fn archive(at: &Path) -> anyhow::Result<BTreeMap<BundlePath, Extent>> {
    let open = || -> io::Result<(File, u64)> {
        let file = File::open(at)?;
        let length = file.metadata()?.len();
        Ok((file, length))
    };
    let (mut file, length) = open().with_context(|| format!("cannot open {}", at.display()))?;
    let found = bundle::index(length, |offset| {
        let mut block = [0; 512];
        file.seek(SeekFrom::Start(offset))?;
        file.read_exact(&mut block)?;
        Ok(block)
    });
    found.with_context(|| format!("cannot use the archive {}", at.display()))
}

/// A file that another process cuts or grows while we read it is no file of a bundle.
fn whole(path: &str, read: u64, size: u64) -> Result<(), BundleError> {
    if read == size {
        return Ok(());
    }
    let detail = format!("{read} bytes, and {size} a moment ago");
    Err(BundleError::new(Rule::BundlePartUnreadable, path, detail))
}

fn unreadable(path: &str, error: &io::Error) -> BundleError {
    BundleError::new(Rule::BundlePartUnreadable, path, error.to_string())
}
