use std::fs::{self, File};
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};

use record::Rule;

use crate::LedgerError;
use crate::reader::Source;

use super::Storage;

/// A folder of files that this process alone writes.
#[derive(Clone, Debug)]
pub struct Files {
    folder: PathBuf,
}

/// A folder of files to read, of which nothing is believed.
#[derive(Clone, Debug)]
pub struct Folder(pub PathBuf);

/// Held while a file is written. It stays, empty, and nobody need copy it.
const LOCK: &str = ".lock";
/// Name of a file while it is written; a crash may leave one, and it is overwritten.
const UNFINISHED: &str = ".unfinished";

impl Files {
    /// Files below a folder, which is made where it is not there.
    ///
    /// # Errors
    /// L424.
    pub fn open(folder: &Path) -> Result<Self, LedgerError> {
        fs::create_dir_all(folder).map_err(|error| failed(folder, &error))?;
        Ok(Self { folder: folder.to_owned() })
    }

    /// One writer at a time, of this process or another: the log and those who add cosignatures to its checkpoint.
    fn lock(&self) -> Result<File, LedgerError> {
        let path = self.folder.join(LOCK);
        let lock = || {
            let file = File::options().create(true).append(true).open(&path)?;
            file.lock()?;
            Ok(file)
        };
        lock().map_err(|error| failed(&path, &error))
    }

    fn at(&self, path: &str) -> PathBuf {
        self.folder.join(path)
    }
}

impl Storage for Files {
    fn get(&self, path: &str) -> Result<Option<Vec<u8>>, LedgerError> {
        let path = self.at(path);
        match fs::read(&path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(failed(&path, &error)),
        }
    }

    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), LedgerError> {
        let _lock = self.lock()?;
        let path = self.at(path);
        write(&path, bytes).map_err(|error| failed(&path, &error))
    }

    fn replace(&self, path: &str, old: &[u8], new: &[u8]) -> Result<bool, LedgerError> {
        let _lock = self.lock()?;
        if self.get(path)?.as_deref() != Some(old) {
            return Ok(false);
        }
        let path = self.at(path);
        write(&path, new).map_err(|error| failed(&path, &error)).map(|()| true)
    }

    fn put_new(&self, path: &str, bytes: &[u8]) -> Result<(), LedgerError> {
        match self.get(path)? {
            None => self.put(path, bytes),
            Some(there) if there == bytes => Ok(()),
            Some(_) => {
                Err(LedgerError::new(Rule::LogFileDiffers, self.at(path).display().to_string()))
            }
        }
    }

    fn delete(&self, path: &str) -> Result<(), LedgerError> {
        let path = self.at(path);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(failed(&path, &error)),
            _ => Ok(()),
        }
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, LedgerError> {
        let path = self.at(folder);
        let entries = match fs::read_dir(&path) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(failed(&path, &error)),
        };
        let mut names = Vec::new();
        for entry in entries {
            let entry = entry.map_err(|error| failed(&path, &error))?;
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                continue;
            }
            names.extend(entry.file_name().to_str().map(|name| format!("{folder}/{name}")));
        }
        names.sort();
        Ok(names)
    }
}

impl Source for Folder {
    fn fetch(&mut self, path: &str, most: usize) -> Result<Vec<u8>, LedgerError> {
        let path = self.0.join(path);
        let file = File::open(&path).map_err(|error| match error.kind() {
            ErrorKind::NotFound => {
                LedgerError::new(Rule::LogFileMissing, path.display().to_string())
            }
            _ => failed(&path, &error),
        })?;
        let mut bytes = Vec::new();
        let most = u64::try_from(most).unwrap_or(u64::MAX);
        file.take(most.saturating_add(1))
            .read_to_end(&mut bytes)
            .map_err(|error| failed(&path, &error))?;
        if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > most {
            let detail = format!("{} is larger than {most} bytes", path.display());
            return Err(LedgerError::new(Rule::TileMalformed, detail));
        }
        Ok(bytes)
    }
}

/// Writes beside, syncs, renames, syncs the folder: whole old bytes or whole new ones, whenever the power goes.
fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut name = path.as_os_str().to_owned();
    name.push(UNFINISHED);
    let unfinished = PathBuf::from(name);
    let mut file = File::create(&unfinished)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    drop(file);
    fs::rename(&unfinished, path)?;
    File::open(folder)?.sync_all()
}

fn failed(path: &Path, error: &io::Error) -> LedgerError {
    LedgerError::new(Rule::LogStorageFailed, format!("{}: {error}", path.display()))
}
