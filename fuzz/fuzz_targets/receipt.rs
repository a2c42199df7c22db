//! A receipt that is read is written back as the same bytes, and none proves what is not in a log.
#![no_main]

use std::sync::LazyLock;

use ed25519_dalek::SigningKey;
use ledger::note::Algorithm;
use ledger::{Receipt, SigningName, Trust};
use libfuzzer_sys::fuzz_target;

/// A log that never signed anything.
static SILENT: LazyLock<Trust> = LazyLock::new(|| {
    let key = SigningKey::from_bytes(&[7; 32]);
    let name = SigningName::new("example.org/log", Algorithm::Ed25519, key).expect("a name");
    Trust::in_log(name.public)
});

fuzz_target!(|bytes: &[u8]| {
    let Ok(receipt) = Receipt::parse(bytes) else { return };
    assert_eq!(receipt.to_string().as_bytes(), bytes);
    let entry = receipt.extra.clone().unwrap_or_default();
    assert!(receipt.verify(&entry, &SILENT, None).is_err(), "a forged receipt verifies");
});
