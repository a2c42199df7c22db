//! Accepting connections: each within its limits, each in a task of its own, and none forgotten when we stop.
//!
//! Over TLS a browser that offers HTTP/2 gets it; without TLS only HTTP/1.1 is spoken.

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response};
use futures_util::future::{Either, Ready, ready};
use hyper::body::Incoming;
use hyper::server::conn::{http1, http2};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use prometheus_client::metrics::counter::Counter;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::time::timeout;
use tower_service::Service as _;

use super::limits::{Guest, Guests};
use super::workers::Workers;
use super::{Limits, Tls};
use crate::site::Site;

/// How long those who are being answered have, once we stop.
const FAREWELL: Duration = Duration::from_secs(10);

/// Who asks, beside each request: for limits, and for nothing else.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub IpAddr);

/// Something to serve.
pub struct Serving {
    /// A certificate; none for plain HTTP.
    pub tls: Option<Tls>,
    /// What answers.
    pub answers: Answers,
    /// Bounds.
    pub limits: Limits,
    /// Counts those who were turned away before they were read.
    pub turned_away: Counter,
}

/// What answers: routes, and before them what a public site among them keeps in memory.
#[derive(Clone)]
pub struct Answers {
    /// The routes.
    pub router: Router,
    /// The site, whose own routes are among them.
    pub site: Option<Site>,
}

impl From<Router> for Answers {
    fn from(router: Router) -> Self {
        Self { router, site: None }
    }
}

/// Serves until `stopping` says so, or nobody is left who could; then finishes what was begun.
///
/// It is boxed so that all that answers is compiled here, where it is optimised, and not by whoever waits for it.
pub fn serve(listener: TcpListener, serving: Serving, stopping: watch::Receiver<bool>) -> Serve {
    Box::pin(accept(listener, serving, stopping))
}

/// What [`serve`] does.
pub type Serve = Pin<Box<dyn Future<Output = ()> + Send>>;

async fn accept(listener: TcpListener, serving: Serving, mut stopping: watch::Receiver<bool>) {
    let Serving { tls, answers, limits, turned_away } = serving;
    let guests = Guests::default();
    let mut workers = Workers::start();
    let (open, mut all_closed) = tokio::sync::mpsc::channel::<()>(1);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stopping.wait_for(|stop| *stop) => break,
        };
        let Ok((stream, from)) = accepted else {
            // No descriptors left, most likely: those who are here have to leave first.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let Some(guest) = guests.enter(from.ip(), &limits) else {
            turned_away.inc();
            continue;
        };
        let connection = Connection {
            answers: answers.clone(),
            peer: Peer(from.ip()),
            limits,
            stopping: stopping.clone(),
            asked: Arc::default(),
            _guest: guest,
            _open: open.clone(),
        };
        let Ok(stream) = stream.into_std() else { continue };
        let longest = limits.connection_seconds.map(Duration::from_secs);
        let tls = tls.clone();
        workers.take(stream, move |stream| async move {
            let accepted = connection.accept(stream, from, tls);
            // Whoever stays too long is told nothing.
            match longest {
                Some(longest) => drop(timeout(longest, accepted).await),
                None => accepted.await,
            }
        });
    }
    drop(open);
    let _ = timeout(FAREWELL, all_closed.recv()).await;
    workers.stop();
}

struct Connection {
    answers: Answers,
    peer: Peer,
    limits: Limits,
    stopping: watch::Receiver<bool>,
    /// Requests so far.
    asked: Arc<AtomicU64>,
    _guest: Guest,
    /// Closed with the connection, so that stopping can wait for it.
    _open: tokio::sync::mpsc::Sender<()>,
}

impl Connection {
    async fn accept(self, stream: TcpStream, from: SocketAddr, tls: Option<Tls>) {
        // Small answers leave at once.
        let _ = stream.set_nodelay(true);
        let Some(tls) = tls else { return self.answer_http1(stream).await };
        let patience = Duration::from_secs(self.limits.handshake_seconds);
        match timeout(patience, tls.0.accept(stream)).await {
            Ok(Ok(stream)) => match stream.get_ref().1.alpn_protocol() {
                Some(b"h2") => self.answer_http2(stream).await,
                _ => self.answer_http1(stream).await,
            },
            Ok(Err(error)) => tracing::debug!(%from, %error, "no TLS"),
            Err(_) => tracing::debug!(%from, "TLS took too long"),
        }
    }

    async fn answer_http1(mut self, stream: impl Stream) {
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(Duration::from_secs(self.limits.head_seconds))
            .serve_connection(TokioIo::new(stream), hyper::service::service_fn(self.answering()));
        tokio::pin!(connection);
        tokio::select! {
            _ = connection.as_mut() => return,
            () = stopped(&mut self.stopping) => {}
        }
        connection.as_mut().graceful_shutdown();
        let _ = connection.await;
    }

    /// As in HTTP/1.1 a connection is closed after a while without a new request; what is being answered then is
    /// answered.
    async fn answer_http2(mut self, stream: impl Stream) {
        let Limits { streams, header_bytes, cancelled_streams, reset_streams, .. } = self.limits;
        let patience = Duration::from_secs(self.limits.head_seconds);
        let connection = http2::Builder::new(TokioExecutor::new())
            .timer(TokioTimer::new())
            .max_concurrent_streams(streams)
            .max_header_list_size(header_bytes)
            .max_pending_accept_reset_streams(cancelled_streams)
            .max_local_error_reset_streams(reset_streams)
            // Who does not answer is gone.
            .keep_alive_interval(patience)
            .keep_alive_timeout(patience)
            .serve_connection(TokioIo::new(stream), hyper::service::service_fn(self.answering()));
        tokio::pin!(connection);
        let asked = Arc::clone(&self.asked);
        tokio::select! {
            _ = connection.as_mut() => return,
            () = stopped(&mut self.stopping) => {}
            () = silence(&asked, patience) => {}
        }
        if asked.load(Ordering::Relaxed) == 0 {
            return;
        }
        connection.as_mut().graceful_shutdown();
        let _ = connection.await;
    }

    /// What answers one request, within its time.
    fn answering(&self) -> impl Fn(Request<Incoming>) -> Answering + use<> {
        let patience = Duration::from_secs(self.limits.request_seconds);
        let (peer, asked) = (self.peer, Arc::clone(&self.asked));
        let Answers { router, site } = self.answers.clone();
        move |request: Request<Incoming>| {
            asked.fetch_add(1, Ordering::Relaxed);
            if let Some(kept) = site.as_ref().and_then(|site| site.kept(&request)) {
                return Either::Left(ready(Ok(kept)));
            }
            let mut router = router.clone();
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(peer);
            Either::Right(Box::pin(async move {
                Ok(match timeout(patience, router.call(request)).await {
                    Ok(Ok(answer)) => answer,
                    Err(_) => super::records::later(),
                })
            }))
        }
    }
}

trait Stream: AsyncRead + AsyncWrite + Unpin + Send + 'static {}

impl<S: AsyncRead + AsyncWrite + Unpin + Send + 'static> Stream for S {}

type Answer = Result<Response<Body>, Infallible>;
type Answering = Either<Ready<Answer>, Pin<Box<dyn Future<Output = Answer> + Send>>>;

/// Ends when we stop.
async fn stopped(stopping: &mut watch::Receiver<bool>) {
    // The answer holds a lock on the value; what counts is that it came.
    let _ = stopping.wait_for(|stop| *stop).await;
}

/// Ends when nothing was asked for a while.
async fn silence(asked: &AtomicU64, patience: Duration) {
    let mut before = None;
    loop {
        let now = asked.load(Ordering::Relaxed);
        if before == Some(now) {
            return;
        }
        before = Some(now);
        tokio::time::sleep(patience).await;
    }
}
