//! What an evidence bundle is made of: its listing and its archive, and all that only looks like one.

#![allow(clippy::unwrap_used, reason = "a test that panics has failed")]

mod hostile;
mod listing;

use std::io::{self, Read as _};

use collate::bundle::{self, BundleError, BundlePath, Index, LISTING};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};

/// A small bundle's files, in their order.
const FILES: [(&str, &[u8]); 4] = [
    (LISTING, b"a listing"),
    ("election/election.toml", b"format = 1\n"),
    ("log/checkpoint", &[7; 512]),
    ("sources/party-a/empty.csv", b""),
];

/// An archive with these headers and contents, ended as archives are.
fn packed<'a>(files: impl IntoIterator<Item = ([u8; 512], &'a [u8])>) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (header, content) in files {
        bytes.extend(header);
        bytes.extend(content);
        bytes.resize(bytes.len().next_multiple_of(512), 0);
    }
    let ending = bundle::ending(bytes.len() as u64);
    bytes.resize(bytes.len() + usize::try_from(ending).unwrap(), 0);
    bytes
}

fn header(path: &str, size: usize) -> [u8; 512] {
    bundle::header(&BundlePath::parse(path).unwrap(), size as u64).unwrap()
}

fn archive() -> Vec<u8> {
    packed(FILES.map(|(path, content)| (header(path, content.len()), content)))
}

fn index(bytes: &[u8]) -> Result<Index, BundleError> {
    bundle::index(bytes.len() as u64, |at| {
        let at = usize::try_from(at).unwrap();
        Ok(bytes.get(at..at + 512).ok_or(io::ErrorKind::UnexpectedEof)?.try_into().unwrap())
    })
}

#[test]
fn every_file_is_found_where_another_reader_finds_it() {
    let bytes = archive();
    let found = index(&bytes).unwrap();
    assert_eq!(found.len(), FILES.len());
    let mut other = tar::Archive::new(bytes.as_slice());
    for (entry, (path, content)) in other.entries().unwrap().zip(FILES) {
        let mut entry = entry.unwrap();
        assert_eq!(entry.path_bytes(), path.as_bytes());
        let extent = found[path];
        assert_eq!((extent.offset, extent.size), (entry.raw_file_position(), entry.size()));
        let mut read = Vec::new();
        entry.read_to_end(&mut read).unwrap();
        assert_eq!(read, content);
    }
}

#[test]
fn a_long_path_is_split_between_two_fields_and_found_again() {
    let long = format!("sources/{}/{}/{}", "f".repeat(60), "g".repeat(80), "n".repeat(99));
    let bytes = packed([(header(LISTING, 0), &b""[..]), (header(&long, 3), &b"abc"[..])]);
    assert!(index(&bytes).unwrap().contains_key(long.as_str()));
    assert!(BundlePath::parse(&format!("{long}-too-long")).is_err());
}

/// No byte but those of contents may be another: flipping any is found, or it lies in a content, where the
/// listing finds it.
#[test]
fn a_flipped_bit_outside_contents_is_always_refused() {
    let seed = 20_240_728;
    println!("seed {seed}");
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let bytes = archive();
    let found = index(&bytes).unwrap();
    let within = |at: usize| {
        let at = at as u64;
        found.values().any(|one| (one.offset..one.offset + one.size).contains(&at))
    };
    for (at, _) in bytes.iter().enumerate().filter(|(at, _)| !within(*at)) {
        let mut flipped = bytes.clone();
        flipped[at] ^= 1 << (random.next_u32() % 8);
        assert!(index(&flipped).is_err(), "byte {at}");
    }
}
