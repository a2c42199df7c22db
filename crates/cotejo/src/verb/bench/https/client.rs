use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicUsize, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use anyhow::bail;
use native_tls::TlsConnector;
use serde::Serialize;

/// Stations that post at a time, at most.
const STATIONS: usize = 64;
/// How long anybody waits for anything.
const PATIENCE: Duration = Duration::from_secs(10);
/// Bytes of an attacker's post.
const JUNK: usize = 1_200;

/// What stations heard.
#[derive(Serialize)]
pub struct Answered {
    pub asked: usize,
    /// Posts answered 200.
    pub answered: usize,
    pub seconds: f64,
    /// From when the post was due, so that waiting for a turn counts.
    pub p50_ms: f64,
    pub p99_ms: f64,
    pub max_ms: f64,
}

/// Posts every body evenly over a window, each on a new connection, without waiting for the answers of others.
pub fn post_over(to: SocketAddr, bodies: &[Vec<u8>], window: Duration) -> anyhow::Result<Answered> {
    let connector = connector()?;
    let step = window / u32::try_from(bodies.len().max(1))?;
    let (next, began) = (AtomicUsize::new(0), Instant::now());
    let station = || {
        let mut took = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(body) = bodies.get(at) else { return took };
            let due = began + step * u32::try_from(at).unwrap_or(u32::MAX);
            std::thread::sleep(due.saturating_duration_since(Instant::now()));
            if matches!(post(&connector, to, body), Ok(200)) {
                took.push(due.elapsed().as_secs_f64() * 1_000.0);
            }
        }
    };
    let mut took: Vec<f64> = std::thread::scope(|scope| {
        let stations: Vec<_> = (0..STATIONS).map(|_| scope.spawn(station)).collect();
        stations.into_iter().flat_map(|one| one.join().unwrap_or_default()).collect()
    });
    took.sort_unstable_by(f64::total_cmp);
    let at = |percent: usize| {
        took.get(took.len().saturating_sub(1) * percent / 100).copied().unwrap_or(0.0)
    };
    Ok(Answered {
        asked: bodies.len(),
        answered: took.len(),
        seconds: began.elapsed().as_secs_f64(),
        p50_ms: at(50),
        p99_ms: at(99),
        max_ms: at(100),
    })
}

/// Threads that connect, post junk, hear the answer, and begin again.
pub struct Attack {
    stop: Arc<AtomicBool>,
    served: Arc<AtomicU32>,
    threads: Vec<JoinHandle<()>>,
}

impl Attack {
    /// Starts them.
    pub fn start(to: SocketAddr, threads: u8) -> anyhow::Result<Self> {
        let (stop, served) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU32::new(0)));
        let connector = connector()?;
        let attack = |_| {
            let (stop, served) = (Arc::clone(&stop), Arc::clone(&served));
            let connector = connector.clone();
            std::thread::spawn(move || {
                while !stop.load(Ordering::Relaxed) {
                    if post(&connector, to, &[0x5a; JUNK]).is_ok() {
                        served.fetch_add(1, Ordering::Relaxed);
                    }
                }
            })
        };
        let threads = (0..threads).map(attack).collect();
        Ok(Self { stop, served, threads })
    }

    /// Ends them; gives how many posts were answered, with whatever.
    pub fn stop(self) -> u32 {
        self.stop.store(true, Ordering::Relaxed);
        for thread in self.threads {
            let _ = thread.join();
        }
        self.served.load(Ordering::Relaxed)
    }
}

/// Whom they talk to is this machine, under a certificate made a moment ago.
fn connector() -> anyhow::Result<TlsConnector> {
    let mut builder = TlsConnector::builder();
    builder.danger_accept_invalid_certs(true).danger_accept_invalid_hostnames(true);
    Ok(builder.build()?)
}

/// One post on a connection of its own; gives the status.
fn post(connector: &TlsConnector, to: SocketAddr, body: &[u8]) -> anyhow::Result<u16> {
    let stream = TcpStream::connect_timeout(&to, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    stream.set_nodelay(true)?;
    let mut stream = connector.connect("127.0.0.1", stream)?;
    let head = format!(
        "POST /v1/records HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(&[head.as_bytes(), body].concat())?;
    let mut answer = [0; 64];
    let mut length = 0;
    while length < 12 {
        match stream.read(&mut answer[length..])? {
            0 => bail!("it hung up"),
            read => length += read,
        }
    }
    Ok(std::str::from_utf8(&answer[9..12])?.parse()?)
}
