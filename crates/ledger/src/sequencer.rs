//! Many who submit, one who writes: entries that arrive while a batch is written form the next batch.

use std::sync::mpsc::{self, Receiver, SyncSender};
use std::thread::JoinHandle;

use record::Rule;

use crate::LedgerError;
use crate::log::{Log, Place};
use crate::storage::{Heads, Storage};

/// Most entries in a batch: what is lost of waiting time beyond it, is won in fewer files.
pub const MAX_BATCH: usize = 16_384;
/// Entries waiting before submitters have to.
const WAITING: usize = 65_536;

/// The front of a log that is being written. Clones submit to the same log; it closes when the last is gone.
#[derive(Clone)]
pub struct Sequencer {
    waiting: SyncSender<Submission>,
}

/// What comes back: the entry's place once it is published, or why it is not.
pub type Answer = Result<Place, LedgerError>;

struct Submission {
    entry: Vec<u8>,
    answer: SyncSender<Answer>,
}

impl Sequencer {
    /// Starts writing in a thread of its own, which gives the log back when nobody submits any more.
    ///
    /// # Errors
    /// L424 where the system gives no thread.
    pub fn start<S, H>(log: Log<S, H>) -> Result<(Self, JoinHandle<Log<S, H>>), LedgerError>
    where
        S: Storage + Send + 'static,
        H: Heads + Send + 'static,
    {
        let (waiting, arriving) = mpsc::sync_channel(WAITING);
        let writer = std::thread::Builder::new().name("sequencer".to_owned());
        let writer = writer
            .spawn(move || write(log, &arriving))
            .map_err(|error| LedgerError::new(Rule::LogStorageFailed, error.to_string()))?;
        Ok((Self { waiting }, writer))
    }

    /// Submits an entry. The answer comes when it is durable and published.
    ///
    /// # Errors
    /// L424 where the writer is gone.
    pub fn submit(&self, entry: Vec<u8>) -> Result<Receiver<Answer>, LedgerError> {
        let (answer, receiver) = mpsc::sync_channel(1);
        let gone = |_| LedgerError::new(Rule::LogStorageFailed, "the log is closed");
        self.waiting.send(Submission { entry, answer }).map_err(gone)?;
        Ok(receiver)
    }
}

fn write<S: Storage, H: Heads>(mut log: Log<S, H>, arriving: &Receiver<Submission>) -> Log<S, H> {
    while let Ok(first) = arriving.recv() {
        let mut entries = vec![first.entry];
        let mut answers = vec![first.answer];
        while entries.len() < MAX_BATCH
            && let Ok(next) = arriving.try_recv()
        {
            entries.push(next.entry);
            answers.push(next.answer);
        }
        // Who no longer waits for an answer has lost nothing: the entry is in the log, or will be refused again.
        match log.append(&entries) {
            Ok(places) => {
                for (answer, place) in answers.iter().zip(places) {
                    let _ = answer.send(Ok(place));
                }
            }
            Err(error) => {
                for answer in &answers {
                    let _ = answer.send(Err(error.clone()));
                }
            }
        }
    }
    log
}
