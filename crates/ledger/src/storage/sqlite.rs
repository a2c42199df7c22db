use std::path::Path;
use std::sync::{Mutex, MutexGuard};

use record::{Digest, Rule};
use rusqlite::{Connection, OptionalExtension as _, TransactionBehavior, params};

use crate::LedgerError;

use super::Heads;

/// Heads in an SQLite file, written through to the disk before a call returns.
#[derive(Debug)]
pub struct SqliteHeads(Mutex<Connection>);

const SCHEMA: &str = "
    CREATE TABLE IF NOT EXISTS head (origin TEXT PRIMARY KEY, note BLOB NOT NULL) STRICT;
    CREATE TABLE IF NOT EXISTS entry (
        origin TEXT NOT NULL, digest BLOB NOT NULL, place INTEGER NOT NULL,
        PRIMARY KEY (origin, digest)
    ) STRICT, WITHOUT ROWID;
";

impl SqliteHeads {
    /// Opens a database that must be there: a log is never started by a wrong path.
    ///
    /// # Errors
    /// L421 where it is not there, L424.
    pub fn open(file: &Path) -> Result<Self, LedgerError> {
        if !file.is_file() {
            return Err(LedgerError::new(Rule::LogFileMissing, file.display().to_string()));
        }
        Self::connect(file)
    }

    /// Makes a database where there is none.
    ///
    /// # Errors
    /// L423 where there is one, L424.
    pub fn create(file: &Path) -> Result<Self, LedgerError> {
        if file.exists() {
            return Err(LedgerError::new(Rule::LogExists, file.display().to_string()));
        }
        Self::connect(file)
    }

    fn connect(file: &Path) -> Result<Self, LedgerError> {
        let connect = || -> rusqlite::Result<Connection> {
            let connection = Connection::open(file)?;
            connection.pragma_update(None, "journal_mode", "WAL")?;
            // FULL: a commit that was reported is on the disk, also in WAL mode.
            connection.pragma_update(None, "synchronous", "FULL")?;
            connection.execute_batch(SCHEMA)?;
            Ok(connection)
        };
        connect()
            .map(|connection| Self(Mutex::new(connection)))
            .map_err(|error| failed(&error).at(file.display()))
    }

    fn connection(&self) -> MutexGuard<'_, Connection> {
        self.0.lock().expect("no panic while it is held")
    }
}

impl Heads for SqliteHeads {
    fn load(&self, origin: &str) -> Result<Option<Vec<u8>>, LedgerError> {
        self.connection()
            .query_row("SELECT note FROM head WHERE origin = ?1", [origin], |row| row.get(0))
            .optional()
            .map_err(|error| failed(&error))
    }

    fn create(&self, origin: &str, note: &[u8]) -> Result<(), LedgerError> {
        let added = self
            .connection()
            .execute(
                "INSERT OR IGNORE INTO head (origin, note) VALUES (?1, ?2)",
                params![origin, note],
            )
            .map_err(|error| failed(&error))?;
        if added == 1 { Ok(()) } else { Err(LedgerError::new(Rule::LogExists, origin)) }
    }

    fn swap(
        &self,
        origin: &str,
        old: &[u8],
        new: &[u8],
        entries: &[(Digest, u64)],
    ) -> Result<(), LedgerError> {
        let mut connection = self.connection();
        let swap = || -> rusqlite::Result<bool> {
            let transaction =
                connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let changed = transaction.execute(
                "UPDATE head SET note = ?3 WHERE origin = ?1 AND note = ?2",
                params![origin, old, new],
            )?;
            if changed != 1 {
                return Ok(false);
            }
            {
                let mut insert = transaction.prepare_cached(
                    "INSERT INTO entry (origin, digest, place) VALUES (?1, ?2, ?3)",
                )?;
                for (digest, place) in entries {
                    insert.execute(params![
                        origin,
                        digest.0,
                        i64::try_from(*place).unwrap_or(i64::MAX)
                    ])?;
                }
            }
            transaction.commit()?;
            Ok(true)
        };
        let mut swap = swap;
        match swap() {
            Ok(true) => Ok(()),
            Ok(false) => Err(LedgerError::new(Rule::LogForked, "somebody else wrote to this log")),
            Err(error) => Err(failed(&error)),
        }
    }

    fn find(&self, origin: &str, entry: &Digest) -> Result<Option<u64>, LedgerError> {
        let connection = self.connection();
        let find = || -> rusqlite::Result<Option<i64>> {
            connection
                .prepare_cached("SELECT place FROM entry WHERE origin = ?1 AND digest = ?2")?
                .query_row(params![origin, entry.0], |row| row.get(0))
                .optional()
        };
        let place = find().map_err(|error| failed(&error))?;
        Ok(place.and_then(|place| u64::try_from(place).ok()))
    }
}

fn failed(error: &rusqlite::Error) -> LedgerError {
    LedgerError::new(Rule::LogStorageFailed, error.to_string())
}
