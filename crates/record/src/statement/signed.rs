//! A statement in its signed envelope, told apart from a sheet by its content type.

use ed25519_dalek::SigningKey;

use crate::election::{Election, StationKey};
use crate::envelope::Envelope;
use crate::id::{Digest, ElectionId};

use super::{MAX_STATEMENT_BYTES, Statement, StatementError};

const ENVELOPE: Envelope = Envelope {
    context: b"cotejo/statement/v1\0",
    content_type: Some("application/cotejo-statement+cbor"),
};

/// A statement with the exact bytes that were signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedStatement {
    bytes: Vec<u8>,
    statement: Statement,
}

impl SignedStatement {
    /// Signs a statement.
    ///
    /// # Errors
    /// Where it has no encoding.
    pub fn sign(
        statement: Statement,
        election: &ElectionId,
        key: &SigningKey,
    ) -> Result<Self, StatementError> {
        let bytes = ENVELOPE.sign(statement.encode()?, election, key)?;
        Ok(Self { bytes, statement })
    }

    /// Reads the bytes; the signature is not checked.
    ///
    /// # Errors
    /// Anything but the one canonical form.
    pub fn decode(bytes: &[u8]) -> Result<Self, StatementError> {
        if bytes.len() > MAX_STATEMENT_BYTES {
            return Err(StatementError::TooLarge(bytes.len()));
        }
        let payload = ENVELOPE.payload(bytes)?;
        Ok(Self { bytes: bytes.to_vec(), statement: Statement::decode(&payload)? })
    }

    /// The signed bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// What they say.
    pub fn statement(&self) -> &Statement {
        &self.statement
    }

    /// SHA-256 of the signed bytes.
    pub fn digest(&self) -> Digest {
        Digest::of(&self.bytes)
    }

    /// Checks that the organisation it names signed it, for this election, strictly.
    ///
    /// # Errors
    /// Which of these fails.
    pub fn verify(&self, election: &Election) -> Result<(), StatementError> {
        if self.statement.election_hint != election.id.hint() {
            return Err(StatementError::OtherElection);
        }
        let by = &self.statement.by;
        let key = election.manifest.organisation(by).and_then(|one| one.key.as_deref());
        let key = key
            .and_then(|key| const_hex::decode_to_array(key).ok())
            .ok_or_else(|| StatementError::UnknownOrganisation(by.clone()))?;
        ENVELOPE
            .verify(&self.bytes, &election.id, &StationKey(key))
            .map_err(|_| StatementError::Signature(by.clone()))
    }
}
