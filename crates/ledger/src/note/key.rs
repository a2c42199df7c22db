use std::fmt;
use std::str::FromStr;

use data_encoding::{BASE64, HEXLOWER};
use ed25519_dalek::VerifyingKey;
use record::Rule;
use sha2::{Digest as _, Sha256};

use crate::LedgerError;
use crate::hash::from_base64;

use super::public::PublicKey;
use super::{NoteSignature, is_name};

/// What a key signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Algorithm {
    /// Type 0x01: Ed25519 over the text.
    Ed25519,
    /// Type 0x04: Ed25519 over a time and the text, by a witness.
    CosignatureV1,
    /// Type 0x06: ML-DSA-44 (FIPS 204) over a time, both names and the tree, by a witness.
    SubtreeV1,
}

/// A public key with its name, written `name+hash+key` (a *vkey*).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifierKey {
    name: String,
    algorithm: Algorithm,
    key: PublicKey,
}

impl VerifierKey {
    /// Gives an Ed25519 key a name.
    ///
    /// # Errors
    /// L418 where the name is empty or has a space or a plus, or the algorithm is of other keys; E007 where the
    /// key is weak.
    pub fn new(name: &str, algorithm: Algorithm, key: VerifyingKey) -> Result<Self, LedgerError> {
        if key.is_weak() {
            return Err(LedgerError::new(Rule::WeakKey, format!("key of {name}")));
        }
        Self::of(name, algorithm, PublicKey::Ed25519(key))
    }

    /// Gives the bytes of an ML-DSA-44 key a name.
    ///
    /// # Errors
    /// L418 where the name is empty or has a space or a plus, E007 where the bytes are not a key.
    pub fn ml_dsa_44(name: &str, key: &[u8]) -> Result<Self, LedgerError> {
        let key = PublicKey::ml_dsa_44(key)
            .ok_or_else(|| LedgerError::new(Rule::WeakKey, format!("key of {name}")))?;
        Self::of(name, Algorithm::SubtreeV1, key)
    }

    fn of(name: &str, algorithm: Algorithm, key: PublicKey) -> Result<Self, LedgerError> {
        let fits = matches!(key, PublicKey::Ed25519(_)) == (algorithm != Algorithm::SubtreeV1);
        if !is_name(name) || !fits {
            let detail = format!("`{name}` is no name for a key of this kind");
            return Err(LedgerError::new(Rule::NoteMalformed, detail));
        }
        Ok(Self { name: name.to_owned(), algorithm, key })
    }

    /// The name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it signs.
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// Four bytes that tell this key from others of the same name.
    pub fn key_id(&self) -> [u8; 4] {
        let digest: [u8; 32] = Sha256::new()
            .chain_update(self.name.as_bytes())
            .chain_update([b'\n', self.algorithm.byte()])
            .chain_update(self.key.as_bytes())
            .finalize()
            .into();
        [digest[0], digest[1], digest[2], digest[3]]
    }

    /// Whether this key is named by a signature.
    pub fn is_of(&self, signature: &NoteSignature) -> bool {
        self.name == signature.name && self.key_id() == signature.key_id
    }

    /// Verifies a signature of this key under a text, strictly. Gives the time of a cosignature.
    pub fn verify(&self, text: &str, signature: &NoteSignature) -> Option<Option<u64>> {
        if self.algorithm == Algorithm::Ed25519 {
            return self.key.verifies(text.as_bytes(), &signature.bytes).then_some(None);
        }
        let (time, bytes) = signature.bytes.split_first_chunk::<8>()?;
        let time = u64::from_be_bytes(*time);
        i64::try_from(time).ok()?;
        let message = self.cosigned(text, time)?;
        self.key.verifies(&message, bytes).then_some(Some(time))
    }

    /// What a cosigner signs of a text at a time; none where it cannot sign that.
    pub(super) fn cosigned(&self, text: &str, time: u64) -> Option<Vec<u8>> {
        match self.algorithm {
            Algorithm::Ed25519 => None,
            Algorithm::CosignatureV1 => {
                Some(format!("cosignature/v1\ntime {time}\n{text}").into_bytes())
            }
            Algorithm::SubtreeV1 => super::subtree::message(&self.name, text, time),
        }
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = [&[self.algorithm.byte()], self.key.as_bytes()].concat();
        write!(f, "{}+{}+{}", self.name, HEXLOWER.encode(&self.key_id()), BASE64.encode(&key))
    }
}

impl FromStr for VerifierKey {
    type Err = LedgerError;

    fn from_str(text: &str) -> Result<Self, LedgerError> {
        let wrong =
            || LedgerError::new(Rule::NoteMalformed, format!("`{text}` is no verifier key"));
        let mut parts = text.splitn(3, '+');
        let (name, id, key) = (parts.next(), parts.next(), parts.next());
        let (name, id, key) =
            (name.ok_or_else(wrong)?, id.ok_or_else(wrong)?, key.ok_or_else(wrong)?);
        let key = from_base64(key).ok_or_else(wrong)?;
        let (algorithm, key) = key.split_first().ok_or_else(wrong)?;
        let ed25519 = || VerifyingKey::try_from(key).map_err(|_| wrong());
        let parsed = match algorithm {
            1 => Self::new(name, Algorithm::Ed25519, ed25519()?)?,
            4 => Self::new(name, Algorithm::CosignatureV1, ed25519()?)?,
            6 => Self::ml_dsa_44(name, key)?,
            _ => return Err(wrong()),
        };
        // The id is written in the key only to catch a slip of the hand.
        if parsed.to_string() == text && HEXLOWER.encode(&parsed.key_id()) == id {
            Ok(parsed)
        } else {
            Err(wrong())
        }
    }
}

impl Algorithm {
    const fn byte(self) -> u8 {
        match self {
            Self::Ed25519 => 1,
            Self::CosignatureV1 => 4,
            Self::SubtreeV1 => 6,
        }
    }
}
