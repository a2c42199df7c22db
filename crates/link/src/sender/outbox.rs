//! The sheets of a station that are on their way.

use record::SignedSheet;

use crate::keys::Counter;
use crate::request::{Request, RequestName};

/// The number of a sheet in a station's outbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SheetNo(pub u64);

/// One sheet and what was made of it.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub no: SheetNo,
    pub sheet: SignedSheet,
    /// The verified receipt, with which sending ends.
    pub receipt: Option<Vec<u8>>,
    pub requests: Vec<Outgoing>,
}

/// The request to one centre, the same bytes until its ticket has to change.
#[derive(Clone, Debug)]
pub(super) struct Outgoing {
    /// Position among the sender's centres.
    pub centre: usize,
    pub counter: Counter,
    pub bytes: Vec<u8>,
    /// The state in which it first stands: it is not sent before that is in the journal.
    pub since: u64,
    pub attempts: u32,
    /// None: not sent since the program started.
    pub next_ms: Option<u64>,
}

impl Outgoing {
    pub fn name(&self) -> Option<RequestName> {
        Request::parse(&self.bytes).ok().map(|request| request.name())
    }
}
