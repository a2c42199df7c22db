//! A bulletin that is read has one text, claims nothing its figures do not carry, and is printed in both
//! languages.
#![no_main]

mod election;

use libfuzzer_sys::fuzz_target;
use tally::bulletin::{Bulletin, Language, Texts, check, to_text};

fuzz_target!(|bytes: &[u8]| {
    let Ok(bulletin) = Bulletin::parse(bytes) else { return };
    assert_eq!(bulletin.to_canonical(), bytes);
    assert!(bulletin.claims.iter().all(|claim| bulletin.carries(claim)));
    check(bytes, &bulletin).expect("the same bulletin");
    for language in [Language::En, Language::Es] {
        let text = to_text(&bulletin, &election::ELECTION, &Texts::new(language));
        assert!(!text.is_empty());
    }
});
