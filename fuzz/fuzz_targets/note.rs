//! A note has one form: one that is read is written back as the same bytes.
#![no_main]

use ledger::{Checkpoint, Note};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(note) = Note::parse(bytes) else { return };
    assert_eq!(note.to_string().as_bytes(), bytes);
    if let Ok(checkpoint) = Checkpoint::parse(&note.text) {
        assert_eq!(checkpoint.to_string(), note.text);
    }
});
