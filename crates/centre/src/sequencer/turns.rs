//! The writer of a log whose store is shared: one process at a time, by lease, and another when it falls silent.

use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use ledger::LedgerError;
use ledger::storage::{Heads, Storage};
use record::Digest;

use super::{PAUSE, Shared, spawn};
use crate::CentreError;
use crate::clock::now_ms;
use crate::store::{Store, Waiting};
use crate::writer::{Health, Outcome, Writer};

/// How long a lease holds. A writer that falls silent is replaced after it.
pub const LEASE_MS: u64 = 3_000;
/// How often the queue is looked at while it is empty.
const IDLE: Duration = Duration::from_millis(20);
/// How often somebody without the lease asks for it.
const STANDBY: Duration = Duration::from_millis(500);

/// Starts the thread that writes the log whenever this process holds the lease.
///
/// # Errors
/// T861 where the system gives no thread.
pub fn start_writer<S, H>(
    store: Arc<dyn Store>,
    writer: Writer<S, H>,
    holder: String,
    most: usize,
    shared: Shared,
) -> Result<JoinHandle<()>, CentreError>
where
    S: Storage + Send + 'static,
    H: Heads + Send + 'static,
{
    let mut turns = Turns { store, writer, holder, most, shared, is_cut_off: false };
    spawn("sequencer", move || turns.run())
}

struct Turns<S, H> {
    store: Arc<dyn Store>,
    writer: Writer<S, H>,
    holder: String,
    most: usize,
    shared: Shared,
    /// Whether the store could not be asked the last time.
    is_cut_off: bool,
}

impl<S: Storage, H: Heads> Turns<S, H> {
    fn run(&mut self) {
        while !self.shared.is_stopping() {
            let pause = match self.turn() {
                Ok(pause) => {
                    if std::mem::take(&mut self.is_cut_off) {
                        self.shared.set_health(self.writer.health());
                    }
                    pause
                }
                Err(error) => {
                    tracing::warn!(rule = error.rule.code(), detail = error.detail, "writing");
                    // Nothing can be taken, and whose turn it is nobody knows.
                    self.is_cut_off = true;
                    self.shared.metrics.writing.set(0);
                    let error = LedgerError::new(error.rule, error.detail);
                    self.shared.set_health(&Health::Recovering(error));
                    PAUSE
                }
            };
            std::thread::sleep(pause);
        }
        self.shared.metrics.writing.set(0);
        // Crash here, or a store that does not answer: the lease runs out by itself.
        if let Err(error) = self.store.release(&self.holder) {
            tracing::warn!(
                rule = error.rule.code(),
                detail = error.detail,
                "giving back the lease"
            );
        }
    }

    /// One look at the lease and the queue. Gives how long to wait before the next.
    fn turn(&mut self) -> Result<Duration, CentreError> {
        let lease = self.store.lease(&self.holder, now_ms(), LEASE_MS)?;
        self.shared.store_answered();
        if lease.holder != self.holder {
            if self.shared.metrics.writing.set(0) == 1 {
                tracing::warn!(
                    holder = lease.holder,
                    term = lease.term,
                    "another process writes now"
                );
            }
            self.writer.close();
            return Ok(STANDBY);
        }
        if self.shared.metrics.writing.set(1) == 0 {
            tracing::info!(term = lease.term, "this process writes the log");
        }
        let waiting = self.store.waiting(self.most)?;
        if waiting.is_empty() {
            return Ok(IDLE);
        }
        let records: Vec<Vec<u8>> = waiting.into_iter().map(|one: Waiting| one.record).collect();
        let outcomes = self.writer.write(&records);
        self.shared.set_health(self.writer.health());
        self.shared.metrics.batch.observe(records.len() as f64);
        if let Some(size) = self.writer.size() {
            self.shared.metrics.entries.set(i64::try_from(size).unwrap_or(i64::MAX));
        }
        // Crash here: they are published and still in the queue; whoever writes next finds them in the log and
        // takes them out.
        let settled: Vec<Digest> = records
            .iter()
            .zip(&outcomes)
            .filter(|(_, outcome)| !matches!(outcome, Outcome::Later))
            .map(|(record, _)| Digest::of(record))
            .collect();
        self.store.settle(&settled)?;
        self.shared.store_answered();
        Ok(if *self.writer.health() == Health::Writing { Duration::ZERO } else { PAUSE })
    }
}
