//! A manifest that is read is written back to the same manifest.
#![no_main]

use libfuzzer_sys::fuzz_target;
use record::election::Manifest;

fuzz_target!(|bytes: &[u8]| {
    let Ok(manifest) = Manifest::parse(bytes) else { return };
    let text = manifest.to_toml();
    assert_eq!(Manifest::parse(text.as_bytes()).expect("what was written is read"), manifest);
});
