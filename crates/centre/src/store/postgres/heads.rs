use ledger::LedgerError;
use ledger::storage::Heads;
use record::{Digest, Rule};
use tokio_postgres::Client;
use tokio_postgres::types::{ToSql, Type};

use super::PostgresStore;
use super::failure::Failure;
use super::pool::Repeat;

/// The head is written, as it is, before it is read: a server that crashed while it waited for its standby comes
/// back with a head that only it has. Writing it again waits for the standby, so that nobody publishes what
/// the standby, once promoted, would not know.
const LOAD: &str = "UPDATE cotejo_head SET note = note WHERE origin = $1 RETURNING note";
const CREATE: &str =
    "INSERT INTO cotejo_head (origin, note) VALUES ($1, $2) ON CONFLICT (origin) DO NOTHING";
const SWAP: &str = "UPDATE cotejo_head SET note = $3 WHERE origin = $1 AND note = $2";
const ENTRIES: &str = "INSERT INTO cotejo_entry (origin, digest, place)
    SELECT $1, digest, place FROM unnest($2, $3) AS new (digest, place)";
const FIND: &str = "SELECT place FROM cotejo_entry WHERE origin = $1 AND digest = $2";

impl Heads for PostgresStore {
    fn load(&self, origin: &str) -> Result<Option<Vec<u8>>, LedgerError> {
        let load = async |client: &Client| {
            let row = client.query_typed_opt(LOAD, &[(&origin, Type::TEXT)]).await;
            let row = row.map_err(|error| Failure::at_commit(&error))?;
            row.map(|row| super::read(&row, 0)).transpose()
        };
        self.pool.work(Repeat::Safe, &load).map_err(|failure| self.log_failed(failure))
    }

    fn create(&self, origin: &str, note: &[u8]) -> Result<(), LedgerError> {
        let create = async |client: &Client| {
            begin(client).await?;
            let made = client
                .execute_typed(CREATE, &[(&origin, Type::TEXT), (&note, Type::BYTEA)])
                .await
                .map_err(|error| Failure::before_commit(&error))?;
            commit(client).await?;
            Ok(made)
        };
        let made = self.pool.work(Repeat::Never, &create);
        match made.map_err(|failure| self.log_failed(failure))? {
            1 => Ok(()),
            _ => Err(LedgerError::new(Rule::LogExists, origin)),
        }
    }

    /// Asked again only after what is known to have changed nothing. Where the answer to the commit is lost, the
    /// error says so, and only loading the head tells.
    fn swap(
        &self,
        origin: &str,
        old: &[u8],
        new: &[u8],
        entries: &[(Digest, u64)],
    ) -> Result<(), LedgerError> {
        let digests: Vec<&[u8]> = entries.iter().map(|(digest, _)| digest.0.as_slice()).collect();
        let places: Result<Vec<i64>, _> =
            entries.iter().map(|(_, place)| i64::try_from(*place)).collect();
        let places = places.map_err(|_| {
            LedgerError::new(Rule::LogStorageFailed, "a place beyond what the database counts")
        })?;
        let swap = async |client: &Client| {
            begin(client).await?;
            let before = |error| Failure::before_commit(&error);
            let heads: &[(&(dyn ToSql + Sync), Type)] =
                &[(&origin, Type::TEXT), (&old, Type::BYTEA), (&new, Type::BYTEA)];
            if client.execute_typed(SWAP, heads).await.map_err(before)? != 1 {
                client.batch_execute("ROLLBACK").await.map_err(before)?;
                return Ok(false);
            }
            let rows: &[(&(dyn ToSql + Sync), Type)] = &[
                (&origin, Type::TEXT),
                (&digests, Type::BYTEA_ARRAY),
                (&places, Type::INT8_ARRAY),
            ];
            client.execute_typed(ENTRIES, rows).await.map_err(before)?;
            commit(client).await?;
            Ok(true)
        };
        match self.pool.work(Repeat::Never, &swap).map_err(|failure| self.log_failed(failure))? {
            true => Ok(()),
            false => Err(LedgerError::new(Rule::LogForked, "somebody else wrote to this log")),
        }
    }

    fn find(&self, origin: &str, entry: &Digest) -> Result<Option<u64>, LedgerError> {
        let find = async |client: &Client| {
            let asked =
                &[(&origin as &(dyn ToSql + Sync), Type::TEXT), (&entry.0.as_slice(), Type::BYTEA)];
            let row = client.query_typed_opt(FIND, asked).await;
            let row = row.map_err(|error| Failure::before_commit(&error))?;
            row.map(|row| super::read_count(&row, 0)).transpose()
        };
        self.pool.work(Repeat::Safe, &find).map_err(|failure| self.log_failed(failure))
    }
}

impl PostgresStore {
    fn log_failed(&self, failure: Failure) -> LedgerError {
        let (rule, detail) = failure.told(Rule::LogStorageFailed, self.pool.hosts());
        LedgerError::new(rule, detail)
    }
}

async fn begin(client: &Client) -> Result<(), Failure> {
    client.batch_execute("BEGIN").await.map_err(|error| Failure::before_commit(&error))
}

async fn commit(client: &Client) -> Result<(), Failure> {
    client.batch_execute("COMMIT").await.map_err(|error| Failure::at_commit(&error))
}
