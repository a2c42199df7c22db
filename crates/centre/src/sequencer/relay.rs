//! One gateway process before a shared store: its records go to the queue, and it looks until they are published.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::thread::JoinHandle;
use std::time::Duration;

use ledger::storage::Storage;
use ledger::{Checkpoint, LedgerError, Note, Receipt};
use record::Digest;

use super::{LOOK, PAUSE, Shared, answer, spawn};
use crate::CentreError;
use crate::batch::{Batch, Batching};
use crate::clock::now_ms;
use crate::intake::{Done, Submission, WAITING};
use crate::store::{Store, Waiting};
use crate::writer::Outcome;

/// How long a record waits for its receipt before its sender is told *later*. It stays in the queue; whoever sends
/// it again gets the receipt.
const PATIENCE_MS: u64 = 20_000;
/// How often the store is asked while something waits.
const ASK: Duration = Duration::from_millis(20);

/// Those who wait for one record.
struct Pending {
    received_ms: u64,
    dones: Vec<Done>,
}

/// Starts the thread that relays what comes through this process's door.
///
/// # Errors
/// T861 where the system gives no thread.
pub fn start_relay(
    store: Arc<dyn Store>,
    storage: impl Storage + Send + 'static,
    origin: String,
    arriving: Receiver<Submission>,
    batching: Batching,
    shared: Shared,
) -> Result<JoinHandle<()>, CentreError> {
    let mut relay = Relay { store, storage, origin, pending: HashMap::new(), shared };
    spawn("relay", move || relay.run(&arriving, batching))
}

struct Relay<S> {
    store: Arc<dyn Store>,
    storage: S,
    origin: String,
    pending: HashMap<Digest, Pending>,
    shared: Shared,
}

impl<S: Storage> Relay<S> {
    fn run(&mut self, arriving: &Receiver<Submission>, batching: Batching) {
        let mut batch = Batch::new(batching);
        loop {
            let patience = if self.pending.is_empty() { LOOK } else { ASK };
            match arriving.recv_timeout(patience) {
                Ok(one) => batch.push(now_ms(), one),
                Err(_) if self.shared.is_stopping() && self.pending.is_empty() => return,
                Err(std::sync::mpsc::RecvTimeoutError::Disconnected) if self.pending.is_empty() => {
                    return;
                }
                Err(_) => {}
            }
            while !batch.is_due(now_ms())
                && let Ok(one) = arriving.try_recv()
            {
                batch.push(now_ms(), one);
            }
            if !batch.is_empty() {
                self.push(batch.take());
            }
            if let Err(error) = self.settle() {
                tracing::warn!(rule = error.rule.code(), detail = error.detail, "asking the store");
                std::thread::sleep(PAUSE);
            }
            self.give_up();
        }
    }

    /// Puts records into the queue; where that fails, those who sent them are told *later*.
    fn push(&mut self, mut submissions: Vec<Submission>) {
        let room = WAITING.saturating_sub(self.pending.len()).min(submissions.len());
        for one in submissions.split_off(room) {
            answer(&self.shared, one.received_ms, one.done, Outcome::Later);
        }
        let records: Vec<Waiting> = submissions
            .iter()
            .map(|one| Waiting { record: one.record.clone(), received_ms: one.received_ms })
            .collect();
        if let Err(error) = self.store.push(&records) {
            tracing::warn!(rule = error.rule.code(), detail = error.detail, "queueing records");
            for one in submissions {
                answer(&self.shared, one.received_ms, one.done, Outcome::Later);
            }
            return;
        }
        for one in submissions {
            let pending = self.pending.entry(Digest::of(&one.record));
            let pending =
                pending.or_insert(Pending { received_ms: one.received_ms, dones: Vec::new() });
            pending.dones.push(one.done);
        }
    }

    /// Gives their receipts to those whose records are published.
    fn settle(&mut self) -> Result<(), CentreError> {
        if self.pending.is_empty() {
            return Ok(());
        }
        let digests: Vec<Digest> = self.pending.keys().copied().collect();
        let places = self.store.places(&self.origin, &digests)?;
        let published = published(&self.storage)?;
        let (ready, indexes): (Vec<Digest>, Vec<u64>) = digests
            .into_iter()
            .zip(places)
            .filter_map(|(digest, place)| Some((digest, place.filter(|at| *at < published)?)))
            .unzip();
        if ready.is_empty() {
            return Ok(());
        }
        let receipts = ledger::log::receipts(&self.storage, &indexes)?;
        for (digest, receipt) in ready.into_iter().zip(receipts) {
            self.tell(&digest, &receipt);
        }
        Ok(())
    }

    fn tell(&mut self, digest: &Digest, receipt: &Receipt) {
        let Some(pending) = self.pending.remove(digest) else { return };
        for done in pending.dones {
            let logged = Outcome::Logged(Box::new(receipt.clone()));
            answer(&self.shared, pending.received_ms, done, logged);
        }
    }

    fn give_up(&mut self) {
        let now = now_ms();
        let shared = &self.shared;
        let late = self.pending.extract_if(|_, one| {
            one.received_ms.saturating_add(PATIENCE_MS) < now || shared.is_stopping()
        });
        for (_, pending) in late.collect::<Vec<_>>() {
            for done in pending.dones {
                answer(&self.shared, pending.received_ms, done, Outcome::Later);
            }
        }
    }
}

/// Entries under the checkpoint that can be read.
fn published(storage: &impl Storage) -> Result<u64, LedgerError> {
    let bytes = storage.get(ledger::log::CHECKPOINT)?.unwrap_or_default();
    Ok(Checkpoint::parse(&Note::parse(&bytes)?.text)?.size)
}
