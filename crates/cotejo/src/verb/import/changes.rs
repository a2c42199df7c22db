use std::collections::HashMap;
use std::path::Path;

use anyhow::Context as _;
use ingest::input::MAX_INPUT_BYTES;
use ingest::store::COPIES_FILE;
use serde::Serialize;

use crate::shell::files;

/// What an import would change in a stored collection, copy by copy.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Changes {
    /// Copies that are not stored yet.
    pub added: usize,
    /// Stored copies that would go.
    pub removed: usize,
    /// Copies that stay as they are.
    pub same: usize,
}

impl Changes {
    /// Holds the files of an import against the stored ones. A copy is a line of `copies.csv`.
    pub fn of(folder: &Path, made: &[(&'static str, Vec<u8>)]) -> anyhow::Result<Self> {
        let stored =
            files::read_bounded(&folder.join(COPIES_FILE), u64::try_from(MAX_INPUT_BYTES)?)?;
        let (_, new) = made
            .iter()
            .find(|(name, _)| *name == COPIES_FILE)
            .context("a collection has copies")?;
        let mut before: HashMap<&[u8], usize> = HashMap::new();
        for line in lines(&stored) {
            *before.entry(line).or_default() += 1;
        }
        let mut changes = Self::default();
        for line in lines(new) {
            match before.get_mut(line).filter(|left| **left > 0) {
                Some(left) => {
                    *left -= 1;
                    changes.same += 1;
                }
                None => changes.added += 1,
            }
        }
        changes.removed = before.values().sum();
        Ok(changes)
    }
}

/// The lines below the header.
fn lines(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    text.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).skip(1)
}
