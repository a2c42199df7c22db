//! A gateway in a thread, as a centre runs it, but for the commit.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use record::Election;

use link::answer::Answer;
use link::gateway::{Decision, Gateway, Limits};
use link::keys::SecretFile;
use link::socket::{Batch, GatewaySocket};
use link::{LinkError, socket};

use crate::verb::bench::panicked;

/// Bytes of a compact receipt in a log of thirty thousand entries.
const RECEIPT_BYTES: usize = 563;
/// Longest wait for a datagram, so that held back tables come free in time.
const TURN: Duration = Duration::from_millis(50);

/// A gateway that runs.
pub struct Running {
    address: SocketAddr,
    stop: Arc<AtomicBool>,
    thread: JoinHandle<Result<Ended, LinkError>>,
}

/// What a gateway did.
pub struct Ended {
    /// Datagrams that came through the filter.
    pub seen: u64,
    /// Datagrams that the kernel dropped at the socket, where it tells.
    pub dropped: Option<u64>,
}

impl Running {
    pub fn start(election: Arc<Election>, secrets: SecretFile) -> Result<Self, LinkError> {
        let secret = secrets.secret(election.id);
        let gateway = Gateway::new(election, secret, secrets.centre, Limits::default())?;
        let any_port = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let socket = GatewaySocket::bind(any_port, &gateway.program())?;
        let address = socket.local_addr()?;
        let stop = Arc::new(AtomicBool::new(false));
        let told = stop.clone();
        let thread = std::thread::spawn(move || serve(gateway, socket, &told));
        Ok(Self { address, stop, thread })
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    pub fn stop(self) -> Result<Ended, LinkError> {
        self.stop.store(true, Ordering::Relaxed);
        self.thread.join().map_err(|_| panicked())?
    }
}

fn serve(
    mut gateway: Gateway,
    mut socket: GatewaySocket,
    stop: &AtomicBool,
) -> Result<Ended, LinkError> {
    socket.filter().map_err(Clone::clone)?;
    let mut batch = Batch::default();
    let start = Instant::now();
    let mut seen = 0;
    let mut held_back = gateway.held_back().to_vec();
    while !stop.load(Ordering::Relaxed) {
        let receipt = Answer::receipt(vec![0xc1; RECEIPT_BYTES])?;
        for one in socket.receive(&mut batch, TURN)? {
            seen += 1;
            let now = u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX);
            match gateway.datagram(now, one.bytes, one.from) {
                Decision::Drop(_) => {}
                Decision::AnswerNow(bytes) => socket.send(&bytes, one.from)?,
                Decision::Admit(admitted) => {
                    let to = admitted.reply.peer;
                    let bytes = gateway.answer(admitted.reply, &receipt);
                    socket.send(&bytes, to)?;
                }
            }
        }
        gateway.expire(u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX));
        if gateway.held_back() != held_back {
            socket.attach(&gateway.program())?;
            held_back = gateway.held_back().to_vec();
        }
    }
    Ok(Ended { seen, dropped: socket::dropped_in_kernel(&socket) })
}
