//! What a cosigner remembers of a log: the last checkpoint it cosigned, in a file of its own.

use std::fs::{self, File};
use std::path::PathBuf;

use anyhow::{Context as _, anyhow};
use ledger::note::MAX_NOTE_BYTES;
use ledger::witness::Head;
use ledger::{Checkpoint, Note};

use super::files;

/// The file, which nobody else should be able to take away.
pub struct CosignerState(pub PathBuf);

impl CosignerState {
    /// Keeps every other process from cosigning with this state, until the file given is closed.
    pub fn lock(&self) -> anyhow::Result<File> {
        let path = self.0.with_extension("lock");
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let lock =
            File::create(&path).with_context(|| format!("cannot lock {}", path.display()))?;
        let taken = |_| anyhow!("another process cosigns with {}: stop it first", self.0.display());
        lock.try_lock().map_err(taken)?;
        Ok(lock)
    }

    /// Keeps a checkpoint about to be cosigned. Durable before the signature exists: a crash in between costs
    /// a signature, never a second head.
    pub fn store(&self, note: &Note) -> anyhow::Result<()> {
        files::write_whole(&self.0, note.to_string().as_bytes())
    }

    /// Keeps a checkpoint that contradicts the last one cosigned: the two together are the proof.
    pub fn keep_evidence(&self, note: &Note) -> anyhow::Result<()> {
        files::write_whole(&self.0.with_extension("refused"), note.to_string().as_bytes())
    }

    /// The last checkpoint cosigned; none before the first.
    pub fn load(&self) -> anyhow::Result<Option<Head>> {
        if !self.0.exists() {
            return Ok(None);
        }
        let bytes = files::read_bounded(&self.0, u64::try_from(MAX_NOTE_BYTES)?)?;
        let checkpoint = Note::parse(&bytes).and_then(|note| Checkpoint::parse(&note.text));
        let checkpoint = checkpoint
            .with_context(|| format!("{} is not a cosigner's state", self.0.display()))?;
        Ok(Some(Head { size: checkpoint.size, root: checkpoint.root }))
    }
}
