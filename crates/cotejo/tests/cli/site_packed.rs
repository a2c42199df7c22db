//! A site whose many pages lie there packed alone, and what a server makes of it.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;

use flate2::read::GzDecoder;

use crate::support::{Place, Served, code, cotejo, shown};

/// Pages of tables and areas, and their data.
const MANY: [&str; 6] = ["es/t", "en/t", "data/t", "es/a", "en/a", "data/a"];
/// Smaller files gain nothing by being packed.
const SMALL: u64 = 1_024;

fn build(place: &Place, more: &[&str]) {
    let (election, source, out) =
        (place.text("demo/election"), place.text("demo/sources/party-a"), place.text("built"));
    let parts = ["site", "build", "--election", &election, &source, "--out", &out];
    let built = cotejo(&[&parts[..], more].concat());
    assert_eq!(code(&built), 0, "{}", shown(&built));
}

/// Names and sizes of the many files, without what ends in `.gz`, and of those that do.
fn many(built: &Path) -> (Vec<(String, u64)>, Vec<String>) {
    let (mut plain, mut packed) = (Vec::new(), Vec::new());
    for folder in MANY {
        for entry in fs::read_dir(built.join(folder)).expect("a folder") {
            let entry = entry.expect("an entry");
            let name = format!("{folder}/{}", entry.file_name().to_string_lossy());
            match name.strip_suffix(".gz") {
                Some(name) => packed.push(name.to_owned()),
                None => plain.push((name, entry.metadata().expect("its size").len())),
            }
        }
    }
    plain.sort();
    packed.sort();
    (plain, packed)
}

fn get(address: &str, path: &str, accept: &str) -> (String, Vec<u8>) {
    let address = address.strip_prefix("http://").expect("no certificate was given");
    let mut stream = TcpStream::connect(address).expect("it listens");
    let head = format!("GET /{path} HTTP/1.1\r\nHost: x\r\n{accept}Connection: close\r\n\r\n");
    stream.write_all(head.as_bytes()).expect("it takes requests");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("a whole answer");
    let end = answer.windows(4).position(|part| part == b"\r\n\r\n").expect("a head");
    let head = String::from_utf8_lossy(&answer[..end]).to_lowercase();
    (head, answer[end + 4..].to_vec())
}

#[test]
fn packed_pages_are_unpacked_for_who_takes_no_packed_ones() {
    let place = Place::with_demo();
    let built = place.path("built");
    build(&place, &[]);
    let (both, packed) = many(&built);
    let pages: Vec<(String, Vec<u8>)> =
        packed.iter().map(|name| (name.clone(), fs::read(built.join(name)).unwrap())).collect();
    assert!(pages.len() > 160, "{}", pages.len());

    build(&place, &["--packed-only"]);
    let (left, packed_alone) = many(&built);
    assert_eq!(packed_alone, packed, "the packed forms are the same");
    let small: Vec<_> = both.iter().filter(|(_, bytes)| *bytes < SMALL).cloned().collect();
    assert_eq!(left, small, "of the others only small ones are left");
    assert!(built.join("es/index.html").exists(), "the few pages lie there in both forms");

    let server = Served::start(&["site", "serve", &place.text("built"), "--listen", "127.0.0.1:0"]);
    for (name, page) in pages.iter().step_by(37) {
        let (head, body) = get(&server.1, name, "");
        assert!(head.starts_with("http/1.1 200") && !head.contains("content-encoding"), "{head}");
        assert!(head.contains(&format!("content-length: {}\r\n", page.len())), "{head}");
        assert_eq!(&body, page, "{name}");
        let (head, body) = get(&server.1, name, "Accept-Encoding: gzip\r\n");
        assert!(head.contains("content-encoding: gzip"), "{head}");
        let mut unpacked = Vec::new();
        GzDecoder::new(body.as_slice()).read_to_end(&mut unpacked).expect("gzip");
        assert_eq!(&unpacked, page, "{name}");
    }
    // What is no packed file, although its name says so, is refused and named.
    let broken = &pages[0].0;
    fs::write(built.join(format!("{broken}.gz")), "not packed").expect("ours");
    let other = Served::start(&["site", "serve", &place.text("built"), "--listen", "127.0.0.1:0"]);
    let (head, body) = get(&other.1, broken, "");
    assert!(head.starts_with("http/1.1 500"), "{head}");
    assert!(String::from_utf8_lossy(&body).contains("W107"));

    // And back: everything is there again, byte by byte.
    build(&place, &[]);
    assert_eq!(many(&built), (both, packed));
    assert!(pages.iter().all(|(name, page)| &fs::read(built.join(name)).unwrap() == page));
}
