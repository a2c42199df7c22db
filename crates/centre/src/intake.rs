//! The door of a centre behind every gateway: what may be logged is handed to the sequencer, the rest is refused
//! with its rule, and nobody hears *logged* before it is.

use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, SyncSender, TrySendError};

use ledger::LedgerError;
use record::sheet::{QR_TAG, from_qr_text};
use record::{Election, Rule};

use crate::CentreError;
use crate::metrics::Metrics;
use crate::writer::Outcome;

/// Records that wait for the sequencer, at most; beyond it the answer is *later*. At 64 KiB a record this is
/// bounded, at the usual 200 bytes it is 13 MB.
pub const WAITING: usize = 65_536;

/// Called once with what became of a record.
pub type Done = Box<dyn FnOnce(Outcome) + Send>;

/// The record that somebody brings: signed bytes as they are, or the text of their QR code.
///
/// # Errors
/// L402 where the text is no QR text of ours.
pub fn record_of(brought: &[u8]) -> Result<Vec<u8>, CentreError> {
    match std::str::from_utf8(brought).map(str::trim_end) {
        Ok(text) if text.starts_with(QR_TAG) => from_qr_text(text)
            .map(|sheet| sheet.bytes().to_vec())
            .map_err(|error| CentreError::new(Rule::EntryMalformed, error.to_string())),
        _ => Ok(brought.to_vec()),
    }
}

/// A record on its way to the log.
pub struct Submission {
    /// The signed bytes, admitted.
    pub record: Vec<u8>,
    /// When a gateway took it, in milliseconds since 1970.
    pub received_ms: u64,
    /// Who waits for the outcome.
    pub done: Done,
}

/// The door. Clones are the same door.
#[derive(Clone)]
pub struct Intake {
    election: Arc<Election>,
    waiting: SyncSender<Submission>,
    metrics: Arc<Metrics>,
}

impl Intake {
    /// A door, and where the sequencer hears of what came through it.
    pub fn new(election: Arc<Election>, metrics: Arc<Metrics>) -> (Self, Receiver<Submission>) {
        let (waiting, arriving) = mpsc::sync_channel(WAITING);
        (Self { election, waiting, metrics }, arriving)
    }

    /// The election whose records are taken.
    pub fn election(&self) -> &Election {
        &self.election
    }

    /// The same, to be kept.
    pub fn shared_election(&self) -> Arc<Election> {
        Arc::clone(&self.election)
    }

    /// Checks a record by itself: whether it may stand in the log.
    ///
    /// # Errors
    /// The rule broken.
    pub fn admit(&self, record: &[u8]) -> Result<(), LedgerError> {
        ledger::entry::admit(record, 1, &self.election).map(|_| ())
    }

    /// Checks a record and submits it; `done` is called once, perhaps before this returns.
    pub fn submit(&self, record: Vec<u8>, received_ms: u64, done: Done) {
        match self.admit(&record) {
            Ok(()) => self.submit_admitted(record, received_ms, done),
            Err(error) => {
                self.metrics.refused(error.rule);
                done(Outcome::Refused(error));
            }
        }
    }

    /// Submits a record that [`Self::admit`] has let pass.
    pub fn submit_admitted(&self, record: Vec<u8>, received_ms: u64, done: Done) {
        match self.waiting.try_send(Submission { record, received_ms, done }) {
            Ok(()) => {
                self.metrics.waiting.inc();
            }
            Err(TrySendError::Full(back) | TrySendError::Disconnected(back)) => {
                self.metrics.later.inc();
                (back.done)(Outcome::Later);
            }
        }
    }
}
