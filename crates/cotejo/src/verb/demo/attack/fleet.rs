//! The stations: one outbox each, all in one thread, over one socket each side of the cut.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use anyhow::anyhow;
use ledger::{Receipt, Trust};
use link::answer::table_of;
use link::sender::{Centre, GatewayNo, Pace, Progress, ReceiptVerifier};
use link::socket::SenderSocket;
use record::{SignedSheet, TableNo};
use sample::{sheet, station_key};

use super::stage::Stage;

/// Every third station is behind the network that is cut.
const CUT: u32 = 3;
/// How long to listen between two looks at who has to send.
const LISTEN: Duration = Duration::from_millis(2);

/// The stations, sending.
pub struct Fleet {
    shared: Arc<Shared>,
    thread: JoinHandle<anyhow::Result<Vec<Receipted>>>,
}

#[derive(Default)]
struct Shared {
    receipted: AtomicU64,
    sends: AtomicU64,
    is_cut: AtomicBool,
    stop: AtomicBool,
}

/// A sheet with its receipt.
pub struct Receipted {
    sheet: SignedSheet,
    receipt: Vec<u8>,
}

impl Receipted {
    /// Whether the receipt proves that this very sheet is in the log.
    pub fn holds(&self, stage: &Stage<'_>) -> bool {
        let expected = sheet(stage.shape, &stage.election, self.sheet.sheet().table);
        Trust::of_election(&stage.election).is_ok_and(|trust| {
            Verify(Arc::new(trust)).verify(self.sheet.bytes(), &self.receipt).is_ok()
        }) && *self.sheet.sheet() == expected
    }
}

struct Verify(Arc<Trust>);

impl ReceiptVerifier for Verify {
    fn verify(&self, sheet: &[u8], receipt: &[u8]) -> Result<(), String> {
        Receipt::from_compact(receipt, sheet, &self.0)
            .and_then(|receipt| receipt.verify(sheet, &self.0, None))
            .map(|_| ())
            .map_err(|error| error.to_string())
    }
}

impl Fleet {
    /// Signs every station's sheet, and begins to send; their closing is spread over a time.
    pub fn start(
        stage: &Stage<'_>,
        gateways: &[SocketAddr],
        spread: Duration,
    ) -> anyhow::Result<Self> {
        let trust = Arc::new(Trust::of_election(&stage.election)?);
        let spread_ms = u64::try_from(spread.as_millis())?;
        let pace = Pace { spread_ms, first_ms: 400, last_ms: 4_000, refused_ms: 4_000 };
        let stations = (0..stage.shape.tables)
            .map(|table| station(stage, TableNo(table), gateways.len(), pace, &trust))
            .collect::<anyhow::Result<Vec<_>>>()?;
        let socket = SenderSocket::bind(gateways.to_vec(), &[])?;
        let shared = Arc::new(Shared::default());
        let theirs = Arc::clone(&shared);
        let thread = std::thread::Builder::new()
            .name("stations".to_owned())
            .spawn(move || run(stations, &socket, &theirs))?;
        Ok(Self { shared, thread })
    }

    /// Stations that hold a receipt.
    pub fn receipted(&self) -> u64 {
        self.shared.receipted.load(Ordering::Relaxed)
    }

    /// Datagrams sent by them.
    pub fn sends(&self) -> u64 {
        self.shared.sends.load(Ordering::Relaxed)
    }

    /// Cuts the network of every third station, or mends it.
    pub fn cut(&self, is_cut: bool) {
        self.shared.is_cut.store(is_cut, Ordering::Relaxed);
    }

    /// Ends, and gives what was receipted.
    pub fn stop(self) -> anyhow::Result<Vec<Receipted>> {
        self.shared.stop.store(true, Ordering::Relaxed);
        self.thread.join().map_err(|_| anyhow!("the stations' thread ended early"))?
    }
}

type Station = link::Sender<Verify>;

fn station(
    stage: &Stage<'_>,
    table: TableNo,
    gateways: usize,
    pace: Pace,
    trust: &Arc<Trust>,
) -> anyhow::Result<Station> {
    let secret = stage.secrets.secret(stage.election.id);
    let pass = secret.issue(table, 4, &stage.secrets.centre.public())?;
    let centre = Centre { pass, gateways: (0..gateways).map(GatewayNo).collect() };
    let mut seed = [0; 32];
    seed[..8].copy_from_slice(&stage.shape.seed.to_le_bytes());
    seed[8..12].copy_from_slice(&table.0.to_le_bytes());
    let mut sender = Station::new(vec![centre], pace, seed, Verify(Arc::clone(trust)))?;
    let key = station_key(stage.shape.seed, table);
    let sheet = sheet(stage.shape, &stage.election, table);
    sender.submit(SignedSheet::sign(&sheet, &stage.election.id, &key)?)?;
    // These stations keep no journal: their power is not cut here.
    sender.journaled(sender.state().version);
    Ok(sender)
}

fn run(
    mut stations: Vec<Station>,
    socket: &SenderSocket,
    shared: &Shared,
) -> anyhow::Result<Vec<Receipted>> {
    let began = Instant::now();
    let mut next: Vec<Option<u64>> = vec![Some(0); stations.len()];
    while !shared.stop.load(Ordering::Relaxed) {
        let now = u64::try_from(began.elapsed().as_millis())?;
        let is_cut = shared.is_cut.load(Ordering::Relaxed);
        for (at, station) in stations.iter_mut().enumerate() {
            if next[at].is_none_or(|at| at > now) {
                continue;
            }
            let poll = station.poll(now);
            next[at] = poll.next_wake;
            for transmit in poll.transmits {
                shared.sends.fetch_add(1, Ordering::Relaxed);
                if !(is_cut && is_behind_the_cut(at)) {
                    socket.send(&transmit)?;
                }
            }
        }
        while let Some((from, bytes)) = socket.receive(LISTEN)? {
            let station = table_of(&bytes).and_then(|table| usize::try_from(table.0).ok());
            let Some(at) = station.filter(|at| *at < stations.len()) else { continue };
            if is_cut && is_behind_the_cut(at) {
                continue;
            }
            if let Progress::Receipted(_) = stations[at].datagram(now, from, &bytes) {
                shared.receipted.fetch_add(1, Ordering::Relaxed);
            }
            next[at] = Some(now);
        }
    }
    let receipted = |station: Station| {
        let (no, sheet) = station.sheets().next()?;
        let receipt = station.receipt_of(no)?.to_vec();
        Some(Receipted { sheet: sheet.clone(), receipt })
    };
    Ok(stations.into_iter().filter_map(receipted).collect())
}

fn is_behind_the_cut(station: usize) -> bool {
    u32::try_from(station).is_ok_and(|station| station % CUT == 0)
}
