//! A request: one sheet of one table, sealed, in a datagram of one size.
//!
//! ```text
//! 0     magic "CTJ", version 1          the filter reads these 20 bytes
//! 4     table, row in tables.csv        big-endian
//! 8     counter                         big-endian
//! 12    tag
//! 20    HPKE: encapsulated key, sealed text of 1,116 bytes; the header is its associated data
//! 1184  code, over all before it
//! ```
//! The sealed text is the sheet behind its length in two bytes, then zeros. Every request has the same length, so
//! that nobody on the path learns the sheet's, and an answer is never larger than the question.

use record::{ElectionId, Rule, TableNo};

use crate::LinkError;
use crate::keys::{
    CentreKey, Counter, ENCAPSULATED_BYTES, FilterKey, MacKey, SEAL_BYTES, StationPass, Tag,
};
use crate::mac::{self, MAC_BYTES, Mac};

/// Bytes of every request. With headers of IPv6 and UDP it fits the smallest packet that IPv6 carries (1,280).
pub const REQUEST_BYTES: usize = 1_200;
/// Bytes that the filter reads.
pub const HEADER_BYTES: usize = 20;
/// Largest signed sheet in a request.
pub const MAX_SHEET_BYTES: usize = TEXT_BYTES - LENGTH_BYTES;

/// How a request starts: three letters and the version.
pub const MAGIC: [u8; 4] = *b"CTJ\x01";

const LENGTH_BYTES: usize = 2;
const CODE_AT: usize = REQUEST_BYTES - MAC_BYTES;
const TEXT_BYTES: usize = CODE_AT - HEADER_BYTES - ENCAPSULATED_BYTES - SEAL_BYTES;

/// What an answer is bound to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RequestName {
    /// The table in its header.
    pub table: TableNo,
    /// The counter in its header.
    pub counter: Counter,
    pub(crate) code: Mac,
}

/// Makes the request that carries a sheet, with one ticket of a pass. `seed` must be 32 random bytes, used once.
///
/// # Errors
/// T812 where the pass has no such ticket, T809 where the sheet is too large.
pub fn seal(
    pass: &StationPass,
    counter: Counter,
    sheet: &[u8],
    seed: &[u8; 32],
) -> Result<Vec<u8>, LinkError> {
    let ticket = pass.ticket(counter).ok_or_else(|| {
        let detail = format!("ticket {counter} of {}", pass.tickets());
        LinkError::new(Rule::TicketsUsedUp, detail)
    })?;
    let too_large = || {
        let detail = format!("{} bytes, {MAX_SHEET_BYTES} fit", sheet.len());
        LinkError::new(Rule::SheetTooLargeForLink, detail)
    };
    let length = u16::try_from(sheet.len()).map_err(|_| too_large())?;
    let mut text = [0; TEXT_BYTES];
    text[..LENGTH_BYTES].copy_from_slice(&length.to_be_bytes());
    let place = text.get_mut(LENGTH_BYTES..LENGTH_BYTES + sheet.len()).ok_or_else(too_large)?;
    place.copy_from_slice(sheet);

    let mut out = Vec::with_capacity(REQUEST_BYTES);
    out.extend(MAGIC);
    out.extend(ticket.table.0.to_be_bytes());
    out.extend(ticket.counter.0.to_be_bytes());
    out.extend(ticket.tag.0);
    let sealed = pass.centre().seal(&pass.election().0.0, &out, seed, &text)?;
    out.extend(sealed);
    let code = pass.mac_key().of_request(&out);
    out.extend(code);
    Ok(out)
}

/// A datagram that has the form of a request. Nothing in it is believed yet.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    bytes: &'a [u8; REQUEST_BYTES],
}

impl<'a> Request<'a> {
    /// A datagram of the right length, magic and version.
    ///
    /// # Errors
    /// T801 for every other.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, LinkError> {
        let malformed = |what: &str| LinkError::new(Rule::DatagramMalformed, what);
        let bytes = bytes.try_into().map_err(|_| malformed("its length is another"))?;
        let request = Self { bytes };
        if request.part::<4>(0) != MAGIC {
            return Err(malformed("it starts with another magic or version"));
        }
        Ok(request)
    }

    /// The table in its header.
    pub fn table(&self) -> TableNo {
        TableNo(u32::from_be_bytes(self.part(4)))
    }

    /// The counter in its header.
    pub fn counter(&self) -> Counter {
        Counter(u32::from_be_bytes(self.part(8)))
    }

    /// What an answer to it is bound to.
    pub fn name(&self) -> RequestName {
        RequestName { table: self.table(), counter: self.counter(), code: self.part(CODE_AT) }
    }

    /// Whether the tag fits table and counter.
    pub fn tag_holds(&self, key: &FilterKey) -> bool {
        key.holds(self.table(), self.counter(), Tag(self.part(12)))
    }

    /// Whether the code fits the whole datagram.
    pub fn code_holds(&self, key: &MacKey) -> bool {
        mac::same(&key.of_request(&self.bytes[..CODE_AT]), &self.bytes[CODE_AT..])
    }

    /// The sheet's bytes out of the seal; nothing is said of their signature.
    ///
    /// # Errors
    /// T804 where it was not sealed to this key for this election under this header, T821 where what was sealed
    /// is not a sheet with its padding.
    pub fn open(&self, key: &CentreKey, election: &ElectionId) -> Result<Vec<u8>, LinkError> {
        let header = &self.bytes[..HEADER_BYTES];
        let text = key.open(election, header, &self.bytes[HEADER_BYTES..CODE_AT])?;
        let padding = |what: &str| LinkError::new(Rule::PaddingNotZero, what);
        let (length, rest) =
            text.split_first_chunk::<LENGTH_BYTES>().ok_or_else(|| padding("no length"))?;
        let (sheet, zeros) = rest
            .split_at_checked(u16::from_be_bytes(*length).into())
            .ok_or_else(|| padding("the length is beyond the end"))?;
        if zeros.iter().any(|byte| *byte != 0) {
            return Err(padding("it is not zero"));
        }
        Ok(sheet.to_vec())
    }

    fn part<const N: usize>(&self, at: usize) -> [u8; N] {
        let mut out = [0; N];
        out.copy_from_slice(&self.bytes[at..at + N]);
        out
    }
}
