//! The key to which sheets are sealed: HPKE (RFC 9180), base mode, X25519, HKDF-SHA-256, ChaCha20-Poly1305.

use std::fmt;

use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::{Deserializable as _, Kem, OpModeR, OpModeS, Serializable as _};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng as _;
use record::{ElectionId, Rule};
use zeroize::Zeroizing;

use crate::LinkError;

/// Bytes of the encapsulated key in front of a sealed text.
pub(crate) const ENCAPSULATED_BYTES: usize = 32;
/// Bytes by which a sealed text is longer than its plain text, without the encapsulated key.
pub(crate) const SEAL_BYTES: usize = 16;

type X25519 = X25519HkdfSha256;

/// A centre's public key for sealing.
#[derive(Clone, PartialEq, Eq)]
pub struct CentrePublic {
    bytes: [u8; 32],
    key: <X25519 as Kem>::PublicKey,
}

impl CentrePublic {
    /// A key of these bytes.
    ///
    /// # Errors
    /// T813 for a point of small order: with it everybody knows the secret (RFC 7748 §6.1).
    pub fn parse(bytes: [u8; 32]) -> Result<Self, LinkError> {
        let weak = || LinkError::new(Rule::LinkKeyWeak, const_hex::encode(bytes));
        let key = <X25519 as Kem>::PublicKey::from_bytes(&bytes).map_err(|_| weak())?;
        // Whether a secret comes out at all depends on the key only, so that any randomness tells.
        let public = Self { bytes, key };
        public.seal(&[0; 32], b"", &[0; 32], b"").map_err(|_| weak())?;
        Ok(public)
    }

    /// A key of 64 lower-case hexadecimal digits.
    ///
    /// # Errors
    /// T813 as [`Self::parse`].
    pub fn from_hex(text: &str) -> Result<Self, LinkError> {
        let digest: record::Digest = text.parse().map_err(|error: record::id::DigestError| {
            LinkError::new(Rule::LinkKeyWeak, error.to_string())
        })?;
        Self::parse(digest.0)
    }

    /// The bytes of the key.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.bytes
    }

    /// Seals a text: the encapsulated key, then the sealed text. `seed` must be 32 random bytes, used once.
    ///
    /// # Errors
    /// T813 where the key is weak.
    pub(crate) fn seal(
        &self,
        info: &[u8],
        aad: &[u8],
        seed: &[u8; 32],
        text: &[u8],
    ) -> Result<Vec<u8>, LinkError> {
        let mut random = ChaCha20Rng::from_seed(*seed);
        let (encapsulated, sealed) = hpke::single_shot_seal_with_rng::<
            ChaCha20Poly1305,
            HkdfSha256,
            X25519,
        >(
            &OpModeS::Base, &self.key, info, text, aad, &mut random
        )
        .map_err(|error| LinkError::new(Rule::LinkKeyWeak, error.to_string()))?;
        let mut out = encapsulated.to_bytes().to_vec();
        out.extend(sealed);
        Ok(out)
    }
}

impl fmt::Display for CentrePublic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&const_hex::encode(self.bytes))
    }
}

impl fmt::Debug for CentrePublic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CentrePublic({self})")
    }
}

/// A centre's key for opening what was sealed to it. Its bytes are cleared when it is dropped.
#[derive(Clone)]
pub struct CentreKey {
    key: <X25519 as Kem>::PrivateKey,
}

impl CentreKey {
    /// The key derived from 32 random bytes (RFC 9180 §7.1.3).
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self { key: X25519::derive_keypair(seed).0 }
    }

    /// The key of these bytes.
    ///
    /// # Errors
    /// T814 where they are no key.
    pub fn from_bytes(bytes: &[u8; 32]) -> Result<Self, LinkError> {
        <X25519 as Kem>::PrivateKey::from_bytes(bytes)
            .map(|key| Self { key })
            .map_err(|error| LinkError::new(Rule::LinkSecretMalformed, error.to_string()))
    }

    /// The bytes of the key, for its file.
    pub fn bytes(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.key.to_bytes().into())
    }

    /// Its public half.
    pub fn public(&self) -> CentrePublic {
        let key = X25519::sk_to_pk(&self.key);
        CentrePublic { bytes: key.to_bytes().into(), key }
    }

    /// Opens what [`CentrePublic::seal`] made.
    ///
    /// # Errors
    /// T804 for anything else.
    pub(crate) fn open(
        &self,
        election: &ElectionId,
        aad: &[u8],
        sealed: &[u8],
    ) -> Result<Vec<u8>, LinkError> {
        let broken = |what: &str| LinkError::new(Rule::DatagramSealBroken, what);
        let (encapsulated, text) =
            sealed.split_at_checked(ENCAPSULATED_BYTES).ok_or_else(|| broken("it is cut"))?;
        let encapsulated = <X25519 as Kem>::EncappedKey::from_bytes(encapsulated)
            .map_err(|error| broken(&error.to_string()))?;
        hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, X25519>(
            &OpModeR::Base,
            &self.key,
            &encapsulated,
            &election.0.0,
            text,
            aad,
        )
        .map_err(|error| broken(&error.to_string()))
    }
}

impl fmt::Debug for CentreKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CentreKey(of {})", self.public())
    }
}
