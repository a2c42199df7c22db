//! What a sender must not forget, as bytes: which tickets were used, the sheets, and the very requests made of them.
//!
//! CBOR, for the station's own journal and nobody else. A request is kept with its bytes because the same ticket
//! with other bytes would be refused.

use minicbor::decode::Error;
use minicbor::{Decoder, Encoder};
use record::{Rule, SignedSheet};

use crate::LinkError;
use crate::keys::Counter;
use crate::request::Request;

use super::outbox::{Entry, Outgoing, SheetNo};
use super::{Centre, MAX_OUTBOX, Pace, ReceiptVerifier, Sender};

/// Largest state, applied before it is read.
pub const MAX_STATE_BYTES: usize = 4 << 20;

const FORMAT: u8 = 1;

/// A sender's state to be journaled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// For [`Sender::journaled`].
    pub version: u64,
    /// For [`Sender::restore`].
    pub bytes: Vec<u8>,
}

impl<V: ReceiptVerifier> Sender<V> {
    /// A sender as it was when a state was journaled. Passes may have come or gone since: what was made for a pass
    /// that is gone is left out, and sheets without a receipt are offered to new ones as well.
    ///
    /// # Errors
    /// Those of [`Sender::new`], and T818 where the bytes are no state.
    pub fn restore(
        bytes: &[u8],
        centres: Vec<Centre>,
        pace: Pace,
        seed: [u8; 32],
        verifier: V,
    ) -> Result<Self, LinkError> {
        let malformed =
            |detail: String| LinkError::new(Rule::OutboxMalformed, detail.replace('\n', " "));
        if bytes.len() > MAX_STATE_BYTES {
            return Err(malformed(format!("{} bytes", bytes.len())));
        }
        let mut sender = Self::new(centres, pace, seed, verifier)?;
        decode(&mut sender, bytes).map_err(|error| malformed(error.to_string()))?;
        sender.journaled = sender.version;
        sender.offer_to_new_centres();
        Ok(sender)
    }

    fn offer_to_new_centres(&mut self) {
        let mut changed = false;
        for at in 0..self.outbox.len() {
            let entry = &self.outbox[at];
            if entry.receipt.is_some() {
                continue;
            }
            let has = |centre: &usize| entry.requests.iter().any(|one| one.centre == *centre);
            let missing: Vec<_> = (0..self.centres.len()).filter(|one| !has(one)).collect();
            let sheet = entry.sheet.bytes().to_vec();
            for centre in missing {
                // A pass without a ticket left cannot take it; the others still do.
                if let Ok(mut made) = self.request(centre, &sheet) {
                    made.since = self.version + 1;
                    self.outbox[at].requests.push(made);
                    changed = true;
                }
            }
        }
        self.version += u64::from(changed);
    }
}

pub(super) fn encode<V>(sender: &Sender<V>) -> State {
    const NEVER: &str = "writing to memory does not fail";
    let mut out = Encoder::new(Vec::new());
    out.array(4).and_then(|out| out.u8(FORMAT)?.u64(sender.version)).expect(NEVER);
    out.array(len(sender.centres.len())).expect(NEVER);
    for (centre, unused) in sender.centres.iter().zip(&sender.unused) {
        let key = centre.pass.centre().bytes();
        out.array(2).and_then(|out| out.bytes(key)?.u32(unused.0)).expect(NEVER);
    }
    out.array(len(sender.outbox.len()) + 1).and_then(|out| out.u64(sender.next_no)).expect(NEVER);
    for entry in &sender.outbox {
        out.array(4).and_then(|out| out.u64(entry.no.0)?.bytes(entry.sheet.bytes())).expect(NEVER);
        match &entry.receipt {
            Some(receipt) => out.bytes(receipt).expect(NEVER),
            None => out.null().expect(NEVER),
        };
        out.array(len(entry.requests.len())).expect(NEVER);
        for request in &entry.requests {
            out.array(2)
                .and_then(|out| out.u64(len(request.centre))?.bytes(&request.bytes))
                .expect(NEVER);
        }
    }
    State { version: sender.version, bytes: out.into_writer() }
}

fn decode<V>(sender: &mut Sender<V>, bytes: &[u8]) -> Result<(), Error> {
    let mut input = Decoder::new(bytes);
    array(&mut input, 4)?;
    if input.u8()? != FORMAT {
        return Err(Error::message("another format"));
    }
    sender.version = input.u64()?;
    let centres = centres(sender, &mut input)?;
    let many = input.array()?.ok_or_else(|| Error::message("an open array"))?;
    if many == 0 || many > len(MAX_OUTBOX) + 1 {
        return Err(Error::message("too many sheets"));
    }
    sender.next_no = input.u64()?;
    for _ in 1..many {
        let entry = entry(sender, &centres, &mut input)?;
        if entry.no.0 >= sender.next_no {
            return Err(Error::message("a sheet's number"));
        }
        sender.outbox.push(entry);
    }
    if input.position() == bytes.len() { Ok(()) } else { Err(Error::message("more behind it")) }
}

/// For each centre in the state, its place among those of today; and the tickets that were used.
fn centres<V>(
    sender: &mut Sender<V>,
    input: &mut Decoder<'_>,
) -> Result<Vec<Option<usize>>, Error> {
    let many = input.array()?.ok_or_else(|| Error::message("an open array"))?;
    let mut places = Vec::new();
    for _ in 0..many {
        array(input, 2)?;
        let key = input.bytes()?;
        let unused = Counter(input.u32()?);
        let place = sender.centres.iter().position(|one| one.pass.centre().bytes() == key);
        if let Some(place) = place {
            sender.unused[place] = unused;
        }
        places.push(place);
    }
    Ok(places)
}

fn entry<V>(
    sender: &Sender<V>,
    centres: &[Option<usize>],
    input: &mut Decoder<'_>,
) -> Result<Entry, Error> {
    array(input, 4)?;
    let no = SheetNo(input.u64()?);
    let sheet = SignedSheet::decode(input.bytes()?).map_err(|_| Error::message("a sheet"))?;
    let receipt = if input.datatype()? == minicbor::data::Type::Null {
        input.null()?;
        None
    } else {
        Some(input.bytes()?.to_vec())
    };
    let many = input.array()?.ok_or_else(|| Error::message("an open array"))?;
    let mut requests = Vec::new();
    for _ in 0..many {
        array(input, 2)?;
        let centre = usize::try_from(input.u64()?).ok().and_then(|at| centres.get(at));
        let centre = centre.ok_or_else(|| Error::message("a centre"))?;
        let bytes = input.bytes()?.to_vec();
        let counter = Request::parse(&bytes).map_err(|_| Error::message("a request"))?.counter();
        let Some(centre) = *centre else { continue };
        let since = sender.version;
        requests.push(Outgoing { centre, counter, bytes, since, attempts: 0, next_ms: None });
    }
    Ok(Entry { no, sheet, receipt, requests })
}

fn array(input: &mut Decoder<'_>, length: u64) -> Result<(), Error> {
    if input.array()? == Some(length) { Ok(()) } else { Err(Error::message("an array's length")) }
}

fn len(length: usize) -> u64 {
    u64::try_from(length).expect("lengths fit 64 bits")
}
