//! Image and PDF files to raw QR codes, within limits.
//!
//! This crate knows nothing of elections: it turns files into payload bytes and says where a code was
//! seen that could not be read.

mod decode;
mod error;
mod finder;
mod hex;
mod kind;
mod limits;
mod look;
mod pdf;
mod pool;
mod process;
mod qr;
mod raster;
pub mod redact;
mod redactor;
mod retry;
mod sharpen;
mod tiff;
mod walk;
mod wire;
mod worker;

pub use decode::{Document, Missing, Page, Trace, decode_bytes};
pub use error::DecodeError;
pub use finder::Finder;
pub use kind::Kind;
pub use limits::Limits;
pub use look::{LOOK_BITS, Look};
pub use pool::{Content, Failure, Pool, Scanned};
pub use qr::{Code, Failed, Point, Sequence, Undecoded};
pub use redact::{Layout, Redacted, Refusal, redact};
pub use redactor::{Redactor, redactor_main};
pub use walk::{Files, MAX_DEPTH, MAX_FILES, WalkError, list};
pub use worker::{Isolation, serve, worker_main};
