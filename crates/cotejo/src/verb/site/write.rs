//! Files of a site on disk: written beside their place, then put there.

use std::collections::HashSet;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::Context as _;
use record::Rule;
use site::{File, SiteError, State};

use crate::shell::files;

/// Where the state of a build is kept.
const STATE: &str = ".cotejo-site";

/// The folder of a site.
pub struct Writer {
    root: PathBuf,
    folders: Mutex<HashSet<PathBuf>>,
    written: AtomicU64,
    bytes: AtomicU64,
    removed: AtomicU64,
    /// Whether anything was there before.
    fresh: bool,
    form: Form,
}

/// In which forms the many pages of tables and areas lie there. The few others always lie there in both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// As they are, and packed.
    Both,
    /// Packed alone, where packing gains anything.
    Packed,
}

/// What was written.
#[derive(Clone, Copy, Debug, serde::Serialize)]
pub struct Written {
    /// Files, packed ones included.
    pub files: u64,
    /// Bytes in them.
    pub bytes: u64,
    /// Files that are no longer there.
    pub removed: u64,
}

impl Writer {
    /// Opens the folder of a site, and reads what an earlier build left. A folder that holds anything else is left
    /// alone.
    pub fn open(root: &Path, wanted: &State, form: Form) -> anyhow::Result<(Self, State)> {
        let path = root.join(STATE);
        let is_empty = || fs::read_dir(root).map_or(true, |mut entries| entries.next().is_none());
        let mut before = wanted.clone();
        let fresh = !path.exists();
        if fresh {
            if !is_empty() {
                let detail = root.display().to_string();
                return Err(SiteError::new(Rule::SiteFolderForeign, detail).into());
            }
        } else {
            let (tables, areas) = (wanted.tables.len(), wanted.areas.len());
            let read = files::read_bounded(&path, State::max_bytes(tables, areas))
                .and_then(|bytes| Ok(State::parse(&bytes, tables, areas)?));
            match read {
                // Another style, another program: everything is made again.
                Ok(state) if state.of == wanted.of => before = state,
                Ok(state) => before.files = state.files,
                Err(error) => eprintln!("{error:#}"),
            }
        }
        fs::create_dir_all(root).with_context(|| format!("cannot create {}", root.display()))?;
        if fresh {
            // From here on the folder is ours, even if we stop half way.
            files::write_whole(&path, &wanted.to_bytes())?;
        }
        let writer = Self {
            root: root.to_owned(),
            folders: Mutex::new(HashSet::new()),
            written: AtomicU64::new(0),
            bytes: AtomicU64::new(0),
            removed: AtomicU64::new(0),
            fresh,
            form,
        };
        Ok((writer, before))
    }

    /// Writes a file, and its packed form beside it.
    pub fn put(&self, file: &File) -> Result<(), SiteError> {
        self.place(file)?;
        match file.packed() {
            Some(packed) => self.place(&packed),
            None if self.fresh => Ok(()),
            None => self.remove_one(&format!("{}.gz", file.path)),
        }
    }

    /// Writes one of many pages, in the forms that this site has of them.
    pub fn put_page(&self, file: &File) -> Result<(), SiteError> {
        match file.packed().filter(|_| self.form == Form::Packed) {
            None => self.put(file),
            Some(packed) => {
                self.place(&packed)?;
                // If we crash before this line, both forms are there, and the packed one is asked for first.
                if self.fresh { Ok(()) } else { self.remove_one(&file.path) }
            }
        }
    }

    /// Removes a file and its packed form.
    pub fn remove(&self, path: &str) -> Result<(), SiteError> {
        self.remove_one(path)?;
        self.remove_one(&format!("{path}.gz"))
    }

    /// Whether a file is there.
    pub fn has(&self, path: &str) -> bool {
        self.root.join(path).exists()
    }

    /// Copies a file as it is, where it is not there with the same size.
    pub fn copy(&self, from: &Path, path: &str) -> anyhow::Result<()> {
        let to = self.root.join(path);
        let size = fs::metadata(from)?.len();
        if fs::metadata(&to).is_ok_and(|there| {
            there.len() == size
                && there.modified().ok() >= fs::metadata(from).and_then(|one| one.modified()).ok()
        }) {
            return Ok(());
        }
        let bytes = files::read_bounded(from, u64::MAX - 1)?;
        Ok(self.place(&File::new(path, bytes))?)
    }

    /// Keeps the state. If we crash before, pages are made again; they are never missing.
    pub fn finish(self, state: &State) -> anyhow::Result<Written> {
        files::write_whole(&self.root.join(STATE), &state.to_bytes())?;
        Ok(Written {
            files: self.written.into_inner(),
            bytes: self.bytes.into_inner(),
            removed: self.removed.into_inner(),
        })
    }

    fn place(&self, file: &File) -> Result<(), SiteError> {
        let to = self.root.join(&file.path);
        let wrong = |error: std::io::Error| {
            SiteError::new(Rule::SiteNotWritten, format!("{}: {error}", file.path))
        };
        self.folder_of(&to).map_err(wrong)?;
        let mut beside = to.clone().into_os_string();
        beside.push(".new");
        fs::write(&beside, &file.bytes).map_err(wrong)?;
        // If we crash before this line, the old file stands; after it, the new one does.
        fs::rename(&beside, &to).map_err(wrong)?;
        self.written.fetch_add(1, Ordering::Relaxed);
        self.bytes.fetch_add(file.bytes.len() as u64, Ordering::Relaxed);
        Ok(())
    }

    fn folder_of(&self, file: &Path) -> std::io::Result<()> {
        let Some(folder) = file.parent() else { return Ok(()) };
        if self.folders.lock().expect("no panic while it is held").contains(folder) {
            return Ok(());
        }
        fs::create_dir_all(folder)?;
        self.folders.lock().expect("no panic while it is held").insert(folder.to_owned());
        Ok(())
    }

    fn remove_one(&self, path: &str) -> Result<(), SiteError> {
        match fs::remove_file(self.root.join(path)) {
            Ok(()) => {
                self.removed.fetch_add(1, Ordering::Relaxed);
                Ok(())
            }
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            Err(error) => Err(SiteError::new(Rule::SiteNotWritten, format!("{path}: {error}"))),
        }
    }
}
