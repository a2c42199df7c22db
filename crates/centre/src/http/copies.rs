//! `POST /v1/copies`: a party's or observer's own witnesses hand in what they hold on paper.
//!
//! A QR text of a signed sheet goes to this centre's log like any other record. Whatever else a witness holds, the
//! text of a foreign code or a picture, is kept by its digest, for `cotejo scan` and `cotejo import`.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use record::sheet::QR_TAG;
use record::{Digest, Rule};
use serde_json::json;

use super::Centre;
use super::records::{later, log, refusal, refused};
use crate::CentreError;
use crate::clock::now_ms;
use crate::intake::record_of;

/// Largest picture of a sheet.
pub const MAX_COPY_BYTES: usize = 20 << 20;
/// Longest text of a QR code.
const MAX_TEXT_BYTES: usize = 8_192;

/// Who may hand in copies: names by the SHA-256 of their secrets. The secrets themselves are nowhere.
#[derive(Clone, Debug, Default)]
pub struct WitnessBook(HashMap<Digest, String>);

impl WitnessBook {
    /// Reads lines of `name,digest`, the digest in 64 hexadecimal digits.
    ///
    /// # Errors
    /// T850 with the line.
    pub fn parse(text: &str) -> Result<Self, CentreError> {
        let mut book = HashMap::new();
        for (number, line) in (1..).zip(text.lines()) {
            let wrong = |why: &str| {
                CentreError::new(Rule::CentreConfig, format!("witnesses, line {number}: {why}"))
            };
            let (name, digest) =
                line.split_once(',').ok_or_else(|| wrong("it should be `name,digest`"))?;
            let digest = digest.parse().map_err(|_| wrong("that is no SHA-256"))?;
            if book.insert(digest, name.to_owned()).is_some() {
                return Err(wrong("the same secret twice"));
            }
        }
        Ok(Self(book))
    }

    /// The witness who has a secret.
    fn who(&self, secret: &str) -> Option<&str> {
        // Looked up by digest: how long that takes says nothing about the secret.
        self.0.get(&Digest::of(secret.as_bytes())).map(String::as_str)
    }
}

/// Where copies are kept.
pub struct CopyDesk {
    folder: PathBuf,
    witnesses: WitnessBook,
    /// The list of what came: digest, kind, witness, time; one line each, durable before the answer.
    list: Mutex<File>,
}

/// The list of copies in the folder.
const LIST: &str = "copies.csv";
const HEAD: &str = "digest,kind,witness,received_ms\n";

impl CopyDesk {
    /// Opens the folder of copies.
    ///
    /// # Errors
    /// T852.
    pub fn open(folder: &Path, witnesses: WitnessBook) -> Result<Self, CentreError> {
        let open = || -> std::io::Result<File> {
            fs::create_dir_all(folder)?;
            let mut list = File::options().create(true).append(true).open(folder.join(LIST))?;
            if list.metadata()?.len() == 0 {
                list.write_all(HEAD.as_bytes())?;
                list.sync_all()?;
            }
            Ok(list)
        };
        let list = open().map_err(|error| unwritable(folder, &error))?;
        Ok(Self { folder: folder.to_owned(), witnesses, list: Mutex::new(list) })
    }

    /// Keeps a copy by its digest. The same one again, from whomever, is listed again and stored once.
    fn keep(&self, bytes: &[u8], kind: Kind, witness: &str) -> Result<Digest, CentreError> {
        let digest = Digest::of(bytes);
        let path = self.folder.join(format!("{digest}.{}", kind.extension()));
        let keep = || -> std::io::Result<()> {
            let mut list = self.list.lock().expect("no panic while it is held");
            if !path.exists() {
                let unfinished = path.with_extension("unfinished");
                let mut file = File::create(&unfinished)?;
                file.write_all(bytes)?;
                file.sync_all()?;
                fs::rename(&unfinished, &path)?;
                File::open(&self.folder)?.sync_all()?;
            }
            // Crash here: a copy that is not listed. Its witness has no answer and sends it again.
            let line = format!("{digest},{},{witness},{}\n", kind.extension(), now_ms());
            list.write_all(line.as_bytes())?;
            list.sync_all()
        };
        keep().map_err(|error| unwritable(&self.folder, &error))?;
        Ok(digest)
    }
}

/// What a copy is, by its first bytes; what the sender says it is does not matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Jpeg,
    Pdf,
    Png,
    Text,
    Tiff,
}

impl Kind {
    fn of(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0xFF, 0xD8, 0xFF, ..] => Some(Self::Jpeg),
            [b'%', b'P', b'D', b'F', b'-', ..] => Some(Self::Pdf),
            [0x89, b'P', b'N', b'G', ..] => Some(Self::Png),
            [b'I', b'I', 42, 0, ..] | [b'M', b'M', 0, 42, ..] => Some(Self::Tiff),
            _ => {
                let is_text = bytes.len() <= MAX_TEXT_BYTES
                    && std::str::from_utf8(bytes)
                        .is_ok_and(|text| !text.trim().is_empty() && !text.contains('\0'));
                is_text.then_some(Self::Text)
            }
        }
    }

    const fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Pdf => "pdf",
            Self::Png => "png",
            Self::Text => "txt",
            Self::Tiff => "tif",
        }
    }
}

pub(super) async fn hand_in(
    State(centre): State<Centre>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let Some(desk) = centre.copies.clone() else { return StatusCode::NOT_FOUND.into_response() };
    let secret = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let secret = secret.and_then(|value| value.strip_prefix("Bearer "));
    let Some(witness) = secret.and_then(|secret| desk.witnesses.who(secret)).map(str::to_owned)
    else {
        let detail = "Authorization: Bearer and a secret of this centre";
        return refusal(StatusCode::UNAUTHORIZED, Rule::WitnessNotKnown, detail);
    };
    if body.starts_with(QR_TAG.as_bytes()) {
        return match record_of(&body) {
            Ok(record) => log(&centre, record).await,
            Err(error) => refused(&error),
        };
    }
    let Some(kind) = Kind::of(&body) else {
        let detail = "neither a QR text nor a picture (JPEG, PNG, TIFF) nor a PDF";
        return refusal(StatusCode::UNSUPPORTED_MEDIA_TYPE, Rule::EntryMalformed, detail);
    };
    let kept = tokio::task::spawn_blocking(move || desk.keep(&body, kind, &witness)).await;
    match kept {
        Ok(Ok(digest)) => {
            let kept = json!({ "kept": digest.to_string(), "kind": kind.extension() });
            (StatusCode::OK, Json(kept)).into_response()
        }
        Ok(Err(error)) => {
            tracing::warn!(rule = error.rule.code(), detail = error.detail, "keeping a copy");
            later()
        }
        Err(_) => later(),
    }
}

fn unwritable(folder: &Path, error: &std::io::Error) -> CentreError {
    CentreError::new(Rule::StoreNotWritable, format!("{}: {error}", folder.display()))
}
