use std::collections::{HashMap, HashSet};

use record::Digest;
use tokio_postgres::Client;
use tokio_postgres::types::{ToSql, Type};

use crate::CentreError;
use crate::store::{Lease, Waiting};

use super::failure::Failure;
use super::{read, read_count, signed};

/// Most records, and most bytes of them, that one statement carries. The turns of a batch leave room for as many.
const BATCH_RECORDS: usize = 4_096;
const BATCH_BYTES: usize = 8 << 20;

/// Rows are locked in the order of their digests: gateways push the same sheets at the same moment, in any order, and
/// would else wait for each other. The turn is the batch's number and the place in it.
///
/// One that waits already is written again, as it is: the answer to the first push may have been lost while the
/// server waited for its standby, and only a transaction that writes waits as well.
const PUSH: &str = "WITH batch AS (SELECT nextval('cotejo_batch') AS number)
    INSERT INTO cotejo_waiting (turn, digest, record, received_ms)
    SELECT batch.number * 4096 + new.at - 1, new.digest, new.record, new.received_ms
        FROM batch CROSS JOIN unnest($1, $2, $3) WITH ORDINALITY AS new (digest, record, received_ms, at)
        ORDER BY new.digest
    ON CONFLICT (digest) DO UPDATE SET received_ms = cotejo_waiting.received_ms";
const WAITING: &str = "SELECT record, received_ms FROM cotejo_waiting ORDER BY turn LIMIT $1";
const SETTLE: &str = "DELETE FROM cotejo_waiting WHERE digest IN (
    SELECT digest FROM cotejo_waiting WHERE digest = ANY ($1) ORDER BY digest FOR UPDATE
)";
const PLACES: &str =
    "SELECT digest, place FROM cotejo_entry WHERE origin = $1 AND digest = ANY ($2)";

/// Taken where there is none, prolonged where it is ours, taken over where it ran out; else nothing is written. What
/// would have been inserted ends `$2` after now, so that both sides see one and the same now.
const LEASE: &str = "INSERT INTO cotejo_lease (one, holder, term, until_ms)
    VALUES (1, $1, 1, (extract(epoch FROM clock_timestamp()) * 1000)::BIGINT + $2)
    ON CONFLICT (one) DO UPDATE SET holder = excluded.holder, until_ms = excluded.until_ms,
        term = cotejo_lease.term + CASE WHEN cotejo_lease.holder = excluded.holder THEN 0 ELSE 1 END
    WHERE cotejo_lease.holder = excluded.holder OR cotejo_lease.until_ms <= excluded.until_ms - $2
    RETURNING holder, term, until_ms";
const HELD: &str = "SELECT holder, term, until_ms FROM cotejo_lease WHERE one = 1";
const RELEASE: &str = "UPDATE cotejo_lease SET until_ms = 0 WHERE holder = $1";

/// Columns of records that one statement pushes.
#[derive(Default)]
pub struct Batch<'a> {
    digests: Vec<Vec<u8>>,
    records: Vec<&'a [u8]>,
    received_ms: Vec<i64>,
}

type Parameter<'a> = (&'a (dyn ToSql + Sync), Type);

/// Records in the order given, each once, cut where a statement would become too large.
pub fn batches(records: &[Waiting]) -> Result<Vec<Batch<'_>>, CentreError> {
    let mut seen = HashSet::new();
    let mut batches = Vec::new();
    let mut batch = Batch::default();
    let mut bytes = 0;
    for one in records {
        let digest = Digest::of(&one.record);
        if !seen.insert(digest) {
            continue;
        }
        if batch.records.len() == BATCH_RECORDS || bytes > BATCH_BYTES {
            batches.push(std::mem::take(&mut batch));
            bytes = 0;
        }
        bytes += one.record.len();
        batch.digests.push(digest.0.to_vec());
        batch.records.push(&one.record);
        batch.received_ms.push(signed(one.received_ms)?);
    }
    if !batch.records.is_empty() {
        batches.push(batch);
    }
    Ok(batches)
}

pub async fn push(client: &Client, batch: &Batch<'_>) -> Result<(), Failure> {
    let columns: [Parameter<'_>; 3] = [
        (&batch.digests, Type::BYTEA_ARRAY),
        (&batch.records, Type::BYTEA_ARRAY),
        (&batch.received_ms, Type::INT8_ARRAY),
    ];
    write(client, PUSH, &columns).await
}

pub async fn waiting(client: &Client, most: i64) -> Result<Vec<Waiting>, Failure> {
    let rows = client.query_typed(WAITING, &[(&most, Type::INT8)]).await;
    let rows = rows.map_err(|error| Failure::before_commit(&error))?;
    rows.iter()
        .map(|row| Ok(Waiting { record: read(row, 0)?, received_ms: read_count(row, 1)? }))
        .collect()
}

pub async fn settle(client: &Client, digests: &[&[u8]]) -> Result<(), Failure> {
    write(client, SETTLE, &[(&digests, Type::BYTEA_ARRAY)]).await
}

pub async fn places(
    client: &Client,
    origin: &str,
    digests: &[&[u8]],
) -> Result<HashMap<Vec<u8>, u64>, Failure> {
    let asked: [Parameter<'_>; 2] = [(&origin, Type::TEXT), (&digests, Type::BYTEA_ARRAY)];
    let rows = client.query_typed(PLACES, &asked).await;
    let rows = rows.map_err(|error| Failure::before_commit(&error))?;
    rows.iter().map(|row| Ok((read(row, 0)?, read_count(row, 1)?))).collect()
}

pub async fn lease(client: &Client, holder: &str, for_ms: i64) -> Result<Lease, Failure> {
    let asked: [Parameter<'_>; 2] = [(&holder, Type::TEXT), (&for_ms, Type::INT8)];
    let taken = client.query_typed_opt(LEASE, &asked).await;
    let row = match taken.map_err(|error| Failure::at_commit(&error))? {
        Some(row) => row,
        None => {
            let held = client.query_typed_one(HELD, &[]).await;
            held.map_err(|error| Failure::before_commit(&error))?
        }
    };
    Ok(Lease { holder: read(&row, 0)?, term: read_count(&row, 1)?, until_ms: read_count(&row, 2)? })
}

pub async fn release(client: &Client, holder: &str) -> Result<(), Failure> {
    write(client, RELEASE, &[(&holder, Type::TEXT)]).await
}

/// A statement that is a transaction of its own.
async fn write(
    client: &Client,
    statement: &str,
    parameters: &[Parameter<'_>],
) -> Result<(), Failure> {
    let written = client.execute_typed(statement, parameters).await;
    written.map(|_| ()).map_err(|error| Failure::at_commit(&error))
}
