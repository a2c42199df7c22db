//! The shared store in memory: a queue and a lease beside the heads, on the disk that fails.

use std::sync::{Arc, Mutex, MutexGuard};

use centre::CentreError;
use centre::store::{Lease, Store, Waiting};
use ledger::LedgerError;
use ledger::storage::Heads;
use record::Digest;

use crate::disk::Disk;

pub struct MemoryStore {
    disk: Arc<Disk>,
    rows: Mutex<Rows>,
}

#[derive(Default)]
struct Rows {
    queue: Vec<Waiting>,
    lease: Option<Lease>,
}

impl MemoryStore {
    pub fn new(disk: Arc<Disk>) -> Self {
        Self { disk, rows: Mutex::default() }
    }

    /// What waits now, whatever the state of the disk.
    pub fn queue(&self) -> Vec<Waiting> {
        self.rows().queue.clone()
    }

    fn change(&self, change: impl FnOnce(&mut Rows)) -> Result<(), CentreError> {
        let done = self.disk.change(true, (), || {
            change(&mut self.rows());
            Ok(())
        });
        done.map_err(failed)
    }

    fn rows(&self) -> MutexGuard<'_, Rows> {
        self.rows.lock().unwrap()
    }
}

impl Store for MemoryStore {
    fn push(&self, records: &[Waiting]) -> Result<(), CentreError> {
        self.change(|rows| {
            for one in records {
                if rows.queue.iter().all(|there| there.record != one.record) {
                    rows.queue.push(one.clone());
                }
            }
        })
    }

    fn waiting(&self, most: usize) -> Result<Vec<Waiting>, CentreError> {
        self.disk.read().map_err(failed)?;
        Ok(self.rows().queue.iter().take(most).cloned().collect())
    }

    fn settle(&self, digests: &[Digest]) -> Result<(), CentreError> {
        self.change(|rows| rows.queue.retain(|one| !digests.contains(&Digest::of(&one.record))))
    }

    fn places(&self, origin: &str, digests: &[Digest]) -> Result<Vec<Option<u64>>, CentreError> {
        digests.iter().map(|one| self.disk.find(origin, one).map_err(failed)).collect()
    }

    fn lease(&self, holder: &str, now_ms: u64, for_ms: u64) -> Result<Lease, CentreError> {
        self.change(|rows| {
            let until_ms = now_ms + for_ms;
            let next = match rows.lease.take() {
                Some(one) if one.holder == holder => Lease { until_ms, ..one },
                Some(one) if one.until_ms > now_ms => one,
                one => {
                    let term = one.map_or(0, |one| one.term) + 1;
                    Lease { holder: holder.to_owned(), term, until_ms }
                }
            };
            rows.lease = Some(next);
        })?;
        Ok(self.rows().lease.clone().expect("it was just written"))
    }

    fn release(&self, holder: &str) -> Result<(), CentreError> {
        self.change(|rows| {
            if let Some(lease) = rows.lease.as_mut().filter(|one| one.holder == holder) {
                lease.until_ms = 0;
            }
        })
    }
}

impl Heads for MemoryStore {
    fn load(&self, origin: &str) -> Result<Option<Vec<u8>>, LedgerError> {
        self.disk.load(origin)
    }
    fn create(&self, origin: &str, note: &[u8]) -> Result<(), LedgerError> {
        self.disk.create(origin, note)
    }
    fn swap(
        &self,
        origin: &str,
        old: &[u8],
        new: &[u8],
        entries: &[(Digest, u64)],
    ) -> Result<(), LedgerError> {
        self.disk.swap(origin, old, new, entries)
    }
    fn find(&self, origin: &str, entry: &Digest) -> Result<Option<u64>, LedgerError> {
        self.disk.find(origin, entry)
    }
}

fn failed(error: LedgerError) -> CentreError {
    CentreError::new(record::Rule::StoreFailed, error.detail)
}
