//! A table with two contests: from an election filled in by hand to two codes on paper and their totals.

use std::fs;

use serde_json::Value;

use crate::support::{Place, code, cotejo, json, shown};

const SECOND_CONTEST: &str = r#"
[[contests]]
key = "governor"
title = "Governor"
areas = ["24"]

[[organisations]]"#;

/// An election of two contests made from the example that `election new` gives, and the key of its first table.
fn two_contests(place: &Place) -> (String, String) {
    let (election, key) = (place.text("election"), place.text("station.pem"));
    let made = cotejo(&["election", "new", &election]);
    assert_eq!(code(&made), 0, "{}", shown(&made));
    let checked = cotejo(&["election", "check", &election]);
    assert_ne!(code(&checked), 2, "the example is itself an election: {}", shown(&checked));
    let public = json(&cotejo(&["key", "new", &key, "--json"]))["public_key"].clone();
    let edit = |name: &str, from: &str, to: &str| {
        let path = place.path("election").join(name);
        let text = fs::read_to_string(&path).expect("a file of the example");
        assert!(text.contains(from), "{name} has {from}");
        fs::write(path, text.replacen(from, to, 1)).expect("writable");
    };
    edit("election.toml", "\n[[organisations]]", SECOND_CONTEST);
    edit("candidates.csv", "president,A", "governor,G,A governor,\npresident,A");
    edit("tables.csv", "650,", &format!("650,{}", public.as_str().expect("a public key")));
    (election, key)
}

/// The QR texts of both contests of the first table.
fn signed(place: &Place, election: &str, key: &str) -> [String; 2] {
    [
        ("president", "1001 = 200\n1002 = 150\n1003 = \"unreadable\"", "null = 4"),
        ("governor", "G = 300", "null = 54"),
    ]
    .map(|(contest, votes, rest)| {
        let figures = place.text(&format!("{contest}.toml"));
        let text = format!(
            "table = \"240111020.01.1.0001\"\ncontest = \"{contest}\"\nvoters_machine = 354\n\
             closed = \"2030-06-02T18:00:00Z\"\nopened = \"2030-06-02T06:00:00Z\"\n\
             software = \"{}\"\n{rest}\n[votes]\n{votes}\n",
            "ab".repeat(32)
        );
        fs::write(&figures, text).expect("writable");
        let out =
            cotejo(&["sheet", "sign", &figures, "--election", election, "--key", key, "--json"]);
        assert_eq!(code(&out), 0, "{}", shown(&out));
        json(&out)["qr_text"].as_str().expect("a QR text").to_owned()
    })
}

/// What scanning files says: signatures of the sheets read, and all rules broken.
fn scanned(election: &str, files: &[&str]) -> (Vec<Value>, Vec<Value>) {
    let out = cotejo(&[&["scan", "--election", election, "--json"], files].concat());
    let entries = json(&out);
    let entries = entries.as_array().expect("an array");
    let rules = entries.iter().flat_map(|one| one["rules"].as_array().expect("rules").clone());
    (entries.iter().map(|one| one["signature"].clone()).collect(), rules.collect())
}

#[test]
fn two_codes_of_a_table_are_complete_together_and_useful_alone() {
    let place = Place::new();
    let (election, key) = two_contests(&place);
    let [president, governor] = signed(&place, &election, &key);
    let prints = place.text("prints");
    let out = cotejo(&[
        "sheet",
        "print",
        &president,
        &governor,
        "--election",
        &election,
        "--out",
        &prints,
        "--json",
    ]);
    assert_eq!(code(&out), 0, "{}", shown(&out));
    let files = json(&out)["files"].clone();
    let [first, second] = [0, 1].map(|at| files[at].as_str().expect("a file").to_owned());
    assert!(first.ends_with("240111020.01.1.0001-president-1.pdf"), "{first}");

    let (signatures, rules) = scanned(&election, &[&second, &first]);
    assert_eq!(signatures, ["valid", "valid"]);
    assert!(!rules.contains(&"S123".into()), "both are there, in any order: {rules:?}");
    for one in [&first, &second] {
        let (signatures, rules) = scanned(&election, &[one]);
        assert_eq!(signatures, ["valid"]);
        assert!(rules.contains(&"S123".into()), "one tells of the other: {rules:?}");
    }
}

#[test]
fn each_contest_has_totals_of_its_own() {
    let place = Place::new();
    let (election, key) = two_contests(&place);
    let texts = signed(&place, &election, &key).join("\n");
    for (name, text) in [("a.txt", texts.as_str()), ("b.txt", texts.lines().next().unwrap())] {
        fs::write(place.path(name), format!("{text}\n")).unwrap();
    }
    let sources = [format!("a={}", place.text("a.txt")), format!("b={}", place.text("b.txt"))];
    let report = place.text("report");
    let out = cotejo(&[
        "collate",
        "--election",
        &election,
        &sources[0],
        &sources[1],
        "--json",
        "--out",
        &report,
    ]);
    let result = json(&out);
    let totals = result["totals"].as_array().expect("totals of each contest");
    let of = |contest: &str| totals.iter().find(|one| one["contest"] == contest).unwrap();
    assert_eq!(of("governor")["lists"][0]["sum"], 300);
    assert_eq!(of("president")["lists"][0]["sum"], 200);
    let unreadable = &of("president")["lists"][2];
    assert_eq!((&unreadable["unreadable"], &unreadable["given"]), (&1.into(), &0.into()));
    let pairs = result["pairs"].as_array().unwrap();
    let [pair] = pairs.as_slice() else { panic!("{pairs:?}") };
    assert_eq!((&pair["contest"], &pair["equal"]), (&"president".into(), &1.into()));
    assert!(place.path("report/index.html").is_file());
}
