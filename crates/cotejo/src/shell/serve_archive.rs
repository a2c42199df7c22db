//! The files of a bundle's archive over HTTP, read from where they lie in it.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use tokio::fs::File;
use tokio::io::AsyncReadExt as _;
use tokio_util::io::ReaderStream;

use super::evidence::Evidence;

/// A router of every file of a bundle.
pub fn serve_archive(evidence: Arc<Evidence>) -> Router {
    Router::new().route("/{*path}", get(one)).with_state(evidence)
}

async fn one(State(evidence): State<Arc<Evidence>>, Path(path): Path<String>) -> Response {
    let path = match path.strip_suffix('/') {
        Some(folder) => format!("{folder}/index.html"),
        None => path,
    };
    let Ok(from) = evidence.stream(&path) else { return StatusCode::NOT_FOUND.into_response() };
    let size = from.limit();
    let from = File::from_std(from.into_inner()).take(size);
    let kind = mime_guess::from_path(&path).first_or_octet_stream().to_string();
    let headers = [(header::CONTENT_TYPE, kind), (header::CONTENT_LENGTH, size.to_string())];
    (headers, Body::from_stream(ReaderStream::new(from))).into_response()
}
