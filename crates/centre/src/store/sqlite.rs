use std::path::Path;
use std::sync::{Mutex, MutexGuard};

use ledger::LedgerError;
use ledger::storage::{Heads, SqliteHeads};
use record::{Digest, Rule};
use rusqlite::{Connection, OptionalExtension as _, TransactionBehavior, params};

use crate::CentreError;

use super::{Lease, Store, Waiting};

/// The store in one SQLite file, written through to the disk before a call returns.
#[derive(Debug)]
pub struct SqliteStore {
    heads: SqliteHeads,
    queue: Mutex<Connection>,
}

/// How long to wait for another process that writes to the same file.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(10);

const SCHEMA: &str = "
    CREATE TABLE IF NOT EXISTS waiting (
        turn INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE, record BLOB NOT NULL, received_ms INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE IF NOT EXISTS lease (
        one INTEGER PRIMARY KEY CHECK (one = 1), holder TEXT NOT NULL, term INTEGER NOT NULL, until_ms INTEGER NOT NULL
    ) STRICT;
";

impl SqliteStore {
    /// Opens the file of a log that exists.
    ///
    /// # Errors
    /// L421 where it is not there, T861.
    pub fn open(file: &Path) -> Result<Self, CentreError> {
        let heads = SqliteHeads::open(file)?;
        let connect = || -> rusqlite::Result<Connection> {
            let connection = Connection::open(file)?;
            connection.busy_timeout(PATIENCE)?;
            connection.pragma_update(None, "journal_mode", "WAL")?;
            connection.pragma_update(None, "synchronous", "FULL")?;
            connection.execute_batch(SCHEMA)?;
            Ok(connection)
        };
        let queue = connect().map_err(|error| failed(&error).at(file.display()))?;
        Ok(Self { heads, queue: Mutex::new(queue) })
    }

    fn queue(&self) -> MutexGuard<'_, Connection> {
        self.queue.lock().expect("no panic while it is held")
    }

    /// One transaction, taken at once: two that begin by reading and go on to write would refuse each other.
    fn write<T>(
        &self,
        change: impl FnOnce(&rusqlite::Transaction<'_>) -> rusqlite::Result<T>,
    ) -> Result<T, CentreError> {
        let mut connection = self.queue();
        let changed = connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .and_then(|transaction| {
                let changed = change(&transaction)?;
                transaction.commit()?;
                Ok(changed)
            });
        changed.map_err(|error| failed(&error))
    }
}

impl Store for SqliteStore {
    fn push(&self, records: &[Waiting]) -> Result<(), CentreError> {
        self.write(|transaction| {
            let mut insert = transaction.prepare_cached(
                "INSERT INTO waiting (digest, record, received_ms) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
            )?;
            for one in records {
                insert.execute(params![
                    Digest::of(&one.record).0,
                    one.record,
                    signed(one.received_ms)
                ])?;
            }
            Ok(())
        })
    }

    fn waiting(&self, most: usize) -> Result<Vec<Waiting>, CentreError> {
        let connection = self.queue();
        let read = || -> rusqlite::Result<Vec<Waiting>> {
            connection
                .prepare_cached("SELECT record, received_ms FROM waiting ORDER BY turn LIMIT ?1")?
                .query_map([i64::try_from(most).unwrap_or(i64::MAX)], |row| {
                    Ok(Waiting { record: row.get(0)?, received_ms: unsigned(row.get(1)?) })
                })?
                .collect()
        };
        read().map_err(|error| failed(&error))
    }

    fn settle(&self, digests: &[Digest]) -> Result<(), CentreError> {
        self.write(|transaction| {
            let mut delete = transaction.prepare_cached("DELETE FROM waiting WHERE digest = ?1")?;
            for digest in digests {
                delete.execute([digest.0])?;
            }
            Ok(())
        })
    }

    fn places(&self, origin: &str, digests: &[Digest]) -> Result<Vec<Option<u64>>, CentreError> {
        digests.iter().map(|digest| Ok(self.heads.find(origin, digest)?)).collect()
    }

    fn lease(&self, holder: &str, now_ms: u64, for_ms: u64) -> Result<Lease, CentreError> {
        self.write(|transaction| {
            let there = transaction
                .query_row("SELECT holder, term, until_ms FROM lease", [], |row| {
                    let (holder, term, until) = (row.get(0)?, row.get(1)?, row.get(2)?);
                    Ok(Lease { holder, term: unsigned(term), until_ms: unsigned(until) })
                })
                .optional()?;
            let lease = super::next_lease(there, holder, now_ms, for_ms);
            transaction.execute(
                "INSERT INTO lease (one, holder, term, until_ms) VALUES (1, ?1, ?2, ?3)
                 ON CONFLICT (one) DO UPDATE SET holder = ?1, term = ?2, until_ms = ?3",
                params![lease.holder, signed(lease.term), signed(lease.until_ms)],
            )?;
            Ok(lease)
        })
    }

    fn release(&self, holder: &str) -> Result<(), CentreError> {
        self.write(|transaction| {
            transaction.execute("UPDATE lease SET until_ms = 0 WHERE holder = ?1", [holder])?;
            Ok(())
        })
    }
}

impl Heads for SqliteStore {
    fn load(&self, origin: &str) -> Result<Option<Vec<u8>>, LedgerError> {
        self.heads.load(origin)
    }
    fn create(&self, origin: &str, note: &[u8]) -> Result<(), LedgerError> {
        self.heads.create(origin, note)
    }
    fn swap(
        &self,
        origin: &str,
        old: &[u8],
        new: &[u8],
        entries: &[(Digest, u64)],
    ) -> Result<(), LedgerError> {
        self.heads.swap(origin, old, new, entries)
    }
    fn find(&self, origin: &str, entry: &Digest) -> Result<Option<u64>, LedgerError> {
        self.heads.find(origin, entry)
    }
}

/// Milliseconds and terms never come near the end of the signed range.
fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn unsigned(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

fn failed(error: &rusqlite::Error) -> CentreError {
    CentreError::new(Rule::StoreFailed, error.to_string())
}
