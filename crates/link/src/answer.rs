//! An answer: what a gateway says to one request, and to nobody else.
//!
//! ```text
//! 0    magic "CTJ", version 1 with the highest bit set
//! 4    table, 8 counter: of the request
//! 12   kind: 1 receipt, 2 later, 3 refused
//! 13   body: the compact receipt; milliseconds in four bytes; the rule's code in four letters
//! end  code, over the request's code and all before it
//! ```

use record::{Rule, TableNo};

use crate::LinkError;
use crate::keys::{Counter, MacKey};
use crate::mac::{self, MAC_BYTES};
use crate::request::{REQUEST_BYTES, RequestName};

/// Largest answer: that of the question, so that nobody can have a gateway send more than he sent himself.
pub const MAX_ANSWER_BYTES: usize = REQUEST_BYTES;
/// Largest receipt in an answer.
pub const MAX_RECEIPT_BYTES: usize = MAX_ANSWER_BYTES - HEADER_BYTES - MAC_BYTES;

const MAGIC: [u8; 4] = *b"CTJ\x81";
const HEADER_BYTES: usize = 13;
const RECEIPT: u8 = 1;
const LATER: u8 = 2;
const REFUSED: u8 = 3;

/// A compact receipt that fits an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceiptBytes(Vec<u8>);

impl ReceiptBytes {
    /// The bytes of a receipt.
    ///
    /// # Errors
    /// T822 where they are more than [`MAX_RECEIPT_BYTES`].
    pub fn new(bytes: Vec<u8>) -> Result<Self, LinkError> {
        if bytes.len() > MAX_RECEIPT_BYTES {
            let detail = format!("{} bytes, {MAX_RECEIPT_BYTES} fit", bytes.len());
            return Err(LinkError::new(Rule::ReceiptTooLargeForLink, detail));
        }
        Ok(Self(bytes))
    }

    /// The bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

/// What a gateway says to a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The sheet is in the log: the proof.
    Receipt(ReceiptBytes),
    /// Not now: ask again after so many milliseconds.
    Later {
        /// Milliseconds from the arrival of the answer.
        retry_after_ms: u32,
    },
    /// Not at all: this sheet breaks a rule that keeps it out of the log.
    Refused {
        /// The rule.
        rule: Rule,
    },
}

impl Answer {
    /// A receipt as an answer.
    ///
    /// # Errors
    /// T822 where it is too large.
    pub fn receipt(bytes: Vec<u8>) -> Result<Self, LinkError> {
        ReceiptBytes::new(bytes).map(Self::Receipt)
    }

    /// The datagram that says this to one request; at most [`MAX_ANSWER_BYTES`].
    pub fn encode(&self, request: &RequestName, key: &MacKey) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        out.extend(request.table.0.to_be_bytes());
        out.extend(request.counter.0.to_be_bytes());
        match self {
            Self::Receipt(receipt) => {
                out.push(RECEIPT);
                out.extend(receipt.bytes());
            }
            Self::Later { retry_after_ms } => {
                out.push(LATER);
                out.extend(retry_after_ms.to_be_bytes());
            }
            Self::Refused { rule } => {
                out.push(REFUSED);
                out.extend(rule.code().as_bytes());
            }
        }
        let code = key.of_answer(&request.code, &out);
        out.extend(code);
        out
    }

    /// The answer in a datagram, where it is one to this request.
    ///
    /// # Errors
    /// T815 for every other datagram.
    pub fn parse(bytes: &[u8], request: &RequestName, key: &MacKey) -> Result<Self, LinkError> {
        let body = AnswerHeader::parse(bytes).filter(|header| header.is_to(request));
        let body = body.ok_or_else(|| not_bound("its header is another"))?.body;
        let (before, code) = bytes.split_at(bytes.len() - MAC_BYTES);
        if !mac::same(&key.of_answer(&request.code, before), code) {
            return Err(not_bound("its code does not hold"));
        }
        Self::of_body(body).ok_or_else(|| not_bound("its kind is another"))
    }

    fn of_body(body: &[u8]) -> Option<Self> {
        let (kind, rest) = body.split_first()?;
        match *kind {
            RECEIPT => Self::receipt(rest.to_vec()).ok(),
            LATER => {
                let retry_after_ms = u32::from_be_bytes(rest.try_into().ok()?);
                Some(Self::Later { retry_after_ms })
            }
            REFUSED => {
                let rule = Rule::from_code(std::str::from_utf8(rest).ok()?)?;
                Some(Self::Refused { rule })
            }
            _ => None,
        }
    }
}

/// Which request a datagram claims to answer. Nothing in it is believed yet.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AnswerHeader<'a> {
    pub table: TableNo,
    pub counter: Counter,
    /// Kind and what belongs to it, without the code.
    body: &'a [u8],
}

/// The table to whose station a datagram says it is an answer. Proves nothing.
pub fn table_of(answer: &[u8]) -> Option<TableNo> {
    AnswerHeader::parse(answer).map(|header| header.table)
}

impl<'a> AnswerHeader<'a> {
    pub fn parse(bytes: &'a [u8]) -> Option<Self> {
        if bytes.len() > MAX_ANSWER_BYTES {
            return None;
        }
        let (before, _) = bytes.split_last_chunk::<MAC_BYTES>()?;
        let rest = before.strip_prefix(&MAGIC)?;
        let (table, rest) = rest.split_first_chunk()?;
        let (counter, body) = rest.split_first_chunk()?;
        let table = TableNo(u32::from_be_bytes(*table));
        Some(Self { table, counter: Counter(u32::from_be_bytes(*counter)), body })
    }

    fn is_to(&self, request: &RequestName) -> bool {
        (self.table, self.counter) == (request.table, request.counter)
    }
}

fn not_bound(what: &str) -> LinkError {
    LinkError::new(Rule::AnswerNotBound, what)
}
