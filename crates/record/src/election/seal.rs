use ed25519_dalek::{Signer, SigningKey, VerifyingKey};

use crate::id::ElectionId;

/// Domain separation: a key that signs elections signs nothing else under this prefix.
const CONTEXT: &[u8] = b"cotejo/election/v1\0";

/// The authority's signature over an election id.
pub fn seal(id: &ElectionId, key: &SigningKey) -> [u8; 64] {
    key.sign(&message(id)).to_bytes()
}

/// Whether a seal is of this key over this election id (strict Ed25519, RFC 8032; weak keys never).
pub fn verify_seal(id: &ElectionId, key: &VerifyingKey, seal: &[u8; 64]) -> bool {
    let signature = ed25519_dalek::Signature::from_bytes(seal);
    key.verify_strict(&message(id), &signature).is_ok()
}

fn message(id: &ElectionId) -> Vec<u8> {
    [CONTEXT, &id.0.0].concat()
}
