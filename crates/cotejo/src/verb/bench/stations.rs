//! Stations: each request at its time, again after a while, and when its answer came.

use std::collections::VecDeque;
use std::net::{SocketAddr, UdpSocket};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use link::LinkError;
use link::answer::{MAX_ANSWER_BYTES, table_of};

use super::failed;

/// After so long without an answer a request is sent again.
const AGAIN: Duration = Duration::from_millis(200);
/// After the window, answers are waited for so long.
const GRACE: Duration = Duration::from_secs(5);

/// What the stations heard.
pub struct Heard {
    /// Requests.
    pub asked: u64,
    /// Datagrams sent for them.
    pub sends: u64,
    /// Requests answered.
    pub answered: u64,
    /// Of these, to the first datagram.
    pub answered_first: u64,
    /// Microseconds from the first send, ascending.
    took: Vec<u64>,
}

impl Heard {
    /// The time within which so many of a hundred answers came, in microseconds; 0 without any.
    pub fn at(&self, percent: usize) -> u64 {
        let last = self.took.len().saturating_sub(1);
        self.took.get(last * percent / 100).copied().unwrap_or(0)
    }
}

struct Station<'a> {
    request: &'a [u8],
    due: Instant,
    first: Option<Instant>,
    sends: u64,
    done: bool,
}

/// Sends the requests evenly over the window, and waits for their answers. The table in a request is its number.
///
/// # Errors
/// T823 where sockets fail.
pub fn send(to: SocketAddr, requests: &[Vec<u8>], window: Duration) -> Result<Heard, LinkError> {
    let socket = UdpSocket::bind(("127.0.0.1", 0)).map_err(|error| failed("stations", &error))?;
    socket.connect(to).map_err(|error| failed("stations", &error))?;
    let listening = socket.try_clone().map_err(|error| failed("stations", &error))?;
    let answers = listen(listening)?;
    let start = Instant::now();
    let step = window / u32::try_from(requests.len().max(1)).unwrap_or(u32::MAX);
    let mut stations: Vec<_> = (0_u32..)
        .zip(requests)
        .map(|(at, request)| Station {
            request,
            due: start + step * at,
            first: None,
            sends: 0,
            done: false,
        })
        .collect();
    let end = start + window + GRACE;
    // Who has not sent yet, and who waits for an answer, both in the order in which their turn comes: nothing here
    // grows with the window, because stations share their cores with what is measured.
    let (mut to_send, mut waiting) = (0, VecDeque::new());
    let (mut took, mut first) = (Vec::new(), 0);
    while took.len() < stations.len() && Instant::now() < end {
        let now = Instant::now();
        while stations.get(to_send).is_some_and(|one| one.due <= now) {
            waiting.push_front(to_send);
            to_send += 1;
        }
        while let Some(at) = waiting.pop_front() {
            let one = &mut stations[at];
            if one.done {
                continue;
            }
            if one.due > now {
                waiting.push_front(at);
                break;
            }
            // What does not go out now goes out with the next turn.
            let _ = socket.send(one.request);
            one.first.get_or_insert(now);
            one.sends += 1;
            one.due = now + AGAIN;
            waiting.push_back(at);
        }
        let turns = [stations.get(to_send), waiting.front().map(|at| &stations[*at])];
        let next = turns.into_iter().flatten().map(|one| one.due).min().unwrap_or(end);
        while let Ok((at, table)) =
            answers.recv_timeout(next.saturating_duration_since(Instant::now()))
        {
            let Some(one) = stations.get_mut(table).filter(|one| !one.done) else { continue };
            one.done = true;
            first += u64::from(one.sends == 1);
            let since = at.saturating_duration_since(one.first.unwrap_or(at));
            took.push(u64::try_from(since.as_micros()).unwrap_or(u64::MAX));
        }
    }
    took.sort_unstable();
    Ok(Heard {
        asked: u64::try_from(stations.len()).unwrap_or(u64::MAX),
        sends: stations.iter().map(|one| one.sends).sum(),
        answered: u64::try_from(took.len()).unwrap_or(u64::MAX),
        answered_first: first,
        took,
    })
}

/// A thread that notes when which table's answer came, until nobody listens to it.
fn listen(socket: UdpSocket) -> Result<Receiver<(Instant, usize)>, LinkError> {
    let (out, answers) = channel();
    socket.set_read_timeout(Some(AGAIN)).map_err(|error| failed("time limit", &error))?;
    let silent = GRACE * 2;
    std::thread::spawn(move || {
        let mut bytes = [0; MAX_ANSWER_BYTES];
        let mut last = Instant::now();
        while last.elapsed() < silent {
            let Ok(length) = socket.recv(&mut bytes) else { continue };
            last = Instant::now();
            let Some(table) = table_of(&bytes[..length]) else { continue };
            if out.send((last, table.index())).is_err() {
                return;
            }
        }
    });
    Ok(answers)
}
