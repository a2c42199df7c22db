//! A centre over HTTP(S): records in, receipts out, the log to read, and how the centre is.
//!
//! The same signed bytes as in a datagram, for whoever cannot send datagrams. Nothing is kept for a connection that
//! has not sent a whole request within its time; how many there may be is bounded, all in all and for one address.

mod copies;
mod limits;
mod listener;
mod records;
mod status;
mod tls;
mod workers;

pub use copies::{CopyDesk, WitnessBook};
pub use limits::Limits;
pub use listener::{Answers, Peer, Serve, Serving, serve};
pub use tls::Tls;

use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderValue, header};
use axum::routing::{get, post};
use ledger::tile::MAX_ENTRY_BYTES;
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;

use crate::intake::Intake;
use crate::sequencer::Shared;
use crate::site::Site;

/// What the pages of a centre need.
#[derive(Clone)]
pub struct Centre {
    /// The door to the log.
    pub intake: Intake,
    /// How the threads are.
    pub shared: Shared,
    /// Where witnesses' copies go, in a party's or observer's centre.
    pub copies: Option<Arc<CopyDesk>>,
    /// Where the log's public files lie, if on this machine.
    pub log: Option<PathBuf>,
    /// The public site, if this centre serves one.
    pub site: Option<Site>,
}

/// Largest body of a request for a record: one entry of the log, or its QR text.
pub const MAX_RECORD_BYTES: usize = MAX_ENTRY_BYTES * 2;

/// The routes, and the site among them.
pub fn answers(mut centre: Centre) -> Answers {
    let site = centre.site.take();
    let pages = site.as_ref().map(Site::router);
    Answers { router: router(centre).merge(pages.unwrap_or_default()), site }
}

fn router(centre: Centre) -> Router {
    let mut router = Router::new()
        .route("/v1/records", post(records::submit).layer(DefaultBodyLimit::max(MAX_RECORD_BYTES)))
        .route("/health", get(status::health))
        .route("/ready", get(status::ready))
        .route("/metrics", get(status::metrics));
    if centre.copies.is_some() {
        let limit = DefaultBodyLimit::max(copies::MAX_COPY_BYTES);
        router = router.route("/v1/copies", post(copies::hand_in).layer(limit));
    }
    if let Some(log) = &centre.log {
        router = router.nest_service("/log", ServeDir::new(log));
    }
    let nosniff = HeaderValue::from_static("nosniff");
    router
        .layer(SetResponseHeaderLayer::overriding(header::X_CONTENT_TYPE_OPTIONS, nosniff))
        .with_state(centre)
}
