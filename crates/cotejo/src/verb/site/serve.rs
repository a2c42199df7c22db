use std::net::SocketAddr;
use std::path::PathBuf;

use centre::http::{Answers, Limits};
use centre::site::Site;
use clap::Args;

use crate::shell::{Outcome, serve};
use crate::verb::lookup;

/// Serve the files of a site, read-only: packed where the browser takes it, with the right times to keep them, and
/// news at `/live`. For a country, put it behind a CDN, or give the folder to any web server.
///
/// With a certificate it is HTTPS, and browsers that can speak HTTP/2 do.
#[derive(Args)]
#[command(after_help = "\
Examples:
  cotejo site serve site
  cotejo site serve site --listen 0.0.0.0:443 --certificate chain.pem --tls-key key.pem
  cotejo site serve site --lookup-key lookup.key")]
pub struct Arguments {
    /// The folder of the site.
    site: PathBuf,
    /// Where to listen.
    #[arg(long, default_value = "127.0.0.1:8090")]
    listen: SocketAddr,
    /// Certificate chain (PEM), for HTTPS.
    #[arg(long, requires = "tls_key")]
    certificate: Option<PathBuf>,
    /// The certificate's key (PEM).
    #[arg(long, requires = "certificate")]
    tls_key: Option<PathBuf>,
    /// Answer the look-up's blinded questions too, at `/key`, with the limits of `cotejo lookup serve`. For small
    /// elections: whoever has both the files and the key can try every number.
    #[arg(long, value_name = "KEY")]
    lookup_key: Option<PathBuf>,
}

/// Where a site that answers for its look-up does so, seen from the look-up's page.
pub const KEY_SERVER: &str = "../key";
const KEY_PATH: &str = "/key";

/// Serves until stopped.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let answers = answers(&arguments.site, arguments.lookup_key.as_deref())?;
    let tls = serve::tls(arguments.certificate.as_deref(), arguments.tls_key.as_deref())?;
    serve::until_stopped_within(arguments.listen, tls, answers, Limits::of_one_address())?;
    Ok(Outcome::Fine)
}

/// A site's files, and answers for its look-up where there is a key.
pub fn answers(
    site: &std::path::Path,
    lookup_key: Option<&std::path::Path>,
) -> anyhow::Result<Answers> {
    let site = Site::open(site)?;
    let router = match lookup_key {
        Some(key) => site.router().nest(KEY_PATH, lookup::key_server(key)?),
        None => site.router(),
    };
    Ok(Answers { router, site: Some(site) })
}
