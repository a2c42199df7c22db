//! The keyed code of one table: HMAC-SHA-256 (RFC 2104), cut to 16 bytes, compared in constant time.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use subtle::ConstantTimeEq as _;

/// Bytes of a code on the wire.
pub const MAC_BYTES: usize = 16;

/// A code on the wire.
pub type Mac = [u8; MAC_BYTES];

/// HMAC-SHA-256 over some parts, one behind the other. Labels in front keep uses apart.
pub fn hmac(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    parts.iter().for_each(|part| mac.update(part));
    mac.finalize().into_bytes().into()
}

/// The first bytes of [`hmac`].
pub fn short(key: &[u8], parts: &[&[u8]]) -> Mac {
    let mut out = [0; MAC_BYTES];
    out.copy_from_slice(&hmac(key, parts)[..MAC_BYTES]);
    out
}

/// Whether two secrets of one length are the same, in time that tells nothing about where they differ.
pub fn same(a: &[u8], b: &[u8]) -> bool {
    a.ct_eq(b).into()
}
