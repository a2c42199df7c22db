use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;

use crate::shell::{Outcome, serve};

/// Serve the files of a site, read-only: packed where the browser takes it, with the right times to keep them, and
/// news at `/live`. For a country, put it behind a CDN, or give the folder to any web server.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  cotejo site serve site\n  cotejo site serve site --listen 0.0.0.0:8080"
)]
pub struct Arguments {
    /// The folder of the site.
    site: PathBuf,
    /// Where to listen.
    #[arg(long, default_value = "127.0.0.1:8090")]
    listen: SocketAddr,
}

/// Serves until stopped.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let router = centre::site::router(&arguments.site)?;
    serve::until_stopped(arguments.listen, router)?;
    Ok(Outcome::Fine)
}
