//! Files and folders to a sorted list of files.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

/// Deepest folder entered below one that was named.
pub const MAX_DEPTH: usize = 32;
/// Most files in one run. An election of 30,000 tables with ten copies of each fits three times.
pub const MAX_FILES: usize = 1_000_000;

/// Why there is no list of files.
#[derive(Debug, thiserror::Error)]
pub enum WalkError {
    /// A path that was named is not there or cannot be read.
    #[error("{}: {detail}; check the path", path.display())]
    Unreachable {
        /// The path.
        path: PathBuf,
        /// What the system said.
        detail: String,
    },
    /// More files than one run takes.
    #[error("more than {MAX_FILES} files; scan one folder at a time")]
    TooMany,
}

/// The files of a run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Files {
    /// Regular files, each once, sorted by path.
    pub files: Vec<PathBuf>,
    /// Entries inside folders that were left out: links, and folders below [`MAX_DEPTH`]. Hidden
    /// entries are left out without mention.
    pub skipped: Vec<PathBuf>,
}

/// Lists the named files and every regular file in the named folders. Formats are told later, from
/// the bytes, so nothing is left out for its name unless it is hidden (starts with a dot). Links are
/// followed only where they were named themselves.
///
/// # Errors
/// Where a named path cannot be read, or there are more than [`MAX_FILES`] files.
pub fn list(named: &[PathBuf]) -> Result<Files, WalkError> {
    let mut files = BTreeSet::new();
    let mut skipped = BTreeSet::new();
    for path in named {
        let about = path.metadata().map_err(|e| unreachable(path, &e))?;
        if about.is_file() {
            files.insert(path.clone());
        } else if about.is_dir() {
            folder(path, &mut files, &mut skipped)?;
        } else {
            return Err(unreachable(path, &"neither a file nor a folder"));
        }
        if files.len() > MAX_FILES {
            return Err(WalkError::TooMany);
        }
    }
    Ok(Files { files: files.into_iter().collect(), skipped: skipped.into_iter().collect() })
}

fn folder(
    root: &Path,
    files: &mut BTreeSet<PathBuf>,
    skipped: &mut BTreeSet<PathBuf>,
) -> Result<(), WalkError> {
    let walk = WalkDir::new(root).follow_links(false).max_depth(MAX_DEPTH);
    for entry in walk.into_iter().filter_entry(|entry| entry.depth() == 0 || !hidden(entry)) {
        let entry = entry.map_err(|e| unreachable(e.path().unwrap_or(root), &e))?;
        let kind = entry.file_type();
        if kind.is_file() {
            files.insert(entry.into_path());
        } else if kind.is_symlink() && entry.depth() > 0
            || kind.is_dir() && entry.depth() == MAX_DEPTH
        {
            skipped.insert(entry.into_path());
        }
        if files.len() > MAX_FILES {
            return Err(WalkError::TooMany);
        }
    }
    Ok(())
}

fn hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

fn unreachable(path: &Path, detail: &dyn std::fmt::Display) -> WalkError {
    WalkError::Unreachable { path: path.to_owned(), detail: detail.to_string() }
}
