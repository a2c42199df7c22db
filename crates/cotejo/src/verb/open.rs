//! Look at a bundle, a report or a log in a browser.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::bail;
use axum::Router;
use axum::http::{HeaderValue, header};
use axum::response::Redirect;
use axum::routing::get;
use clap::Args;
use collate::bundle::REPORT;
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;

use crate::shell::evidence::{self, Evidence};
use crate::shell::serve_archive::serve_archive;
use crate::shell::{Outcome, serve};

/// Serve the files of a folder or of a bundle's archive on loopback, so that a browser or another program can
/// read them. Nothing else is served, and nothing is changed.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  cotejo open bundle/            then open http://127.0.0.1:8480/\n  cotejo open bundle.tar\n  cotejo open my-log/log --listen 127.0.0.1:8481"
)]
pub struct Arguments {
    /// The folder, or a bundle's archive.
    folder: PathBuf,
    /// Where to listen.
    #[arg(long, default_value = "127.0.0.1:8480")]
    listen: SocketAddr,
}

/// Serves until stopped.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let at = &arguments.folder;
    let (router, has_report) = if at.is_dir() {
        let is_report = at.join("index.html").is_file();
        let has_report = !is_report && at.join(REPORT).join("index.html").is_file();
        (Router::new().fallback_service(ServeDir::new(at)), has_report)
    } else if evidence::is_archive(at) {
        let evidence = Evidence::open(at)?;
        let has_report = evidence.has(&format!("{REPORT}/index.html"));
        (serve_archive(Arc::new(evidence)), has_report)
    } else {
        bail!("{} is no folder and no bundle's archive", at.display());
    };
    let router = match has_report {
        true => {
            let report = || async { Redirect::temporary("/report/index.html") };
            router.route("/", get(report))
        }
        false => router,
    };
    // Nothing in a bundle may fetch anything from elsewhere, whoever made it.
    let policy = HeaderValue::from_static(
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'",
    );
    let router =
        router.layer(SetResponseHeaderLayer::overriding(header::CONTENT_SECURITY_POLICY, policy));
    serve::until_stopped(arguments.listen, router)?;
    Ok(Outcome::Fine)
}
