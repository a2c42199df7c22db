//! `cotejo lookup`, from outside: build, serve, find, and what each refuses.

use std::os::unix::fs::PermissionsExt as _;

use crate::support::{Place, Served, code, cotejo, json, shown};

const NUMBERS: u32 = 300;

/// A sample of twelve tables, a roll over them, and a key.
fn place() -> (Place, Vec<String>) {
    let place = Place::new();
    let out = cotejo(&["sample", &place.text("s"), "--tables", "12", "--seed", "4"]);
    assert_eq!(code(&out), 0, "{}", shown(&out));
    let tables = std::fs::read_to_string(place.path("s/election/tables.csv")).expect("tables");
    let codes: Vec<_> = tables
        .lines()
        .skip(1)
        .map(|row| row.split(',').next().unwrap_or_default().to_owned())
        .collect();
    write_roll(&place, "roll.csv", &codes);
    let out = cotejo(&["lookup", "key", "new", &place.text("key")]);
    assert_eq!(code(&out), 0, "{}", shown(&out));
    (place, codes)
}

fn write_roll(place: &Place, name: &str, codes: &[String]) {
    let row = |at: u32| format!("{},{}\n", 20_000_000 + 31 * at, codes[at as usize % codes.len()]);
    let rows: String = (0..NUMBERS).map(row).collect();
    std::fs::write(place.path(name), format!("id,table\n{rows}")).expect("written");
}

#[test]
fn a_roll_is_built_served_and_found() {
    let (place, codes) = place();
    let (key, out, election) = (place.text("key"), place.text("out"), place.text("s/election"));
    let mode = std::fs::metadata(place.path("key")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let again = cotejo(&["lookup", "key", "new", &key]);
    assert_eq!(code(&again), 2, "a key is never overwritten");
    let server = Served::start(&[
        "lookup",
        "serve",
        "--key",
        &key,
        "--listen",
        "127.0.0.1:0",
        "--burst",
        "4",
        "--per-minute",
        "1",
    ]);
    let roll = place.text("roll.csv");
    let built = cotejo(&[
        "lookup",
        "build",
        &roll,
        "--election",
        &election,
        "--key",
        &key,
        "--key-server",
        &server.1,
        "--out",
        &out,
        "--json",
    ]);
    assert_eq!(code(&built), 0, "{}", shown(&built));
    let built = json(&built);
    assert_eq!((&built["mode"], &built["entries"]), (&"voprf".into(), &NUMBERS.into()));
    let find =
        |id: &str, more: &[&str]| cotejo(&[&["lookup", "find", id, "--dir", &out], more].concat());
    let found = find("20.000.031", &["--election", &election, "--json"]);
    assert_eq!(code(&found), 0, "{}", shown(&found));
    assert_eq!(json(&found)["table"], codes[1].as_str());
    assert_eq!(json(&found)["areas"].as_array().map(Vec::is_empty), Some(false));
    let missed = find("20000030", &["--language", "es"]);
    assert_eq!(code(&missed), 1);
    assert!(shown(&missed).contains("W218 El padrón no tiene"), "{}", shown(&missed));
    let none = find("nobody", &[]);
    assert_eq!((code(&none), shown(&none).contains("W202")), (2, true), "{}", shown(&none));
    let alone = find("20000031", &["--key-server", "http://127.0.0.1:9"]);
    assert_eq!((code(&alone), shown(&alone).contains("W215")), (2, true), "{}", shown(&alone));

    let other = place.text("other");
    cotejo(&["lookup", "key", "new", &other]);
    let wrong = Served::start(&["lookup", "serve", "--key", &other, "--listen", "127.0.0.1:0"]);
    let tagged = find("20000031", &["--key-server", &wrong.1]);
    assert_eq!((code(&tagged), shown(&tagged).contains("W212")), (2, true), "{}", shown(&tagged));

    // Four at once, of which two were used.
    let outs: Vec<_> = (0..3).map(|_| find("20000031", &[])).collect();
    assert_eq!(outs.iter().map(code).collect::<Vec<_>>(), [0, 0, 2]);
    assert!(shown(&outs[2]).contains("W214"), "{}", shown(&outs[2]));
}

#[test]
fn a_mirror_needs_no_server_and_altered_files_are_refused() {
    let (place, codes) = place();
    let (roll, out, election) =
        (place.text("roll.csv"), place.text("out"), place.text("s/election"));
    let build = |roll: &str, more: &[&str]| {
        let start = ["lookup", "build", roll, "--election", &election, "--argon2", "--memory-kib"];
        cotejo(&[&start, more].concat())
    };
    let built = build(&roll, &["64", "--out", &out]);
    assert_eq!(code(&built), 0, "{}", shown(&built));
    let find = |id: &str| cotejo(&["lookup", "find", id, "--dir", &out]);
    let found = find("20000000");
    assert!(shown(&found).contains(&codes[0]), "{}", shown(&found));
    assert_eq!(code(&build(&roll, &["64", "--out", &out])), 2, "nothing is overwritten");
    let costly = build(&roll, &["4", "--out", &place.text("no")]);
    assert!(shown(&costly).contains("W217"), "{}", shown(&costly));

    // A name in a third column, a number twice: nothing is left behind.
    let text = std::fs::read_to_string(&roll).unwrap();
    let named = text.replace('\n', ",Somebody\n");
    let first = text.lines().nth(1).unwrap();
    for (name, text, rule) in [
        ("named.csv", named, "W201"),
        ("twice.csv", format!("{text}{first}\n"), "W204"),
        ("elsewhere.csv", format!("{text}1,elsewhere\n"), "W203"),
        ("empty.csv", "id,table\n".to_owned(), "W205"),
    ] {
        std::fs::write(place.path(name), text).unwrap();
        let refused = build(&place.text(name), &["64", "--out", &place.text("no")]);
        assert_eq!(
            (code(&refused), shown(&refused).contains(rule)),
            (2, true),
            "{name}: {}",
            shown(&refused)
        );
        assert!(!shown(&refused).contains("Somebody") && !shown(&refused).contains("20000000"));
    }
    let names = std::fs::read_dir(place.path(".")).unwrap();
    let hidden = |name: &String| name.starts_with(".cotejo") || name == "no";
    let left = names.map(|one| one.unwrap().file_name().into_string().unwrap()).find(hidden);
    assert_eq!(left, None);

    for bucket in ["00", "01"] {
        let path = place.path(&format!("out/buckets/00/00/{bucket}.bin"));
        let mut bytes = std::fs::read(&path).unwrap();
        bytes[60] ^= 1;
        std::fs::write(&path, bytes).unwrap();
    }
    let altered = find("20000000");
    assert_eq!(
        (code(&altered), shown(&altered).contains("W210")),
        (2, true),
        "{}",
        shown(&altered)
    );
}

#[test]
fn the_election_file_says_what_a_guess_costs() {
    let (place, codes) = place();
    let (roll, election) = (place.text("roll.csv"), place.text("s/election"));
    let unsaid = place.text("unsaid");
    let build = |more: &[&str]| {
        cotejo(&[&["lookup", "build", &roll, "--election", &election, "--argon2"], more].concat())
    };
    let cheap = ["--memory-kib", "16", "--out", &unsaid];
    assert_eq!(code(&build(&cheap)), 0, "without a word in the election file, as asked for");

    let file = place.path("s/election/election.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, format!("{text}\n[lookup]\nmemory_kib = 64\npasses = 2\n")).unwrap();
    let refused = build(&["--passes", "1", "--out", &place.text("no")]);
    assert_eq!(
        (code(&refused), shown(&refused).contains("W222")),
        (2, true),
        "{}",
        shown(&refused)
    );
    let out = place.text("out");
    let built = build(&["--out", &out]);
    assert_eq!(code(&built), 0, "{}", shown(&built));
    let manifest = std::fs::read_to_string(place.path("out/lookup.json")).unwrap();
    assert!(manifest.contains("\"memory_kib\": 64") && manifest.contains("\"passes\": 2"));
    let find =
        |dir: &str| cotejo(&["lookup", "find", "20000000", "--dir", dir, "--election", &election]);
    let found = find(&out);
    assert!(code(&found) == 0 && shown(&found).contains(&codes[0]), "{}", shown(&found));

    // A mirror on which a guess costs less says so itself, and is found out.
    let cheaper = manifest.replace("\"passes\": 2", "\"passes\": 1");
    std::fs::write(place.path("out/lookup.json"), cheaper).unwrap();
    let other = cotejo(&[
        "site",
        "build",
        "--election",
        &election,
        "--lookup",
        &out,
        "--out",
        &place.text("site"),
        &format!("results={}", place.text("s/results.csv")),
    ]);
    assert_eq!((code(&other), shown(&other).contains("W222")), (2, true), "{}", shown(&other));
}
