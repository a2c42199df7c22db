use std::sync::{Condvar, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use tokio_postgres::Client;

use super::address::Address;
use super::failure::Failure;
use super::session::Session;

/// Connections, made when they are needed, given up when they fail.
pub struct Pool {
    address: Address,
    most: usize,
    sessions: Mutex<Sessions>,
    freed: Condvar,
}

#[derive(Default)]
struct Sessions {
    idle: Vec<Session>,
    /// How many are in somebody's hands.
    lent: usize,
}

/// A session in somebody's hands, or leave to make one.
struct Lent<'a>(&'a Pool);

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        self.0.sessions().lent -= 1;
        self.0.freed.notify_one();
    }
}

/// Whether work may be done twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repeat {
    /// Doing it twice is as doing it once.
    Safe,
    /// Never after it might have been done.
    Never,
}

/// How long failures that pass by themselves are waited out: longer than two transactions need, shorter than those
/// who sent a sheet and wait for its receipt.
pub const PATIENCE: Duration = Duration::from_secs(10);
const FIRST_PAUSE: Duration = Duration::from_millis(10);
const LONGEST_PAUSE: Duration = Duration::from_millis(500);

impl Pool {
    pub fn new(address: Address, most: usize) -> Self {
        Self { address, most, sessions: Mutex::default(), freed: Condvar::new() }
    }

    /// The servers' names.
    pub fn hosts(&self) -> &str {
        &self.address.hosts
    }

    /// Does one thing, again and again with pauses until it is done, is refused, or patience runs out.
    pub fn work<T>(
        &self,
        repeat: Repeat,
        work: &impl AsyncFn(&Client) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let deadline = Instant::now() + PATIENCE;
        let mut pause = FIRST_PAUSE;
        loop {
            let failure = match self.try_once(deadline, work) {
                Ok(done) => return Ok(done),
                Err(failure) => failure,
            };
            let may_repeat = match failure {
                Failure::Again(_) => true,
                Failure::Unknown(_) => repeat == Repeat::Safe,
                Failure::Refused(_) | Failure::NotDurable(_) => false,
            };
            if !may_repeat || Instant::now() + pause > deadline {
                return Err(failure);
            }
            std::thread::sleep(pause);
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }

    fn try_once<T>(
        &self,
        deadline: Instant,
        work: &impl AsyncFn(&Client) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let (idle, _lent) = self.lend(deadline)?;
        let session = match idle {
            Some(session) => session,
            None => Session::connect(&self.address)?,
        };
        let done = session.run(work);
        match &done {
            Ok(_) => self.sessions().idle.push(session),
            // It may stand in the middle of a transaction; the others of a lost server are lost as well.
            Err(_) if session.is_lost() => self.sessions().idle.clear(),
            Err(_) => {}
        }
        done
    }

    /// An idle session, or leave to make one.
    fn lend(&self, deadline: Instant) -> Result<(Option<Session>, Lent<'_>), Failure> {
        let mut sessions = self.sessions();
        while sessions.lent >= self.most {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(Failure::Again(format!("all {} connections are busy", self.most)));
            }
            sessions =
                self.freed.wait_timeout(sessions, left).expect("no panic while it is held").0;
        }
        sessions.lent += 1;
        Ok((sessions.idle.pop(), Lent(self)))
    }

    fn sessions(&self) -> MutexGuard<'_, Sessions> {
        self.sessions.lock().expect("no panic while it is held")
    }
}
