//! Styles and scripts under names that say what is in them, so that they may be kept for ever.

use data_encoding::{BASE64, HEXLOWER};
use sha2::{Digest as _, Sha384};

/// Everything that pages load.
pub(crate) struct Assets {
    pub style: Asset,
    /// On every page.
    pub site: Asset,
    /// On pages of tables.
    pub table: Asset,
    /// Loaded when somebody asks for it.
    pub verifier: Asset,
    pub show: Asset,
    pub qr: Asset,
    /// On the page of the search.
    pub search: Asset,
}

/// A file that never changes under its name.
pub(crate) struct Asset {
    /// Its path in the site.
    pub path: String,
    /// What browsers hold it against (W3C Subresource Integrity).
    pub integrity: String,
    pub bytes: Vec<u8>,
}

impl Assets {
    pub fn new() -> Self {
        let style = format!("{}{}", report::doc::STYLE, include_str!("../assets/site.css"));
        Self {
            style: Asset::new("site", "css", style.into_bytes()),
            site: Asset::new("site", "js", include_bytes!("../assets/site.js").to_vec()),
            table: Asset::new("table", "js", include_bytes!("../assets/table.js").to_vec()),
            search: Asset::new("search", "js", include_bytes!("../assets/search.js").to_vec()),
            verifier: Asset::new("verifier", "js", VERIFIER.to_vec()),
            show: Asset::new("show", "js", SHOW.to_vec()),
            qr: Asset::new("qr", "js", include_bytes!("../../../web/qr/qr.js").to_vec()),
        }
    }

    pub fn all(&self) -> [&Asset; 7] {
        [&self.style, &self.site, &self.table, &self.search, &self.verifier, &self.show, &self.qr]
    }
}

/// The second verifier as it can be taken away: its page and what that needs, under `verify/`.
pub(crate) const VERIFIER_PAGE: [(&str, &[u8]); 5] = [
    ("verify/index.html", include_bytes!("../../../web/verifier/index.html")),
    ("verify/page.css", include_bytes!("../../../web/verifier/page.css")),
    ("verify/page.js", include_bytes!("../../../web/verifier/page.js")),
    ("verify/show.js", SHOW),
    ("verify/verifier.js", VERIFIER),
];

const VERIFIER: &[u8] = include_bytes!("../../../web/verifier/verifier.js");
const SHOW: &[u8] = include_bytes!("../../../web/verifier/show.js");

impl Asset {
    fn new(name: &str, ending: &str, bytes: Vec<u8>) -> Self {
        let digest = Sha384::digest(&bytes);
        Self {
            path: format!("assets/{name}.{}.{ending}", HEXLOWER.encode(&digest[..8])),
            integrity: format!("sha384-{}", BASE64.encode(&digest)),
            bytes,
        }
    }
}
