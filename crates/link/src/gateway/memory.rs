//! What a gateway remembers of requests: those in flight, and the answers that it gave last.
//!
//! Bounded on both sides. Forgetting an answer does no harm: the request is opened and checked again, and whoever
//! keeps the sheets finds that it has that one.

use std::collections::{HashMap, VecDeque};

use record::TableNo;

use crate::keys::Counter;
use crate::request::RequestName;

/// After so long without an answer of the caller's, a request counts as never seen.
const ABANDONED_MS: u64 = 60_000;

type Key = (TableNo, Counter);

/// What is known of a request.
pub enum Seen<'a> {
    /// The same request was answered.
    Answered(&'a [u8]),
    /// The same request is in flight.
    InFlight,
    /// Another request with the same ticket was there before.
    Other,
    /// Nothing.
    New,
}

/// Requests by ticket.
pub struct Memory {
    known: HashMap<Key, Known>,
    /// Answered, oldest first.
    answered: VecDeque<Key>,
    /// In flight, oldest first, with the time; may name some that were answered since.
    waiting: VecDeque<(u64, RequestName)>,
    in_flight: usize,
    max_in_flight: usize,
    max_answers: usize,
}

struct Known {
    request: RequestName,
    /// None while in flight.
    answer: Option<Box<[u8]>>,
}

impl Memory {
    pub fn new(max_in_flight: usize, max_answers: usize) -> Self {
        Self {
            known: HashMap::new(),
            answered: VecDeque::new(),
            waiting: VecDeque::new(),
            in_flight: 0,
            max_in_flight,
            max_answers,
        }
    }

    pub fn seen(&self, request: &RequestName) -> Seen<'_> {
        match self.known.get(&key(request)) {
            None => Seen::New,
            Some(known) if known.request != *request => Seen::Other,
            Some(Known { answer: Some(answer), .. }) => Seen::Answered(answer),
            Some(_) => Seen::InFlight,
        }
    }

    pub fn is_full(&self) -> bool {
        self.in_flight >= self.max_in_flight || self.waiting.len() >= 2 * self.max_in_flight
    }

    /// Remembers a new request as in flight.
    pub fn begin(&mut self, request: RequestName, now_ms: u64) {
        self.known.insert(key(&request), Known { request, answer: None });
        self.waiting.push_back((now_ms, request));
        self.in_flight += 1;
    }

    /// Remembers the answer to a request, whether or not it is still in flight; the oldest answer goes.
    pub fn answer(&mut self, request: &RequestName, answer: &[u8]) {
        self.end(request);
        // The caller answered twice, or so late that the ticket was used again meanwhile.
        if self.known.contains_key(&key(request)) {
            return;
        }
        let known = Known { request: *request, answer: Some(answer.into()) };
        self.known.insert(key(request), known);
        self.answered.push_back(key(request));
        while self.answered.len() > self.max_answers {
            if let Some(oldest) = self.answered.pop_front() {
                self.known.remove(&oldest);
            }
        }
    }

    /// Forgets a request in flight: it may come again.
    pub fn end(&mut self, request: &RequestName) {
        let waits = |known: &Known| known.request == *request && known.answer.is_none();
        if self.known.get(&key(request)).is_some_and(waits) {
            self.known.remove(&key(request));
            self.in_flight -= 1;
        }
    }

    /// Gives up what the caller never answered; how many.
    pub fn expire(&mut self, now_ms: u64) -> u64 {
        let mut abandoned = 0;
        while let Some((since, request)) = self.waiting.front().copied() {
            let over = now_ms.saturating_sub(since) >= ABANDONED_MS;
            let open = self.is_in_flight(&request);
            if open && !over {
                break;
            }
            if open {
                self.end(&request);
                abandoned += 1;
            }
            self.waiting.pop_front();
        }
        abandoned
    }

    /// Requests and answers kept now.
    pub fn len(&self) -> usize {
        self.known.len()
    }

    fn is_in_flight(&self, request: &RequestName) -> bool {
        let known = self.known.get(&key(request));
        known.is_some_and(|known| known.request == *request && known.answer.is_none())
    }
}

fn key(request: &RequestName) -> Key {
    (request.table, request.counter)
}
