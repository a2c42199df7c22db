//! Serving until somebody stops us.

use std::net::SocketAddr;
use std::path::Path;
use std::thread::JoinHandle;

use anyhow::Context as _;
use axum::Router;
use centre::http::{Answers, Limits, Serving, Tls};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::sync::watch;

use super::signals;

/// Serves a router until Ctrl-C or SIGTERM, and says where.
pub fn until_stopped(listen: SocketAddr, router: Router) -> anyhow::Result<()> {
    until_stopped_within(listen, None, router, Limits::of_one_address())
}

/// The same within other limits, and over HTTPS where a certificate is given.
pub fn until_stopped_within(
    listen: SocketAddr,
    tls: Option<Tls>,
    answers: impl Into<Answers>,
    limits: Limits,
) -> anyhow::Result<()> {
    let stop = signals::wait_for_stop()?;
    let scheme = if tls.is_some() { "https" } else { "http" };
    let server = Server::start(listen, tls, answers, limits)?;
    println!("listening on {scheme}://{}", server.address);
    stop.wait();
    server.stop();
    Ok(())
}

/// A certificate chain and its key, where both were named.
pub fn tls(chain: Option<&Path>, key: Option<&Path>) -> anyhow::Result<Option<Tls>> {
    match (chain, key) {
        (Some(chain), Some(key)) => Ok(Some(Tls::read(chain, key)?)),
        _ => Ok(None),
    }
}

/// A server that runs beside what else this process does.
pub struct Server {
    /// Where it listens.
    pub address: SocketAddr,
    stopping: watch::Sender<bool>,
    thread: JoinHandle<()>,
}

impl Server {
    /// Starts serving.
    pub fn start(
        listen: SocketAddr,
        tls: Option<Tls>,
        answers: impl Into<Answers>,
        limits: Limits,
    ) -> anyhow::Result<Self> {
        let runtime = Runtime::new()?;
        let listener = runtime.block_on(TcpListener::bind(listen));
        let listener = listener
            .with_context(|| format!("cannot listen on {listen}: choose another --listen"))?;
        let address = listener.local_addr()?;
        let (stopping, stop) = watch::channel(false);
        let serving =
            Serving { tls, answers: answers.into(), limits, turned_away: Default::default() };
        let thread = std::thread::Builder::new()
            .name("http".to_owned())
            .spawn(move || runtime.block_on(centre::http::serve(listener, serving, stop)))?;
        Ok(Self { address, stopping, thread })
    }

    /// Stops; who is being answered gets the answer.
    pub fn stop(self) {
        // Nobody may be listening any more; that is what is wanted.
        let _ = self.stopping.send(true);
        let _ = self.thread.join();
    }
}
