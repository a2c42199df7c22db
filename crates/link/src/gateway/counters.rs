//! What a gateway counted.

use record::Rule;
use serde::Serialize;

/// Why a datagram got neither an answer nor further.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DropReason {
    /// No request (T801).
    Malformed,
    /// Another tag (T802).
    Tag,
    /// Another code (T803).
    Code,
    /// The table is held back (T807).
    HeldBack,
    /// The table sends more than its share (T806).
    Rate,
    /// The same request is being worked on.
    InFlight,
}

impl DropReason {
    /// The rule behind it, where there is one.
    pub const fn rule(self) -> Option<Rule> {
        match self {
            Self::Malformed => Some(Rule::DatagramMalformed),
            Self::Tag => Some(Rule::DatagramTagWrong),
            Self::Code => Some(Rule::DatagramMacWrong),
            Self::HeldBack => Some(Rule::TableHeldBack),
            Self::Rate => Some(Rule::TableRateExceeded),
            Self::InFlight => None,
        }
    }
}

/// How many datagrams came to what end, since the gateway was made. What the kernel's filter drops is not here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counters {
    /// Not a request (T801).
    pub malformed: u64,
    /// With another tag (T802).
    pub tag: u64,
    /// With a valid tag and another code (T803).
    pub code: u64,
    /// Of a table that is held back (T807).
    pub held_back: u64,
    /// Beyond a table's share (T806).
    pub rate: u64,
    /// Repeated while in flight.
    pub in_flight: u64,
    /// Answered out of what is remembered.
    pub repeated: u64,
    /// Asked to come later (T808).
    pub later: u64,
    /// Refused by a rule.
    pub refused: u64,
    /// Handed to the caller.
    pub admitted: u64,
    /// Answered with a receipt by the caller.
    pub receipts: u64,
    /// How often a table was begun to be held back.
    pub holds: u64,
    /// Given up because the caller never answered.
    pub abandoned: u64,
}

impl Counters {
    pub(super) fn drop(&mut self, reason: DropReason) {
        match reason {
            DropReason::Malformed => self.malformed += 1,
            DropReason::Tag => self.tag += 1,
            DropReason::Code => self.code += 1,
            DropReason::HeldBack => self.held_back += 1,
            DropReason::Rate => self.rate += 1,
            DropReason::InFlight => self.in_flight += 1,
        }
    }
}
