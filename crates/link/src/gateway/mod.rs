//! The gateway: decides about each datagram in order of cost, in memory that no sender can make grow.
//!
//! Without I/O and without a clock. The shell around it hands in datagrams and the time, sends what comes out,
//! gives admitted sheets to whoever commits them, and attaches a new filter when [`Gateway::held_back`] changes.

mod counters;
mod judge;
mod memory;
mod share;

use std::net::SocketAddr;
use std::sync::Arc;

use record::{Election, Rule, TableNo};

use crate::LinkError;
use crate::answer::Answer;
use crate::filter::Program;
use crate::keys::{CentreKey, Counter, FilterKey, LinkSecret};
use crate::request::{Request, RequestName};

use memory::{Memory, Seen};
use share::{OPENING, REPETITION, Shares};

pub use counters::{Counters, DropReason};

/// Whom a datagram came from. Nothing is believed for it: anybody can write any address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Peer(pub SocketAddr);

/// How much a gateway keeps.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Requests handed to the caller and not yet answered; beyond, senders are asked to come later.
    pub in_flight: usize,
    /// Answers remembered, of at most 1,200 bytes each.
    pub answers: usize,
    /// What senders are asked to wait where the gateway is full, in milliseconds.
    pub retry_after_ms: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { in_flight: 4_096, answers: 16_384, retry_after_ms: 2_000 }
    }
}

/// What becomes of a datagram.
#[derive(Debug, PartialEq, Eq)]
pub enum Decision {
    /// Nothing is sent.
    Drop(DropReason),
    /// This is sent to where the datagram came from.
    AnswerNow(Vec<u8>),
    /// The caller commits the sheet and answers.
    Admit(Admitted),
}

/// A sheet whose signature verified, and that can be a leaf of the election's log.
#[derive(Debug, PartialEq, Eq)]
pub struct Admitted {
    /// Its table.
    pub table: TableNo,
    /// The ticket it came with.
    pub counter: Counter,
    /// The signed bytes. The caller may have them already: a request that was forgotten is admitted again.
    pub sheet_bytes: Vec<u8>,
    /// For [`Gateway::answer`].
    pub reply: ReplyTo,
}

/// Which request to answer, and where.
#[derive(Debug, PartialEq, Eq)]
pub struct ReplyTo {
    /// Where the answer goes.
    pub peer: Peer,
    request: RequestName,
}

/// One gateway's decisions. One for each receiving thread: they share nothing.
pub struct Gateway {
    election: Arc<Election>,
    secret: LinkSecret,
    filter_key: FilterKey,
    centre: CentreKey,
    limits: Limits,
    shares: Shares,
    memory: Memory,
    counters: Counters,
}

impl Gateway {
    /// A gateway of an election.
    ///
    /// # Errors
    /// T811 where the secret is of another election.
    pub fn new(
        election: Arc<Election>,
        secret: LinkSecret,
        centre: CentreKey,
        limits: Limits,
    ) -> Result<Self, LinkError> {
        if *secret.election() != election.id {
            let detail = format!("the secret is of election {}", secret.election());
            return Err(LinkError::new(Rule::PassOfAnother, detail));
        }
        Ok(Self {
            filter_key: secret.filter_key(),
            shares: Shares::new(election.tables.len()),
            memory: Memory::new(limits.in_flight, limits.answers),
            counters: Counters::default(),
            election,
            secret,
            centre,
            limits,
        })
    }

    /// Decides about a datagram. `now_ms` is any clock that does not go back.
    pub fn datagram(&mut self, now_ms: u64, bytes: &[u8], from: Peer) -> Decision {
        let decision = self.decide(now_ms, bytes, from);
        match &decision {
            Decision::Drop(reason) => self.counters.drop(*reason),
            Decision::AnswerNow(_) => {}
            Decision::Admit(_) => self.counters.admitted += 1,
        }
        decision
    }

    /// The datagram that answers a request, to be sent to its [`ReplyTo::peer`]. A receipt or a refusal is
    /// remembered and given again to whoever asks again.
    #[allow(clippy::needless_pass_by_value, reason = "a request is answered once")]
    pub fn answer(&mut self, reply: ReplyTo, answer: &Answer) -> Vec<u8> {
        let ReplyTo { request, .. } = reply;
        match answer {
            Answer::Receipt(_) => self.counters.receipts += 1,
            Answer::Later { .. } => self.counters.later += 1,
            Answer::Refused { .. } => self.counters.refused += 1,
        }
        let bytes = answer.encode(&request, &self.secret.mac_key(request.table));
        if matches!(answer, Answer::Later { .. }) {
            self.memory.end(&request);
        } else {
            self.memory.answer(&request, &bytes);
        }
        bytes
    }

    /// Lets go of what is over: tables held back, requests that the caller never answered. To be called now and
    /// then, at the latest at [`Self::next_expiry`]. True where [`Self::held_back`] changed.
    pub fn expire(&mut self, now_ms: u64) -> bool {
        self.counters.abandoned += self.memory.expire(now_ms);
        self.shares.expire(now_ms)
    }

    /// When the next table that is held back comes free.
    pub fn next_expiry(&self) -> Option<u64> {
        self.shares.next_free()
    }

    /// The tables that the filter should hold back now, ascending. Where this changes, attach [`Self::program`].
    pub fn held_back(&self) -> &[TableNo] {
        self.shares.held_back()
    }

    /// The filter to attach now.
    pub fn program(&self) -> Program {
        Program::new(&self.filter_key, self.held_back())
    }

    /// What was counted.
    pub fn counters(&self) -> &Counters {
        &self.counters
    }

    /// Requests and answers kept now; never more than the limits allow.
    pub fn remembered(&self) -> usize {
        self.memory.len()
    }

    fn decide(&mut self, now_ms: u64, bytes: &[u8], from: Peer) -> Decision {
        let Ok(request) = Request::parse(bytes) else {
            return Decision::Drop(DropReason::Malformed);
        };
        let table = request.table();
        if !self.shares.has(table) || !request.tag_holds(&self.filter_key) {
            return Decision::Drop(DropReason::Tag);
        }
        if self.shares.is_held_back(table, now_ms) {
            return Decision::Drop(DropReason::HeldBack);
        }
        if !request.code_holds(&self.secret.mac_key(table)) {
            return self.abuse(table, now_ms, DropReason::Code);
        }
        self.decide_genuine(now_ms, &request, from)
    }

    /// The datagram was made by the table's station, or by whoever holds its pass; or is a copy of one.
    fn decide_genuine(&mut self, now_ms: u64, request: &Request<'_>, from: Peer) -> Decision {
        let (table, name) = (request.table(), request.name());
        let seen = self.memory.seen(&name);
        let cost = if matches!(seen, Seen::New) { OPENING } else { REPETITION };
        if !self.shares.take(table, cost, now_ms) {
            return self.abuse(table, now_ms, DropReason::Rate);
        }
        let seen = match seen {
            Seen::Answered(answer) => {
                self.counters.repeated += 1;
                return Decision::AnswerNow(answer.to_vec());
            }
            other => other,
        };
        match seen {
            Seen::InFlight => return Decision::Drop(DropReason::InFlight),
            Seen::Other => {
                self.counters.refused += 1;
                return self.say(&name, &Answer::Refused { rule: Rule::TicketReused });
            }
            Seen::Answered(_) | Seen::New => {}
        }
        self.memory.expire(now_ms);
        if self.memory.is_full() {
            self.counters.later += 1;
            let retry_after_ms = self.limits.retry_after_ms;
            return self.say(&name, &Answer::Later { retry_after_ms });
        }
        match judge::sheet(request, &self.centre, &self.election) {
            Ok(sheet_bytes) => {
                self.memory.begin(name, now_ms);
                let reply = ReplyTo { peer: from, request: name };
                Decision::Admit(Admitted { table, counter: name.counter, sheet_bytes, reply })
            }
            Err(rule) => {
                let reply = ReplyTo { peer: from, request: name };
                Decision::AnswerNow(self.answer(reply, &Answer::Refused { rule }))
            }
        }
    }

    fn abuse(&mut self, table: TableNo, now_ms: u64, reason: DropReason) -> Decision {
        if self.shares.abused(table, now_ms) {
            self.counters.holds += 1;
        }
        Decision::Drop(reason)
    }

    fn say(&self, request: &RequestName, answer: &Answer) -> Decision {
        let key = self.secret.mac_key(request.table);
        Decision::AnswerNow(answer.encode(request, &key))
    }
}
