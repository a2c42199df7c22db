//! A sheet in its signed envelope.

use ed25519_dalek::SigningKey;
use serde::{Deserialize, Serialize};

use crate::election::{Election, StationKey};
use crate::envelope::{Envelope, EnvelopeError};
use crate::id::{Digest, ElectionId};
use crate::rule::{Breach, Rule};

use super::codec::{CodecError, MAX_PAYLOAD_BYTES};
use super::{Lineage, SecurityCode, Sheet};

pub use crate::envelope::VerifyError;

/// Largest signed sheet: the payload, 64 bytes of signature and the envelope. Applied before decoding.
pub const MAX_SIGNED_BYTES: usize = MAX_PAYLOAD_BYTES + 96;

const ENVELOPE: Envelope = Envelope { context: b"cotejo/sheet/v1\0", content_type: None };

/// A sheet with the exact bytes that its station signed. The bytes are the record; the rest is a view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedSheet {
    bytes: Vec<u8>,
    sheet: Sheet,
}

/// What checking a copy's signature gave.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SignatureVerdict {
    /// It does not verify with the key on file.
    Invalid,
    /// There is none.
    #[default]
    None,
    /// There is one, and no key here to check it with.
    NotCheckable,
    /// It verifies, strictly, with the key on file.
    Valid,
}

impl SignatureVerdict {
    /// The word used in files and JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Invalid => "invalid",
            Self::None => "none",
            Self::NotCheckable => "not-checkable",
            Self::Valid => "valid",
        }
    }

    /// The verdict a word names.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Invalid, Self::None, Self::NotCheckable, Self::Valid]
            .into_iter()
            .find(|verdict| verdict.word() == word)
    }
}

impl SignedSheet {
    /// Signs a sheet for an election.
    ///
    /// # Errors
    /// [`SignError`] where the sheet has no canonical form or names another election.
    pub fn sign(sheet: &Sheet, election: &ElectionId, key: &SigningKey) -> Result<Self, SignError> {
        if sheet.election_hint != election.hint() {
            return Err(SignError::OtherElection);
        }
        let bytes = ENVELOPE.sign(sheet.encode()?, election, key).map_err(CodecError::from)?;
        Ok(Self { bytes, sheet: sheet.clone() })
    }

    /// Reads the bytes of a signed sheet. The signature is *not* checked here: see [`Self::verify`].
    ///
    /// # Errors
    /// [`CodecError`] for anything but the one canonical envelope around a canonical sheet.
    pub fn decode(bytes: &[u8]) -> Result<Self, CodecError> {
        if bytes.len() > MAX_SIGNED_BYTES {
            return Err(CodecError::TooLarge(bytes.len()));
        }
        let payload = ENVELOPE.payload(bytes)?;
        Ok(Self { bytes: bytes.to_vec(), sheet: Sheet::decode(&payload)? })
    }

    /// The signed bytes, the ones to store, send, hash and print.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// What the bytes say.
    pub fn sheet(&self) -> &Sheet {
        &self.sheet
    }

    /// SHA-256 of the signed bytes: the sheet's name.
    pub fn digest(&self) -> Digest {
        Digest::of(&self.bytes)
    }

    /// The code printed in groups on the paper.
    pub fn security_code(&self) -> SecurityCode {
        SecurityCode::of(&self.digest())
    }

    /// Checks the signature strictly (RFC 8032 with canonical points; weak keys never verify).
    ///
    /// # Errors
    /// [`VerifyError`] says whether the key or the signature is at fault.
    pub fn verify(&self, election: &ElectionId, key: &StationKey) -> Result<(), VerifyError> {
        ENVELOPE.verify(&self.bytes, election, key)
    }

    /// Whether this sheet and another cannot both be honest, if both signatures are valid: they are of one table
    /// and contest, differ, neither corrects the other, and no sheet can stand between them.
    pub fn contradicts(&self, other: &Self) -> bool {
        let (a, b) = (&self.sheet, &other.sheet);
        (a.table, a.contest) == (b.table, b.contest)
            && Lineage::of(self).contradicts(&Lineage::of(other))
    }

    /// The verdict on the signature and every rule the sheet breaks, in one election.
    pub fn judge(&self, election: &Election) -> (SignatureVerdict, Vec<Breach>) {
        let mut breaches = self.sheet.check(election);
        if breaches.iter().any(|b| matches!(b.rule, Rule::OtherElection | Rule::UnknownTable)) {
            breaches.push(Breach::new(
                Rule::SignatureNotCheckable,
                "no key for it in this election file",
            ));
            return (SignatureVerdict::NotCheckable, breaches);
        }
        let Some(key) = election.tables.key(self.sheet.table) else {
            breaches.push(Breach::new(Rule::SignatureNotCheckable, "the table has no key on file"));
            return (SignatureVerdict::NotCheckable, breaches);
        };
        match self.verify(&election.id, &key) {
            Ok(()) => (SignatureVerdict::Valid, breaches),
            Err(error) => {
                breaches.push(Breach::new(Rule::SignatureInvalid, error.to_string()));
                (SignatureVerdict::Invalid, breaches)
            }
        }
    }
}

/// Why a sheet was not signed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignError {
    /// The sheet has no canonical form.
    #[error(transparent)]
    Codec(#[from] CodecError),
    /// The sheet names another election than the one to sign for.
    #[error("the sheet names another election: make it from the election file that you sign for")]
    OtherElection,
}

impl From<EnvelopeError> for CodecError {
    fn from(error: EnvelopeError) -> Self {
        match error {
            EnvelopeError::NotCose(_) => Self::Malformed(error.to_string()),
            EnvelopeError::NotCanonical => Self::NotCanonical,
        }
    }
}
