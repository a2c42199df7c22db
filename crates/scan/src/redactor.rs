//! Redaction in a child process, which is all that ever decodes a picture.

use std::io::{self, Read, Write};
use std::process::{self, Command};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::kind::Kind;
use crate::limits::Limits;
use crate::pool::Failure;
use crate::process::Worker;
use crate::redact::{Layout, Redacted, Refusal, cleaned, redact};
use crate::worker::{FILES_PER_WORKER, serve_with};

/// Largest order beside the picture, in bytes.
const MAX_ORDER_BYTES: u64 = 64 * 1024;
/// Bytes that give the length of the order or of the answer's head.
const LENGTH: usize = 4;

/// A process that makes public copies, one after another. Started when first needed.
pub struct Redactor<F> {
    command: F,
    limits: Limits,
    worker: Option<Worker>,
}

/// What the process says of a copy, before its bytes.
#[derive(Serialize, Deserialize)]
struct Head {
    kind: Kind,
    covered: u64,
    pixels: u64,
}

impl<F: Fn() -> Command> Redactor<F> {
    /// A process to be, started with `command`, which must end in [`redactor_main`].
    pub fn new(limits: Limits, command: F) -> Self {
        Self { command, limits, worker: None }
    }

    /// A public copy of a picture. Without a layout the picture is one that a person has covered, and only its
    /// metadata is left behind.
    ///
    /// # Errors
    /// [`Refusal`].
    pub fn copy(&mut self, picture: &[u8], layout: Option<&Layout>) -> Result<Redacted, Refusal> {
        let stopped = |failure: Failure| Refusal::Stopped { how: failure.to_string() };
        let mut worker = match self.worker.take() {
            Some(worker) if worker.files < FILES_PER_WORKER => worker,
            _ => Worker::start((self.command)(), &self.limits).map_err(stopped)?,
        };
        worker.files += 1;
        let frame = order(layout, picture)?;
        let patience = Duration::from_millis(self.limits.max_millis);
        let answer = worker.exchange(frame, patience).map_err(stopped)?;
        self.worker = Some(worker);
        let broken = || Refusal::Stopped { how: "it gave a broken answer".to_owned() };
        let (head, bytes) = split(&answer).ok_or_else(broken)?;
        let head: Result<Head, Refusal> = serde_json::from_slice(head).map_err(|_| broken())?;
        let head = head?;
        let Head { kind, covered, pixels } = head;
        Ok(Redacted { bytes: bytes.to_vec(), kind, covered, pixels })
    }
}

/// Runs a redactor on standard input and output until the parent closes them.
pub fn redactor_main() -> ! {
    let served = serve(&mut io::stdin().lock(), &mut io::stdout().lock());
    process::exit(i32::from(served.is_err()))
}

fn serve(from: &mut impl Read, to: &mut impl Write) -> io::Result<()> {
    serve_with(from, to, MAX_ORDER_BYTES, |frame, limits| {
        let malformed = || io::Error::from(io::ErrorKind::InvalidData);
        let (layout, picture) = split(frame).ok_or_else(malformed)?;
        let layout = ordered(layout)?;
        let made = match &layout {
            Some(layout) => redact(picture, layout, limits),
            None => cleaned(picture, limits),
        };
        let (head, bytes) = match made {
            Ok(Redacted { bytes, kind, covered, pixels }) => {
                (Ok(Head { kind, covered, pixels }), bytes)
            }
            Err(refusal) => (Err(refusal), Vec::new()),
        };
        joined(&serde_json::to_vec(&head)?, &bytes)
    })
}

/// The layout travels as TOML, since places reach to infinity and JSON does not. No layout is no text.
fn order(layout: Option<&Layout>, picture: &[u8]) -> Result<Vec<u8>, Refusal> {
    let stopped = |error: &dyn std::fmt::Display| Refusal::Stopped { how: error.to_string() };
    let layout = layout.map(toml::to_string).transpose().map_err(|e| stopped(&e))?;
    joined(layout.unwrap_or_default().as_bytes(), picture).map_err(|e| stopped(&e))
}

fn ordered(layout: &[u8]) -> io::Result<Option<Layout>> {
    if layout.is_empty() {
        return Ok(None);
    }
    let text = str::from_utf8(layout).map_err(io::Error::other)?;
    Layout::parse(text).map(Some).map_err(io::Error::other)
}

fn joined(head: &[u8], rest: &[u8]) -> io::Result<Vec<u8>> {
    let length = u32::try_from(head.len()).map_err(io::Error::other)?;
    Ok([&length.to_le_bytes(), head, rest].concat())
}

fn split(frame: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = frame.split_first_chunk::<LENGTH>()?;
    rest.split_at_checked(usize::try_from(u32::from_le_bytes(*length)).ok()?)
}

#[cfg(test)]
mod tests {
    use super::{order, ordered, split};
    use crate::redact::Layout;

    #[test]
    fn orders_arrive_as_they_were_given() {
        let roll = Layout::our_roll(8);
        for layout in [None, Some(&roll), Layout::shipped("ve-2024").as_ref()] {
            let frame = order(layout, b"picture").expect("an order");
            let (head, picture) = split(&frame).expect("whole");
            assert_eq!(ordered(head).expect("a layout").as_ref(), layout);
            assert_eq!(picture, b"picture");
        }
    }
}
