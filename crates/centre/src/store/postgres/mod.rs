//! The store in a database that speaks PostgreSQL's protocol, for centres of many processes and machines.
//!
//! SQL that PostgreSQL, CockroachDB and YugabyteDB read alike; only PostgreSQL is tested. What a call reports as done
//! is on the disk of the server, and on its synchronous standby where it has one.

mod address;
mod failure;
mod heads;
mod pool;
mod queue;
mod schema;
mod session;

use std::fmt;

use record::{Digest, Rule};
use tokio_postgres::types::FromSql;
use tokio_postgres::{Client, Row};

use crate::CentreError;

use self::address::Address;
use self::failure::Failure;
use self::pool::{Pool, Repeat};
use super::{Lease, Store, Waiting};

/// The store in a PostgreSQL database. Calls block, and so are not for asynchronous tasks; threads that share one
/// store each use a connection of their own while they call.
///
/// A lost connection is made again by itself, at the first of the hosts named that takes writes. What may be
/// done twice is then asked again, for some seconds; the swap of a head is not.
pub struct PostgresStore {
    pool: Pool,
}

/// Most connections of one store, where nobody says otherwise. A server takes a hundred by default, of all processes.
pub const MOST_CONNECTIONS: usize = 16;

impl PostgresStore {
    /// Connects, and makes the tables that are missing. The address has one of libpq's two forms, with all hosts
    /// of a cluster: `postgresql://USER@HOST1,HOST2/NAME?sslmode=verify-full`.
    ///
    /// # Errors
    /// T862 for an address that cannot be used, T863 for a server that writes nothing through to its disk, T861.
    pub fn open(address: &str) -> Result<Self, CentreError> {
        Self::open_with(address, MOST_CONNECTIONS)
    }

    /// The same with so many connections at most, at least one.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn open_with(address: &str, most_connections: usize) -> Result<Self, CentreError> {
        let pool = Pool::new(Address::parse(address)?, most_connections.max(1));
        let store = Self { pool };
        store.work(Repeat::Safe, &schema::make)?;
        Ok(store)
    }

    fn work<T>(
        &self,
        repeat: Repeat,
        work: &impl AsyncFn(&Client) -> Result<T, Failure>,
    ) -> Result<T, CentreError> {
        self.pool.work(repeat, work).map_err(|failure| {
            let (rule, detail) = failure.told(Rule::StoreFailed, self.pool.hosts());
            CentreError::new(rule, detail)
        })
    }
}

impl Store for PostgresStore {
    fn push(&self, records: &[Waiting]) -> Result<(), CentreError> {
        for batch in queue::batches(records)? {
            self.work(Repeat::Safe, &async |client: &Client| queue::push(client, &batch).await)?;
        }
        Ok(())
    }

    fn waiting(&self, most: usize) -> Result<Vec<Waiting>, CentreError> {
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        self.work(Repeat::Safe, &async |client: &Client| queue::waiting(client, most).await)
    }

    fn settle(&self, digests: &[Digest]) -> Result<(), CentreError> {
        let digests: Vec<&[u8]> = digests.iter().map(|digest| digest.0.as_slice()).collect();
        self.work(Repeat::Safe, &async |client: &Client| queue::settle(client, &digests).await)
    }

    fn places(&self, origin: &str, digests: &[Digest]) -> Result<Vec<Option<u64>>, CentreError> {
        let asked: Vec<&[u8]> = digests.iter().map(|digest| digest.0.as_slice()).collect();
        let places = async |client: &Client| queue::places(client, origin, &asked).await;
        let places = self.work(Repeat::Safe, &places)?;
        Ok(digests.iter().map(|digest| places.get(digest.0.as_slice()).copied()).collect())
    }

    /// By the database's clock: the caller's is not looked at, so that no two need agree.
    fn lease(&self, holder: &str, _now_ms: u64, for_ms: u64) -> Result<Lease, CentreError> {
        let for_ms = signed(for_ms)?;
        self.work(Repeat::Safe, &async |client: &Client| queue::lease(client, holder, for_ms).await)
    }

    fn release(&self, holder: &str) -> Result<(), CentreError> {
        self.work(Repeat::Safe, &async |client: &Client| queue::release(client, holder).await)
    }
}

impl fmt::Debug for PostgresStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PostgresStore({})", self.pool.hosts())
    }
}

/// A number as the database counts.
fn signed(number: u64) -> Result<i64, CentreError> {
    i64::try_from(number).map_err(|_| {
        CentreError::new(Rule::StoreFailed, format!("{number} is beyond what the database counts"))
    })
}

fn read<'a, T: FromSql<'a>>(row: &'a Row, column: usize) -> Result<T, Failure> {
    row.try_get(column).map_err(|error| Failure::Refused(address::shown(&error)))
}

fn read_count(row: &Row, column: usize) -> Result<u64, Failure> {
    let number: i64 = read(row, column)?;
    u64::try_from(number).map_err(|_| Failure::Refused(format!("{number} where a count should be")))
}
