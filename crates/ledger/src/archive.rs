//! The checkpoints that a log has published, each with the cosignatures gathered: when which part of it was
//! known, and who has not cosigned since when. Nothing in it is believed: every note verifies by itself.

use record::Rule;

use crate::LedgerError;
use crate::checkpoint::Checkpoint;
use crate::note::{MAX_NOTE_BYTES, Note};
use crate::storage::Storage;
use crate::trust::{Trust, Verified};

/// Folder of kept checkpoints, beside the tiles.
pub const FOLDER: &str = "checkpoints";
/// Most checkpoints read: one each second for twelve days.
pub const MAX_KEPT: usize = 1 << 20;

/// Where the checkpoint of a size is kept: in twenty digits, so that names sort as numbers do.
pub fn path(size: u64) -> String {
    format!("{FOLDER}/{size:020}")
}

/// Keeps a checkpoint, with the signatures already kept of it.
///
/// # Errors
/// L411 where another checkpoint of that size is kept: the log signed both. L418, L419, L424.
pub fn keep(storage: &impl Storage, note: &Note) -> Result<(), LedgerError> {
    let checkpoint = Checkpoint::parse(&note.text)?;
    let path = path(checkpoint.size);
    let mut kept = match storage.get(&path)? {
        Some(bytes) => Note::parse(&bytes).map_err(|error| error.at(&path))?,
        None => Note { text: note.text.clone(), signatures: Vec::new() },
    };
    if kept.text != note.text {
        let detail = format!("{path} has another root of this size");
        return Err(LedgerError::new(Rule::LogForked, detail));
    }
    let before = kept.clone();
    note.signatures.iter().for_each(|signature| kept.add(signature.clone()));
    if kept == before {
        return Ok(());
    }
    storage.put(&path, kept.to_string().as_bytes())
}

/// Every checkpoint kept, verified, the smallest first.
///
/// # Errors
/// L413 to L419 with the file, L424. A log that keeps none gives none.
pub fn kept(storage: &impl Storage, trust: &Trust) -> Result<Vec<Verified>, LedgerError> {
    let paths = storage.list(FOLDER)?;
    if paths.len() > MAX_KEPT {
        let detail = format!("{} files in {FOLDER}, at most {MAX_KEPT} are read", paths.len());
        return Err(LedgerError::new(Rule::LogStorageFailed, detail));
    }
    let mut all = Vec::new();
    for found in paths.iter().filter(|found| is_kept(found)) {
        let Some(bytes) = storage.get(found)? else { continue };
        let verify = || {
            if bytes.len() > MAX_NOTE_BYTES {
                return Err(LedgerError::new(Rule::NoteMalformed, "it is larger than 64 KiB"));
            }
            let verified = trust.verify(&Note::parse(&bytes)?, None)?;
            if *found != path(verified.checkpoint.size) {
                return Err(LedgerError::new(Rule::CheckpointMalformed, "it is of another size"));
            }
            Ok(verified)
        };
        all.push(verify().map_err(|error| error.at(found))?);
    }
    all.sort_by_key(|one| one.checkpoint.size);
    Ok(all)
}

/// Whether a path is of a kept checkpoint, and not what a crash left beside one.
fn is_kept(path: &str) -> bool {
    path.rsplit('/').next().is_some_and(|name| name.bytes().all(|byte| byte.is_ascii_digit()))
}
