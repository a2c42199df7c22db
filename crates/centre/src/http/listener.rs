//! Accepting connections: each within its limits, each in a task of its own, and none forgotten when we stop.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::time::timeout;
use tower_service::Service as _;

use super::limits::{Guest, Guests};
use super::{Limits, Tls};
use crate::sequencer::Shared;

/// How long those who are being answered have, once we stop.
const FAREWELL: Duration = Duration::from_secs(10);

/// Serves until `stopping` says so; then finishes what was begun.
pub async fn serve(
    listener: TcpListener,
    tls: Option<Tls>,
    router: Router,
    limits: Limits,
    shared: Shared,
    mut stopping: watch::Receiver<bool>,
) {
    let guests = Guests::default();
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
            shared.metrics.turned_away.inc();
            continue;
        };
        let connection = Connection {
            router: router.clone(),
            limits,
            stopping: stopping.clone(),
            _guest: guest,
            _open: open.clone(),
        };
        tokio::spawn(connection.accept(stream, from, tls.clone()));
    }
    drop(open);
    let _ = timeout(FAREWELL, all_closed.recv()).await;
}

struct Connection {
    router: Router,
    limits: Limits,
    stopping: watch::Receiver<bool>,
    _guest: Guest,
    /// Closed with the connection, so that stopping can wait for it.
    _open: tokio::sync::mpsc::Sender<()>,
}

impl Connection {
    async fn accept(self, stream: TcpStream, from: SocketAddr, tls: Option<Tls>) {
        // Small answers leave at once.
        let _ = stream.set_nodelay(true);
        let Some(tls) = tls else { return self.answer(stream).await };
        let patience = Duration::from_secs(self.limits.handshake_seconds);
        match timeout(patience, tls.0.accept(stream)).await {
            Ok(Ok(stream)) => self.answer(stream).await,
            Ok(Err(error)) => tracing::debug!(%from, %error, "no TLS"),
            Err(_) => tracing::debug!(%from, "TLS took too long"),
        }
    }

    async fn answer(mut self, stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static) {
        let patience = Duration::from_secs(self.limits.request_seconds);
        let router = self.router.clone();
        let service = hyper::service::service_fn(move |request: Request<Incoming>| {
            let mut router = router.clone();
            async move {
                let answer = router.call(request.map(Body::new));
                let answer = timeout(patience, answer).await;
                Ok::<Response<Body>, Infallible>(match answer {
                    Ok(Ok(answer)) => answer,
                    Err(_) => super::records::later(),
                })
            }
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(Duration::from_secs(self.limits.head_seconds))
            .serve_connection(TokioIo::new(stream), service);
        tokio::pin!(connection);
        let is_stopping = async {
            // The answer holds a lock on the value; what counts is that it came.
            let _ = self.stopping.wait_for(|stop| *stop).await;
        };
        tokio::select! {
            _ = connection.as_mut() => return,
            () = is_stopping => {}
        }
        connection.as_mut().graceful_shutdown();
        let _ = connection.await;
    }
}
