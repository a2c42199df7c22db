//! A request to cosign that is read is written back as the same bytes, and a witness signs none of a log
//! that never signed anything.
#![no_main]

use std::sync::LazyLock;

use ed25519_dalek::SigningKey;
use ledger::note::{Algorithm, VerifierKey};
use ledger::witness::{Request, decide};
use libfuzzer_sys::fuzz_target;

static SILENT: LazyLock<VerifierKey> = LazyLock::new(|| {
    let key = SigningKey::from_bytes(&[7; 32]);
    VerifierKey::new("example.org/log", Algorithm::Ed25519, key.verifying_key()).expect("a name")
});

fuzz_target!(|bytes: &[u8]| {
    let Ok(request) = Request::parse(bytes) else { return };
    assert_eq!(request.to_body().as_bytes(), bytes);
    let refusal = decide(&request, &SILENT, None).expect_err("nothing was signed");
    assert!((400..500).contains(&refusal.status()));
});
