//! The page that asks: plain files beside the buckets. `web/lookup` has their sources.

use crate::{Manifest, Mode};

const INDEX: &str = include_str!("../../../web/lookup/index.html");
const STYLE: &str = include_str!("../../../web/lookup/page.css");
const SCRIPT: &str = include_str!("../../../web/lookup/lookup.js");
/// What stands in the page where the key servers' origins go.
const CONNECT: &str = "connect-src 'self'";

/// The page's files by name. Its security policy lets it reach its own server and the manifest's key servers alone.
pub fn files(manifest: &Manifest) -> [(&'static str, String); 3] {
    let mut connect = CONNECT.to_owned();
    if let Mode::Voprf { servers, .. } = &manifest.mode {
        for origin in servers.iter().filter_map(|server| server.origin()) {
            connect.push(' ');
            connect.push_str(origin);
        }
    }
    [
        ("index.html", INDEX.replacen(CONNECT, &connect, 1)),
        ("page.css", STYLE.to_owned()),
        ("lookup.js", SCRIPT.to_owned()),
    ]
}
