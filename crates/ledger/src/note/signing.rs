use ed25519_dalek::{Signer as _, SigningKey};
use ml_dsa::{KeyExport as _, Keypair as _, MlDsa44, Seed};
use record::Rule;

use crate::LedgerError;

use super::{Algorithm, NoteSignature, VerifierKey};

/// A key with the name under which it signs notes.
#[derive(Clone)]
pub struct SigningName {
    /// The public half.
    pub public: VerifierKey,
    secret: Secret,
}

#[derive(Clone)]
enum Secret {
    Ed25519(Box<SigningKey>),
    MlDsa44(Box<ml_dsa::SigningKey<MlDsa44>>),
}

impl SigningName {
    /// Gives an Ed25519 key a name.
    ///
    /// # Errors
    /// L418 where the name is empty or has a space or a plus.
    pub fn new(name: &str, algorithm: Algorithm, secret: SigningKey) -> Result<Self, LedgerError> {
        let public = VerifierKey::new(name, algorithm, secret.verifying_key())?;
        Ok(Self { public, secret: Secret::Ed25519(Box::new(secret)) })
    }

    /// Gives the ML-DSA-44 key that follows from a seed a name.
    ///
    /// # Errors
    /// L418 where the name is empty or has a space or a plus.
    pub fn ml_dsa_44(name: &str, seed: &[u8; 32]) -> Result<Self, LedgerError> {
        let secret = ml_dsa::SigningKey::<MlDsa44>::from_seed(&Seed::from(*seed));
        let public = VerifierKey::ml_dsa_44(name, &secret.verifying_key().to_bytes())?;
        Ok(Self { public, secret: Secret::MlDsa44(Box::new(secret)) })
    }

    /// Signs a text as the log that writes it.
    pub fn sign(&self, text: &str) -> NoteSignature {
        self.signature(self.secret.sign(text.as_bytes()))
    }

    /// Signs a checkpoint's text at a time, in seconds since 1970, as a witness of it.
    ///
    /// # Errors
    /// L419 where the key signs checkpoints and the text is none, or the key is a log's own.
    pub fn cosign(&self, text: &str, time: u64) -> Result<NoteSignature, LedgerError> {
        let message = self.public.cosigned(text, time).ok_or_else(|| {
            let detail = format!("{} cannot cosign this", self.public.name());
            LedgerError::new(Rule::CheckpointMalformed, detail)
        })?;
        let signature = self.secret.sign(&message);
        Ok(self.signature([time.to_be_bytes().as_slice(), &signature].concat()))
    }

    fn signature(&self, bytes: Vec<u8>) -> NoteSignature {
        let name = self.public.name().to_owned();
        NoteSignature { name, key_id: self.public.key_id(), bytes }
    }
}

impl Secret {
    fn sign(&self, message: &[u8]) -> Vec<u8> {
        match self {
            Self::Ed25519(key) => key.sign(message).to_bytes().to_vec(),
            // Without randomness, as FIPS 204 §3.4 allows: the same checkpoint gives the same signature.
            Self::MlDsa44(key) => key.sign(message).encode().to_vec(),
        }
    }
}
