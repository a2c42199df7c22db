use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Instant;

use anyhow::Context as _;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Extension, Json, Router};
use centre::http::{Limits, Peer};
use clap::Args;
use lookup::LookupError;
use lookup::limit::{Limiter, Rate, Wait};
use lookup::oprf::{Blinded, ELEMENT_BYTES, SecretKey};
use record::Rule;
use serde_json::json;

use super::{key, random};
use crate::shell::{Outcome, serve};

/// What a browser may ask of us, from any page: there are no cookies and nothing to steal.
const CORS: [(&str, &str); 4] = [
    ("access-control-allow-origin", "*"),
    ("access-control-allow-methods", "GET, POST"),
    ("access-control-allow-headers", "content-type"),
    ("access-control-max-age", "86400"),
];
/// A body is one element in hexadecimal.
const MAX_BODY_BYTES: usize = ELEMENT_BYTES * 2;
/// What the server answers where nobody says otherwise: one address, and everybody together.
const PER_MINUTE: u32 = 6;
const BURST: u32 = 10;
const OVERALL_PER_MINUTE: u32 = 6_000;
const OVERALL_BURST: u32 = 1_000;
const FORWARDED: HeaderName = HeaderName::from_static("x-forwarded-for");

/// Answer blinded questions with the key: `POST /v1/evaluate`.
///
/// The server learns no ID number and no table, keeps no address and writes no log of who asked. The limits are what
/// stands between the files and somebody who tries every number: see docs/design/lookup.md before raising them.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  cotejo lookup serve --key lookup.key --listen 0.0.0.0:8474 --certificate chain.pem --tls-key key.pem\n  cotejo lookup serve --key lookup.key --behind-proxy"
)]
pub struct Arguments {
    /// The look-up's key.
    #[arg(long)]
    key: PathBuf,
    /// Where to listen.
    #[arg(long, default_value = "127.0.0.1:8474")]
    listen: SocketAddr,
    /// Certificate chain (PEM), for HTTPS.
    #[arg(long, requires = "tls_key")]
    certificate: Option<PathBuf>,
    /// The certificate's key (PEM).
    #[arg(long, requires = "certificate")]
    tls_key: Option<PathBuf>,
    /// Answers a minute for one address (one IPv4 address, or 64 bits of IPv6).
    #[arg(long, default_value_t = PER_MINUTE)]
    per_minute: u32,
    /// Answers at once for one address.
    #[arg(long, default_value_t = BURST)]
    burst: u32,
    /// Answers a minute for everybody together.
    #[arg(long, default_value_t = OVERALL_PER_MINUTE)]
    overall_per_minute: u32,
    /// Answers at once for everybody together.
    #[arg(long, default_value_t = OVERALL_BURST)]
    overall_burst: u32,
    /// Take the address from the last of `X-Forwarded-For`. Only behind a proxy that writes it, else anybody can.
    #[arg(long)]
    behind_proxy: bool,
}

struct Server {
    key: SecretKey,
    limiter: Mutex<Limiter>,
    started: Instant,
    behind_proxy: bool,
}

/// Serves until stopped.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let rate = |many, burst, what: &str| {
        Rate::per_minute(many, burst)
            .with_context(|| format!("{what}: give a rate from 1 to 60,000,000 and a burst from 1"))
    };
    let address = rate(arguments.per_minute, arguments.burst, "--per-minute, --burst")?;
    let overall = rate(
        arguments.overall_per_minute,
        arguments.overall_burst,
        "--overall-per-minute, --overall-burst",
    )?;
    let tls = serve::tls(arguments.certificate.as_deref(), arguments.tls_key.as_deref())?;
    let server = Server {
        key: key::read(&arguments.key)?,
        limiter: Mutex::new(Limiter::new(random()?, address, overall)),
        started: Instant::now(),
        behind_proxy: arguments.behind_proxy,
    };
    println!("public key {}", server.key.public());
    // A browser asks once or twice; after this it connects again. Who connects is kept nowhere.
    let limits =
        Limits { request_seconds: 20, connection_seconds: Some(120), ..Limits::of_one_address() };
    serve::until_stopped_within(arguments.listen, tls, router(server), limits)?;
    Ok(Outcome::Fine)
}

/// The same within another server, with the limits that are the default.
pub fn key_server(path: &Path) -> anyhow::Result<Router> {
    let rate = |many, burst| Rate::per_minute(many, burst).context("the default is in bounds");
    let (address, overall) = (rate(PER_MINUTE, BURST)?, rate(OVERALL_PER_MINUTE, OVERALL_BURST)?);
    Ok(router(Server {
        key: key::read(path)?,
        limiter: Mutex::new(Limiter::new(random()?, address, overall)),
        started: Instant::now(),
        behind_proxy: false,
    }))
}

fn router(server: Server) -> Router {
    Router::new()
        .route("/v1/evaluate", post(evaluate))
        .route("/v1/key", get(public_key))
        .route("/health", get(|| async { "ok\n" }))
        .layer(DefaultBodyLimit::max(MAX_BODY_BYTES))
        .layer(middleware::from_fn(with_headers))
        .with_state(Arc::new(server))
}

async fn public_key(State(server): State<Arc<Server>>) -> Response {
    Json(json!({ "public_key": server.key.public().to_string() })).into_response()
}

async fn evaluate(
    State(server): State<Arc<Server>>,
    Extension(Peer(peer)): Extension<Peer>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let from = if server.behind_proxy { forwarded(&headers).unwrap_or(peer) } else { peer };
    if let Err(wait) = server.admit(from) {
        return too_many(wait);
    }
    match server.answer(&body) {
        Ok(answer) => answer,
        Err(error) => match error.downcast_ref::<LookupError>() {
            Some(error) => refusal(StatusCode::UNPROCESSABLE_ENTITY, error, None),
            None => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        },
    }
}

impl Server {
    fn admit(&self, from: IpAddr) -> Result<(), Wait> {
        let now = u64::try_from(self.started.elapsed().as_micros()).unwrap_or(u64::MAX);
        self.limiter.lock().expect("no panic while it is held").admit(from, now)
    }

    fn answer(&self, body: &[u8]) -> anyhow::Result<Response> {
        let blinded = Blinded::parse(str::from_utf8(body).unwrap_or_default())?;
        let answer = self.key.answer(&blinded, random()?)?;
        Ok(Json(json!({
            "evaluated": const_hex::encode(answer.element),
            "proof": const_hex::encode(answer.proof),
        }))
        .into_response())
    }
}

/// What the nearest proxy wrote: the last address, because whoever asks can write the first ones.
fn forwarded(headers: &HeaderMap) -> Option<IpAddr> {
    let last = headers.get_all(FORWARDED).iter().next_back()?.to_str().ok()?;
    last.rsplit(',').next()?.trim().parse().ok()
}

fn too_many(Wait(seconds): Wait) -> Response {
    let detail = format!("ask again in {seconds} seconds");
    let error = LookupError::new(Rule::LookupTooMany, detail);
    refusal(StatusCode::TOO_MANY_REQUESTS, &error, Some(seconds))
}

fn refusal(status: StatusCode, error: &LookupError, seconds: Option<u64>) -> Response {
    let body = json!({
        "rule": error.rule.code(),
        "what": error.rule.sentence(),
        "detail": error.detail,
        "next": error.rule.next_step(),
        "seconds": seconds,
    });
    let mut response = (status, Json(body)).into_response();
    if let Some(seconds) = seconds {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// Headers of every answer; questions of browsers whether they may ask are answered here.
async fn with_headers(request: Request, next: Next) -> Response {
    let is_question = request.method() == axum::http::Method::OPTIONS;
    let mut response =
        if is_question { StatusCode::NO_CONTENT.into_response() } else { next.run(request).await };
    let headers = response.headers_mut();
    for (name, value) in CORS {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
