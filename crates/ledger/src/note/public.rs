use ed25519_dalek::{Signature, VerifyingKey};
use ml_dsa::{KeyInit as _, MlDsa44};

/// Bytes in a public key of ML-DSA-44 (FIPS 204, table 2).
pub const ML_DSA_44_BYTES: usize = 1_312;

/// A public key of either kind.
#[derive(Clone, Debug)]
pub(super) enum PublicKey {
    Ed25519(VerifyingKey),
    MlDsa44 { bytes: Box<[u8]>, key: Box<ml_dsa::VerifyingKey<MlDsa44>> },
}

impl PublicKey {
    pub(super) fn ml_dsa_44(bytes: &[u8]) -> Option<Self> {
        let key = Box::new(ml_dsa::VerifyingKey::new_from_slice(bytes).ok()?);
        Some(Self::MlDsa44 { bytes: bytes.into(), key })
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        match self {
            Self::Ed25519(key) => key.as_bytes(),
            Self::MlDsa44 { bytes, .. } => bytes,
        }
    }

    /// Verifies strictly; ML-DSA in its pure form with an empty context, as tlog-cosignature has it.
    pub(super) fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        match self {
            Self::Ed25519(key) => Signature::from_slice(signature)
                .is_ok_and(|signature| key.verify_strict(message, &signature).is_ok()),
            Self::MlDsa44 { key, .. } => ml_dsa::Signature::try_from(signature)
                .is_ok_and(|signature| key.verify_with_context(message, &[], &signature)),
        }
    }
}

impl PartialEq for PublicKey {
    fn eq(&self, other: &Self) -> bool {
        self.as_bytes() == other.as_bytes()
    }
}

impl Eq for PublicKey {}
