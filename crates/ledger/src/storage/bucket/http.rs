//! The S3 client's requests, sent by the same small HTTP client that reads logs on the web.

use std::io::Read as _;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use futures_util::stream;
use http_body::Frame;
use http_body_util::{BodyExt as _, StreamBody};
use object_store::ClientOptions;
use object_store::client::{
    HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpResponse,
    HttpResponseBody, HttpService,
};
use ureq::tls::TlsConfig;
use ureq::{Agent, BodyReader};

/// How long to wait for a connection, and for a whole answer.
const CONNECT: Duration = Duration::from_secs(5);
const ANSWER: Duration = Duration::from_secs(60);
/// How much of an answer is read at once.
const CHUNK: usize = 64 << 10;

/// Gives the S3 client our HTTP client.
#[derive(Clone, Debug)]
pub struct Connector(Agent);

impl Connector {
    /// A client with these roots of trust. It follows nothing: a signature is for one address.
    pub fn new(tls: TlsConfig) -> Self {
        let config = Agent::config_builder()
            .tls_config(tls)
            .timeout_connect(Some(CONNECT))
            .timeout_global(Some(ANSWER))
            .http_status_as_error(false)
            .max_redirects(0)
            .user_agent("cotejo");
        Self(config.build().into())
    }
}

impl HttpConnector for Connector {
    fn connect(&self, _: &ClientOptions) -> object_store::Result<HttpClient> {
        Ok(HttpClient::new(self.clone()))
    }
}

#[async_trait]
impl HttpService for Connector {
    /// Sends and waits in this thread, which has nothing else to do.
    async fn call(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let (parts, body) = request.into_parts();
        let body = body.collect().await?.to_bytes();
        let head = ureq::http::Request::from_parts(parts, ());
        let answer = match body.is_empty() {
            true => self.0.run(head),
            false => self.0.run(head.map(|()| &body[..])),
        };
        let answer = answer.map_err(failed)?;
        Ok(answer.map(|body| {
            let chunks = Chunks(Mutex::new(body.into_reader()));
            HttpResponseBody::new(StreamBody::new(stream::iter(chunks)))
        }))
    }
}

/// An answer's bytes as they come; a lock that nobody else ever holds makes them shareable.
struct Chunks(Mutex<BodyReader<'static>>);

impl Iterator for Chunks {
    type Item = Result<Frame<Bytes>, HttpError>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut chunk = vec![0; CHUNK];
        match self.0.get_mut().unwrap_or_else(PoisonError::into_inner).read(&mut chunk) {
            Ok(0) => None,
            Ok(read) => {
                chunk.truncate(read);
                Some(Ok(Frame::data(chunk.into())))
            }
            Err(error) => Some(Err(HttpError::new(HttpErrorKind::Interrupted, error))),
        }
    }
}

/// Every request of a log may be sent twice: what is written never changes, or is written whole. So whatever
/// time may mend is tried again.
fn failed(error: ureq::Error) -> HttpError {
    let kind = match &error {
        ureq::Error::Timeout(_)
        | ureq::Error::Io(_)
        | ureq::Error::HostNotFound
        | ureq::Error::ConnectionFailed
        | ureq::Error::Protocol(_) => HttpErrorKind::Request,
        _ => HttpErrorKind::Unknown,
    };
    HttpError::new(kind, error)
}
