//! A file as an answer: packed where that is wanted, with what it is and how long it may be kept.

use std::sync::Arc;
use std::time::UNIX_EPOCH;

use axum::body::{Body, Bytes};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::Response;
use record::Rule;
use serde_json::json;
use tokio::fs::File;
use tokio_util::io::ReaderStream;

use super::address::Address;
use super::files::{Content, Files, Found, Missing};
use super::{LIVE, LIVE_FILE, LOOKUP, LOOKUP_POLICY, POLICY};

const FOR_EVER: &str = "public, max-age=31536000, immutable";
const ASK_AGAIN: &str = "no-cache";
/// Folders whose files never change under their names.
const UNCHANGING: [&str; 3] = ["assets/", "images/", "log/tile/"];

/// A file with everything that its answers say.
#[derive(Clone)]
pub(super) struct Ready {
    headers: HeaderMap,
    tag: String,
    /// The content, where it is small.
    pub(super) whole: Option<Bytes>,
}

/// The file of an address.
pub(super) async fn file(
    files: &Arc<Files>,
    address: &Address,
    request: &Parts,
) -> Result<Response, Missing> {
    match files.find(&address.file(), takes_gzip(&request.headers)).await {
        Ok((ready, file)) => Ok(ready.answer(&request.method, &request.headers, file)),
        Err(Missing::IsFolder) => Ok(moved(address.path())),
        Err(missing) => Err(missing),
    }
}

impl Ready {
    /// The answer to a request; `file` is there where the content is not in memory.
    fn answer(self, method: &Method, asked: &HeaderMap, file: Option<std::fs::File>) -> Response {
        let mut response = Response::new(Body::empty());
        let has_it = asked.get_all(header::IF_NONE_MATCH).iter().any(|value| {
            value.to_str().is_ok_and(|value| {
                value.split(',').any(|one| one.trim().trim_start_matches("W/") == self.tag)
            })
        });
        if has_it {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
        } else if method != Method::HEAD {
            *response.body_mut() = match (self.whole, file) {
                (Some(bytes), _) => Body::from(bytes),
                (None, Some(file)) => Body::from_stream(ReaderStream::new(File::from_std(file))),
                (None, None) => Body::empty(),
            };
        }
        *response.headers_mut() = self.headers;
        if has_it {
            response.headers_mut().remove(header::CONTENT_LENGTH);
        }
        response
    }
}

/// The answer to a request whose file is kept in memory.
pub(super) fn kept(
    files: &Arc<Files>,
    method: &Method,
    uri: &Uri,
    asked: &HeaderMap,
) -> Option<Response> {
    let is_read = matches!(*method, Method::GET | Method::HEAD);
    let address = is_read.then(|| Address::parse(uri).ok()).flatten()?;
    let ready = files.kept(&address.file(), takes_gzip(asked))?;
    Some(ready.answer(method, asked, None))
}

/// What answers say of a file, and the file itself where it has to be read piece by piece.
pub(super) fn ready(name: &str, found: Found) -> (Ready, Option<std::fs::File>) {
    let Found { length, modified, is_packed, content } = found;
    let modified = modified.and_then(|at| at.duration_since(UNIX_EPOCH).ok());
    let tag = format!(
        "\"{length:x}-{:x}{}\"",
        modified.map_or(0, |at| at.as_nanos()),
        if is_packed { "-gz" } else { "" }
    );
    let mut headers = HeaderMap::with_capacity(16);
    describe(&mut headers, name);
    if is_packed {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    if let Ok(value) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, value);
    }
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    match content {
        Content::Whole(bytes) => (Ready { headers, tag, whole: Some(bytes.into()) }, None),
        Content::Open(file) => (Ready { headers, tag, whole: None }, Some(file)),
    }
}

/// A plain answer that names its rule. Nothing of the request is in it.
pub(super) fn refusal(status: StatusCode, rule: Rule, as_page: bool) -> Response {
    let (kind, body) = if as_page {
        let page = format!(
            "<!DOCTYPE html><html lang=\"es\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{code}</title><h1>{code}</h1><p>{es}</p><p lang=\"en\">{en} {next}</p><p><a href=\"/es/404.html\">Español</a> · <a href=\"/en/404.html\" lang=\"en\">English</a></p></html>\n",
            code = rule.code(),
            es = rule.sentence_es(),
            en = rule.sentence(),
            next = rule.next_step(),
        );
        ("text/html; charset=utf-8", page)
    } else {
        let value = json!({
            "rule": rule.code(), "what": rule.sentence(), "detail": "", "next": rule.next_step(),
        });
        ("application/json", format!("{value}\n"))
    };
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    common(headers);
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    response
}

fn describe(headers: &mut HeaderMap, name: &str) {
    common(headers);
    if name.starts_with(LOOKUP) {
        let policy = HeaderValue::from_static(LOOKUP_POLICY);
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    let ending =
        name.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map(|(_, ending)| ending);
    let kind = kind(name, ending.unwrap_or(""));
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    let keep =
        if UNCHANGING.iter().any(|folder| name.starts_with(folder)) { FOR_EVER } else { ASK_AGAIN };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if !kind.starts_with("text/html") {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    }
    if name == LIVE_FILE {
        let exposed = HeaderValue::from_static("cotejo-live");
        headers.insert(HeaderName::from_static("cotejo-live"), HeaderValue::from_static(LIVE));
        headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, exposed);
    }
}

/// What every answer carries.
pub(super) fn common(headers: &mut HeaderMap) {
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
}

/// What a file is, by its name alone.
fn kind(name: &str, ending: &str) -> &'static str {
    match ending {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "atom" => "application/atom+xml; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "txt" | "toml" | "seal" | "tlog-proof" => "text/plain; charset=utf-8",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "pdf" => "application/pdf",
        "svg" => "image/svg+xml",
        "wasm" => "application/wasm",
        "gz" => "application/gzip",
        "tar" => "application/x-tar",
        "parquet" => "application/vnd.apache.parquet",
        _ if name == "log/checkpoint" || name.starts_with("log/checkpoints/") => {
            "text/plain; charset=utf-8"
        }
        _ => "application/octet-stream",
    }
}

fn takes_gzip(headers: &HeaderMap) -> bool {
    let values =
        headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).any(|one| {
        let mut parts = one.split(';').map(str::trim);
        let is_gzip =
            parts.next().is_some_and(|name| name.eq_ignore_ascii_case("gzip") || name == "*");
        let refused = parts
            .any(|part| matches!(part.strip_prefix("q="), Some("0" | "0.0" | "0.00" | "0.000")));
        is_gzip && !refused
    })
}

/// A folder is asked for with a slash at its end, because links of its page are relative.
fn moved(path: &str) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::PERMANENT_REDIRECT;
    common(response.headers_mut());
    // The path was parsed: it starts with a single slash, and holds nothing that a header cannot.
    if let Ok(to) = HeaderValue::from_str(&format!("{path}/")) {
        response.headers_mut().insert(header::LOCATION, to);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_look_up_may_ask_another_address() {
        let policy = |name: &str| {
            let mut headers = HeaderMap::new();
            describe(&mut headers, name);
            headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap().to_owned()
        };
        assert!(policy("lookup/index.html").contains("connect-src 'self' https: http:;"));
        assert!(policy("es/index.html").contains("connect-src 'self';"));
        assert!(policy("es/lookup/index.html").contains("connect-src 'self';"));
    }
}
