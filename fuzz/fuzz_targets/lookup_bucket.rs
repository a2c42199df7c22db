//! Any bytes are a bucket that the manifest covers or are refused; and where whoever made the bucket made the manifest
//! too, looking in it gives an entry that opens, none, or a refusal.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use lookup::tree::{climb, leaf};
use lookup::{Bucket, BucketNo, Derived, Manifest};
use record::Digest;

static MANIFEST: LazyLock<Manifest> = LazyLock::new(|| {
    let bytes = include_bytes!("../../vectors/lookup/argon2id/lookup.json");
    Manifest::parse(bytes).expect("a vector")
});
const NUMBER: BucketNo = BucketNo(2);
const GOOD: &[u8] = include_bytes!("../../vectors/lookup/argon2id/buckets/00/00/02.bin");

fuzz_target!(|bytes: &[u8]| {
    if Bucket::parse(bytes, &MANIFEST, NUMBER).is_ok() {
        assert_eq!(bytes, GOOD, "the root covers one bucket of each number");
    }
    let mut manifest = MANIFEST.clone();
    let Some((body, path)) = bytes.split_at_checked(manifest.layout.body_bytes()) else { return };
    let hashes = path.as_chunks::<32>().0.iter().map(|hash| Digest(*hash));
    manifest.root = climb(NUMBER, leaf(body), hashes);
    let Ok(bucket) = Bucket::parse(bytes, &manifest, NUMBER) else { return };
    // The tag of the first entry, so that something is tried to be opened; nobody knows the key of its vector.
    let mut derived = [0; 64];
    derived[16..32].copy_from_slice(&body[48..64]);
    assert!(bucket.find(&Derived::from_bytes(derived)).is_err());
});
