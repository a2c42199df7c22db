//! How the centre is: `/health` for whoever restarts it, `/ready` for whoever sends traffic to it, `/metrics`.

use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::Centre;
use crate::writer::Health;

/// Alive: the process answers.
pub(super) async fn health(State(centre): State<Centre>) -> Response {
    describe(&centre, StatusCode::OK)
}

/// Ready: records can be taken. Reading goes on when this says no.
pub(super) async fn ready(State(centre): State<Centre>) -> Response {
    let is_ready = centre.shared.health() == Health::Writing && !centre.shared.is_stopping();
    describe(&centre, if is_ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE })
}

pub(super) async fn metrics(State(centre): State<Centre>) -> Response {
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    ([(header::CONTENT_TYPE, kind)], centre.shared.metrics.text()).into_response()
}

fn describe(centre: &Centre, status: StatusCode) -> Response {
    let metrics = &centre.shared.metrics;
    let (word, error) = match centre.shared.health() {
        Health::Writing => ("writing", None),
        Health::Recovering(error) => ("recovering", Some(error)),
        Health::Stopped(error) => ("stopped", Some(error)),
    };
    let body = json!({
        "log": word,
        "writes_here": metrics.writing.get() == 1,
        "entries": metrics.entries.get(),
        "waiting": metrics.waiting.get(),
        "rule": error.as_ref().map(|error| error.rule.code()),
        "detail": error.as_ref().map(|error| &error.detail),
        "next": error.as_ref().map(|error| error.rule.next_step()),
    });
    (status, Json(body)).into_response()
}
