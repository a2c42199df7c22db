use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context as _;
use record::Digest;
use scan::{Document, Failure, Limits, Pool, Scanned};
use serde::{Deserialize, Serialize};

use super::state::State;
use crate::shell::progress;

/// Name of the hidden verb that a decoding child process runs.
pub const WORKER_VERB: &str = "scan-worker";
/// Name of the hidden verb that a child process runs to make public copies.
pub const REDACTOR_VERB: &str = "scan-redactor";

/// What came of one file: raw codes, before anybody says what they mean.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Reading {
    /// The file as it was named.
    pub file: PathBuf,
    /// Size in bytes; none where it could not be read.
    pub size: Option<u64>,
    /// Digest of its bytes; none where it could not be read.
    pub sha256: Option<Digest>,
    /// The pages, or why there are none.
    pub outcome: Result<Document, Failure>,
}

/// Reads every QR code of the files, with progress on a terminal. Files that `state` has are not read again.
pub fn read_all(
    files: &[PathBuf],
    jobs: NonZeroUsize,
    mut state: State,
) -> anyhow::Result<Vec<Reading>> {
    let todo: Vec<_> = files.iter().filter(|file| !state.has(file)).cloned().collect();
    let program =
        std::env::current_exe().context("cannot find this program to start its decoders")?;
    let pool = Pool::new(jobs, Limits::default(), || {
        let mut command = Command::new(&program);
        command.arg(WORKER_VERB);
        command
    });
    let bar = progress::of_things("reading", "files", files.len() as u64);
    bar.set_position((files.len() - todo.len()) as u64);
    let mut failure = None;
    pool.scan(&todo, |scanned| {
        bar.inc(1);
        match state.add(reading(scanned)) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                failure = Some(error);
                ControlFlow::Break(())
            }
        }
    });
    bar.finish_and_clear();
    match failure {
        Some(error) => Err(error),
        None => Ok(state.into_readings(files)),
    }
}

/// Every core but one, so that the machine stays usable.
pub fn default_jobs() -> NonZeroUsize {
    let cores = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    NonZeroUsize::new(cores.saturating_sub(1)).unwrap_or(NonZeroUsize::MIN)
}

fn reading(scanned: Scanned) -> Reading {
    Reading {
        file: scanned.path,
        size: scanned.content.as_ref().map(|content| content.size),
        sha256: scanned.content.map(|content| Digest(content.sha256)),
        outcome: scanned.outcome,
    }
}

/// The name of a file relative to the folder it was found in, for records that others will read.
pub fn public_name(file: &Path, named: &[PathBuf]) -> String {
    let below = named.iter().filter(|one| one.is_dir()).find_map(|one| file.strip_prefix(one).ok());
    below.or(file.file_name().map(Path::new)).unwrap_or(file).to_string_lossy().into_owned()
}
