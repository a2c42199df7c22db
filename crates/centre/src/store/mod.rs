//! What a centre's processes share: the heads of the log, records that wait to be logged, and whose turn it is to
//! write. One SQLite file for one machine; any PostgreSQL-wire engine for many.
//!
//! Nothing here is ever trusted to be right about the log: a head is a signed note, and whoever takes over the
//! writing opens the log as after a crash.

mod postgres;
mod sqlite;

pub use postgres::PostgresStore;
pub use sqlite::SqliteStore;

use ledger::storage::Heads;
use record::Digest;

use crate::CentreError;

/// A record that was admitted and waits to be logged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The signed bytes.
    pub record: Vec<u8>,
    /// When the first gateway admitted it, in milliseconds since 1970.
    pub received_ms: u64,
}

/// Whose turn it is to write the log, and since which change of hands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lease {
    /// The process that holds it.
    pub holder: String,
    /// Grows by one at each change of hands.
    pub term: u64,
    /// Until when, in milliseconds since 1970 by the store's clock where it has one.
    pub until_ms: u64,
}

/// Everything shared. All calls block until what they say is durable; all may be repeated.
pub trait Store: Heads + Send + Sync {
    /// Puts records in the queue. One that waits already, by its digest, keeps its place and its time.
    ///
    /// # Errors
    /// T861 where the store fails; some of the records may be in the queue then, repeating is safe.
    fn push(&self, records: &[Waiting]) -> Result<(), CentreError>;

    /// The records that have waited longest, at most so many.
    ///
    /// # Errors
    /// T861.
    fn waiting(&self, most: usize) -> Result<Vec<Waiting>, CentreError>;

    /// Takes records out of the queue, by their digests; those not there are no error. Called only once they are
    /// published, or refused.
    ///
    /// # Errors
    /// T861.
    fn settle(&self, digests: &[Digest]) -> Result<(), CentreError>;

    /// Where records were logged, in the order asked; none for those that were not.
    ///
    /// # Errors
    /// T861.
    fn places(&self, origin: &str, digests: &[Digest]) -> Result<Vec<Option<u64>>, CentreError>;

    /// Takes the lease where nobody holds it, or prolongs our own. Gives the lease as it stands then, whoever holds it.
    ///
    /// A lease only keeps two writers from working in vain: what keeps them from forking the log is that the head
    /// is compared and swapped.
    ///
    /// # Errors
    /// T861.
    fn lease(&self, holder: &str, now_ms: u64, for_ms: u64) -> Result<Lease, CentreError>;

    /// Gives the lease back, where it is ours.
    ///
    /// # Errors
    /// T861.
    fn release(&self, holder: &str) -> Result<(), CentreError>;
}

/// The lease after somebody asked for it.
fn next_lease(there: Option<Lease>, holder: &str, now_ms: u64, for_ms: u64) -> Lease {
    let until_ms = now_ms.saturating_add(for_ms);
    match there {
        None => Lease { holder: holder.to_owned(), term: 1, until_ms },
        Some(lease) if lease.holder == holder => Lease { until_ms, ..lease },
        Some(lease) if lease.until_ms > now_ms => lease,
        Some(lease) => Lease { holder: holder.to_owned(), term: lease.term + 1, until_ms },
    }
}
