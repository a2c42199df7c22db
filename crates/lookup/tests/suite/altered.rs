use std::sync::LazyLock;

use lookup::{Bucket, BucketNo, Layout, LookupError};
use proptest::prelude::*;
use record::Rule;

use crate::small::{SEED, Small, key, number, roll, voprf};

fn parse(small: &Small, bytes: &[u8], bucket: u32) -> Result<(), Rule> {
    let parsed = Bucket::parse(bytes, &small.manifest, BucketNo(bucket));
    parsed.map(drop).map_err(|error: LookupError| error.rule)
}

#[test]
fn a_bucket_of_another_number_build_or_mode_is_refused() {
    let [with_server, without] = Small::of_both_kinds();
    let bytes = &with_server.files[&BucketNo(2)];
    assert_eq!(parse(&with_server, bytes, 2), Ok(()));
    assert_eq!(parse(&with_server, bytes, 3), Err(Rule::LookupBucketMalformed));
    assert_eq!(parse(&with_server, &without.files[&BucketNo(2)], 2), Err(Rule::LookupModeMixed));
    let mut older = bytes.clone();
    older[16] ^= 1;
    assert_eq!(parse(&with_server, &older, 2), Err(Rule::LookupBucketMalformed));
    for length in [0, 7, 48, bytes.len() - 1] {
        assert_eq!(parse(&with_server, &bytes[..length], 2), Err(Rule::LookupBucketMalformed));
    }
}

#[test]
fn an_entry_that_does_not_open_is_told_from_none() {
    let small = &Small::of_both_kinds()[0];
    let (id, _) = &roll(300)[17];
    let derived = small.ask(&number(id)).expect("asked");
    let bucket = derived.bucket(&small.manifest.layout);
    let mut bytes = small.files[&bucket].clone();
    let tag = derived.tag().0;
    let at = bytes.windows(16).position(|window| window == tag).expect("its entry");
    bytes[at + 20] ^= 1;
    // Whoever makes the manifest too gets past the root, but not past the cipher.
    let mut manifest = small.manifest.clone();
    let (body, path) = bytes.split_at(manifest.layout.body_bytes());
    let path = path.as_chunks::<32>().0.iter().map(|hash| record::Digest(*hash));
    manifest.root = lookup::tree::climb(bucket, lookup::tree::leaf(body), path);
    let parsed = Bucket::parse(&bytes, &manifest, bucket).expect("under its own root");
    let error = parsed.find(&derived).expect_err("it does not open");
    assert_eq!(error.rule, Rule::LookupEntryUnreadable);
}

#[test]
fn duplicates_and_full_buckets_are_refused_by_row() {
    let layout = Layout { prefix_bits: 0, capacity: 10, code_bytes: 19 };
    let mut rows = roll(10);
    assert!(Small::new(voprf(&key(SEED)), &rows, layout).is_ok());
    rows[9] = rows[3].clone();
    let error = Small::new(voprf(&key(SEED)), &rows, layout).map(drop).expect_err("twice");
    assert_eq!((error.rule, error.detail.as_str()), (Rule::LookupIdTwice, "rows 5 and 11"));
    let error = Small::new(voprf(&key(SEED)), &roll(11), layout).map(drop).expect_err("full");
    assert_eq!(error.rule, Rule::LookupBucketFull);
    let long = [("1".to_owned(), "x".repeat(20))];
    let error = Small::new(voprf(&key(SEED)), &long, layout).map(drop).expect_err("too long");
    assert_eq!(error.rule, Rule::LookupSizeImpossible);
}

#[test]
fn nothing_readable_and_no_order_is_published() {
    for small in Small::of_both_kinds() {
        for bytes in small.files.values() {
            for (id, code) in roll(300) {
                for planted in [id.as_bytes(), code.as_bytes()] {
                    assert!(!bytes.windows(planted.len()).any(|window| window == planted));
                }
            }
            let body = &bytes[48..small.manifest.layout.body_bytes()];
            let entries: Vec<_> = body.chunks(small.manifest.layout.entry_bytes()).collect();
            assert!(entries.is_sorted(), "entries and chaff lie in the order of their bytes");
        }
    }
}

proptest! {
    #[test]
    fn any_altered_bit_is_found_out(at in 0_usize..5_000, bit in 0..8_u32) {
        static BOTH: LazyLock<[Small; 2]> = LazyLock::new(Small::of_both_kinds);
        let small = &BOTH[1];
        let mut bytes = small.files[&BucketNo(5)].clone();
        let at = at % bytes.len();
        bytes[at] ^= 1 << bit;
        prop_assert!(parse(small, &bytes, 5).is_err());
    }
}
