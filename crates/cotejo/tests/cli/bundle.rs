//! Evidence bundles from outside: both forms, every alteration, what they say of what they hold.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Command, Output};

use record::Digest;

use crate::support::{Place, Served, code, cotejo, json, shown};

/// Makes a bundle of a demo's parts.
fn create(place: &Place, name: &str, more: &[&str]) -> Output {
    let part = |name: &str| place.text(&format!("demo/{name}"));
    let (bundle, election, log) = (place.text(name), part("election"), place.text("demo"));
    let (first, second) = (part("bulletins/1.json"), part("bulletins/2.json"));
    let parts = ["bundle", "create", &bundle, "--election", &election, "--log", &log, "--json"];
    let bulletins = ["--bulletin", &first, "--bulletin", &second];
    cotejo(&[&parts[..], &bulletins, more].concat())
}

fn expect(wanted: i32, arguments: &[&str]) -> Output {
    let out = cotejo(arguments);
    assert_eq!(code(&out), wanted, "{arguments:?}\n{}", shown(&out));
    out
}

/// Runs a program of the system in a folder; what it prints where it succeeds.
fn run(folder: &Path, script: &str) -> String {
    let out = Command::new("sh").args(["-ec", script]).current_dir(folder).output();
    let out = out.expect("a shell");
    assert!(out.status.success(), "{script}\n{}", shown(&out));
    String::from_utf8(out.stdout).expect("text")
}

#[test]
fn both_forms_of_the_same_parts_have_one_digest_and_verify_sound() {
    let place = Place::with_demo();
    let (source, report) = (place.text("demo/sources/party-a"), place.text("demo/report"));
    let parts = ["--source", &source, "--report", &report];
    let digest = |name: &str| {
        let out = create(&place, name, &parts);
        assert_eq!(code(&out), 0, "{}", shown(&out));
        json(&out)["digest"].clone()
    };
    let [folder, archive, again] = ["one", "one.tar", "two.tar"].map(digest);
    assert_eq!((&folder, &folder), (&archive, &again));
    assert!(folder.as_str().is_some_and(|digest| digest.len() == 64), "{folder}");
    assert!(fs::read(place.path("one.tar")).unwrap() == fs::read(place.path("two.tar")).unwrap());
    let verdicts = ["one", "one.tar"].map(|name| {
        let inspected = json(&expect(0, &["bundle", "inspect", &place.text(name), "--json"]));
        assert_eq!(inspected["digest"], folder);
        assert_eq!(inspected["same"], inspected["files"]);
        json(&expect(0, &["verify", &place.text(name), "--json", "--jobs", "1"]))
    });
    assert_eq!(verdicts[0], verdicts[1]);
    assert_eq!(verdicts[0]["sound"], true);
    assert_eq!(code(&create(&place, "one.tar", &[])), 2, "no bundle is overwritten");
}

#[test]
fn other_archivers_unpack_an_archive_and_pack_it_again_to_the_same_bytes() {
    let place = Place::with_demo();
    let long = place.path("demo/sources/party-a").join("d".repeat(70)).join("f".repeat(90));
    fs::create_dir_all(long.parent().unwrap()).unwrap();
    fs::write(&long, b"acta").unwrap();
    fs::write(place.path("demo/sources/party-a/-odd name \u{e1}.txt"), b"acta").unwrap();
    let source = place.text("demo/sources/party-a");
    for name in ["one", "one.tar"] {
        let out = create(&place, name, &["--source", &source]);
        assert_eq!(code(&out), 0, "{}", shown(&out));
    }
    fs::create_dir(place.path("unpacked")).unwrap();
    run(
        &place.path("unpacked"),
        "tar xf ../one.tar && sha256sum --check --strict --quiet BUNDLE.sha256",
    );
    assert_eq!(run(&place.path(""), "diff -r one unpacked"), "");
    // The command of docs/formats/bundle.md.
    run(
        &place.path("unpacked"),
        "{ echo BUNDLE.sha256; cut -c67- BUNDLE.sha256; } | tar --format=ustar --mtime=@0 --owner=0 --group=0 \
         --numeric-owner --mode=0644 --verbatim-files-from -T - -cf ../again.tar && cmp ../one.tar ../again.tar",
    );
    // Packed in any other way, it is unpacked first.
    run(&place.path("unpacked"), "tar cf ../other.tar *");
    let refused = expect(2, &["verify", &place.text("other.tar")]);
    assert!(shown(&refused).contains("L432"), "{}", shown(&refused));
    expect(0, &["verify", &place.text("unpacked")]);
}

#[test]
fn a_flipped_bit_anywhere_in_an_archive_is_found() {
    let place = Place::with_demo();
    let out = create(&place, "one.tar", &["--source", &place.text("demo/sources/party-a")]);
    assert_eq!(code(&out), 0, "{}", shown(&out));
    let whole = fs::read(place.path("one.tar")).unwrap();
    let flipped = place.text("flipped.tar");
    let seed = 11;
    println!("seed {seed}");
    // One place in each of sixty stretches of the same length.
    for stretch in 0..60_usize {
        let random = Digest::of(format!("{seed} {stretch}").as_bytes()).0;
        let within = usize::from(u16::from_be_bytes([random[0], random[1]]));
        let at = (whole.len() * stretch / 60 + within % (whole.len() / 60)).min(whole.len() - 1);
        let mut bytes = whole.clone();
        bytes[at] ^= 1 << (random[2] % 8);
        fs::write(&flipped, &bytes).unwrap();
        let out = cotejo(&["verify", &flipped]);
        assert!(matches!(code(&out), 1 | 2), "byte {at}: {}", shown(&out));
        assert!(names_a_rule(&shown(&out)), "byte {at}: {}", shown(&out));
    }
}

#[test]
fn the_first_failure_is_told_first_with_its_rule_and_place() {
    let place = Place::with_demo();
    let bundle = place.path("demo/bundle");
    let text = bundle.display().to_string();
    let sound = json(&expect(0, &["verify", &text, "--json"]));
    assert!(sound["first_wrong"].is_null());
    fs::remove_file(bundle.join("bulletins/2.json")).unwrap();
    fs::write(bundle.join("election/readme"), b"hello").unwrap();
    let tile = bundle.join(first_file(&bundle, "log/tile/entries"));
    let mut bytes = fs::read(&tile).unwrap();
    bytes[100] ^= 1;
    fs::write(&tile, bytes).unwrap();
    let told = json(&expect(1, &["verify", &text, "--json"]));
    assert_eq!(told["first_wrong"], told["wrong"][0]);
    let wrong: Vec<_> = told["wrong"].as_array().expect("a list").iter().collect();
    let rules: Vec<_> = wrong.iter().map(|one| one["rule"].as_str().unwrap()).collect();
    assert_eq!(rules[..3], ["L428", "L429", "L427"], "{told}");
    assert!(rules.len() > 3, "the log itself says so too: {told}");
    assert!(wrong.iter().all(|one| one["place"].as_str().is_some_and(|at| !at.is_empty())));
    assert_eq!(wrong[0]["place"], "bulletins/2.json");
    let shown = shown(&expect(1, &["verify", &text]));
    let line = shown.lines().nth(1).expect("a second line");
    assert!(line.starts_with("first wrong   L428 bulletins/2.json: "), "{shown}");
    let missing = wrong.len() - 1;
    assert_eq!(shown.lines().filter(|line| line.starts_with("WRONG")).count(), missing);
}

#[test]
fn a_collection_is_held_against_the_files_it_was_made_from() {
    let place = Place::with_demo();
    let (election, source) = (place.text("demo/election"), place.text("demo/sources/party-a"));
    let out = place.text("party-a");
    let import = ["import", &source, "--election", &election, "--as", "party-a", "--out", &out];
    let imported = cotejo(&[&import[..], &["--write", "--rest"]].concat());
    assert!(place.path("party-a/collection.toml").is_file(), "{}", shown(&imported));
    let told = |name: &str, more: &[&str]| {
        let made = create(&place, name, more);
        assert_eq!(code(&made), 0, "{}", shown(&made));
        let verdict = expect(0, &["verify", &place.text(name)]);
        shown(&verdict)
    };
    let alone = told("alone.tar", &["--source", &out]);
    assert!(alone.contains("0 of 1 input files are in the bundle"), "{alone}");
    assert!(alone.contains("not checked   sources/party-a: 1 of 1 input files are not"), "{alone}");
    fs::create_dir(place.path("party-a/files")).unwrap();
    fs::copy(place.path("demo/sources/party-a/sheets.txt"), place.path("party-a/files/sheets.txt"))
        .unwrap();
    let whole = told("whole.tar", &["--source", &out]);
    assert!(whole.contains("1 of 1 input files are in the bundle"), "{whole}");
    assert!(!whole.contains("input files are not"), "{whole}");
    // Whoever alters a collection can write the listing anew, but not the collection's own digest with it.
    fs::write(place.path("party-a/copies.csv"), b"table\n").unwrap();
    assert_eq!(code(&create(&place, "altered", &["--source", &out])), 0);
    let altered = json(&expect(1, &["verify", &place.text("altered"), "--json"]));
    assert_eq!(altered["first_wrong"]["rule"], "I314", "{altered}");
    assert_eq!(altered["first_wrong"]["place"], "sources/party-a");
}

#[test]
fn audits_are_listed_and_folders_of_one_name_do_not_mix() {
    let place = Place::with_demo();
    fs::create_dir_all(place.path("draw")).unwrap();
    fs::write(place.path("draw/worksheet.csv"), b"table\n").unwrap();
    let draw = place.text("draw");
    assert_eq!(code(&create(&place, "one.tar", &["--audit", &draw])), 0);
    let listed = shown(&expect(0, &["bundle", "inspect", &place.text("one.tar")]));
    assert!(listed.contains("audits/draw/worksheet.csv\n"), "{listed}");
    let verdict = shown(&expect(0, &["verify", &place.text("one.tar")]));
    assert!(verdict.contains("not checked   audits/, 1 files"), "{verdict}");
    let twice = create(&place, "two.tar", &["--audit", &draw, "--audit", &draw]);
    assert_eq!(code(&twice), 2);
    assert!(shown(&twice).contains("different names"), "{}", shown(&twice));
    assert!(!place.path("two.tar").exists());
}

#[test]
fn what_is_no_bundle_is_refused_with_a_number() {
    let place = Place::new();
    fs::create_dir_all(place.path("folder/election")).unwrap();
    let refused = |name: &str, rule: &str| {
        let out = expect(2, &["verify", &place.text(name)]);
        assert!(shown(&out).contains(rule), "{name}: {}", shown(&out));
    };
    refused("folder", "L431");
    std::os::unix::fs::symlink("/etc/passwd", place.path("folder/election/tables.csv")).unwrap();
    refused("folder", "L433");
    fs::write(place.path("empty.tar"), b"").unwrap();
    refused("empty.tar", "L432");
    run(&place.path("folder"), "tar cf ../link.bin *");
    refused("link.bin", "L43");
}

#[test]
fn the_pages_of_an_archive_are_served_and_nothing_else() {
    let place = Place::with_demo();
    let report = place.text("demo/report");
    assert_eq!(code(&create(&place, "one.tar", &["--report", &report])), 0);
    let site = Served::start(&["open", &place.text("one.tar"), "--listen", "127.0.0.1:0"]);
    let get = |path: &str| {
        let address = site.1.strip_prefix("http://").expect("an address");
        let mut stream = TcpStream::connect(address).expect("it listens");
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")
            .unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    };
    assert!(get("/").contains("location: /report/index.html"));
    let page = get("/report/index.html");
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");
    assert!(page.contains("content-type: text/html"), "{page}");
    assert!(page.contains("content-security-policy: default-src 'self'"));
    let body = fs::read_to_string(place.path("demo/report/index.html")).unwrap();
    assert!(page.ends_with(&body));
    for path in ["/nothing", "/report", "/..%2f..%2fetc/passwd", "/%2fetc%2fpasswd"] {
        assert!(get(path).starts_with("HTTP/1.1 404"), "{path}");
    }
}

#[test]
fn every_altered_byte_of_a_bundle_is_named() {
    let place = Place::with_demo();
    let bundle = place.path("demo/bundle");
    let text = bundle.display().to_string();
    let sound = json(&expect(0, &["verify", &text, "--json"]));
    assert_eq!(sound["wrong"].as_array().expect("a list").len(), 0, "{sound}");
    let own = place.text("demo/election");
    expect(0, &["verify", &text, "--election", &own]);

    let mut files = vec![
        ("BUNDLE.sha256", true),
        ("bulletins/1.json", true),
        ("bulletins/2.json", true),
        ("election/election.toml", true),
        ("election/election.seal", true),
        ("election/tables.csv", true),
        ("log/checkpoint", true),
        ("report/index.html", false),
        ("sources/party-a/sheets.txt", false),
    ];
    let tiles = ["log/tile/0", "log/tile/entries"].map(|level| first_file(&bundle, level));
    files.extend(tiles.iter().map(|tile| (tile.as_str(), true)));
    for (name, proven) in files {
        let path = bundle.join(name);
        let before = fs::read(&path).unwrap();
        let mut altered = before.clone();
        let middle = altered.len() / 2;
        altered[middle] ^= 1;
        fs::write(&path, &altered).unwrap();
        let out = cotejo(&["verify", &text]);
        assert_ne!(code(&out), 0, "{name}: {}", shown(&out));
        let told = shown(&out);
        let listed = name == "BUNDLE.sha256"
            && (told.contains("altered") || told.contains("missing") || told.contains("listing"));
        assert!(listed || told.contains(&format!("{name}: altered")), "{name}: {told}");

        // Whoever alters a file can write the listing anew; what the log proves is found all the same.
        if proven && name != "BUNDLE.sha256" {
            let listing = bundle.join("BUNDLE.sha256");
            let old = fs::read_to_string(&listing).unwrap();
            let (was, is) = (Digest::of(&before).to_string(), Digest::of(&altered).to_string());
            fs::write(&listing, old.replace(&was, &is)).unwrap();
            let out = cotejo(&["verify", &text]);
            assert_ne!(code(&out), 0, "{name}, listed anew: {}", shown(&out));
            assert!(names_a_rule(&shown(&out)), "{name}, listed anew: {}", shown(&out));
            fs::write(&listing, old).unwrap();
        }
        fs::write(&path, &before).unwrap();
    }
    expect(0, &["verify", &text]);
}

/// The first file below a folder of a bundle, by its path within.
fn first_file(bundle: &Path, folder: &str) -> String {
    let mut names: Vec<_> = fs::read_dir(bundle.join(folder))
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("a name"))
        .collect();
    names.sort();
    let path = format!("{folder}/{}", names.first().expect("not empty"));
    if bundle.join(&path).is_dir() { first_file(bundle, &path) } else { path }
}

fn names_a_rule(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_alphanumeric())
        .any(|word| record::Rule::from_code(word).is_some())
}
