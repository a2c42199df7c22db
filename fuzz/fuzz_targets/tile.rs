//! Tiles that are read have exactly their width, and are written back as the same bytes. The first byte of
//! the input is the width.
#![no_main]

use ledger::tile::{self, Content, Tile};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((width, bytes)) = bytes.split_first() else { return };
    let width = u16::from(*width) + 1;
    let tile = |content| Tile { content, index: 0, width };
    if let Ok(hashes) = tile::decode_hashes(bytes, &tile(Content::Hashes(0))) {
        assert_eq!(hashes.len(), usize::from(width));
        assert_eq!(tile::encode_hashes(&hashes), bytes);
    }
    if let Ok(entries) = tile::decode_entries(bytes, &tile(Content::Entries)) {
        assert_eq!(entries.len(), usize::from(width));
        let mut again = Vec::new();
        entries.iter().for_each(|entry| tile::encode_entry(entry, &mut again));
        assert_eq!(again, bytes);
    }
});
