use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, MutexGuard};

use record::{Digest, Rule};

use crate::LedgerError;
use crate::reader::Source;

use super::{Heads, Storage};

/// Storage in memory, for tests and simulations.
#[derive(Debug, Default)]
pub struct Memory(Mutex<BTreeMap<String, Vec<u8>>>);

/// Heads in memory, for tests and simulations.
#[derive(Debug, Default)]
pub struct MemoryHeads(Mutex<ByOrigin>);

/// The last note and the places of entries, by log.
type ByOrigin = HashMap<String, (Vec<u8>, HashMap<Digest, u64>)>;

impl Memory {
    /// Everything stored, to be looked at or damaged.
    pub fn contents(&self) -> MutexGuard<'_, BTreeMap<String, Vec<u8>>> {
        self.0.lock().expect("no panic while it is held")
    }
}

impl Storage for Memory {
    fn get(&self, path: &str) -> Result<Option<Vec<u8>>, LedgerError> {
        Ok(self.contents().get(path).cloned())
    }

    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), LedgerError> {
        self.contents().insert(path.to_owned(), bytes.to_vec());
        Ok(())
    }

    fn replace(&self, path: &str, old: &[u8], new: &[u8]) -> Result<bool, LedgerError> {
        let mut contents = self.contents();
        match contents.get_mut(path) {
            Some(there) if there.as_slice() == old => {
                *there = new.to_vec();
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    fn put_new(&self, path: &str, bytes: &[u8]) -> Result<(), LedgerError> {
        match self.get(path)? {
            Some(there) if there != bytes => Err(LedgerError::new(Rule::LogFileDiffers, path)),
            _ => self.put(path, bytes),
        }
    }

    fn delete(&self, path: &str) -> Result<(), LedgerError> {
        self.contents().remove(path);
        Ok(())
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, LedgerError> {
        let prefix = format!("{folder}/");
        let contents = self.contents();
        let directly =
            |path: &&String| path.strip_prefix(&prefix).is_some_and(|name| !name.contains('/'));
        Ok(contents.keys().filter(directly).cloned().collect())
    }
}

impl Source for &Memory {
    fn fetch(&mut self, path: &str, _most: usize) -> Result<Vec<u8>, LedgerError> {
        self.get(path)?.ok_or_else(|| LedgerError::new(Rule::LogFileMissing, path))
    }
}

impl MemoryHeads {
    fn all(&self) -> MutexGuard<'_, ByOrigin> {
        self.0.lock().expect("no panic while it is held")
    }
}

impl Heads for MemoryHeads {
    fn load(&self, origin: &str) -> Result<Option<Vec<u8>>, LedgerError> {
        Ok(self.all().get(origin).map(|(note, _)| note.clone()))
    }

    fn create(&self, origin: &str, note: &[u8]) -> Result<(), LedgerError> {
        let mut all = self.all();
        if all.contains_key(origin) {
            return Err(LedgerError::new(Rule::LogExists, origin));
        }
        all.insert(origin.to_owned(), (note.to_vec(), HashMap::new()));
        Ok(())
    }

    fn swap(
        &self,
        origin: &str,
        old: &[u8],
        new: &[u8],
        entries: &[(Digest, u64)],
    ) -> Result<(), LedgerError> {
        match self.all().get_mut(origin) {
            Some((note, seen)) if note == old => {
                *note = new.to_vec();
                seen.extend(entries.iter().copied());
                Ok(())
            }
            _ => Err(LedgerError::new(Rule::LogForked, "somebody else wrote to this log")),
        }
    }

    fn find(&self, origin: &str, entry: &Digest) -> Result<Option<u64>, LedgerError> {
        Ok(self.all().get(origin).and_then(|(_, seen)| seen.get(entry).copied()))
    }
}
