use std::collections::BTreeMap;

use collate::bundle::{BundlePath, Listing};
use record::{Digest, Rule};

#[test]
fn a_listing_is_read_as_it_was_written() {
    let files: BTreeMap<_, _> = ["log/checkpoint", "election/tables.csv", "log/tile/0/000"]
        .map(|path| (BundlePath::parse(path).unwrap(), Digest::of(path.as_bytes())))
        .into();
    let listing = Listing::new(files.clone()).unwrap();
    let text = listing.to_text();
    assert_eq!(Listing::parse(text.as_bytes()).unwrap(), listing);
    assert_eq!(Listing::length(files.keys()), text.len() as u64);
    assert!(text.lines().is_sorted_by_key(|line| line[66..].to_owned()));
}

#[test]
fn a_listing_has_one_form_only() {
    let digest = Digest::of(b"").to_string();
    let line = |path: &str| format!("{digest}  {path}\n");
    let malformed = [
        ("no end", line("a").trim_end().to_owned()),
        ("one blank", format!("{digest} a\n")),
        ("binary mark", format!("{digest} *a\n")),
        ("capitals", format!("{}  a\n", digest.to_uppercase())),
        ("short digest", format!("{}  a\n", &digest[1..])),
        ("carriage return", format!("{digest}  a\r\n")),
        ("an empty line", format!("{}\n", line("a"))),
        ("descending", line("b") + &line("a")),
        ("twice", line("a") + &line("a")),
        ("itself", line("BUNDLE.sha256")),
        ("a file as a folder", line("a") + &line("a-b") + &line("a/b")),
    ];
    for (what, text) in malformed {
        let refused = Listing::parse(text.as_bytes()).expect_err(what);
        assert!(
            matches!(refused.rule, Rule::BundleListingMalformed | Rule::BundlePathRefused),
            "{what}: {refused}"
        );
    }
    assert!(Listing::parse(b"\xff").is_err());
}

#[test]
fn paths_that_lead_out_of_a_bundle_or_hide_are_refused() {
    for path in [
        "",
        "/",
        "/etc/passwd",
        "..",
        "../a",
        "a/../../b",
        "a/./b",
        "./a",
        "a//b",
        "a/",
        "a\nb",
        "a\\b",
        "a\u{7f}",
        "a\u{85}b",
        "a\0b",
    ] {
        let refused = BundlePath::parse(path).expect_err(path);
        assert_eq!(refused.rule, Rule::BundlePathRefused, "{path}");
        assert!(!refused.to_string().contains('\0'));
    }
    for path in ["a", "a/b", "..a", "a..b/...", "sources/ñandú/acta 1.jpg"] {
        assert_eq!(BundlePath::parse(path).unwrap().as_str(), path);
    }
}
