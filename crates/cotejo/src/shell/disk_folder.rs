//! A report folder on disk, put in place whole.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use report::Folder;

/// A file that only our own folders have, so that no other folder is ever replaced.
const MARK: &str = ".cotejo-report";

/// Writes beside the wanted place, and takes it when everything is written.
pub struct DiskFolder {
    building: PathBuf,
    place: PathBuf,
}

impl DiskFolder {
    /// Starts a folder that will replace an earlier report, or nothing.
    pub fn replace(place: &Path) -> anyhow::Result<Self> {
        let is_empty = || fs::read_dir(place).is_ok_and(|mut entries| entries.next().is_none());
        if place.exists() && !place.join(MARK).exists() && !is_empty() {
            bail!("{} is not an earlier report: choose a new folder", place.display());
        }
        let mut name = place.file_name().context("a report needs a folder name")?.to_owned();
        name.push(".building");
        let building = place.with_file_name(name);
        if building.exists() {
            fs::remove_dir_all(&building)
                .with_context(|| format!("cannot clear {}", building.display()))?;
        }
        fs::create_dir_all(&building)
            .with_context(|| format!("cannot create {}", building.display()))?;
        fs::write(building.join(MARK), b"")?;
        Ok(Self { building, place: place.to_owned() })
    }

    /// Puts the folder in place. If we crash before, the earlier report stands.
    pub fn finish(self) -> anyhow::Result<()> {
        if self.place.exists() {
            fs::remove_dir_all(&self.place)
                .with_context(|| format!("cannot replace {}", self.place.display()))?;
        }
        fs::rename(&self.building, &self.place)
            .with_context(|| format!("cannot write {}", self.place.display()))
    }
}

impl Folder for DiskFolder {
    fn create(&mut self, path: &str) -> io::Result<Box<dyn Write + '_>> {
        let path = self.building.join(path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        Ok(Box::new(BufWriter::new(File::create(path)?)))
    }
}
