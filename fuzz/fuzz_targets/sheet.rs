//! A payload that decodes is the one that its sheet encodes to, and can be judged.
#![no_main]

mod election;

use libfuzzer_sys::fuzz_target;
use record::Sheet;

fuzz_target!(|bytes: &[u8]| {
    let Ok(sheet) = Sheet::decode(bytes) else { return };
    assert_eq!(sheet.encode().expect("what was decoded encodes"), bytes);
    sheet.check(&election::ELECTION);
});
