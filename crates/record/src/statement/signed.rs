//! A statement in its signed envelope: COSE_Sign1 as for sheets, told apart from them by its content type.

use coset::{CoseSign1, CoseSign1Builder, Header, HeaderBuilder, TaggedCborSerializable, iana};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};

use crate::election::Election;
use crate::id::{Digest, ElectionId};
use crate::sheet::CodecError;

use super::{MAX_STATEMENT_BYTES, Statement};

const CONTEXT: &[u8] = b"cotejo/statement/v1\0";
const CONTENT_TYPE: &str = "application/cotejo-statement+cbor";

/// A statement with the exact bytes that were signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedStatement {
    bytes: Vec<u8>,
    statement: Statement,
}

/// Why a statement does not hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StatementError {
    /// The bytes are no statement, or not in their one form.
    #[error(transparent)]
    Codec(#[from] CodecError),
    /// It is of another election.
    #[error("the statement is of another election: use the election file whose id it names")]
    OtherElection,
    /// The election file has no key of the organisation.
    #[error("the election file has no organisation `{0}` with a key")]
    UnknownOrganisation(String),
    /// The signature does not verify.
    #[error("the statement was not signed with the key of `{0}`, or was changed since")]
    Signature(String),
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
        let envelope = CoseSign1Builder::new()
            .protected(header())
            .payload(statement.encode()?)
            .create_signature(&context(election), |message| key.sign(message).to_bytes().to_vec())
            .build();
        let bytes =
            envelope.to_tagged_vec().map_err(|error| CodecError::Malformed(error.to_string()))?;
        Ok(Self { bytes, statement })
    }

    /// Reads the bytes; the signature is not checked.
    ///
    /// # Errors
    /// Anything but the one canonical form.
    pub fn decode(bytes: &[u8]) -> Result<Self, CodecError> {
        if bytes.len() > MAX_STATEMENT_BYTES {
            return Err(CodecError::TooLarge(bytes.len()));
        }
        let payload = envelope(bytes)?.payload.unwrap_or_default();
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
            .and_then(|key| VerifyingKey::from_bytes(&key).ok())
            .ok_or_else(|| StatementError::UnknownOrganisation(by.clone()))?;
        envelope(&self.bytes)?.verify_signature(&context(&election.id), |signature, message| {
            let signature = Signature::from_slice(signature).ok();
            signature
                .and_then(|signature| key.verify_strict(message, &signature).ok())
                .ok_or_else(|| StatementError::Signature(by.clone()))
        })
    }
}

fn envelope(bytes: &[u8]) -> Result<CoseSign1, CodecError> {
    let envelope = CoseSign1::from_tagged_slice(bytes)
        .map_err(|error| CodecError::Malformed(format!("not a COSE_Sign1 message: {error}")))?;
    let canonical = CoseSign1Builder::new()
        .protected(header())
        .payload(envelope.payload.clone().unwrap_or_default())
        .signature(envelope.signature.clone())
        .build();
    let same = canonical.to_tagged_vec().is_ok_and(|again| again == bytes);
    let whole = envelope.signature.len() == Signature::BYTE_SIZE;
    if same && whole { Ok(envelope) } else { Err(CodecError::NotCanonical) }
}

fn header() -> Header {
    HeaderBuilder::new()
        .algorithm(iana::Algorithm::EdDSA)
        .content_type(CONTENT_TYPE.to_owned())
        .build()
}

fn context(election: &ElectionId) -> Vec<u8> {
    [CONTEXT, &election.0.0].concat()
}
