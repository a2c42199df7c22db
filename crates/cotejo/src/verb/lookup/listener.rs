//! Accepting connections, each within its time and all within a number; who connects is kept nowhere.

use std::convert::Infallible;
use std::fs;
use std::net::{IpAddr, SocketAddr};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response, StatusCode};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::Semaphore;
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;
use tower_service::Service as _;

/// Connections at a time; more wait in the system's queue.
const CONNECTIONS: usize = 4_096;
/// Until TLS is agreed on, a head has come, and an answer has left.
const HANDSHAKE: Duration = Duration::from_secs(5);
const HEAD: Duration = Duration::from_secs(10);
const WHOLE: Duration = Duration::from_secs(20);
/// A browser asks once or twice; after this it connects again.
const CONNECTION: Duration = Duration::from_secs(120);

/// Who asks, for the limits alone.
#[derive(Clone, Copy)]
pub struct Peer(pub IpAddr);

/// A certificate and its key.
#[derive(Clone)]
pub struct Tls(TlsAcceptor);

impl Tls {
    /// Reads a PEM chain and its PEM key.
    pub fn read(chain: &Path, key: &Path) -> anyhow::Result<Self> {
        let unusable = |path: &Path| format!("T854 {} is not usable for HTTPS", path.display());
        let pem = fs::read(chain).with_context(|| unusable(chain))?;
        let certificates: Vec<_> = CertificateDer::pem_slice_iter(&pem)
            .collect::<Result<_, _>>()
            .with_context(|| unusable(chain))?;
        let pem = fs::read(key).with_context(|| unusable(key))?;
        let secret = PrivateKeyDer::from_pem_slice(&pem).with_context(|| unusable(key))?;
        let config =
            ServerConfig::builder_with_provider(Arc::new(rustls_openssl::default_provider()))
                .with_safe_default_protocol_versions()
                .and_then(|config| {
                    config.with_no_client_auth().with_single_cert(certificates, secret)
                })
                .with_context(|| unusable(chain))?;
        Ok(Self(TlsAcceptor::from(Arc::new(config))))
    }
}

/// Serves until Ctrl-C or SIGTERM, and says where. A visitor who is cut off asks again.
pub fn serve(listen: SocketAddr, tls: Option<Tls>, router: Router) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind(listen)
            .await
            .with_context(|| format!("cannot listen on {listen}: choose another --listen"))?;
        let scheme = if tls.is_some() { "https" } else { "http" };
        println!("listening on {scheme}://{}", listener.local_addr()?);
        let mut terminate = signal(SignalKind::terminate()).context("no signals")?;
        tokio::select! {
            () = accept_all(listener, tls, router) => Ok(()),
            _ = terminate.recv() => Ok(()),
            stopped = tokio::signal::ctrl_c() => stopped.context("no signals"),
        }
    })
}

async fn accept_all(listener: TcpListener, tls: Option<Tls>, router: Router) {
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let Ok(place) = places.clone().acquire_owned().await else { return };
        let Ok((stream, from)) = listener.accept().await else {
            // No descriptors left, most likely: those who are here have to leave first.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let (router, tls) = (router.clone(), tls.clone());
        tokio::spawn(async move {
            let _place = place;
            // Small answers leave at once.
            let _ = stream.set_nodelay(true);
            let peer = Peer(from.ip());
            match tls {
                None => answer(stream, peer, router).await,
                Some(Tls(acceptor)) => {
                    if let Ok(Ok(stream)) = timeout(HANDSHAKE, acceptor.accept(stream)).await {
                        answer(stream, peer, router).await;
                    }
                }
            }
        });
    }
}

async fn answer(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    peer: Peer,
    router: Router,
) {
    let service = hyper::service::service_fn(move |request: Request<Incoming>| {
        let mut router = router.clone();
        async move {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(peer);
            let answer = timeout(WHOLE, router.call(request)).await;
            Ok::<_, Infallible>(match answer {
                Ok(Ok(answer)) => answer,
                Err(_) => {
                    let mut late = Response::new(Body::empty());
                    *late.status_mut() = StatusCode::REQUEST_TIMEOUT;
                    late
                }
            })
        }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .serve_connection(TokioIo::new(stream), service);
    // Whoever breaks off, or stays too long, is told nothing and remembered nowhere.
    let _ = timeout(CONNECTION, connection).await;
}
