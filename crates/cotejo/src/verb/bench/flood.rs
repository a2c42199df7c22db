//! A flood on loopback: many datagrams a system call, so that the sender is not what is measured.

use std::net::{SocketAddr, UdpSocket};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use nix::sys::socket::setsockopt;
use nix::sys::socket::sockopt::UdpGsoSegment;
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};

use link::LinkError;
use link::request::{HEADER_BYTES, MAGIC, REQUEST_BYTES};

use super::{failed, number};

/// Datagrams in one system call: what fits the 64 KiB of one IP packet before it is cut.
const SEGMENTS: u64 = 53;
/// System calls' worth of different datagrams.
const BUFFERS: usize = 8;

/// What a flood is made of.
#[derive(Clone)]
pub enum Flood {
    /// The right magic, any table, a random tag.
    Junk,
    /// A valid header, and random bytes behind it.
    Header(Vec<u8>),
    /// These datagrams, over and over.
    Datagrams(Vec<Vec<u8>>),
}

/// Starts a thread that floods an address of this machine for a time. It counts in `sent` while it does, and gives
/// the datagrams a second that it sent.
///
/// # Errors
/// T823 where the system gives no socket that sends many datagrams in one call.
pub fn start(
    flood: &Flood,
    to: SocketAddr,
    window: Duration,
    seed: usize,
    sent: Arc<AtomicU64>,
) -> Result<JoinHandle<f64>, LinkError> {
    let socket = UdpSocket::bind(("127.0.0.1", 0)).map_err(|error| failed("flood", &error))?;
    socket.connect(to).map_err(|error| failed("flood", &error))?;
    let size = i32::try_from(REQUEST_BYTES).expect("a small bound");
    setsockopt(&socket, UdpGsoSegment, &size).map_err(|error| failed("segments", &error))?;
    let buffers = buffers(flood, seed);
    Ok(std::thread::spawn(move || run(&socket, &buffers, window, &sent)))
}

fn run(socket: &UdpSocket, buffers: &[Vec<u8>], window: Duration, total: &AtomicU64) -> f64 {
    let start = Instant::now();
    let mut sent = 0;
    while start.elapsed() < window {
        for buffer in buffers {
            // No room at this moment, or nobody there: a flood does not mind.
            if socket.send(buffer).is_ok() {
                sent += SEGMENTS;
                total.fetch_add(SEGMENTS, Ordering::Relaxed);
            }
        }
    }
    number(sent) / start.elapsed().as_secs_f64()
}

fn buffers(flood: &Flood, seed: usize) -> Vec<Vec<u8>> {
    let seed = u64::try_from(seed).unwrap_or(u64::MAX);
    let mut random = ChaCha20Rng::seed_from_u64(seed);
    let mut at = 0;
    let mut datagram = || {
        let mut out = vec![0; REQUEST_BYTES];
        random.fill_bytes(&mut out);
        match flood {
            Flood::Junk => {
                out[..4].copy_from_slice(&MAGIC);
                // Tables that exist: their numbers' upper bytes are zero.
                out[4..6].fill(0);
            }
            Flood::Header(valid) => {
                out[..HEADER_BYTES].copy_from_slice(&valid[..HEADER_BYTES]);
            }
            Flood::Datagrams(given) => {
                out.copy_from_slice(&given[at % given.len()]);
                at += 1;
            }
        }
        out
    };
    (0..BUFFERS).map(|_| (0..SEGMENTS).flat_map(|_| datagram()).collect()).collect()
}
