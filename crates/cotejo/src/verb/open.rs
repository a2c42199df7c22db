//! Look at a bundle, a report or a log in a browser.

use std::net::SocketAddr;
use std::path::PathBuf;

use anyhow::bail;
use axum::Router;
use axum::http::{HeaderValue, header};
use clap::Args;
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;

use crate::shell::{Outcome, serve};

/// Serve a folder's files on loopback, so that a browser or another program can read them. Nothing else is
/// served, and nothing is changed.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  cotejo open bundle/            then open http://127.0.0.1:8480/report/index.html\n  cotejo open my-log/log --listen 127.0.0.1:8481"
)]
pub struct Arguments {
    /// The folder.
    folder: PathBuf,
    /// Where to listen.
    #[arg(long, default_value = "127.0.0.1:8480")]
    listen: SocketAddr,
}

/// Serves until stopped.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    if !arguments.folder.is_dir() {
        bail!("{} is no folder", arguments.folder.display());
    }
    // Nothing in a bundle may fetch anything from elsewhere, whoever made it.
    let policy = HeaderValue::from_static(
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'",
    );
    let router = Router::new()
        .fallback_service(ServeDir::new(&arguments.folder))
        .layer(SetResponseHeaderLayer::overriding(header::CONTENT_SECURITY_POLICY, policy));
    serve::until_stopped(arguments.listen, router)?;
    Ok(Outcome::Fine)
}
