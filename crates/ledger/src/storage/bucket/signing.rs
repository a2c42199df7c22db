//! The digest and the MAC that requests are signed with, by the library that hashes the log.

use hmac::{Hmac, KeyInit as _, Mac as _};
use object_store::client::{
    CryptoProvider, DigestAlgorithm, DigestContext, HmacContext, Signer, SigningAlgorithm,
};
use object_store::{Error, Result};
use sha2::{Digest as _, Sha256};

/// SHA-256 and HMAC with it.
#[derive(Debug)]
pub struct Sha2;

impl CryptoProvider for Sha2 {
    fn digest(&self, algorithm: DigestAlgorithm) -> Result<Box<dyn DigestContext>> {
        match algorithm {
            DigestAlgorithm::Sha256 => Ok(Box::new(Digesting(Sha256::new(), [0; 32]))),
            _ => Err(unknown()),
        }
    }

    fn hmac(&self, algorithm: DigestAlgorithm, secret: &[u8]) -> Result<Box<dyn HmacContext>> {
        let keyed = Hmac::<Sha256>::new_from_slice(secret).map_err(|_| unknown());
        match algorithm {
            DigestAlgorithm::Sha256 => Ok(Box::new(Authenticating(keyed?, [0; 32]))),
            _ => Err(unknown()),
        }
    }

    fn sign(&self, _: SigningAlgorithm, _: &[u8]) -> Result<Box<dyn Signer>> {
        Err(unknown())
    }
}

/// A digest in the making, and what came of it.
struct Digesting(Sha256, [u8; 32]);

impl DigestContext for Digesting {
    fn update(&mut self, data: &[u8]) {
        sha2::Digest::update(&mut self.0, data);
    }

    fn finish(&mut self) -> Result<&[u8]> {
        self.1 = self.0.finalize_reset().into();
        Ok(&self.1)
    }
}

/// A MAC in the making, and what came of it.
struct Authenticating(Hmac<Sha256>, [u8; 32]);

impl HmacContext for Authenticating {
    fn update(&mut self, data: &[u8]) {
        self.0.update(data);
    }

    fn finish(&mut self) -> Result<&[u8]> {
        self.1 = self.0.clone().finalize().into_bytes().into();
        Ok(&self.1)
    }
}

fn unknown() -> Error {
    Error::NotSupported { source: "S3 is signed with HMAC-SHA-256 only".into() }
}
