//! A statement that decodes keeps its bytes, holds a canonical payload, is no sheet, and verifies for no
//! election but its own.
#![no_main]

mod election;

use libfuzzer_sys::fuzz_target;
use record::{SignedSheet, SignedStatement, Statement};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(statement) = Statement::decode(bytes) {
        assert_eq!(statement.encode().expect("what was decoded encodes"), bytes);
    }
    let Ok(signed) = SignedStatement::decode(bytes) else { return };
    assert_eq!(signed.bytes(), bytes);
    let payload = signed.statement().encode().expect("what was decoded encodes");
    assert!(bytes.windows(payload.len()).any(|window| window == payload));
    assert!(SignedSheet::decode(bytes).is_err(), "both a statement and a sheet");
    assert!(signed.verify(&election::ELECTION).is_err(), "a forgery: nothing was signed for it");
});
