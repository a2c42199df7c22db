//! `POST /v1/records`: one signed record, or its QR text, for its receipt.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use record::Rule;
use serde_json::json;
use tokio::sync::oneshot;

use super::Centre;
use crate::CentreError;
use crate::clock::now_ms;
use crate::intake::record_of;
use crate::writer::Outcome;

/// Seconds after which to try again, where the answer is *later*.
const RETRY_SECONDS: &str = "2";

pub(super) async fn submit(
    State(centre): State<Centre>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    if headers.contains_key(header::CONTENT_ENCODING) {
        // What unpacks to more than it is, is not unpacked.
        let detail = "send the record as it is, without Content-Encoding";
        return refusal(StatusCode::UNSUPPORTED_MEDIA_TYPE, Rule::EntryMalformed, detail);
    }
    match record_of(&body) {
        Ok(record) => log(&centre, record).await,
        Err(error) => refused(&error),
    }
}

/// Submits a record and waits for what becomes of it.
pub(super) async fn log(centre: &Centre, record: Vec<u8>) -> Response {
    let (done, outcome) = oneshot::channel();
    let entry = record.clone();
    let intake = centre.intake.clone();
    // The signature takes tens of microseconds of a thread that others wait for as well.
    let submit = tokio::task::spawn_blocking(move || {
        let done = Box::new(move |outcome| {
            // Who no longer waits has lost nothing: sending again gives the same receipt.
            let _ = done.send(outcome);
        });
        intake.submit(record, now_ms(), done);
    });
    let outcome = match submit.await {
        Ok(()) => outcome.await.unwrap_or(Outcome::Later),
        Err(_) => Outcome::Later,
    };
    match outcome {
        Outcome::Logged(mut receipt) => {
            receipt.extra = Some(entry);
            let kind = [(header::CONTENT_TYPE, "text/plain; charset=utf-8")];
            (StatusCode::OK, kind, receipt.to_string()).into_response()
        }
        Outcome::Refused(error) => refused(&error.into()),
        Outcome::Later => later(),
    }
}

/// The answer *later*.
pub(super) fn later() -> Response {
    let mut response = refusal(
        StatusCode::SERVICE_UNAVAILABLE,
        Rule::CentreBusy,
        &format!("try again in {RETRY_SECONDS} seconds"),
    );
    response
        .headers_mut()
        .insert(header::RETRY_AFTER, header::HeaderValue::from_static(RETRY_SECONDS));
    response
}

/// A record that will never be taken.
pub(super) fn refused(error: &CentreError) -> Response {
    refusal(StatusCode::UNPROCESSABLE_ENTITY, error.rule, &error.detail)
}

/// An answer that names its rule.
pub(super) fn refusal(status: StatusCode, rule: Rule, detail: &str) -> Response {
    let body = json!({
        "rule": rule.code(),
        "what": rule.sentence(),
        "detail": detail,
        "next": rule.next_step(),
    });
    (status, Json(body)).into_response()
}
