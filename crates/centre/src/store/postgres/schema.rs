use tokio_postgres::Client;
use tokio_postgres::error::SqlState;

use super::failure::Failure;

/// Plain tables with primary keys and nothing that one engine of the wire protocol has and others have not.
/// The names say whose they are: databases are shared.
const PARTS: [&str; 5] = [
    "CREATE SEQUENCE IF NOT EXISTS cotejo_batch",
    "CREATE TABLE IF NOT EXISTS cotejo_head (origin TEXT PRIMARY KEY, note BYTEA NOT NULL)",
    "CREATE TABLE IF NOT EXISTS cotejo_entry (
        origin TEXT NOT NULL, digest BYTEA NOT NULL, place BIGINT NOT NULL, PRIMARY KEY (origin, digest)
    )",
    "CREATE TABLE IF NOT EXISTS cotejo_waiting (
        turn BIGINT PRIMARY KEY,
        digest BYTEA NOT NULL UNIQUE, record BYTEA NOT NULL, received_ms BIGINT NOT NULL
    )",
    "CREATE TABLE IF NOT EXISTS cotejo_lease (
        one BIGINT PRIMARY KEY CHECK (one = 1),
        holder TEXT NOT NULL, term BIGINT NOT NULL, until_ms BIGINT NOT NULL
    )",
];

/// How many of these are tables, the last of which is made last.
const TABLES: usize = 4;
/// One that is there needs no right to make any: the process that writes need not own the schema.
const THERE: &str =
    "SELECT count(*) FROM information_schema.tables WHERE table_schema = current_schema()
    AND table_name IN ('cotejo_head', 'cotejo_entry', 'cotejo_waiting', 'cotejo_lease')";

/// Makes the tables that are missing. Any number of processes may do so at once.
pub async fn make(client: &Client) -> Result<(), Failure> {
    let failed = |error| Failure::before_commit(&error);
    let row = client.query_typed_one(THERE, &[]).await.map_err(failed)?;
    let there: i64 = row.try_get(0).map_err(failed)?;
    if usize::try_from(there) == Ok(TABLES) {
        return Ok(());
    }
    for part in PARTS {
        client.batch_execute(part).await.map_err(|error| match error.code() {
            // Two that find it missing at the same moment both make it, and one of them is told so.
            Some(code) if is_made_by_another(code) => Failure::Again(error.to_string()),
            _ => Failure::before_commit(&error),
        })?;
    }
    Ok(())
}

fn is_made_by_another(code: &SqlState) -> bool {
    [SqlState::UNIQUE_VIOLATION, SqlState::DUPLICATE_TABLE, SqlState::DUPLICATE_OBJECT]
        .contains(code)
}
