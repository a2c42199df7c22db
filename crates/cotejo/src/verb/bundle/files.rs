//! The listing of a bundle: the digest of every file, as `sha256sum` writes and checks it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, bail};
use record::Digest;

use crate::shell::files::{read_bounded, write_whole};

/// Name of the listing. `sha256sum -c BUNDLE.sha256` checks it without this program.
pub const LISTING: &str = "BUNDLE.sha256";
/// Folder of the election's files.
pub const ELECTION: &str = "election";
/// Largest file in a bundle.
pub const MAX_FILE: u64 = 2 << 30;
/// Largest listing: a million files.
const MAX_LISTING: u64 = 200 << 20;

/// A listing held against the files.
pub struct Listing {
    /// Paths, in order.
    pub files: Vec<String>,
    /// Their size in all.
    pub bytes: u64,
    /// What is missing, altered or not listed.
    pub wrong: Vec<String>,
    /// Digest of the listing: the name of the bundle.
    pub digest: Digest,
}

/// Writes the listing of a folder.
pub fn write_listing(bundle: &Path) -> anyhow::Result<Digest> {
    let mut text = String::new();
    for (path, (digest, _)) in digests(bundle)? {
        text.push_str(&format!("{digest}  {path}\n"));
    }
    write_whole(&bundle.join(LISTING), text.as_bytes())?;
    Ok(Digest::of(text.as_bytes()))
}

/// Holds the files of a bundle against its listing.
pub fn check_listing(bundle: &Path) -> anyhow::Result<Listing> {
    let bytes = read_bounded(&bundle.join(LISTING), MAX_LISTING)
        .with_context(|| {
            format!(
                "{} is no bundle: `cotejo bundle create` makes one, `cotejo log fsck` checks a log alone",
                bundle.display()
            )
        })?;
    let text = std::str::from_utf8(&bytes).context("the listing is not text")?;
    let mut there = digests(bundle)?;
    let mut listing =
        Listing { files: Vec::new(), bytes: 0, wrong: Vec::new(), digest: Digest::of(&bytes) };
    let mut last = "";
    for line in text.lines() {
        let Some((digest, path)) = line.split_once("  ") else { bail!("the listing is malformed") };
        if path <= last {
            bail!("the listing is not in ascending order at `{path}`");
        }
        last = path;
        match there.remove(path) {
            None => listing.wrong.push(format!("{path}: missing")),
            Some((found, size)) => {
                listing.bytes += size;
                if found.to_string() != digest {
                    listing.wrong.push(format!("{path}: altered"));
                }
            }
        }
        listing.files.push(path.to_owned());
    }
    listing.wrong.extend(there.into_keys().map(|path| format!("{path}: not in the listing")));
    Ok(listing)
}

/// Every file below a folder but the listing, with digest and size. Links are refused: a bundle is whole.
fn digests(bundle: &Path) -> anyhow::Result<BTreeMap<String, (Digest, u64)>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![String::new()];
    while let Some(folder) = folders.pop() {
        let at = bundle.join(&folder);
        for entry in fs::read_dir(&at).with_context(|| format!("cannot read {}", at.display()))? {
            let entry = entry?;
            let name = entry.file_name().into_string();
            let Ok(name) = name else { bail!("a file name in {} is not UTF-8", at.display()) };
            let path = if folder.is_empty() { name } else { format!("{folder}/{name}") };
            let kind = entry.file_type()?;
            if kind.is_dir() {
                folders.push(path);
            } else if !kind.is_file() {
                bail!("{path} is a link or no ordinary file: a bundle holds files only");
            } else if path != LISTING {
                let bytes = read_bounded(&entry.path(), MAX_FILE)?;
                found.insert(path, (Digest::of(&bytes), bytes.len() as u64));
            }
        }
    }
    Ok(found)
}
