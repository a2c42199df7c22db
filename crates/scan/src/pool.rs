//! Many files over worker processes, results in input order.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::decode::Document;
use crate::error::DecodeError;
use crate::limits::Limits;
use crate::process::Worker;
use crate::worker::{FILES_PER_WORKER, Isolation};

/// Why a file gave no document. Every message ends with the operator's next step.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum Failure {
    /// The file could not be read from disk.
    #[error("the file cannot be read: {detail}; check its permissions and the disk")]
    Unreadable {
        /// What the system said.
        detail: String,
    },
    /// The decoder's verdict on the file.
    #[error(transparent)]
    Decode(#[from] DecodeError),
    /// The file took longer than allowed, and its worker was killed.
    #[error("not finished within {millis} ms; scan it at a lower density or raise the time limit")]
    TimedOut {
        /// The limit, in milliseconds.
        millis: u64,
    },
    /// The worker died on this file: a decoder's fault, or its memory limit.
    #[error(
        "the decoder failed on this file ({how}); treat the file as hostile, or convert it to PNG"
    )]
    Crashed {
        /// How the process ended.
        how: String,
    },
    /// No worker could be started.
    #[error("no decoder process could be started: {detail}; check the installation")]
    NoWorker {
        /// What the system said.
        detail: String,
    },
}

/// One file and what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scanned {
    /// Position in the list that was given, from 0.
    pub index: usize,
    /// The file.
    pub path: PathBuf,
    /// Size and SHA-256 of the bytes that were decoded, unless they could not be read.
    pub content: Option<Content>,
    /// The pages, or why there are none.
    pub outcome: Result<Document, Failure>,
}

/// Identifies the bytes of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Content {
    /// Size in bytes.
    pub size: u64,
    /// SHA-256 of the bytes.
    pub sha256: [u8; 32],
}

/// A set of worker processes to be.
pub struct Pool<F> {
    workers: NonZeroUsize,
    limits: Limits,
    command: F,
}

impl<F: Fn() -> Command + Sync> Pool<F> {
    /// A pool of `workers` processes, each started with `command`, which must end in
    /// [`worker_main`](crate::worker_main).
    pub fn new(workers: NonZeroUsize, limits: Limits, command: F) -> Self {
        Self { workers, limits, command }
    }

    /// Starts one worker and says how it is confined.
    ///
    /// # Errors
    /// Where no worker can be started; then no scan would work either.
    pub fn probe(&self) -> Result<Isolation, Failure> {
        Worker::start((self.command)(), &self.limits).map(|worker| worker.isolation)
    }

    /// Reads and decodes the files, and hands over each result in the order of the list. The receiver
    /// may break off; files then in work are abandoned.
    pub fn scan(&self, files: &[PathBuf], mut receive: impl FnMut(Scanned) -> ControlFlow<()>) {
        let next = AtomicUsize::new(0);
        let (results, inbox) = sync_channel(self.workers.get());
        thread::scope(|scope| {
            for _ in 0..self.workers.get().min(files.len()) {
                let (results, next) = (results.clone(), &next);
                scope.spawn(move || self.work(files, next, &results));
            }
            drop(results);
            let mut early = BTreeMap::new();
            let mut due = 0;
            for scanned in inbox {
                early.insert(scanned.index, scanned);
                while let Some(scanned) = early.remove(&due) {
                    due += 1;
                    if receive(scanned).is_break() {
                        next.store(files.len(), Ordering::Relaxed);
                        return;
                    }
                }
            }
        });
    }

    fn work(&self, files: &[PathBuf], next: &AtomicUsize, results: &SyncSender<Scanned>) {
        let mut worker = None;
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(path) = files.get(index) else { return };
            let (content, outcome) = match read(path, &self.limits) {
                Ok(bytes) => (Some(Content::of(&bytes)), self.decode(&mut worker, bytes)),
                Err(failure) => (None, Err(failure)),
            };
            let scanned = Scanned { index, path: path.clone(), content, outcome };
            if results.send(scanned).is_err() {
                return;
            }
        }
    }

    fn decode(&self, slot: &mut Option<Worker>, bytes: Vec<u8>) -> Result<Document, Failure> {
        let mut worker = match slot.take() {
            Some(worker) if worker.files < FILES_PER_WORKER => worker,
            _ => Worker::start((self.command)(), &self.limits)?,
        };
        let outcome = worker.decode(bytes, &self.limits);
        if matches!(outcome, Ok(_) | Err(Failure::Decode(_))) {
            *slot = Some(worker);
        }
        outcome
    }
}

impl Content {
    fn of(bytes: &[u8]) -> Self {
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        Self { size, sha256: Sha256::digest(bytes).into() }
    }
}

fn read(path: &Path, limits: &Limits) -> Result<Vec<u8>, Failure> {
    let failed = |e: std::io::Error| Failure::Unreadable { detail: e.to_string() };
    let about = path.metadata().map_err(failed)?;
    // Opening a pipe or a device could block for ever.
    if !about.is_file() {
        return Err(Failure::Unreadable { detail: "it is not a regular file".to_owned() });
    }
    let limit = limits.max_file_bytes;
    if about.len() > limit {
        return Err(DecodeError::FileTooLarge { bytes: about.len(), limit }.into());
    }
    let mut bytes = Vec::new();
    // The file may have grown since it was measured.
    File::open(path).map_err(failed)?.take(limit + 1).read_to_end(&mut bytes).map_err(failed)?;
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    if size > limit {
        return Err(DecodeError::FileTooLarge { bytes: size, limit }.into());
    }
    Ok(bytes)
}
