//! Archives that try to be read otherwise than they look.

use collate::bundle::{BundlePath, LISTING, MAX_FILE_BYTES};
use record::Rule;
use tar::{EntryType, Header};

use super::{FILES, archive, header, index, packed};

/// A second file with a header of one's own behind a listing.
fn with(change: impl FnOnce(&mut Header), content: &[u8]) -> Vec<u8> {
    let mut second = Header::from_byte_slice(&header("log/checkpoint", content.len())).clone();
    change(&mut second);
    sum(&mut second);
    packed([(header(LISTING, 0), &b""[..]), (*second.as_bytes(), content)])
}

/// The checksum as archivers spell it, so that it is never the reason of a refusal.
fn sum(header: &mut Header) {
    let bytes = header.as_mut_bytes();
    bytes[148..156].fill(b' ');
    let sum: u32 = bytes.iter().copied().map(u32::from).sum();
    bytes[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
}

fn refused(bytes: &[u8], rule: Rule, said: &str) {
    let error = index(bytes).expect_err(said);
    assert_eq!(error.rule, rule, "{error}");
    assert!(error.to_string().contains(said), "`{said}` in {error}");
}

/// Puts a path into a header as it is, as the library would not.
fn named(path: &str) -> Vec<u8> {
    let raw = |header: &mut Header| {
        let name = &mut header.as_ustar_mut().unwrap().name;
        name.fill(0);
        name[..path.len()].copy_from_slice(path.as_bytes());
    };
    with(raw, b"")
}

#[test]
fn links_and_folders_and_devices_are_refused() {
    for (kind, said) in [
        (EntryType::Symlink, "a link"),
        (EntryType::Link, "a link"),
        (EntryType::Directory, "a folder"),
        (EntryType::Fifo, "something special"),
        (EntryType::Char, "something special"),
        (EntryType::Continuous, "something special"),
    ] {
        let bytes = with(|header| header.set_entry_type(kind), b"");
        refused(&bytes, Rule::BundleArchiveMalformed, said);
    }
    let to = |header: &mut Header| header.as_old_mut().linkname[..4].copy_from_slice(b"/etc");
    refused(&with(to, b""), Rule::BundleArchiveMalformed, "not the one");
}

#[test]
fn extended_and_sparse_headers_are_refused() {
    for (kind, said) in [
        (EntryType::XHeader, "an extended header"),
        (EntryType::XGlobalHeader, "an extended header"),
        (EntryType::GNULongName, "an extended header"),
        (EntryType::GNULongLink, "an extended header"),
        (EntryType::GNUSparse, "a sparse file"),
    ] {
        let bytes = with(|header| header.set_entry_type(kind), b"30 path=election/tables.csv\n");
        refused(&bytes, Rule::BundleArchiveMalformed, said);
    }
    let mut gnu = Header::new_gnu();
    gnu.set_path("log/checkpoint").unwrap();
    gnu.set_size(0);
    sum(&mut gnu);
    let bytes = packed([(header(LISTING, 0), &b""[..]), (*gnu.as_bytes(), &b""[..])]);
    refused(&bytes, Rule::BundleArchiveMalformed, "no header");
}

#[test]
fn paths_that_lead_elsewhere_are_refused() {
    for path in
        ["/etc/passwd", "../outside", "log/../../outside", "./log/x", "log//x", "log/x/", "log\\x"]
    {
        refused(&named(path), Rule::BundlePathRefused, "path");
    }
    refused(&named(""), Rule::BundlePathRefused, "empty");
}

#[test]
fn a_name_that_stands_twice_or_out_of_order_is_refused() {
    let [listing, election, log, _] =
        FILES.map(|(path, content)| (header(path, content.len()), content));
    refused(&packed([listing, log, log]), Rule::BundleArchiveMalformed, "twice");
    refused(&packed([listing, listing]), Rule::BundleArchiveMalformed, "twice");
    refused(&packed([listing, log, election]), Rule::BundleArchiveMalformed, "stands behind");
    refused(&packed([election, log]), Rule::BundleArchiveMalformed, "comes first");
    let below = (header("log/checkpoint/x", 0), &b""[..]);
    refused(&packed([listing, log, below]), Rule::BundlePathRefused, "is a file");
    refused(&packed([]), Rule::BundleArchiveMalformed, "no file");
}

#[test]
fn sizes_that_are_not_there_are_refused() {
    let bytes = with(|header| header.set_size(1 << 20), b"");
    refused(&bytes, Rule::BundleArchiveMalformed, "bytes from byte");
    let bytes = with(|header| header.set_size(MAX_FILE_BYTES + 1), b"");
    refused(&bytes, Rule::BundleTooLarge, "bound");
    // Sizes in the binary spelling of other archivers, up to the largest.
    for size in [3, 1 << 40, u64::MAX >> 1] {
        let binary = |header: &mut Header| {
            let field = &mut header.as_old_mut().size;
            field.fill(0);
            field[0] = 0x80;
            field[4..].copy_from_slice(&size.to_be_bytes());
        };
        assert!(index(&with(binary, b"abc")).is_err(), "{size}");
    }
    let bytes = with(|header| header.as_old_mut().size.copy_from_slice(b"           3"), b"abc");
    refused(&bytes, Rule::BundleArchiveMalformed, "not the one");
    let path = BundlePath::parse("log/checkpoint").unwrap();
    assert!(collate::bundle::header(&path, MAX_FILE_BYTES + 1).is_err());
}

#[test]
fn times_owners_and_permissions_are_refused() {
    let changes: [fn(&mut Header); 5] = [
        |header| header.set_mtime(1),
        |header| header.set_uid(1000),
        |header| header.set_mode(0o600),
        |header| header.set_username("somebody").unwrap(),
        |header| header.as_ustar_mut().unwrap().pad[0] = 1,
    ];
    for change in changes {
        refused(&with(change, b""), Rule::BundleArchiveMalformed, "not the one");
    }
}

#[test]
fn an_archive_that_is_cut_or_longer_is_refused() {
    let whole = archive();
    for length in [0, 1, 511, 512, 513, 1024, whole.len() - 512, whole.len() - 1] {
        let error = index(&whole[..length]).expect_err("it is cut");
        assert_eq!(error.rule, Rule::BundleArchiveMalformed, "{length}: {error}");
    }
    let mut longer = whole.clone();
    longer.resize(longer.len() + 10_240, 0);
    refused(&longer, Rule::BundleArchiveMalformed, "bytes, not");
    let mut hidden = whole.clone();
    *hidden.last_mut().unwrap() = 1;
    refused(&hidden, Rule::BundleArchiveMalformed, "behind the last file");
    let mut slack = whole;
    slack[512 + FILES[0].1.len()] = 1;
    refused(&slack, Rule::BundleArchiveMalformed, "behind its contents");
}
