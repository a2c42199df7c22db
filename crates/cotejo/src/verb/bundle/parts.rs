//! What goes into a bundle, found before anything is written.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use collate::bundle::{
    AUDITS, BULLETINS, BundleError, BundlePath, ELECTION, LOG, MAX_FILES, REPORT, SOURCES,
};
use ledger::note::MAX_NOTE_BYTES;
use ledger::reader::Source as _;
use ledger::tile::{self, Tile};
use ledger::{Trust, archive, log};
use record::Rule;
use record::election::FILE_NAMES;

use crate::shell::election_dir::SEAL_NAME;
use crate::shell::files::short_name;
use crate::shell::log_dir::ForeignLog;
use crate::shell::{election_dir, log_dir};

/// What goes into a bundle.
pub struct Parts<'a> {
    /// The election directory.
    pub election: &'a Path,
    /// The log's folder.
    pub log: &'a Path,
    /// Bulletins, in their order.
    pub bulletins: &'a [PathBuf],
    /// Folders of what organisations hold.
    pub sources: &'a [PathBuf],
    /// Folders of what audits left.
    pub audits: &'a [PathBuf],
    /// The collation report.
    pub report: Option<&'a Path>,
}

/// Every file of a bundle to be, and where it comes from.
pub struct Gathered {
    log: ForeignLog,
    files: BTreeMap<BundlePath, Origin>,
}

/// Where a file of a bundle comes from.
enum Origin {
    /// Bytes at hand.
    Bytes(Vec<u8>),
    /// A file, and its size when it was found.
    File(PathBuf, u64),
    /// A tile of the log.
    Tile(Tile),
}

/// A file that is being read into a bundle.
pub struct Content {
    /// Its bytes.
    pub bytes: Box<dyn Read>,
    /// How many there should be.
    pub size: u64,
}

impl Gathered {
    /// Finds the parts. Of the log, exactly the files of its checkpoint and the checkpoints kept before it are
    /// taken.
    pub fn find(parts: &Parts<'_>) -> anyhow::Result<Self> {
        let election = election_dir::load(parts.election)?;
        let trust = Trust::of_election(&election)?;
        let mut log = log_dir::read(parts.log, &trust)?;
        let mut kept = Vec::new();
        for one in log_dir::kept(parts.log, &trust)? {
            if one.checkpoint.size <= log.verified.checkpoint.size {
                let path = archive::path(one.checkpoint.size);
                let note = log.source.fetch(&path, MAX_NOTE_BYTES)?;
                kept.push((format!("{LOG}/{path}"), note));
            }
        }
        let checkpoint = log.note.to_string().into_bytes();
        let tiles = tile::of_tree(log.verified.checkpoint.size);
        let mut gathered = Self { log, files: BTreeMap::new() };
        for name in FILE_NAMES.iter().copied().chain([SEAL_NAME]) {
            let from = parts.election.join(name);
            if from.exists() {
                gathered.add_file(&from, &format!("{ELECTION}/{name}"))?;
            }
        }
        gathered.add(&format!("{LOG}/{}", log::CHECKPOINT), Origin::Bytes(checkpoint))?;
        for tile in tiles {
            gathered.add(&format!("{LOG}/{}", tile.path()), Origin::Tile(tile))?;
        }
        for (path, note) in kept {
            gathered.add(&path, Origin::Bytes(note))?;
        }
        for (number, bulletin) in (1..).zip(parts.bulletins) {
            gathered.add_file(bulletin, &format!("{BULLETINS}/{number}.json"))?;
        }
        for (folder, named) in [(SOURCES, parts.sources), (AUDITS, parts.audits)] {
            for one in named {
                gathered.add_folder(one, &format!("{folder}/{}", short_name(one)))?;
            }
        }
        if let Some(report) = parts.report {
            gathered.add_folder(report, REPORT)?;
        }
        Ok(gathered)
    }

    /// The paths, in ascending order.
    pub fn paths(&self) -> impl Iterator<Item = &BundlePath> {
        self.files.keys()
    }

    /// Bytes to be read, as far as they are known.
    pub fn bytes(&self) -> u64 {
        let known = |origin: &Origin| match origin {
            Origin::Bytes(bytes) => bytes.len() as u64,
            Origin::File(_, size) => *size,
            Origin::Tile(_) => 0,
        };
        self.files.values().map(known).sum()
    }

    /// Opens every file, one after the other, in the order of their paths.
    pub fn for_each(
        &mut self,
        mut take: impl FnMut(&BundlePath, Content) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        for (path, origin) in &self.files {
            let content = match origin {
                Origin::Bytes(bytes) => Content::of(bytes.clone()),
                Origin::Tile(tile) => {
                    Content::of(self.log.source.fetch(&tile.path(), tile::MAX_BUNDLE_BYTES)?)
                }
                Origin::File(from, size) => {
                    let file = File::open(from)
                        .with_context(|| format!("cannot open {}", from.display()))?;
                    Content { bytes: Box::new(file), size: *size }
                }
            };
            take(path, content)?;
        }
        Ok(())
    }

    fn add(&mut self, path: &str, origin: Origin) -> anyhow::Result<()> {
        if self.files.len() >= MAX_FILES {
            let detail = format!("more than {MAX_FILES} files");
            return Err(BundleError::new(Rule::BundleTooLarge, path, detail).into());
        }
        if self.files.insert(BundlePath::parse(path)?, origin).is_some() {
            bail!("two parts would be `{path}`: give their folders different names");
        }
        Ok(())
    }

    fn add_file(&mut self, from: &Path, to: &str) -> anyhow::Result<()> {
        let found =
            fs::metadata(from).with_context(|| format!("cannot open {}", from.display()))?;
        if !found.is_file() {
            let detail = "a link to a folder, or no ordinary file";
            return Err(BundleError::new(Rule::BundlePathRefused, to, detail).into());
        }
        self.add(to, Origin::File(from.to_owned(), found.len()))
    }

    fn add_folder(&mut self, from: &Path, to: &str) -> anyhow::Result<()> {
        for entry in
            fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))?
        {
            let entry = entry?;
            let name = entry.file_name().into_string().map_err(|name| {
                let place = format!("{to}/{}", name.to_string_lossy());
                BundleError::new(Rule::BundlePathRefused, place, "the name is not UTF-8")
            })?;
            let to = format!("{to}/{name}");
            if entry.file_type()?.is_dir() {
                self.add_folder(&entry.path(), &to)?;
            } else {
                self.add_file(&entry.path(), &to)?;
            }
        }
        Ok(())
    }
}

impl Content {
    /// Bytes at hand.
    pub fn of(bytes: Vec<u8>) -> Self {
        let size = bytes.len() as u64;
        Self { bytes: Box::new(Cursor::new(bytes)), size }
    }
}

impl Read for Content {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.bytes.read(buffer)
    }
}
