//! A party's or observer's witness: the C2SP tlog-witness endpoint for one election's log.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use anyhow::Context as _;
use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use clap::{Args, Subcommand};
use ledger::witness::{self, Head, MAX_REQUEST_BYTES, Refusal, Request};
use ledger::{SigningName, Trust};

use crate::shell::cosigner_state::CosignerState;
use crate::shell::{Outcome, election_dir, log_dir, serve};
use crate::verb::log::enrolled_keys;

/// Cosign the log's checkpoints over HTTP, as a party or an observer.
#[derive(Subcommand)]
pub enum Verb {
    /// Answer requests for cosignatures.
    Serve(Arguments),
}

/// Answer requests for cosignatures (<https://c2sp.org/tlog-witness>): `POST /add-checkpoint`.
///
/// The last checkpoint cosigned is kept in a file, written before any signature leaves. Keep it on a disk of
/// your own: whoever takes it away makes you forget what you signed.
#[derive(Args)]
#[command(
    after_help = "Example:\n  cotejo witness serve --election my-election --as party-a --key party-a.pem --state party-a.head --listen 127.0.0.1:8470"
)]
pub struct Arguments {
    /// The election directory.
    #[arg(long)]
    election: PathBuf,
    /// Id of the organisation that cosigns.
    #[arg(long = "as")]
    organisation: String,
    /// Its cosigning key; repeat for one of each kind.
    #[arg(long = "key", required = true)]
    keys: Vec<PathBuf>,
    /// Where the last checkpoint cosigned is kept.
    #[arg(long)]
    state: PathBuf,
    /// Where to listen.
    #[arg(long, default_value = "127.0.0.1:8470")]
    listen: SocketAddr,
}

struct Witness {
    trust: Trust,
    keys: Vec<SigningName>,
    /// Held from reading the last head until the new one is stored, so that two requests never race.
    state: Mutex<CosignerState>,
}

/// Runs a witness verb.
pub fn run(verb: Verb) -> anyhow::Result<Outcome> {
    let Verb::Serve(arguments) = verb;
    let election = election_dir::load(&arguments.election)?;
    let trust = Trust::of_election(&election)?;
    let keys = enrolled_keys(&trust, &arguments.organisation, &arguments.keys)?;
    let state = CosignerState(arguments.state);
    let _lock = state.lock()?;
    state.load().context("the state is not to be used")?;
    for key in &keys {
        println!("{}", key.public);
    }
    let witness = Arc::new(Witness { trust, keys, state: Mutex::new(state) });
    let router = Router::new()
        .route("/add-checkpoint", post(add_checkpoint))
        .route("/", get(last))
        .layer(DefaultBodyLimit::max(MAX_REQUEST_BYTES))
        .with_state(witness);
    serve::until_stopped(arguments.listen, router)?;
    Ok(Outcome::Fine)
}

async fn add_checkpoint(State(witness): State<Arc<Witness>>, body: Bytes) -> Response {
    match witness.decide(&body) {
        Ok(Ok(line)) => {
            ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], line).into_response()
        }
        Ok(Err(Refusal::OtherHead(size))) => {
            let kind = [(header::CONTENT_TYPE, "text/x.tlog.size")];
            (StatusCode::CONFLICT, kind, format!("{size}\n")).into_response()
        }
        Ok(Err(refusal)) => {
            let status = StatusCode::from_u16(refusal.status());
            (status.unwrap_or(StatusCode::BAD_REQUEST), format!("{refusal}\n")).into_response()
        }
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, format!("{error}\n")).into_response(),
    }
}

/// The last checkpoint cosigned, for people.
async fn last(State(witness): State<Arc<Witness>>) -> String {
    let state = witness.state.lock().expect("no panic while it is held");
    match state.load() {
        Ok(Some(Head { size, root })) => format!("{}\n{size}\n{root}\n", witness.trust.log.name()),
        Ok(None) => format!("{}\nnothing cosigned yet\n", witness.trust.log.name()),
        Err(error) => format!("{error}\n"),
    }
}

impl Witness {
    fn decide(&self, body: &[u8]) -> anyhow::Result<Result<String, Refusal>> {
        let request = match Request::parse(body) {
            Ok(request) => request,
            Err(error) => return Ok(Err(Refusal::Malformed(error))),
        };
        match witness::origin(&request) {
            Ok(origin) if origin == self.trust.log.name() => {}
            Ok(other) => return Ok(Err(Refusal::UnknownLog(other))),
            Err(refusal) => return Ok(Err(refusal)),
        }
        let state = self.state.lock().expect("no panic while it is held");
        Ok(match witness::decide(&request, &self.trust.log, state.load()?) {
            Ok(_) => {
                state.store(&request.checkpoint)?;
                let cosign = |key| witness::cosign(&request, key, log_dir::now());
                let lines = self.keys.iter().map(cosign).collect::<Result<Vec<_>, _>>()?;
                Ok(lines.iter().map(ToString::to_string).collect())
            }
            Err(refusal) => {
                if matches!(refusal, Refusal::Inconsistent(_)) {
                    state.keep_evidence(&request.checkpoint)?;
                }
                Err(refusal)
            }
        })
    }
}
