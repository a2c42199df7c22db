//! The test keys, and keys that must be refused.

use record::{Rule, SignatureVerdict, TableNo};
use serde::Serialize;

use super::sheets::first;
use super::tampered::identity;
use crate::common::election::{Small, TABLES};
use crate::common::{key_seed, public_hex, test_key};

/// A key pair that everybody knows.
#[derive(Serialize)]
pub struct KeyCase {
    name: String,
    text: String,
    secret: String,
    public: String,
}

/// Every key of the vectors.
pub fn keys(small: &Small) -> (&'static str, Vec<KeyCase>) {
    let names = TABLES.iter().map(|(code, _)| *code).chain(["authority", "list-a", "stranger"]);
    let cases = names.map(|name| KeyCase {
        name: name.to_owned(),
        text: format!("cotejo test key v1 {} {name}", small.seed),
        secret: key_seed(small.seed, name).to_string(),
        public: public_hex(&test_key(small.seed, name)),
    });
    (
        "Test keys, known to everybody: `secret` is the SHA-256 of `text`. Never enrol them in an election.",
        cases.collect(),
    )
}

/// A public key that must not be enrolled, with a forgery that it must not verify.
#[derive(Serialize)]
pub struct WeakCase {
    name: &'static str,
    public: &'static str,
    enrol: &'static str,
    rule: Rule,
    bytes: String,
    signature: SignatureVerdict,
}

/// Weak and misspelt keys, each with a sheet signed by R the identity and S zero.
pub fn weak(small: &Small) -> (&'static str, Vec<WeakCase>) {
    let signed = first(small);
    debug_assert_eq!(signed.sheet().table, TableNo(0));
    let split = signed.bytes().len() - 64;
    let forged = [&signed.bytes()[..split], &identity()].concat();
    let cases = REFUSED.iter().map(|(name, public)| WeakCase {
        name,
        public,
        enrol: "refused",
        rule: Rule::WeakKey,
        bytes: const_hex::encode(&forged),
        signature: SignatureVerdict::Invalid,
    });
    (
        "Public keys that must not be enrolled. `bytes` is a forged sheet that must not verify under them; ordinary Ed25519 verification accepts it under the first.",
        cases.collect(),
    )
}

/// Points of small order, then spellings that RFC 8032 §5.1.3 does not decode.
#[rustfmt::skip]
pub const REFUSED: &[(&str, &str)] = &[
    ("order 1, the identity", "0100000000000000000000000000000000000000000000000000000000000000"),
    ("order 2", "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
    ("order 4", "0000000000000000000000000000000000000000000000000000000000000000"),
    ("order 4, other sign", "0000000000000000000000000000000000000000000000000000000000000080"),
    ("order 8", "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
    ("order 8, other sign", "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85"),
    ("order 8, the other y", "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"),
    ("order 8, the other y and sign", "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa"),
    ("identity with a sign for x = 0", "0100000000000000000000000000000000000000000000000000000000000080"),
    ("order 2 with a sign for x = 0", "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"),
    ("y = p, zero again", "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
    ("y = p + 1, the identity again", "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
    ("y = p + 3, a point of large order misspelt", "f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
    ("y = 2, on no point of the curve", "0200000000000000000000000000000000000000000000000000000000000000"),
];
