//! Stations in one thread: requests sealed before, sent at their time or as fast as answers come.

use std::net::{SocketAddr, UdpSocket};
use std::time::{Duration, Instant};

use link::answer::table_of;
use serde::Serialize;

/// Addresses that the stations send from. The kernel spreads addresses over the gateway's threads; a real station has
/// one of its own.
const ADDRESSES: usize = 64;
/// Requests without an answer at a time, where all are sent at once: fewer than a gateway takes, and answered before
/// they would be sent again.
const OPEN: usize = 1_000;
/// After so long a request is sent again.
const AGAIN: Duration = Duration::from_millis(800);
/// When to give up.
const PATIENCE: Duration = Duration::from_secs(300);

/// What to send, and when.
pub struct Load<'a> {
    requests: &'a [Vec<u8>],
    window: Duration,
}

/// What came of it.
#[derive(Serialize)]
pub struct Sent {
    pub asked: usize,
    pub receipted: usize,
    pub seconds: f64,
    pub per_second: f64,
    pub p50_ms: f64,
    pub p99_ms: f64,
    pub first_send_share: f64,
}

struct Station {
    first: Option<Instant>,
    last: Instant,
    sends: u32,
    took: Option<Duration>,
}

impl<'a> Load<'a> {
    /// As fast as answers come.
    pub fn at_once(requests: &'a [Vec<u8>]) -> Self {
        Self { requests, window: Duration::ZERO }
    }

    /// Spread evenly over a window.
    pub fn over(requests: &'a [Vec<u8>], window: Duration) -> Self {
        Self { requests, window }
    }

    /// Sends until every request has its answer. The table in a request is its position.
    pub fn send(&self, to: SocketAddr) -> anyhow::Result<Sent> {
        let sockets: Vec<UdpSocket> = (0..ADDRESSES)
            .map(|_| {
                let socket = UdpSocket::bind(("127.0.0.1", 0))?;
                socket.connect(to)?;
                socket.set_nonblocking(true)?;
                Ok(socket)
            })
            .collect::<std::io::Result<_>>()?;
        let began = Instant::now();
        let step = self.window / u32::try_from(self.requests.len().max(1))?;
        let mut stations: Vec<Station> = self
            .requests
            .iter()
            .map(|_| Station { first: None, last: began, sends: 0, took: None })
            .collect();
        let (mut next, mut open, mut done) = (0, Vec::new(), 0);
        while done < stations.len() && began.elapsed() < PATIENCE {
            let now = Instant::now();
            while next < stations.len()
                && open.len() < OPEN
                && now >= began + step * u32::try_from(next)?
            {
                open.push(next);
                self.send_one(&sockets, &mut stations[next], next, now);
                next += 1;
            }
            let mut heard = 0;
            for socket in &sockets {
                heard += hear(socket, &mut stations)?;
            }
            done += heard;
            if heard == 0 {
                open.retain(|at| stations[*at].took.is_none());
                for at in &open {
                    if now.saturating_duration_since(stations[*at].last) >= AGAIN {
                        self.send_one(&sockets, &mut stations[*at], *at, now);
                    }
                }
                std::thread::sleep(Duration::from_micros(200));
            } else if open.len() >= OPEN {
                open.retain(|at| stations[*at].took.is_none());
            }
        }
        Ok(summary(&stations, began.elapsed()))
    }

    fn send_one(&self, sockets: &[UdpSocket], station: &mut Station, at: usize, now: Instant) {
        // What does not go out now goes out again later.
        let _ = sockets[at % sockets.len()].send(&self.requests[at]);
        station.first.get_or_insert(now);
        station.last = now;
        station.sends += 1;
    }
}

/// Takes in what has come; gives how many requests that ended.
fn hear(socket: &UdpSocket, stations: &mut [Station]) -> anyhow::Result<usize> {
    let mut bytes = [0; 1_500];
    let mut ended = 0;
    while let Ok(length) = socket.recv(&mut bytes) {
        let Some(table) = table_of(&bytes[..length]) else { continue };
        let Some(station) = stations.get_mut(usize::try_from(table.0)?) else { continue };
        // A kind of 1 is a receipt; whether it verifies is what the tests are for.
        let is_receipt = bytes.get(12) == Some(&1);
        if let (true, None, Some(first)) = (is_receipt, station.took, station.first) {
            station.took = Some(first.elapsed());
            ended += 1;
        }
    }
    Ok(ended)
}

fn summary(stations: &[Station], whole: Duration) -> Sent {
    let mut took: Vec<f64> = stations
        .iter()
        .filter_map(|station| station.took)
        .map(|took| took.as_secs_f64() * 1_000.0)
        .collect();
    took.sort_unstable_by(f64::total_cmp);
    let at = |percent: usize| {
        took.get(took.len().saturating_sub(1) * percent / 100).copied().unwrap_or(0.0)
    };
    let first = stations.iter().filter(|one| one.took.is_some() && one.sends == 1).count();
    let number = |many: usize| u32::try_from(many).map_or(0.0, f64::from);
    Sent {
        asked: stations.len(),
        receipted: took.len(),
        seconds: whole.as_secs_f64(),
        per_second: number(took.len()) / whole.as_secs_f64(),
        p50_ms: at(50),
        p99_ms: at(99),
        first_send_share: number(first) / number(stations.len().max(1)),
    }
}
