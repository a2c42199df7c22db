//! Storage that fails while a centre runs: it says *later*, keeps what it acknowledged, and goes on by itself.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use ledger::LedgerError;
use ledger::log::Stored;
use ledger::storage::{Files, Storage};
use ledger::{Checkpoint, Note, fsck};
use record::Rule;

use crate::common::{Place, get, post};

/// Files on a disk that can be full.
#[derive(Clone)]
struct Disk {
    files: Files,
    is_full: Arc<AtomicBool>,
}

impl Disk {
    fn room(&self) -> Result<(), LedgerError> {
        if self.is_full.load(Ordering::Relaxed) {
            return Err(LedgerError::new(Rule::LogStorageFailed, "no space left on device"));
        }
        Ok(())
    }
}

impl Storage for Disk {
    fn get(&self, path: &str) -> Result<Option<Vec<u8>>, LedgerError> {
        self.files.get(path)
    }
    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), LedgerError> {
        self.room()?;
        self.files.put(path, bytes)
    }
    fn replace(&self, path: &str, old: &[u8], new: &[u8]) -> Result<bool, LedgerError> {
        self.room()?;
        self.files.replace(path, old, new)
    }
    fn put_new(&self, path: &str, bytes: &[u8]) -> Result<(), LedgerError> {
        self.room()?;
        self.files.put_new(path, bytes)
    }
    fn delete(&self, path: &str) -> Result<(), LedgerError> {
        self.files.delete(path)
    }
    fn list(&self, folder: &str) -> Result<Vec<String>, LedgerError> {
        self.files.list(folder)
    }
}

#[test]
fn a_full_disk_is_answered_later_and_recovered_from() {
    let place = Place::new(12);
    let files = Files::open(&place.path().join("log")).unwrap();
    let is_full = Arc::new(AtomicBool::new(false));
    let running = place.start_on("", Disk { files: files.clone(), is_full: Arc::clone(&is_full) });
    let send = |table: u32| post(&running, "/v1/records", place.sheet(table).bytes(), &[]);
    let (status, before) = send(0);
    assert_eq!(status, 200, "{before}");
    is_full.store(true, Ordering::Relaxed);
    for table in 1..4 {
        let (status, answer) = send(table);
        assert_eq!(status, 503, "{answer}");
        assert!(answer.contains("T858"), "{answer}");
    }
    let (status, told) = get(&running, "/ready");
    assert_eq!(status, 503);
    assert!(told.contains("L424") && told.contains("no space"), "{told}");
    assert_eq!(get(&running, "/log/checkpoint").0, 200, "reading goes on");
    is_full.store(false, Ordering::Relaxed);
    for table in 0..12 {
        let (status, receipt) = send(table);
        assert_eq!(status, 200, "{receipt}");
        place.index(&receipt, place.sheet(table).bytes());
    }
    assert_eq!(get(&running, "/ready").0, 200);
    running.stop();
    let note = Note::parse(&files.get("checkpoint").unwrap().unwrap()).unwrap();
    let checkpoint = Checkpoint::parse(&note.text).unwrap();
    assert_eq!(checkpoint.size, 13, "each once");
    fsck::check(&mut Stored(&files), &checkpoint, |_, _| Ok(())).unwrap();
}
