//! News as server-sent events (WHATWG HTML, section 9.2): the text of `live.json` whenever it changes.

use std::convert::Infallible;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse as _, Response};
use futures_util::stream;
use record::Rule;
use tokio::sync::{Semaphore, watch};

use super::answer;
use super::files::Files;

/// Streams at a time. Who gets none asks for `live.json` now and then.
const MOST: usize = 2_048;
/// How often the file is looked at, once for all streams.
const EVERY: Duration = Duration::from_secs(1);
/// How often something is sent, so that those between us do not take a silent stream for a dead one.
const SIGN_OF_LIFE: Duration = Duration::from_secs(20);
/// Largest file of news.
const MAX_NEWS: usize = 4_096;

/// The file of news, and who waits for it.
pub(super) struct Live {
    file: PathBuf,
    files: Arc<Files>,
    news: watch::Sender<Arc<str>>,
    is_looking: AtomicBool,
    places: Arc<Semaphore>,
}

impl Live {
    pub(super) fn new(file: PathBuf, files: Arc<Files>) -> Self {
        Self {
            file,
            files,
            news: watch::Sender::new(Arc::from("")),
            is_looking: AtomicBool::new(false),
            places: Arc::new(Semaphore::new(MOST)),
        }
    }

    /// A stream of news, the present state first.
    pub(super) async fn stream(live: &Arc<Self>) -> Response {
        let Ok(place) = live.places.clone().try_acquire_owned() else {
            return answer::refusal(StatusCode::SERVICE_UNAVAILABLE, Rule::CentreBusy, false);
        };
        live.look().await;
        let mut told = live.news.subscribe();
        told.mark_changed();
        if !live.is_looking.swap(true, Ordering::Relaxed) {
            let live = Arc::downgrade(live);
            tokio::spawn(async move {
                while let Some(live) = live.upgrade() {
                    live.look().await;
                    drop(live);
                    tokio::time::sleep(EVERY).await;
                }
            });
        }
        let events = stream::unfold((told, place), |(mut told, place)| async move {
            told.changed().await.ok()?;
            let text = told.borrow_and_update().clone();
            let event = Event::default().event("news").data(text.trim_end());
            Some((Ok::<_, Infallible>(event), (told, place)))
        });
        let mut response =
            Sse::new(events).keep_alive(KeepAlive::new().interval(SIGN_OF_LIFE)).into_response();
        answer::common(response.headers_mut());
        let any = HeaderValue::from_static("*");
        response.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, any);
        response
    }

    /// Reads the file, and tells those who wait if it says something else.
    async fn look(&self) {
        let Ok(bytes) = tokio::fs::read(&self.file).await else { return };
        let Ok(text) = String::from_utf8(bytes) else { return };
        if text.len() > MAX_NEWS {
            return;
        }
        self.news.send_if_modified(|known| {
            let is_new = **known != *text;
            if is_new {
                // Whoever is told asks for the pages at once.
                self.files.forget();
                *known = Arc::from(text.as_str());
            }
            is_new
        });
    }
}
