use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;

use record::{Digest, Rule};

use super::{BundleError, BundlePath, LISTING, MAX_FILES, MAX_LISTING_BYTES, follows};

/// The digest of every file of a bundle but the listing itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    files: Vec<(BundlePath, Digest)>,
}

impl Listing {
    /// The listing of some files.
    ///
    /// # Errors
    /// L433 where a file would have to be a folder too.
    pub fn new(files: BTreeMap<BundlePath, Digest>) -> Result<Self, BundleError> {
        let files: Vec<_> = files.into_iter().collect();
        no_file_is_a_folder(files.iter().map(|(path, _)| path))?;
        Ok(Self { files })
    }

    /// Reads a listing in its one form.
    ///
    /// # Errors
    /// L431 where it is in no such form, L433 for a path, L434 beyond the bounds.
    pub fn parse(bytes: &[u8]) -> Result<Self, BundleError> {
        let wrong = |line: usize, what: &str| {
            BundleError::new(Rule::BundleListingMalformed, format!("{LISTING}:{line}"), what)
        };
        if u64::try_from(bytes.len()).map_or(true, |length| length > MAX_LISTING_BYTES) {
            let detail = format!("more than {MAX_LISTING_BYTES} bytes");
            return Err(BundleError::new(Rule::BundleTooLarge, LISTING, detail));
        }
        let text = std::str::from_utf8(bytes).map_err(|_| wrong(1, "it is not text"))?;
        let mut files: Vec<(BundlePath, Digest)> = Vec::new();
        for (number, line) in (1..).zip(text.split_inclusive('\n')) {
            let Some(line) = line.strip_suffix('\n') else {
                return Err(wrong(number, "the last line has no end"));
            };
            let Some((digest, path)) = line.split_once("  ") else {
                return Err(wrong(number, "a line is a digest, two blanks and a path"));
            };
            let digest = digest.parse().map_err(|_| wrong(number, "no digest in front"))?;
            let path = BundlePath::parse(path)?;
            if path.as_str() == LISTING {
                return Err(wrong(number, "it lists itself"));
            }
            follows(files.last().map(|(path, _)| path), &path, Rule::BundleListingMalformed)?;
            if files.len() >= MAX_FILES {
                let detail = format!("more than {MAX_FILES} files");
                return Err(BundleError::new(Rule::BundleTooLarge, LISTING, detail));
            }
            files.push((path, digest));
        }
        no_file_is_a_folder(files.iter().map(|(path, _)| path))?;
        Ok(Self { files })
    }

    /// Bytes that the listing of these paths has, whatever their digests.
    pub fn length<'a>(paths: impl Iterator<Item = &'a BundlePath>) -> u64 {
        let line = |path: &BundlePath| 64 + 2 + path.as_str().len() + 1;
        paths.map(line).map(|length| u64::try_from(length).expect("short")).sum()
    }

    /// The listing as text.
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        for (path, digest) in &self.files {
            let _ = writeln!(text, "{digest}  {path}");
        }
        text
    }

    /// The files in ascending order of their paths.
    pub fn files(&self) -> &[(BundlePath, Digest)] {
        &self.files
    }
}

/// Such a list could never be laid out on a disk.
pub(super) fn no_file_is_a_folder<'a>(
    paths: impl Iterator<Item = &'a BundlePath> + Clone,
) -> Result<(), BundleError> {
    let files: HashSet<&str> = paths.clone().map(BundlePath::as_str).collect();
    for path in paths {
        if let Some(folder) = path.folders().find(|folder| files.contains(folder)) {
            let detail = format!("`{folder}` is a file");
            return Err(BundleError::new(Rule::BundlePathRefused, path.as_str(), detail));
        }
    }
    Ok(())
}
