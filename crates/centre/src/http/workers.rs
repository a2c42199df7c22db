//! Threads that answer, one for each core, each with a runtime of its own: what a connection is doing never moves
//! from one core to another, and waking it costs no other thread anything.

use std::net::TcpStream;
use std::pin::Pin;
use std::thread::JoinHandle;

use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

/// Threads of all workers together that may wait for the disk.
const MAX_WAITING: usize = 512;
/// Of one worker at least.
const LEAST_WAITING: usize = 16;

/// A connection that somebody has to answer: made into a future by the worker that takes it.
type Arrived = Box<dyn FnOnce() -> Answering + Send>;
type Answering = Pin<Box<dyn Future<Output = ()> + Send>>;

/// The threads.
pub(super) struct Workers {
    all: Vec<Worker>,
    next: usize,
}

struct Worker {
    /// As many wait here as there may be connections, which their limits bound.
    door: UnboundedSender<Arrived>,
    thread: JoinHandle<()>,
}

impl Workers {
    /// Starts them. Where the system gives no thread there are fewer, or none.
    pub(super) fn start() -> Self {
        let many = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let waiting = (MAX_WAITING / many).max(LEAST_WAITING);
        let all = (0..many).filter_map(|_| {
            Worker::start(waiting)
                .inspect_err(|error| tracing::warn!(%error, "a thread that answers"))
                .ok()
        });
        Self { all: all.collect(), next: 0 }
    }

    /// Gives a connection to the next of them.
    pub(super) fn take<A>(
        &mut self,
        stream: TcpStream,
        answer: impl FnOnce(tokio::net::TcpStream) -> A + Send + 'static,
    ) where
        A: Future<Output = ()> + Send + 'static,
    {
        let arrived = move || -> Answering {
            // A stream belongs to the runtime in which it is made.
            match tokio::net::TcpStream::from_std(stream) {
                Ok(stream) => Box::pin(answer(stream)),
                Err(error) => {
                    tracing::warn!(%error, "a connection");
                    Box::pin(std::future::ready(()))
                }
            }
        };
        self.next = self.next.wrapping_add(1);
        match self.all.get(self.next.checked_rem(self.all.len()).unwrap_or(0)) {
            // Its thread ends only after us.
            Some(worker) => drop(worker.door.send(Box::new(arrived))),
            None => drop(tokio::spawn(arrived())),
        }
    }

    /// Ends them, and with them whatever they still answer.
    pub(super) fn stop(self) {
        for Worker { door, thread } in self.all {
            drop(door);
            let _ = thread.join();
        }
    }
}

impl Worker {
    fn start(waiting: usize) -> std::io::Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .max_blocking_threads(waiting)
            .build()?;
        let (door, arrivals) = unbounded_channel();
        let thread =
            std::thread::Builder::new().name("http-worker".to_owned()).spawn(move || {
                runtime.block_on(answer(arrivals));
                // Whoever still waits for the disk is not waited for.
                runtime.shutdown_background();
            })?;
        Ok(Self { door, thread })
    }
}

async fn answer(mut arrivals: UnboundedReceiver<Arrived>) {
    while let Some(arrived) = arrivals.recv().await {
        tokio::spawn(arrived());
    }
}
