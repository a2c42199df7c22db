//! The one that writes the log: batches in, receipts out, and recovery by opening the log again.

use ledger::storage::{Heads, Storage};
use ledger::{LedgerError, Log, Receipt};
use record::Rule;

/// What became of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is durable and published; this proves it.
    Logged(Box<Receipt>),
    /// It cannot be logged, ever, for this reason.
    Refused(LedgerError),
    /// Not now. The same bytes again, later, here or elsewhere.
    Later,
}

/// How the writing goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Health {
    /// The log is open.
    Writing,
    /// Something failed; the log is opened again with the next batch.
    Recovering(LedgerError),
    /// The log must not be written on: a person has to look. Reading goes on.
    Stopped(LedgerError),
}

/// Opens the log, finishing whatever a crash interrupted.
pub type Open<S, H> = Box<dyn FnMut() -> Result<Log<S, H>, LedgerError> + Send>;

/// A log, and how to open it again. No clock and no thread: whoever calls decides when.
pub struct Writer<S, H> {
    open: Open<S, H>,
    log: Option<Log<S, H>>,
    health: Health,
}

impl<S: Storage, H: Heads> Writer<S, H> {
    /// Opens the log for the first time, so that a log that cannot be opened is known before anybody sends.
    ///
    /// # Errors
    /// What opening gives.
    pub fn start(mut open: Open<S, H>) -> Result<Self, LedgerError> {
        let log = open()?;
        Ok(Self { open, log: Some(log), health: Health::Writing })
    }

    /// Leaves the log closed until the first batch: another process may be writing it.
    pub fn closed(open: Open<S, H>) -> Self {
        Self { open, log: None, health: Health::Writing }
    }

    /// How the writing goes.
    pub fn health(&self) -> &Health {
        &self.health
    }

    /// Entries that are published.
    pub fn size(&self) -> Option<u64> {
        self.log.as_ref().map(|log| log.checkpoint().size)
    }

    /// Writes a batch, and says of each record what became of it, in order.
    ///
    /// A failure is answered *later* for the whole batch: some of it may be in the log all the same, and
    /// whoever sends it again gets the receipt of what stands there already.
    pub fn write(&mut self, records: &[Vec<u8>]) -> Vec<Outcome> {
        match self.try_write(records) {
            Ok(receipts) => {
                self.health = Health::Writing;
                receipts.into_iter().map(|one| Outcome::Logged(Box::new(one))).collect()
            }
            Err(health) => {
                self.log = None;
                self.health = health;
                records.iter().map(|_| Outcome::Later).collect()
            }
        }
    }

    /// Gives up the log, for another process to write. The next batch opens it again.
    pub fn close(&mut self) {
        self.log = None;
    }

    fn try_write(&mut self, records: &[Vec<u8>]) -> Result<Vec<Receipt>, Health> {
        if let Health::Stopped(_) = self.health {
            return Err(self.health.clone());
        }
        let log = match &mut self.log {
            Some(log) => log,
            closed => closed.insert((self.open)().map_err(after_opening)?),
        };
        // Another process may have written, or a disk may be full: opening again finds out which.
        let places = log.append(records).map_err(Health::Recovering)?;
        let indexes: Vec<u64> = places.iter().map(|place| place.index).collect();
        log.receipts(&indexes).map_err(Health::Recovering)
    }
}

/// What opening found: a log that cannot be read now, or one that must not be written.
fn after_opening(error: LedgerError) -> Health {
    match error.rule {
        Rule::LogForked | Rule::LogRolledBack | Rule::TileForged | Rule::TileMalformed => {
            Health::Stopped(error)
        }
        _ => Health::Recovering(error),
    }
}
