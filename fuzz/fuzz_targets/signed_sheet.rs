//! A signed sheet that decodes keeps its bytes, holds a canonical payload, and verifies only if the key
//! holder made it.
#![no_main]

mod election;

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use record::{SignatureVerdict, SignedSheet};

/// Every text in the vectors that could be a signed sheet.
static KNOWN: LazyLock<Vec<&str>> = LazyLock::new(|| {
    [
        include_str!("../../vectors/good.json"),
        include_str!("../../vectors/bad.json"),
        include_str!("../../vectors/duplicated.json"),
    ]
    .iter()
    .flat_map(|file| file.split('"'))
    .filter(|text| text.starts_with("d284"))
    .collect()
});

fuzz_target!(|bytes: &[u8]| {
    let Ok(signed) = SignedSheet::decode(bytes) else { return };
    assert_eq!(signed.bytes(), bytes);
    let payload = signed.sheet().encode().expect("what was decoded encodes");
    assert!(bytes.windows(payload.len()).any(|window| window == payload));
    if signed.judge(&election::ELECTION).0 == SignatureVerdict::Valid {
        let hex = bytes.iter().map(|b| format!("{b:02x}")).collect::<String>();
        assert!(KNOWN.contains(&hex.as_str()), "a forgery verifies: {hex}");
    }
});
