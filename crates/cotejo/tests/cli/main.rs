//! The command line from outside: what users type, what they see, how it exits.

mod audit;
mod bad_audit;
mod bad_quickcount;
#[cfg(feature = "s3")]
mod bucket;
mod bundle;
mod centre;
mod contests;
mod cosigners;
mod forensics;
mod https;
mod images;
mod killed;
mod killed_watchers;
mod link;
mod log;
mod lookup;
mod machine;
#[cfg(feature = "s3")]
#[path = "../../../ledger/tests/suite/moto.rs"]
mod moto;
mod party;
mod polling;
mod quickcount;
mod site;
mod site_live;
mod site_packed;
mod support;

use std::path::Path;

use serde_json::Value;

use support::{Place, code, cotejo, json, shown};

#[test]
fn the_demo_finds_exactly_what_was_planted_for_several_seeds() {
    for seed in ["1", "2", "77"] {
        let place = Place::new();
        let out = cotejo(&[
            "demo",
            "--tables",
            "120",
            "--seed",
            seed,
            "--out",
            &place.text("demo"),
            "--json",
        ]);
        let result = json(&out);
        println!("seed {seed}: {result}");
        assert_eq!(result["missed"], Value::Array(vec![]), "seed {seed}");
        assert_eq!(result["not_planted"], Value::Array(vec![]), "seed {seed}");
        assert_eq!(code(&out), 0);
        assert!(place.path("demo/report/index.html").is_file());
    }
}

#[test]
fn photographs_are_read_and_bad_files_cost_only_themselves() {
    let place = Place::with_demo();
    let photos = place.path("demo/sources/party-c/photos");
    std::fs::write(photos.join("0-text.jpg"), "this is no picture").unwrap();
    std::fs::write(photos.join("0-empty.png"), "").unwrap();
    let election = place.text("demo/election");
    let state = place.text("scan.state");
    let arguments = [
        "scan",
        &photos.display().to_string(),
        "--election",
        &election,
        "--json",
        "--state",
        &state,
    ];
    let out = cotejo(&arguments);
    let entries = json(&out);
    let of = |verdict: &str| {
        entries.as_array().unwrap().iter().filter(|entry| entry["verdict"] == verdict).count()
    };
    assert_eq!((of("read"), of("not-a-sheet")), (24, 2), "{}", shown(&out));
    let sheet =
        entries.as_array().unwrap().iter().find(|entry| entry["verdict"] == "read").unwrap();
    assert_eq!(sheet["signature"], "valid");
    assert_eq!(sheet["format"], "cotejo");
    assert_eq!(sheet["votes"].as_array().unwrap().len(), 38);
    // The second run takes everything from the state and says the same.
    assert_eq!(json(&cotejo(&arguments)), entries);
}

#[test]
fn a_sheet_is_signed_shown_verified_drawn_and_printed() {
    let place = Place::with_demo();
    let election = place.text("demo/election");
    let qr = std::fs::read_to_string(place.path("demo/sources/party-a/sheets.txt")).unwrap();
    let qr = qr.lines().next().unwrap();
    let verified = cotejo(&["sheet", "verify", qr, "--election", &election, "--json"]);
    assert_eq!(json(&verified)["signature"], "valid", "{}", shown(&verified));
    assert_eq!(code(&verified), 0);
    let security_code = json(&verified)["sheet"]["security_code"].as_str().unwrap().to_owned();
    let same = cotejo(&["sheet", "verify", qr, "--election", &election, "--code", &security_code]);
    assert_eq!(code(&same), 0);
    let drawn = cotejo(&["sheet", "qr", qr, "--json"]);
    assert!(json(&drawn)["version"].as_u64().unwrap() <= 9, "{}", shown(&drawn));
    let pdf = place.text("sheet.pdf");
    assert_eq!(code(&cotejo(&["sheet", "print", qr, "--election", &election, "--out", &pdf])), 0);
    let scanned = cotejo(&["scan", &pdf, "--election", &election, "--json"]);
    assert_eq!(json(&scanned)[0]["payload"], qr, "{}", shown(&scanned));
    let last = if qr.ends_with('0') { "1" } else { "0" };
    let damaged = format!("{}{last}", &qr[..qr.len() - 1]);
    let refused = cotejo(&["sheet", "verify", &damaged, "--election", &election]);
    assert!(code(&refused) > 0, "{}", shown(&refused));
}

#[test]
fn figures_with_a_missing_list_are_not_taken_for_zero() {
    let place = Place::with_demo();
    let (election, key, figures) =
        (place.text("demo/election"), place.text("k.pem"), place.text("f.toml"));
    assert_eq!(code(&cotejo(&["key", "new", &key])), 0);
    assert_eq!(code(&cotejo(&["key", "new", &key])), 2, "a key is never overwritten");
    std::fs::write(&figures, "table = \"010101001.01.1.0001\"\n[votes]\n1001 = 5\n").unwrap();
    let out = cotejo(&["sheet", "sign", &figures, "--election", &election, "--key", &key]);
    assert_eq!(code(&out), 2);
    assert!(shown(&out).contains("S106"), "{}", shown(&out));
}

#[test]
fn an_import_is_a_dry_run_until_told_otherwise() {
    let place = Place::with_demo();
    let election = place.text("demo/election");
    let (typed, out) = (place.text("demo/sources/observers/typed.csv"), place.text("observers"));
    let dry =
        cotejo(&["import", "--election", &election, "--as", "observers", &typed, "--out", &out]);
    assert_eq!(code(&dry), 0, "{}", shown(&dry));
    assert!(!Path::new(&out).exists());
    let arguments = [
        "import",
        "--election",
        &election,
        "--as",
        "observers",
        &typed,
        "--out",
        &out,
        "--write",
        "--json",
    ];
    assert_eq!(json(&cotejo(&arguments))["written"], true);
    let again = json(&cotejo(&arguments));
    assert_eq!((&again["changes"]["added"], &again["changes"]["removed"]), (&0.into(), &0.into()));
    // What is exported comes back as the same figures.
    let csv = place.text("export.csv");
    assert_eq!(
        code(&cotejo(&["export", &out, "--election", &election, "--format", "csv", "--out", &csv])),
        0
    );
    let sources = [format!("stored={out}"), format!("exported={csv}")];
    let both = cotejo(&["collate", "--election", &election, &sources[0], &sources[1], "--json"]);
    let pair = &json(&both)["pairs"][0];
    assert_eq!(
        (&pair["differ"], &pair["only_a"], &pair["only_b"]),
        (&0.into(), &0.into(), &0.into())
    );
    assert!(pair["common"].as_u64().unwrap() > 0);
}

#[test]
fn nist_results_come_back_as_the_same_figures() {
    let place = Place::with_demo();
    let election = place.text("demo/election");
    let sheets = place.text("demo/sources/authority/sheets.txt");
    let nist = place.text("results.json");
    let arguments =
        ["export", &sheets, "--election", &election, "--format", "nist", "--out", &nist];
    assert_eq!(code(&cotejo(&arguments)), 0);
    let sources = [format!("signed={sheets}"), format!("nist={nist}")];
    let both = cotejo(&["collate", "--election", &election, &sources[0], &sources[1], "--json"]);
    let pair = &json(&both)["pairs"][0];
    assert_eq!(pair["differ"], 0, "{pair}");
    assert!(pair["common"].as_u64().unwrap() > 70, "{pair}");
}

#[test]
fn an_altered_election_is_noticed() {
    let place = Place::with_demo();
    let election = place.path("demo/election");
    let text = election.display().to_string();
    assert_eq!(code(&cotejo(&["election", "check", &text])), 0);
    let tables = std::fs::read_to_string(election.join("tables.csv")).unwrap();
    std::fs::write(election.join("tables.csv"), tables.replacen(",5", ",6", 1)).unwrap();
    let out = cotejo(&["election", "check", &text]);
    assert_eq!(code(&out), 1);
    assert!(shown(&out).contains("E009"), "{}", shown(&out));
    std::fs::remove_file(election.join("lists.csv")).unwrap();
    let out = cotejo(&["election", "check", &text]);
    assert_eq!(code(&out), 2);
    assert!(shown(&out).contains("E001"), "{}", shown(&out));
}

#[test]
fn bad_usage_and_wrong_files_exit_with_two_and_a_next_step() {
    let place = Place::with_demo();
    let election = place.text("demo/election");
    assert_eq!(code(&cotejo(&["no-such-verb"])), 2);
    assert_eq!(code(&cotejo(&["rules", "X999"])), 2);
    let wrong =
        cotejo(&["collate", "--election", &election, &place.text("demo/election/election.toml")]);
    assert_eq!(code(&wrong), 2);
    assert!(
        shown(&wrong).contains("I301") && shown(&wrong).contains("looks like"),
        "{}",
        shown(&wrong)
    );
    let missing = cotejo(&["scan", &place.text("nowhere")]);
    assert_eq!(code(&missing), 2);
}
