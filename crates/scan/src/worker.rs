//! The child side: a process that can do nothing but compute, and answers one file after another.

use std::io::{self, Read, Write};
use std::process;

use rlimit::Resource;
use serde::{Deserialize, Serialize};

use crate::decode::{Document, decode_bytes};
use crate::error::DecodeError;
use crate::limits::Limits;
use crate::wire;

/// Files that one worker reads before a fresh one takes over, so that leaks and fragmentation stay
/// bounded.
pub(crate) const FILES_PER_WORKER: u64 = 500;
/// Standard input, output and error. No further descriptor can be opened: no file, no socket.
const DESCRIPTORS: u64 = 3;
const MAX_GREETING_BYTES: u64 = 4096;

/// What keeps a worker from doing harm if a decoder is taken over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Isolation {
    /// Memory, processor time and open files are limited.
    pub limits: bool,
    /// The kernel refuses every access to the file system (Linux with Landlock).
    pub file_system: bool,
}

/// Runs a worker on standard input and output until the parent closes them.
pub fn worker_main() -> ! {
    let code = match serve(&mut io::stdin().lock(), &mut io::stdout().lock(), decode_bytes) {
        Ok(()) => 0,
        Err(_) => 1,
    };
    process::exit(code)
}

/// The worker's loop with its decoder as an argument. The first frame holds the limits as JSON and is
/// answered with [`Isolation`]; every further frame is a file's bytes, answered with the result as
/// JSON.
///
/// # Errors
/// Where the parent breaks the protocol or goes away inside a frame.
pub fn serve(
    from: &mut impl Read,
    to: &mut impl Write,
    decode: impl Fn(&[u8], &Limits) -> Result<Document, DecodeError>,
) -> io::Result<()> {
    serve_with(from, to, 0, |bytes, limits| Ok(serde_json::to_vec(&decode(bytes, limits))?))
}

/// The loop of every worker. A frame is a file's bytes and up to `beside` bytes more.
pub(crate) fn serve_with(
    from: &mut impl Read,
    to: &mut impl Write,
    beside: u64,
    answer: impl Fn(&[u8], &Limits) -> io::Result<Vec<u8>>,
) -> io::Result<()> {
    let Some(greeting) = wire::read(from, MAX_GREETING_BYTES)? else { return Ok(()) };
    let limits: Limits = serde_json::from_slice(&greeting)?;
    wire::write(to, &serde_json::to_vec(&isolate(&limits))?)?;
    while let Some(frame) = wire::read(from, limits.max_file_bytes.saturating_add(beside))? {
        wire::write(to, &answer(&frame, &limits)?)?;
    }
    Ok(())
}

fn isolate(limits: &Limits) -> Isolation {
    // Landlock needs a descriptor for a moment, so it comes before the limit on descriptors.
    let file_system = deny_file_system();
    let seconds = limits.max_millis.div_ceil(1000).saturating_mul(FILES_PER_WORKER);
    let wanted = [
        (Resource::AS, limits.max_worker_bytes),
        (Resource::CPU, seconds),
        (Resource::CORE, 0),
        (Resource::FSIZE, 0),
        (Resource::NOFILE, DESCRIPTORS),
    ];
    let set = wanted.iter().filter(|(what, most)| what.set(*most, *most).is_ok()).count();
    Isolation { limits: set == wanted.len(), file_system }
}

#[cfg(target_os = "linux")]
fn deny_file_system() -> bool {
    use landlock::{
        ABI, Access, AccessFs, AccessNet, Ruleset, RulesetAttr, RulesetError, RulesetStatus,
    };
    let restrict = || -> Result<RulesetStatus, RulesetError> {
        let rules = Ruleset::default()
            .handle_access(AccessFs::from_all(ABI::V5))?
            .handle_access(AccessNet::from_all(ABI::V5))?;
        Ok(rules.create()?.restrict_self()?.ruleset)
    };
    restrict().is_ok_and(|status| status != RulesetStatus::NotEnforced)
}

#[cfg(not(target_os = "linux"))]
fn deny_file_system() -> bool {
    false
}
