use minicbor::{Decoder, Encoder};

use crate::id::{Digest, TableNo};

use super::{Statement, StatementError, StatementKind};

/// Largest statement, signed: what an entry of a log can hold.
pub const MAX_STATEMENT_BYTES: usize = 65_535;
/// Most digests in a statement.
pub const MAX_SUBJECTS: usize = 64;
/// Most tables in a statement.
pub const MAX_TABLES: usize = 8_192;
/// Longest text of a statement, in bytes.
pub const MAX_TEXT_BYTES: usize = 16 << 10;
/// Longest id of an organisation.
const MAX_ID_BYTES: usize = 200;
const VERSION: u8 = 1;
const FIELDS: u64 = 8;

impl Statement {
    /// The one encoding of the statement.
    ///
    /// # Errors
    /// What exceeds a bound or is out of order has none.
    pub fn encode(&self) -> Result<Vec<u8>, StatementError> {
        self.check()?;
        let mut encoder = Encoder::new(Vec::new());
        let never = "memory takes every byte";
        let kind = StatementKind::ALL.iter().position(|kind| *kind == self.kind).expect("listed");
        encoder.array(FIELDS).expect(never).u8(VERSION).expect(never);
        encoder.bytes(&self.election_hint).expect(never).u64(kind as u64).expect(never);
        encoder.str(&self.by).expect(never);
        match self.at {
            Some(seconds) => encoder.u64(seconds).expect(never),
            None => encoder.null().expect(never),
        };
        encoder.array(self.subjects.len() as u64).expect(never);
        for digest in &self.subjects {
            encoder.bytes(&digest.0).expect(never);
        }
        encoder.array(self.tables.len() as u64).expect(never);
        for table in &self.tables {
            encoder.u32(table.0).expect(never);
        }
        encoder.str(&self.text).expect(never);
        Ok(encoder.into_writer())
    }

    /// Reads the one encoding of a statement.
    ///
    /// # Errors
    /// Anything else.
    pub fn decode(bytes: &[u8]) -> Result<Self, StatementError> {
        if bytes.len() > MAX_STATEMENT_BYTES {
            return Err(StatementError::TooLarge(bytes.len()));
        }
        let statement = read(&mut Decoder::new(bytes))?;
        if statement.encode()? == bytes { Ok(statement) } else { Err(StatementError::NotCanonical) }
    }

    fn check(&self) -> Result<(), StatementError> {
        let wrong = |what: &str| Err(StatementError::Malformed(what.to_owned()));
        if self.subjects.len() > MAX_SUBJECTS || self.tables.len() > MAX_TABLES {
            return wrong("too many subjects or tables");
        }
        if self.text.len() > MAX_TEXT_BYTES || self.by.is_empty() || self.by.len() > MAX_ID_BYTES {
            return wrong("the text or the organisation's id is too long, or there is none");
        }
        if !self.tables.is_sorted_by(|a, b| a < b) {
            return wrong("tables are not in ascending order");
        }
        Ok(())
    }
}

fn read(decoder: &mut Decoder<'_>) -> Result<Statement, StatementError> {
    let wrong = |what: &str| StatementError::Malformed(what.to_owned());
    if decoder.array()? != Some(FIELDS) || decoder.u8()? != VERSION {
        return Err(wrong("not a statement of version 1"));
    }
    let election_hint = decoder.bytes()?.try_into().map_err(|_| wrong("election hint"))?;
    let kind = usize::try_from(decoder.u64()?).ok().and_then(|at| StatementKind::ALL.get(at));
    let kind = *kind.ok_or_else(|| wrong("a kind not known here"))?;
    let by = decoder.str()?.to_owned();
    let at = match decoder.datatype()? {
        minicbor::data::Type::Null => decoder.null().map(|()| None)?,
        _ => Some(decoder.u64()?),
    };
    let count = |most: usize, decoder: &mut Decoder<'_>| -> Result<u64, StatementError> {
        let count = decoder.array()?.ok_or_else(|| wrong("an array without length"))?;
        if count > most as u64 { Err(wrong("too many subjects or tables")) } else { Ok(count) }
    };
    let subjects = (0..count(MAX_SUBJECTS, decoder)?)
        .map(|_| Ok(Digest(decoder.bytes()?.try_into().map_err(|_| wrong("not a digest"))?)))
        .collect::<Result<_, StatementError>>()?;
    let tables = (0..count(MAX_TABLES, decoder)?)
        .map(|_| Ok(TableNo(decoder.u32()?)))
        .collect::<Result<_, StatementError>>()?;
    let text = decoder.str()?.to_owned();
    Ok(Statement { election_hint, kind, by, at, subjects, tables, text })
}
