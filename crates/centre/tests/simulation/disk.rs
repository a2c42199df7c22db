//! The centre's disk: sound storage and heads behind faults that a plan switches on, and behind planted bugs.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard};

use ledger::LedgerError;
use ledger::log::CHECKPOINT;
use ledger::storage::{Heads, Memory, MemoryHeads, Storage};
use record::{Digest, Rule};

use crate::bug::Bug;

/// How a change fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing is stored, an error is returned.
    Before,
    /// It is stored, an error is returned.
    After,
    /// The power goes before it is stored.
    CutBefore,
    /// The power goes after it is stored.
    CutAfter,
}

pub struct Disk {
    pub files: Memory,
    heads: Mutex<MemoryHeads>,
    /// Every change of the heads that happened.
    history: Mutex<Vec<Change>>,
    state: Mutex<State>,
    bug: Option<Bug>,
}

#[derive(Default)]
struct State {
    is_full: bool,
    /// Reading and writing fail.
    is_sick: bool,
    is_off: bool,
    /// After so many more changes one fails.
    next: Option<(u64, Fault)>,
    /// Tiles put, for bugs that damage some of them.
    tiles: u64,
}

#[derive(Clone)]
struct Change {
    origin: String,
    old: Option<Vec<u8>>,
    new: Vec<u8>,
    entries: Vec<(Digest, u64)>,
}

/// Everything on the disk at one time.
#[derive(Clone)]
pub struct Snapshot {
    files: BTreeMap<String, Vec<u8>>,
    history: Vec<Change>,
}

impl Disk {
    pub fn new(bug: Option<Bug>) -> Self {
        Self {
            files: Memory::default(),
            heads: Mutex::default(),
            history: Mutex::default(),
            state: Mutex::default(),
            bug,
        }
    }

    pub fn fill(&self, is_full: bool) {
        self.state().is_full = is_full;
    }

    pub fn sicken(&self, is_sick: bool) {
        self.state().is_sick = is_sick;
    }

    /// Fails one change, after so many that go well.
    pub fn fail_after(&self, changes: u64, fault: Fault) {
        self.state().next = Some((changes, fault));
    }

    /// The power went in the middle of a change.
    pub fn is_off(&self) -> bool {
        self.state().is_off
    }

    /// Power is back, and what was planned is forgotten.
    pub fn power_on(&self) {
        let mut state = self.state();
        state.is_off = false;
        state.next = None;
    }

    pub fn snapshot(&self) -> Snapshot {
        let history = self.history.lock().unwrap().clone();
        Snapshot { files: self.files.contents().clone(), history }
    }

    /// Puts everything back to what it was.
    pub fn restore(&self, to: &Snapshot) {
        *self.files.contents() = to.files.clone();
        self.restore_heads(to.history.clone());
    }

    /// Puts the heads alone back by one change.
    pub fn roll_back_heads(&self) {
        let mut history = self.history.lock().unwrap().clone();
        if history.len() > 2 {
            history.pop();
            self.restore_heads(history);
        }
    }

    fn restore_heads(&self, history: Vec<Change>) {
        let heads = MemoryHeads::default();
        for one in &history {
            let done = match &one.old {
                None => heads.create(&one.origin, &one.new),
                Some(old) => heads.swap(&one.origin, old, &one.new, &one.entries),
            };
            done.expect("what was done once");
        }
        *self.heads.lock().unwrap() = heads;
        *self.history.lock().unwrap() = history;
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    pub fn read(&self) -> Result<(), LedgerError> {
        let state = self.state();
        if state.is_off || state.is_sick { Err(failed()) } else { Ok(()) }
    }

    /// A change, as the state of the disk lets it happen.
    pub fn change<T>(
        &self,
        needs_room: bool,
        swallowed: T,
        change: impl FnOnce() -> Result<T, LedgerError>,
    ) -> Result<T, LedgerError> {
        let fault = {
            let mut state = self.state();
            let refuses = state.is_off || state.is_sick || needs_room && state.is_full;
            match state.next.as_mut() {
                _ if refuses => Some(Fault::Before),
                Some((0, fault)) => {
                    let fault = *fault;
                    state.next = None;
                    state.is_off |= matches!(fault, Fault::CutBefore | Fault::CutAfter);
                    Some(fault)
                }
                Some((left, _)) => {
                    *left -= 1;
                    None
                }
                None => None,
            }
        };
        let swallows = self.bug == Some(Bug::ErrorsSwallowed) && !self.state().is_off;
        match fault {
            None => change(),
            Some(Fault::After | Fault::CutAfter) => change().and_then(|_| Err(failed())),
            Some(_) if swallows => Ok(swallowed),
            Some(_) => Err(failed()),
        }
    }

    /// Whether a planted bug has this tile go wrong.
    fn is_bad_tile(&self, path: &str, bug: Bug) -> bool {
        if self.bug != Some(bug) || !path.starts_with("tile/") {
            return false;
        }
        let mut state = self.state();
        state.tiles += 1;
        state.tiles.is_multiple_of(5)
    }
}

impl Storage for Disk {
    fn get(&self, path: &str) -> Result<Option<Vec<u8>>, LedgerError> {
        self.read()?;
        self.files.get(path)
    }

    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), LedgerError> {
        if self.bug == Some(Bug::StagingLost) && path.starts_with("staging/") {
            return Ok(());
        }
        self.change(true, (), || self.files.put(path, bytes))
    }

    fn replace(&self, path: &str, old: &[u8], new: &[u8]) -> Result<bool, LedgerError> {
        if self.bug == Some(Bug::CheckpointNotPublished) && path == CHECKPOINT {
            return Ok(true);
        }
        self.change(true, true, || self.files.replace(path, old, new))
    }

    fn put_new(&self, path: &str, bytes: &[u8]) -> Result<(), LedgerError> {
        if self.is_bad_tile(path, Bug::TilesLost) {
            return Ok(());
        }
        let torn = self.is_bad_tile(path, Bug::TornTile);
        let bytes = if torn { &bytes[..bytes.len() / 2] } else { bytes };
        self.change(true, (), || self.files.put_new(path, bytes))
    }

    fn delete(&self, path: &str) -> Result<(), LedgerError> {
        self.change(false, (), || self.files.delete(path))
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, LedgerError> {
        self.read()?;
        self.files.list(folder)
    }
}

impl Heads for Disk {
    fn load(&self, origin: &str) -> Result<Option<Vec<u8>>, LedgerError> {
        self.read()?;
        self.heads.lock().unwrap().load(origin)
    }

    fn create(&self, origin: &str, note: &[u8]) -> Result<(), LedgerError> {
        self.change(true, (), || {
            self.heads.lock().unwrap().create(origin, note)?;
            let change = Change {
                origin: origin.to_owned(),
                old: None,
                new: note.to_vec(),
                entries: Vec::new(),
            };
            self.history.lock().unwrap().push(change);
            Ok(())
        })
    }

    fn swap(
        &self,
        origin: &str,
        old: &[u8],
        new: &[u8],
        entries: &[(Digest, u64)],
    ) -> Result<(), LedgerError> {
        self.change(true, (), || {
            let heads = self.heads.lock().unwrap();
            let there = heads.load(origin)?.unwrap_or_default();
            let old = if self.bug == Some(Bug::SwapUnchecked) { &there } else { old };
            heads.swap(origin, old, new, entries)?;
            self.history.lock().unwrap().push(Change {
                origin: origin.to_owned(),
                old: Some(there),
                new: new.to_vec(),
                entries: entries.to_vec(),
            });
            Ok(())
        })
    }

    fn find(&self, origin: &str, entry: &Digest) -> Result<Option<u64>, LedgerError> {
        self.read()?;
        if self.bug == Some(Bug::FindSkipped) {
            return Ok(None);
        }
        self.heads.lock().unwrap().find(origin, entry)
    }
}

fn failed() -> LedgerError {
    LedgerError::new(Rule::LogStorageFailed, "planned")
}
