//! The files of a site's folder. What is asked for often is answered from memory for a moment, so that a crowd in front
//! of one page costs the disk nothing.

use std::fs::{self, File};
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant, SystemTime};

use flate2::read::MultiGzDecoder;
use quick_cache::Weighter;
use quick_cache::sync::Cache;

use super::answer::{Ready, ready};

/// Larger files are sent piece by piece, and never kept.
const WHOLE: u64 = 1 << 18;
/// How long a file is answered from memory before the disk is asked again.
const FRESH: Duration = Duration::from_millis(500);
/// How long at most it is still answered from memory while the disk is asked: a crowd does not wait for that together.
const STALE: Duration = Duration::from_secs(2);
/// Bytes kept at most, headers included.
const MAX_KEPT: u64 = 64 << 20;
/// The largest page that is unpacked for who takes no packed one.
const MAX_UNPACKED: u64 = 64 << 20;
/// What a kept file costs beside its content: about so many bytes of headers.
const HEADERS: u64 = 2_048;
/// A usual page, packed, to size the table of what is kept.
const USUAL: u64 = 4_096;

/// Why there is no file.
pub(super) enum Missing {
    NotThere,
    /// A folder with a page of its own.
    IsFolder,
    Unreadable,
}

/// A file as it lies there.
pub(super) struct Found {
    pub(super) length: u64,
    pub(super) modified: Option<SystemTime>,
    /// Whether this is its packed form.
    pub(super) is_packed: bool,
    pub(super) content: Content,
}

/// What is in a file.
pub(super) enum Content {
    Whole(Vec<u8>),
    Open(File),
}

/// A folder, and what of it is kept in memory.
pub(super) struct Files {
    folder: PathBuf,
    kept: Cache<Key, Kept, Bytes>,
}

#[derive(Clone, PartialEq, Eq, Hash)]
struct Key {
    name: String,
    takes_gzip: bool,
}

#[derive(Clone)]
struct Kept {
    ready: Ready,
    since: Instant,
    /// Whether somebody asks the disk again.
    is_looked_at: Arc<AtomicBool>,
}

#[derive(Clone)]
struct Bytes;

impl Weighter<Key, Kept> for Bytes {
    fn weight(&self, _: &Key, kept: &Kept) -> u64 {
        let content = kept.ready.whole.as_ref().map_or(0, axum::body::Bytes::len);
        u64::try_from(content).unwrap_or(MAX_KEPT) + HEADERS
    }
}

impl Files {
    pub(super) fn new(folder: PathBuf) -> Self {
        let many = usize::try_from(MAX_KEPT / USUAL).unwrap_or(0);
        Self { folder, kept: Cache::with_weighter(many, MAX_KEPT, Bytes) }
    }

    /// A file that is kept in memory, packed where that is there and wanted. What is not quite fresh is looked at again
    /// by somebody else meanwhile.
    pub(super) fn kept(self: &Arc<Self>, name: &str, takes_gzip: bool) -> Option<Ready> {
        let key = Key { name: name.to_owned(), takes_gzip };
        let kept = self.kept.get(&key)?;
        let age = kept.since.elapsed();
        if age >= FRESH && age < STALE && !kept.is_looked_at.swap(true, Ordering::Relaxed) {
            let files = Arc::clone(self);
            tokio::task::spawn_blocking(move || drop(files.look(key)));
        }
        (age < STALE).then_some(kept.ready)
    }

    /// A file by its name below the folder, packed where that is there and wanted.
    pub(super) async fn find(
        self: &Arc<Self>,
        name: &str,
        takes_gzip: bool,
    ) -> Result<(Ready, Option<File>), Missing> {
        if let Some(ready) = self.kept(name, takes_gzip) {
            return Ok((ready, None));
        }
        // One trip to a thread that may wait for the disk.
        let (files, key) = (Arc::clone(self), Key { name: name.to_owned(), takes_gzip });
        let looked = tokio::task::spawn_blocking(move || files.look(key)).await;
        looked.map_err(|_| Missing::Unreadable)?
    }

    /// Asks the disk, and keeps what is small.
    fn look(&self, key: Key) -> Result<(Ready, Option<File>), Missing> {
        let since = Instant::now();
        let found = read(&self.folder, &key.name, key.takes_gzip);
        if found.is_err() {
            self.kept.remove(&key);
        }
        let (ready, file) = ready(&key.name, found?);
        // What was unpacked may be large.
        let is_small =
            |whole: &axum::body::Bytes| u64::try_from(whole.len()).is_ok_and(|many| many <= WHOLE);
        if ready.whole.as_ref().is_some_and(is_small) {
            self.kept
                .insert(key, Kept { ready: ready.clone(), since, is_looked_at: Arc::default() });
        }
        Ok((ready, file))
    }

    /// Forgets what is kept: the site has just said that it is another one.
    pub(super) fn forget(&self) {
        self.kept.clear();
    }
}

fn read(folder: &Path, name: &str, takes_gzip: bool) -> Result<Found, Missing> {
    let path = folder.join(name);
    let packed = || File::open(folder.join(format!("{name}.gz")));
    match fs::metadata(&path) {
        Ok(plain) if plain.is_dir() => {
            let has_page = fs::metadata(path.join("index.html")).is_ok();
            Err(if has_page { Missing::IsFolder } else { Missing::NotThere })
        }
        Ok(_) => match takes_gzip.then(packed) {
            Some(Ok(packed)) => found(packed, true),
            _ => found(File::open(&path).map_err(|error| missing(&error))?, false),
        },
        // A site may keep its many pages packed alone.
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let packed = found(packed().map_err(|error| missing(&error))?, true)?;
            if takes_gzip { Ok(packed) } else { unpacked(packed) }
        }
        Err(error) => Err(missing(&error)),
    }
}

fn found(mut file: File, is_packed: bool) -> Result<Found, Missing> {
    // Of what is open: the name may stand for another file by now.
    let there = file.metadata().map_err(|error| missing(&error))?;
    let (length, modified) = (there.len(), there.modified().ok());
    if length > WHOLE {
        return Ok(Found { length, modified, is_packed, content: Content::Open(file) });
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0));
    file.read_to_end(&mut bytes).map_err(|error| missing(&error))?;
    Found::whole(bytes, modified, is_packed)
}

/// For who takes no packed file: rare, so it is unpacked each time it is not in memory.
fn unpacked(packed: Found) -> Result<Found, Missing> {
    let mut bytes = Vec::new();
    let most = MAX_UNPACKED + 1;
    let read = match packed.content {
        Content::Whole(content) => {
            MultiGzDecoder::new(content.as_slice()).take(most).read_to_end(&mut bytes)
        }
        Content::Open(file) => MultiGzDecoder::new(file).take(most).read_to_end(&mut bytes),
    };
    match read {
        Ok(many) if u64::try_from(many).is_ok_and(|many| many <= MAX_UNPACKED) => {
            Found::whole(bytes, packed.modified, false)
        }
        Ok(_) => {
            tracing::warn!(MAX_UNPACKED, "a packed file of the site is larger than any page");
            Err(Missing::Unreadable)
        }
        Err(error) => Err(missing(&error)),
    }
}

impl Found {
    fn whole(
        bytes: Vec<u8>,
        modified: Option<SystemTime>,
        is_packed: bool,
    ) -> Result<Self, Missing> {
        let length = u64::try_from(bytes.len()).map_err(|_| Missing::Unreadable)?;
        Ok(Self { length, modified, is_packed, content: Content::Whole(bytes) })
    }
}

fn missing(error: &std::io::Error) -> Missing {
    match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => Missing::NotThere,
        _ => {
            tracing::warn!(%error, "reading a file of the site");
            Missing::Unreadable
        }
    }
}
