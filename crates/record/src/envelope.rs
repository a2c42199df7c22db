//! The signed envelope of every record: COSE_Sign1 (RFC 9052 §4.2) with Ed25519, bound to one election.
//!
//! Sheets and statements are signed and verified here and nowhere else, so that there is one rule: one
//! spelling of the envelope, strict verification, no weak or misspelt keys.

use coset::{
    CoseSign1, CoseSign1Builder, Header, HeaderBuilder, TaggedCborSerializable as _, iana,
};
use ed25519_dalek::{Signature, Signer as _, SigningKey};

use crate::election::StationKey;
use crate::id::ElectionId;

/// What one kind of record puts around its payload.
pub(crate) struct Envelope {
    /// Domain separation: what is signed as one kind verifies as no other.
    pub context: &'static [u8],
    /// Content type in the protected header; sheets, which must be small, have none.
    pub content_type: Option<&'static str>,
}

/// Why bytes are not in an envelope.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum EnvelopeError {
    /// No COSE_Sign1 message at all.
    #[error("not a COSE_Sign1 message: {0}")]
    NotCose(String),
    /// One, but not exactly: tag 18, the header of its kind, no unprotected header, a payload, 64 bytes.
    #[error("another spelling of its envelope, or bytes behind it")]
    NotCanonical,
}

/// Why a signature does not verify.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VerifyError {
    /// The bytes were not signed with this key for this election, or were changed since.
    #[error("the bytes were not signed with the key on file, or were changed since")]
    Signature,
    /// The key on file is not a valid key, or one that any signature satisfies.
    #[error("the key on file is invalid or weak")]
    WeakKey,
}

impl Envelope {
    /// Signs a payload for an election. A signing key is never weak: its scalar is clamped (RFC 8032 §5.1.5),
    /// and no clamped scalar gives a small-order point.
    pub fn sign(
        &self,
        payload: Vec<u8>,
        election: &ElectionId,
        key: &SigningKey,
    ) -> Result<Vec<u8>, EnvelopeError> {
        CoseSign1Builder::new()
            .protected(self.header())
            .payload(payload)
            .create_signature(&self.bound_to(election), |message| {
                key.sign(message).to_bytes().to_vec()
            })
            .build()
            .to_tagged_vec()
            .map_err(|error| EnvelopeError::NotCose(error.to_string()))
    }

    /// The payload in the bytes. The signature is not checked.
    pub fn payload(&self, bytes: &[u8]) -> Result<Vec<u8>, EnvelopeError> {
        Ok(self.open(bytes)?.payload.unwrap_or_default())
    }

    /// Checks the signature strictly (RFC 8032 with canonical points; weak keys never verify).
    pub fn verify(
        &self,
        bytes: &[u8],
        election: &ElectionId,
        key: &StationKey,
    ) -> Result<(), VerifyError> {
        let key = key.checked().ok_or(VerifyError::WeakKey)?;
        let envelope = self.open(bytes).map_err(|_| VerifyError::Signature)?;
        envelope.verify_signature(&self.bound_to(election), |signature, message| {
            let signature = Signature::from_slice(signature).map_err(|_| VerifyError::Signature)?;
            key.verify_strict(message, &signature).map_err(|_| VerifyError::Signature)
        })
    }

    fn open(&self, bytes: &[u8]) -> Result<CoseSign1, EnvelopeError> {
        let envelope = CoseSign1::from_tagged_slice(bytes)
            .map_err(|error| EnvelopeError::NotCose(error.to_string()))?;
        let canonical = CoseSign1Builder::new()
            .protected(self.header())
            .payload(envelope.payload.clone().unwrap_or_default())
            .signature(envelope.signature.clone())
            .build();
        let same = canonical.to_tagged_vec().is_ok_and(|again| again == bytes);
        let whole = envelope.signature.len() == Signature::BYTE_SIZE;
        if same && whole { Ok(envelope) } else { Err(EnvelopeError::NotCanonical) }
    }

    fn header(&self) -> Header {
        let header = HeaderBuilder::new().algorithm(iana::Algorithm::EdDSA);
        match self.content_type {
            Some(kind) => header.content_type(kind.to_owned()).build(),
            None => header.build(),
        }
    }

    fn bound_to(&self, election: &ElectionId) -> Vec<u8> {
        [self.context, &election.0.0].concat()
    }
}
