//! Records pushed and settled a second, by store and by how many at once.
//!
//! `cargo run --release -p cotejo-centre --example store_speed -- FOLDER [POSTGRES-ADDRESS]`, with a folder on the disk
//! that is to be measured and an empty database. What a call reports as done is on the disk.

use std::path::PathBuf;
use std::time::Instant;

use centre::CentreError;
use centre::store::{PostgresStore, SqliteStore, Store, Waiting};
use ledger::storage::SqliteHeads;
use record::Digest;

/// As large as a sheet of 38 lists.
const RECORD_BYTES: usize = 350;
/// Clients at once, for PostgreSQL.
const CLIENTS: usize = 32;
/// Records of one call, in batches.
const BATCH: usize = 1_000;

fn main() -> Result<(), CentreError> {
    let mut arguments = std::env::args_os().skip(1);
    let Some(folder) = arguments.next().map(PathBuf::from) else {
        println!("store_speed FOLDER [POSTGRES-ADDRESS]");
        return Ok(());
    };
    let file = folder.join("store_speed.sqlite");
    SqliteHeads::create(&file)?;
    let sqlite = SqliteStore::open(&file)?;
    measure("SQLite, row by row", &sqlite, 1, 2_000, 1)?;
    measure("SQLite, in batches", &sqlite, 1, 100_000, BATCH)?;
    if let Some(address) = arguments.next() {
        let store = PostgresStore::open_with(&address.to_string_lossy(), CLIENTS)?;
        measure("PostgreSQL, row by row, one client", &store, 1, 2_000, 1)?;
        measure("PostgreSQL, row by row, 32 clients", &store, CLIENTS, 20_000, 1)?;
        measure("PostgreSQL, in batches, one client", &store, 1, 100_000, BATCH)?;
        measure("PostgreSQL, in batches, 32 clients", &store, CLIENTS, 200_000, BATCH)?;
    }
    Ok(())
}

/// Pushes, then settles, so many records, spread over clients, so many a call.
fn measure(
    what: &str,
    store: &dyn Store,
    clients: usize,
    records: usize,
    at_once: usize,
) -> Result<(), CentreError> {
    let records: Vec<_> = (0..records).map(|number| record(what, number)).collect();
    let digests: Vec<_> = records.iter().map(|one| Digest::of(&one.record)).collect();
    let each = records.len().div_ceil(clients);
    let pushed = timed(records.chunks(each), |some| {
        some.chunks(at_once).try_for_each(|few| store.push(few))
    })?;
    let settled = timed(digests.chunks(each), |some| {
        some.chunks(at_once).try_for_each(|few| store.settle(few))
    })?;
    let rate = |seconds: f64| records.len() as f64 / seconds;
    println!("{what}: {:.0} pushed/s, {:.0} settled/s", rate(pushed), rate(settled));
    Ok(())
}

/// Seconds until every share is worked off, each by a thread of its own.
fn timed<'a, T: Sync + 'a>(
    shares: impl Iterator<Item = &'a [T]>,
    work: impl Fn(&[T]) -> Result<(), CentreError> + Sync,
) -> Result<f64, CentreError> {
    let start = Instant::now();
    std::thread::scope(|scope| {
        let work = &work;
        let clients: Vec<_> = shares.map(|share| scope.spawn(move || work(share))).collect();
        clients.into_iter().try_for_each(|client| client.join().expect("no panic"))
    })?;
    Ok(start.elapsed().as_secs_f64())
}

fn record(what: &str, number: usize) -> Waiting {
    let mut record = format!("{what} {number} ").into_bytes();
    record.resize(RECORD_BYTES, b'.');
    Waiting { record, received_ms: 1_700_000_000_000 }
}
