//! The threads behind the door. With an embedded store one thread takes records from the door and writes them
//! ([`start_direct`]). With a shared store, each process relays its records to the queue and hears back when they
//! are published ([`start_relay`]), and whichever process holds the lease writes ([`start_writer`]).

use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::thread::JoinHandle;
use std::time::Duration;

use ledger::LedgerError;
use ledger::storage::{Heads, Storage};
use record::Rule;

use crate::CentreError;
use crate::batch::{Batch, Batching};
use crate::clock::now_ms;
use crate::intake::Submission;
use crate::metrics::Metrics;
use crate::writer::{Health, Outcome, Writer};

mod relay;
mod turns;

pub use relay::start_relay;
pub use turns::start_writer;

/// How long to leave a store or log alone that has just failed.
const PAUSE: Duration = Duration::from_millis(250);
/// How often a thread looks whether it should stop.
const LOOK: Duration = Duration::from_millis(100);

/// After so long without an answer of a shared store, which is asked several times a second, nothing can be taken.
const SILENCE_MS: u64 = 4_000;

/// What the threads of a centre share.
#[derive(Clone)]
pub struct Shared {
    /// Set once, to stop everything after what was taken is answered.
    pub stop: Arc<AtomicBool>,
    /// How the writing of the log goes, for the health page.
    pub health: Arc<Mutex<Health>>,
    /// When a shared store answered last, in milliseconds since 1970; 0 where there is none.
    store_answered_ms: Arc<AtomicU64>,
    /// What is counted.
    pub metrics: Arc<Metrics>,
}

impl Default for Shared {
    fn default() -> Self {
        Self {
            stop: Arc::default(),
            health: Arc::new(Mutex::new(Health::Writing)),
            store_answered_ms: Arc::default(),
            metrics: Arc::default(),
        }
    }
}

impl Shared {
    /// Whether everything should stop.
    pub fn is_stopping(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// How the writing goes now. A store is waited for longer than whoever sends traffic should wait to hear of it.
    pub fn health(&self) -> Health {
        let health = self.health.lock().expect("no panic while it is held").clone();
        let answered = self.store_answered_ms.load(Ordering::Relaxed);
        let silent = now_ms().saturating_sub(answered);
        if health == Health::Writing && answered > 0 && silent > SILENCE_MS {
            let detail = format!("it has not answered for {} s", silent / 1_000);
            return Health::Recovering(LedgerError::new(Rule::StoreFailed, detail));
        }
        health
    }

    fn store_answered(&self) {
        self.store_answered_ms.store(now_ms(), Ordering::Relaxed);
    }

    fn set_health(&self, health: &Health) {
        self.health.lock().expect("no panic while it is held").clone_from(health);
    }
}

/// Starts the thread that writes what comes through the door of this process. It ends when every door is gone, or
/// when it should stop and nothing waits.
///
/// # Errors
/// T861 where the system gives no thread.
pub fn start_direct<S, H>(
    writer: Writer<S, H>,
    arriving: Receiver<Submission>,
    batching: Batching,
    shared: Shared,
) -> Result<JoinHandle<()>, CentreError>
where
    S: Storage + Send + 'static,
    H: Heads + Send + 'static,
{
    spawn("sequencer", move || write_arriving(writer, &arriving, batching, &shared))
}

fn write_arriving<S: Storage, H: Heads>(
    mut writer: Writer<S, H>,
    arriving: &Receiver<Submission>,
    batching: Batching,
    shared: &Shared,
) {
    let mut batch = Batch::new(batching);
    shared.metrics.writing.set(1);
    while collect(&mut batch, arriving, shared) {
        let submissions = batch.take();
        let (records, waiting): (Vec<_>, Vec<_>) =
            submissions.into_iter().map(|one| (one.record, (one.received_ms, one.done))).unzip();
        let outcomes = writer.write(&records);
        shared.metrics.batch.observe(records.len() as f64);
        shared.set_health(writer.health());
        if let Some(size) = writer.size() {
            shared.metrics.entries.set(i64::try_from(size).unwrap_or(i64::MAX));
        }
        for ((received_ms, done), outcome) in waiting.into_iter().zip(outcomes) {
            answer(shared, received_ms, done, outcome);
        }
        if *writer.health() != Health::Writing {
            std::thread::sleep(PAUSE);
        }
    }
    shared.metrics.writing.set(0);
}

/// Fills a batch until it is due. False where there is nothing more to come.
fn collect(
    batch: &mut Batch<Submission>,
    arriving: &Receiver<Submission>,
    shared: &Shared,
) -> bool {
    loop {
        while !batch.is_due(now_ms()) {
            match arriving.try_recv() {
                Ok(one) => batch.push(now_ms(), one),
                Err(_) => break,
            }
        }
        if batch.is_due(now_ms()) {
            return true;
        }
        let patience = batch.due_in(now_ms()).map_or(LOOK, Duration::from_millis);
        match arriving.recv_timeout(patience.min(LOOK)) {
            Ok(one) => batch.push(now_ms(), one),
            Err(RecvTimeoutError::Timeout) if shared.is_stopping() => return !batch.is_empty(),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return !batch.is_empty(),
        }
    }
}

/// Tells whoever waits, and counts it.
fn answer(shared: &Shared, received_ms: u64, done: crate::intake::Done, outcome: Outcome) {
    let metrics = &shared.metrics;
    metrics.waiting.dec();
    match &outcome {
        Outcome::Logged(_) => {
            metrics.logged.inc();
            let waited = u32::try_from(now_ms().saturating_sub(received_ms)).unwrap_or(u32::MAX);
            metrics.seconds.observe(f64::from(waited) / 1_000.0);
        }
        Outcome::Later => {
            metrics.later.inc();
        }
        Outcome::Refused(error) => metrics.refused(error.rule),
    }
    done(outcome);
}

fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> Result<JoinHandle<()>, CentreError> {
    std::thread::Builder::new()
        .name(name.to_owned())
        .spawn(work)
        .map_err(|error| CentreError::new(Rule::StoreFailed, format!("no thread: {error}")))
}
