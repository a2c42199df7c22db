//! A listing and an archive have one form: one that is read is written back as the same bytes.
#![no_main]

use std::io;

use collate::bundle::{self, BundlePath, Index, Listing};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(listing) = Listing::parse(bytes) {
        assert_eq!(listing.to_text().as_bytes(), bytes);
        let length = Listing::length(listing.files().iter().map(|(path, _)| path));
        assert_eq!(usize::try_from(length).expect("short"), bytes.len());
    }
    let length = u64::try_from(bytes.len()).expect("short");
    if let Ok(index) = bundle::index(length, |at| block(bytes, at)) {
        assert!(written_again(&index, bytes) == bytes, "two archives of the same files");
    }
    if let Ok(path) = BundlePath::parse(&String::from_utf8_lossy(bytes)) {
        bundle::header(&path, 0).expect("a path that is taken fits a header");
    }
});

fn block(bytes: &[u8], at: u64) -> io::Result<[u8; 512]> {
    let at = usize::try_from(at).expect("within the bytes");
    Ok(bytes[at..at + 512].try_into().expect("a block"))
}

/// The archive made again from its files, the listing first.
fn written_again(index: &Index, bytes: &[u8]) -> Vec<u8> {
    let zeros = |many: u64| vec![0; usize::try_from(many).expect("short")];
    let (first, others): (Vec<_>, Vec<_>) =
        index.iter().partition(|(path, _)| path.as_str() == bundle::LISTING);
    let mut again = Vec::new();
    for (path, extent) in first.into_iter().chain(others) {
        again.extend(bundle::header(path, extent.size).expect("it was read"));
        let at = usize::try_from(extent.offset).expect("within the bytes");
        let size = usize::try_from(extent.size).expect("within the bytes");
        again.extend(&bytes[at..at + size]);
        again.extend(zeros(bundle::padding(extent.size)));
    }
    again.extend(zeros(bundle::ending(again.len() as u64)));
    again
}
