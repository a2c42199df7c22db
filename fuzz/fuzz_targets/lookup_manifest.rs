//! Any bytes are a manifest within its bounds or are refused; what is read comes back from what is written, and its page
//! carries no policy but ours.
#![no_main]

use libfuzzer_sys::fuzz_target;
use lookup::{MAX_BUCKET_BYTES, Manifest, page};

fuzz_target!(|bytes: &[u8]| {
    let Ok(manifest) = Manifest::parse(bytes) else { return };
    assert!(manifest.layout.bucket_bytes() <= MAX_BUCKET_BYTES);
    let again = Manifest::parse(manifest.to_json().as_bytes()).expect("what we write, we read");
    assert_eq!(again, manifest);
    let [(_, index), ..] = page::files(&manifest);
    let policy = index.lines().find(|line| line.contains("Security-Policy")).expect("its policy");
    assert_eq!(policy.matches('"').count(), 4, "{policy}");
    assert_eq!(policy.matches(';').count(), 6, "{policy}");
});
