//! The public site over HTTP: files of a folder, read-only. Nothing here knows of intake, store or log, so pages are
//! served whatever became of those.

mod address;
mod answer;
mod files;
mod live;

use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::{Method, Request, StatusCode, header};
use axum::response::Response;
use record::Rule;

use crate::CentreError;
use address::Address;
use files::{Files, Missing};
use live::Live;

/// What pages may load and run, as a header. The same as in the pages themselves, and no other site may frame them.
pub const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The same for the look-up by ID number, whose page names its key servers, elsewhere, in a policy of its own: the
/// narrower of the two holds.
pub const LOOKUP_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self' https: http:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/// Where the look-up lies in a site.
const LOOKUP: &str = "lookup/";

/// The file by which pages see that there is something new.
const LIVE_FILE: &str = "live.json";
/// Where news are streamed.
const LIVE: &str = "/live";

/// A site's folder, and what of it is kept in memory. Clones are of the same site.
#[derive(Clone)]
pub struct Site {
    files: Arc<Files>,
    live: Arc<Live>,
}

impl Site {
    /// The site of a folder.
    ///
    /// # Errors
    /// W107 where there is no folder.
    pub fn open(folder: &Path) -> Result<Self, CentreError> {
        if !folder.is_dir() {
            return Err(CentreError::new(Rule::SiteFileUnreadable, folder.display().to_string()));
        }
        let files = Arc::new(Files::new(folder.to_owned()));
        let live = Arc::new(Live::new(folder.join(LIVE_FILE), Arc::clone(&files)));
        Ok(Self { files, live })
    }

    /// Serves it at the root of an address.
    pub fn router(&self) -> Router {
        Router::new().fallback(serve).with_state(self.clone())
    }

    /// The answer to a request whose file is kept in memory, as [`Self::router`] gave it a moment ago. No route of
    /// anybody else is ever kept, so this may be asked before any route is looked for.
    pub fn kept<B>(&self, request: &Request<B>) -> Option<Response> {
        answer::kept(&self.files, request.method(), request.uri(), request.headers())
    }
}

async fn serve(State(site): State<Site>, request: axum::extract::Request) -> Response {
    // What is sent along is not read.
    let (request, _) = request.into_parts();
    let wants_page = request
        .headers
        .get(header::ACCEPT)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.contains("text/html"));
    let refuse = |status, rule| answer::refusal(status, rule, wants_page);
    if !matches!(request.method, Method::GET | Method::HEAD) {
        let mut response = refuse(StatusCode::METHOD_NOT_ALLOWED, Rule::SiteReadOnly);
        let allowed = header::HeaderValue::from_static("GET, HEAD");
        response.headers_mut().insert(header::ALLOW, allowed);
        return response;
    }
    let address = match Address::parse(&request.uri) {
        Ok(address) => address,
        Err(Rule::SiteAddressTooLong) => {
            return refuse(StatusCode::URI_TOO_LONG, Rule::SiteAddressTooLong);
        }
        Err(rule) => return refuse(StatusCode::BAD_REQUEST, rule),
    };
    if address.path() == LIVE {
        return Live::stream(&site.live).await;
    }
    match answer::file(&site.files, &address, &request).await {
        Ok(response) => response,
        Err(Missing::NotThere | Missing::IsFolder) => {
            refuse(StatusCode::NOT_FOUND, Rule::SitePageMissing)
        }
        Err(Missing::Unreadable) => {
            refuse(StatusCode::INTERNAL_SERVER_ERROR, Rule::SiteFileUnreadable)
        }
    }
}
