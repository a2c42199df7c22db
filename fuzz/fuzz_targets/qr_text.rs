//! A QR text that is read is the text that its sheet is written as.
#![no_main]

use libfuzzer_sys::fuzz_target;
use record::sheet::{from_qr_text, to_qr_text};

fuzz_target!(|text: &str| {
    let Ok(signed) = from_qr_text(text) else { return };
    assert_eq!(to_qr_text(&signed).expect("what was read can be written"), text);
});
