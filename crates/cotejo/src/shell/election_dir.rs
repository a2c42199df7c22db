//! The election directory on disk.

use std::borrow::Cow;
use std::path::Path;

use anyhow::{Context as _, bail};
use ed25519_dalek::VerifyingKey;
use record::election::{FILE_NAMES, bounds, verify_seal};
use record::{Election, ElectionFiles};

use super::files::{read_bounded, write_whole};

/// Name of the authority's signature beside the files it covers.
pub const SEAL_NAME: &str = "election.seal";
/// A seal is two short lines.
const MAX_SEAL_BYTES: u64 = 1_000;

/// Who signed an election directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seal {
    /// Nobody.
    Missing,
    /// The signature does not fit, or the key is not one of the authority's in the manifest.
    Invalid(String),
    /// An authority of the manifest, by id.
    Valid(String),
}

/// The bytes of an election directory, held in memory while the election is parsed.
pub struct LoadedFiles {
    place: String,
    contents: [Vec<u8>; 5],
    /// None where there is none, the inner error where it is no seal.
    seal: Option<Result<String, String>>,
}

impl LoadedFiles {
    /// Reads the files of a directory.
    pub fn read(folder: &Path) -> anyhow::Result<Self> {
        Self::load(&folder.display().to_string(), |name, most| {
            let path = folder.join(name);
            if path.exists() { read_bounded(&path, most).map(Some) } else { Ok(None) }
        })
    }

    /// Takes the files from anywhere: `fetch` gives a file of at most so many bytes, or none where it is not
    /// there.
    pub fn load(
        place: &str,
        fetch: impl Fn(&str, u64) -> anyhow::Result<Option<Vec<u8>>>,
    ) -> anyhow::Result<Self> {
        let mut contents: [Vec<u8>; 5] = Default::default();
        let most = u64::try_from(bounds::GEOGRAPHY_BYTES).unwrap_or(u64::MAX);
        for (name, bytes) in FILE_NAMES.iter().zip(&mut contents) {
            let Some(read) = fetch(name, most)? else {
                bail!(
                    "E001 {name} is missing: {place} should be an election directory; `cotejo election new` makes one"
                );
            };
            *bytes = read;
        }
        let seal = fetch(SEAL_NAME, MAX_SEAL_BYTES).transpose().map(|read| {
            let bytes = read.map_err(|error| format!("{error:#}"))?;
            String::from_utf8(bytes).map_err(|_| "it is not text".to_owned())
        });
        Ok(Self { place: place.to_owned(), contents, seal })
    }

    /// The files as the record crate takes them.
    pub fn files(&self) -> ElectionFiles<'_> {
        let [areas, candidates, manifest, lists, tables] = &self.contents;
        ElectionFiles {
            manifest: Cow::Borrowed(manifest),
            candidates: Cow::Borrowed(candidates),
            lists: Cow::Borrowed(lists),
            areas: Cow::Borrowed(areas),
            tables: Cow::Borrowed(tables),
        }
    }

    /// Parses the election.
    pub fn parse(&self) -> anyhow::Result<Election> {
        Election::parse(&self.files()).with_context(|| format!("the election in {}", self.place))
    }

    /// Checks the seal against the authorities of the manifest.
    pub fn seal(&self, election: &Election) -> Seal {
        match &self.seal {
            None => Seal::Missing,
            Some(Err(why)) => Seal::Invalid(why.clone()),
            Some(Ok(text)) => judge_seal(election, text),
        }
    }
}

/// Reads and parses an election directory.
pub fn load(folder: &Path) -> anyhow::Result<Election> {
    LoadedFiles::read(folder)?.parse()
}

/// Writes the five files of a new election into a folder that has none of them.
pub fn create(folder: &Path, files: &ElectionFiles<'_>) -> anyhow::Result<()> {
    if let Some(name) = FILE_NAMES.iter().find(|name| folder.join(name).exists()) {
        bail!(
            "{} already has {name}: choose a new folder, an election is never overwritten",
            folder.display()
        );
    }
    for (name, bytes) in files.in_order() {
        write_whole(&folder.join(name), bytes)?;
    }
    Ok(())
}

/// The text of a seal: the authority's id and its signature.
pub fn seal_text(organisation: &str, signature: &[u8; 64]) -> String {
    format!("{organisation}\n{}\n", const_hex::encode(signature))
}

fn judge_seal(election: &Election, text: &str) -> Seal {
    let mut lines = text.lines();
    let (id, signature) = (lines.next().unwrap_or(""), lines.next().unwrap_or(""));
    let invalid = |why: &str| Seal::Invalid(why.to_owned());
    let Ok(signature) = const_hex::decode_to_array::<_, 64>(signature) else {
        return invalid("the second line is not a signature");
    };
    let authority = election.manifest.organisation(id);
    let authority = authority.filter(|one| one.role == record::election::Role::Authority);
    let Some(key) = authority.and_then(|one| one.key.as_deref()) else {
        return invalid("the manifest has no authority of that id with a key");
    };
    let key =
        const_hex::decode_to_array(key).ok().and_then(|key| VerifyingKey::from_bytes(&key).ok());
    match key {
        Some(key) if verify_seal(&election.id, &key, &signature) => Seal::Valid(id.to_owned()),
        _ => invalid("it does not verify with that authority's key"),
    }
}
