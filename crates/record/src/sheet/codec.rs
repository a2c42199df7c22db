//! The one canonical form of a sheet: a deterministic CBOR array (RFC 8949 §4.2).

use std::convert::Infallible;

use minicbor::data::Type;
use minicbor::{Decoder, Encoder};

use crate::count::Count;
use crate::election::bounds::LISTS;
use crate::id::{ContestNo, TableNo};
use crate::rule::Rule;

use super::Sheet;

/// Version number of the encoding, its first element.
const VERSION: u8 = 1;
/// Elements of the array.
const FIELDS: u64 = 17;
/// Largest payload: every field at its widest with [`LISTS`] lists. Applied before decoding.
pub const MAX_PAYLOAD_BYTES: usize = 128 + LISTS * 5;

/// Why bytes are not a sheet, or a sheet has no bytes.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodecError {
    /// Not the array of fields that `docs/formats/sheet.md` describes.
    #[error("S101 not a sheet in its one canonical form ({0}): ask for another copy")]
    Malformed(String),
    /// Read as a sheet, but another spelling of it, or with bytes behind it.
    #[error("S101 another spelling of a sheet, or bytes behind it: ask for another copy")]
    NotCanonical,
    /// More bytes than any sheet has.
    #[error("S102 {0} bytes, a sheet has at most {MAX_PAYLOAD_BYTES}: this is something else")]
    TooLarge(usize),
    /// More lists than a contest may have.
    #[error("S102 {0} lists, a contest has at most {LISTS}: split the contest")]
    TooManyLists(usize),
}

impl CodecError {
    /// The rule broken.
    pub const fn rule(&self) -> Rule {
        match self {
            Self::Malformed(_) | Self::NotCanonical => Rule::SheetMalformed,
            Self::TooLarge(_) | Self::TooManyLists(_) => Rule::SheetTooLarge,
        }
    }
}

impl From<minicbor::decode::Error> for CodecError {
    fn from(error: minicbor::decode::Error) -> Self {
        Self::Malformed(error.to_string())
    }
}

impl Sheet {
    /// The canonical bytes, the ones that are signed.
    ///
    /// # Errors
    /// [`CodecError::TooManyLists`] for what no reader would take back.
    pub fn encode(&self) -> Result<Vec<u8>, CodecError> {
        if self.votes.len() > LISTS {
            return Err(CodecError::TooManyLists(self.votes.len()));
        }
        let mut encoder = Encoder::new(Vec::with_capacity(64 + 2 * self.votes.len()));
        self.write(&mut encoder).expect("a vector takes every byte");
        Ok(encoder.into_writer())
    }

    /// Reads canonical bytes; anything else is refused.
    ///
    /// # Errors
    /// [`CodecError`]: oversized, malformed, or not the bytes that this sheet encodes to.
    pub fn decode(bytes: &[u8]) -> Result<Self, CodecError> {
        if bytes.len() > MAX_PAYLOAD_BYTES {
            return Err(CodecError::TooLarge(bytes.len()));
        }
        let sheet = read(&mut Decoder::new(bytes))?;
        if sheet.encode()? == bytes { Ok(sheet) } else { Err(CodecError::NotCanonical) }
    }

    fn write(
        &self,
        encoder: &mut Encoder<Vec<u8>>,
    ) -> Result<(), minicbor::encode::Error<Infallible>> {
        encoder.array(FIELDS)?.u8(VERSION)?.bytes(&self.election_hint)?.u32(self.table.0)?;
        encoder.u8(self.contest.0)?.u8(self.part)?.u8(self.parts)?.u32(self.serial)?;
        match self.replaces {
            Some(prefix) => encoder.bytes(&prefix)?,
            None => encoder.null()?,
        };
        match self.closed {
            Some(seconds) => encoder.u64(seconds)?,
            None => encoder.null()?,
        };
        match self.open_for {
            Some(seconds) => encoder.u32(seconds)?,
            None => encoder.null()?,
        };
        for count in [self.electors, self.voters_machine, self.voters_book, self.null, self.blank] {
            write_count(encoder, count)?;
        }
        encoder.array(u64::try_from(self.votes.len()).expect("checked"))?;
        for count in &self.votes {
            write_count(encoder, *count)?;
        }
        encoder.bytes(&self.software)?;
        Ok(())
    }
}

fn write_count(
    encoder: &mut Encoder<Vec<u8>>,
    count: Count,
) -> Result<(), minicbor::encode::Error<Infallible>> {
    use crate::count::Reading;
    match count.reading() {
        Reading::Absent => encoder.bool(false)?,
        Reading::Blank => encoder.null()?,
        Reading::Given(number) => encoder.u32(number)?,
        Reading::Unreadable => encoder.undefined()?,
    };
    Ok(())
}

fn read(decoder: &mut Decoder<'_>) -> Result<Sheet, CodecError> {
    if decoder.array()? != Some(FIELDS) {
        return Err(CodecError::Malformed(format!("not an array of {FIELDS} fields")));
    }
    let version = decoder.u8()?;
    if version != VERSION {
        return Err(CodecError::Malformed(format!("version {version}, known is {VERSION}")));
    }
    let mut sheet = Sheet {
        election_hint: fixed(decoder)?,
        table: TableNo(decoder.u32()?),
        contest: ContestNo(decoder.u8()?),
        part: decoder.u8()?,
        parts: decoder.u8()?,
        serial: decoder.u32()?,
        replaces: or_null(decoder, fixed)?,
        closed: or_null(decoder, |decoder| Ok(decoder.u64()?))?,
        open_for: or_null(decoder, |decoder| Ok(decoder.u32()?))?,
        electors: read_count(decoder)?,
        voters_machine: read_count(decoder)?,
        voters_book: read_count(decoder)?,
        null: read_count(decoder)?,
        blank: read_count(decoder)?,
        votes: Vec::new(),
        software: [0; 8],
    };
    let lists =
        decoder.array()?.and_then(|len| usize::try_from(len).ok()).filter(|len| *len <= LISTS);
    let lists = lists.ok_or_else(|| CodecError::Malformed("the array of votes".to_owned()))?;
    sheet.votes = (0..lists).map(|_| read_count(decoder)).collect::<Result<_, _>>()?;
    sheet.software = fixed(decoder)?;
    Ok(sheet)
}

fn read_count(decoder: &mut Decoder<'_>) -> Result<Count, CodecError> {
    match decoder.datatype()? {
        Type::Bool if !decoder.bool()? => Ok(Count::ABSENT),
        Type::Null => decoder.null().map(|()| Count::BLANK).map_err(Into::into),
        Type::Undefined => decoder.undefined().map(|()| Count::UNREADABLE).map_err(Into::into),
        Type::U8 | Type::U16 | Type::U32 => {
            Count::given(decoder.u32()?).map_err(|error| CodecError::Malformed(error.to_string()))
        }
        other => Err(CodecError::Malformed(format!("a {other} where a count should be"))),
    }
}

fn or_null<'b, T>(
    decoder: &mut Decoder<'b>,
    read: impl FnOnce(&mut Decoder<'b>) -> Result<T, CodecError>,
) -> Result<Option<T>, CodecError> {
    if decoder.datatype()? == Type::Null {
        decoder.null()?;
        return Ok(None);
    }
    read(decoder).map(Some)
}

fn fixed<const N: usize>(decoder: &mut Decoder<'_>) -> Result<[u8; N], CodecError> {
    let bytes = decoder.bytes()?;
    bytes
        .try_into()
        .map_err(|_| CodecError::Malformed(format!("{} bytes where {N} belong", bytes.len())))
}
