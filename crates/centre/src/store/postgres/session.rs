use std::future::poll_fn;
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use postgres_openssl::MakeTlsConnector;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::runtime::{Builder, Runtime};
use tokio_postgres::error::{Severity, SqlState};
use tokio_postgres::{AsyncMessage, Client, Config, Connection, Error, NoTls, Socket};

use super::address::{self, Address};
use super::failure::Failure;

/// One connection, driven by the thread that asks.
pub struct Session {
    /// None only while it is dropped.
    runtime: Option<Runtime>,
    client: Client,
    warning: Warning,
}

/// The last warning of the server that nobody looked at yet.
type Warning = Arc<Mutex<Option<String>>>;

/// How long a server may take to answer. One that waits for its standby answers no sooner than that does.
pub const ANSWER_LIMIT: Duration = Duration::from_secs(30);

/// How long one host may take until it can be asked something.
const HOST_LIMIT: Duration = Duration::from_secs(5);

/// What every session begins with. A commit must count only once it is on the disk, and on the synchronous standby
/// where there is one; a process that froze inside a transaction must not hold its locks for ever.
const BEGIN: &str = "
    SELECT set_config('synchronous_commit', 'on', false)
        WHERE current_setting('synchronous_commit', true) IN ('off', 'local', 'remote_write');
    SET idle_in_transaction_session_timeout = '30s';
";
const FSYNC: &str = "SELECT coalesce(current_setting('fsync', true), 'on')";

impl Session {
    /// Connects to the first host that takes writes.
    pub fn connect(address: &Address) -> Result<Self, Failure> {
        let runtime = Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| Failure::Refused(error.to_string()))?;
        let mut seen = Vec::new();
        let mut may_pass = false;
        for server in &address.servers {
            let warning = Warning::default();
            let opened = open(server, address.tls.clone(), warning.clone());
            let limited = async { tokio::time::timeout(HOST_LIMIT, opened).await };
            let failure = match runtime.block_on(limited) {
                Ok(Ok((_, false))) => {
                    return Err(Failure::NotDurable("fsync is off".to_owned()));
                }
                Ok(Ok((client, true))) => {
                    return Ok(Self { runtime: Some(runtime), client, warning });
                }
                Ok(Err(error)) => Failure::connecting(&error),
                Err(_) => Failure::Again(no_answer(HOST_LIMIT)),
            };
            may_pass |= matches!(failure, Failure::Again(_));
            seen.push((address::name(server), failure.into_detail()));
        }
        let seen = match &seen[..] {
            [(_, only)] => only.clone(),
            many => {
                let each = many.iter().map(|(host, why)| format!("{host} {why}"));
                each.collect::<Vec<_>>().join("; ")
            }
        };
        Err(if may_pass { Failure::Again(seen) } else { Failure::Refused(seen) })
    }

    /// Does one thing. What a server did while it warned is not known to have been done in full: that is how one
    /// says that it stopped waiting for its standby.
    pub fn run<T>(&self, work: &impl AsyncFn(&Client) -> Result<T, Failure>) -> Result<T, Failure> {
        self.take_warning();
        let limited = async { tokio::time::timeout(ANSWER_LIMIT, work(&self.client)).await };
        let done = match self.runtime.as_ref().expect("it is not being dropped").block_on(limited) {
            Ok(done) => done?,
            Err(_) => return Err(Failure::Unknown(no_answer(ANSWER_LIMIT))),
        };
        match self.take_warning() {
            None => Ok(done),
            Some(warning) => Err(Failure::Unknown(warning)),
        }
    }

    /// Whether the connection is gone.
    pub fn is_lost(&self) -> bool {
        self.client.is_closed()
    }

    fn take_warning(&self) -> Option<String> {
        self.warning.lock().expect("no panic while it is held").take()
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // Waiting for it, as dropping it would, is not allowed to those who serve others.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// A connection to one server that takes writes, and whether it writes through to its disk.
async fn open(
    server: &Config,
    tls: Option<MakeTlsConnector>,
    warning: Warning,
) -> Result<(Client, bool), Error> {
    let client = match tls {
        Some(tls) => {
            let (client, connection) = server.connect(tls).await?;
            tokio::spawn(drive(connection, warning));
            client
        }
        None => {
            let (client, connection) = server.connect(NoTls).await?;
            tokio::spawn(drive(connection, warning));
            client
        }
    };
    client.batch_execute(BEGIN).await?;
    let fsync: String = client.query_typed_one(FSYNC, &[]).await?.try_get(0)?;
    Ok((client, fsync != "off"))
}

/// Moves bytes for as long as there is a connection, and remembers what the server warns of.
async fn drive<S>(connection: Connection<Socket, S>, warning: Warning)
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let mut connection = pin!(connection);
    while let Some(Ok(message)) = poll_fn(|context| connection.poll_message(context)).await {
        if let AsyncMessage::Notice(notice) = message
            && notice.parsed_severity() == Some(Severity::Warning)
            && *notice.code() == SqlState::WARNING
        {
            let said = Some(notice.message().to_owned());
            *warning.lock().expect("no panic while it is held") = said;
        }
    }
}

fn no_answer(limit: Duration) -> String {
    format!("no answer within {} s", limit.as_secs())
}
