//! Quick counts and the register of polls, from an invented election to estimates and pages.

use std::fs;

use serde_json::Value;

use crate::support::{Place, code, cotejo, json, shown};

const SEED: &str = "01382438112797316654";

/// An invented election of 400 tables, planned and drawn: election and results.
fn drawn(place: &Place) -> (String, String) {
    let out = cotejo(&["sample", &place.text("sample"), "--tables", "400", "--seed", "5"]);
    assert_eq!(code(&out), 0, "{}", shown(&out));
    let (election, plan) = (place.text("sample/election"), place.text("plan.json"));
    let run = cotejo(&[
        "quickcount",
        "plan",
        "--election",
        &election,
        "--by",
        "country",
        "--tables",
        "120",
        "--out",
        &plan,
        "--json",
    ]);
    assert_eq!((code(&run), &json(&run)["draw"]), (0, &Value::from(120)), "{}", shown(&run));
    let sample = place.text("sample.json");
    let draw = ["quickcount", "draw", &plan, "--election", &election, "--seed", SEED];
    let run = cotejo(&[&draw[..], &["--out", &sample, "--json"]].concat());
    assert_eq!((code(&run), &json(&run)["tables"]), (0, &Value::from(120)), "{}", shown(&run));
    let again = place.text("again.json");
    assert_eq!(code(&cotejo(&[&draw[..], &["--out", &again]].concat())), 0);
    assert_eq!(fs::read(&sample).expect("drawn"), fs::read(&again).expect("drawn again"));
    (election, place.text("sample/results.csv"))
}

#[test]
fn a_quick_count_is_planned_drawn_received_and_estimated() {
    let place = Place::new();
    let (election, csv) = drawn(&place);
    let [plan, sample, received] =
        ["plan.json", "sample.json", "received.json"].map(|one| place.text(one));
    let receive = ["quickcount", "receive", &plan, &sample, &csv, "--election", &election];
    let run = cotejo(
        &[&receive[..], &["--at", "2030-06-02T23:00:00Z", "--out", &received, "--json"]].concat(),
    );
    let told = json(&run);
    assert_eq!((&told["received"], &told["not_drawn"]), (&120.into(), &280.into()), "{told}");
    let estimate = ["quickcount", "estimate", &plan, &sample, &received, "--election", &election];
    let run = cotejo(&[&estimate[..], &["--json"]].concat());
    assert_ne!(code(&run), 2, "{}", shown(&run));
    let told = json(&run);
    assert_eq!(told["confidence"], 0.95);
    for (lang, word) in [("en", "quick count:"), ("es", "conteo rápido:")] {
        let run = cotejo(&[&estimate[..], &["--language", lang]].concat());
        assert!(shown(&run).to_lowercase().contains(word), "{}", shown(&run));
    }
}

#[test]
fn wrong_quick_counts_are_refused_with_their_rule() {
    let place = Place::new();
    let (election, _) = drawn(&place);
    let (plan, out) = (place.text("plan.json"), place.text("other.json"));
    let planned = ["quickcount", "plan", "--election", &election, "--by", "country", "--out", &out];
    for wrong in [
        ["--tables", "401"],
        ["--tables", "0"],
        ["--tables", "1"],
        ["--tables", "-3"],
        ["--error", "nan"],
        ["--error", "0"],
        ["--confidence", "1"],
        ["--response", "0"],
        ["--response", "2"],
        ["--spread", "-1"],
        ["--by", "planet"],
    ] {
        let run = cotejo(
            &[
                &planned[..if wrong[0] == "--by" { 4 } else { 8 }],
                &wrong,
                if wrong[0] == "--by" { &planned[6..] } else { &[] },
            ]
            .concat(),
        );
        assert_eq!(code(&run), 2, "{wrong:?}: {}", shown(&run));
        assert!(!shown(&run).contains("panicked"), "{wrong:?}: {}", shown(&run));
    }
    for seed in ["123", "", "0138243811279731665x"] {
        let run = cotejo(&[
            "quickcount",
            "draw",
            &plan,
            "--election",
            &election,
            "--seed",
            seed,
            "--out",
            &out,
        ]);
        assert!(code(&run) == 2 && shown(&run).contains("Q715"), "{seed}: {}", shown(&run));
    }
}

#[test]
fn polls_are_held_against_results_on_a_page() {
    let place = Place::new();
    let out = cotejo(&["sample", &place.text("sample"), "--tables", "200", "--seed", "6"]);
    assert_eq!(code(&out), 0, "{}", shown(&out));
    let (election, csv) = (place.text("sample/election"), place.text("sample/results.csv"));
    let keys =
        fs::read_to_string(place.path("sample/election/candidates.csv")).expect("candidates");
    let keys: Vec<_> =
        keys.lines().skip(1).filter_map(|line| line.split(',').nth(1)).take(2).collect();
    let register = |percent: &str| {
        format!(
            "[[poll]]\nid = \"one\"\npollster = \"P\"\nkind = \"exit-poll\"\nfrom = \"2030-06-02\"\nto = \"2030-06-02\"\n\
             published = \"2030-06-02\"\nmethod = \"face to face\"\nsample = 1000\ndesign_effect = \"1.5\"\n\
             shares = [{{ candidate = \"{}\", percent = \"{percent}\" }}, {{ candidate = \"{}\", percent = \"30\" }}]\n",
            keys[0], keys[1]
        )
    };
    let (file, pages) = (place.path("polls.toml"), place.text("pages"));
    let check = |more: &[&str]| {
        let file = file.display().to_string();
        cotejo(&[&["polls", "check", &file, &csv, "--election", &election][..], more].concat())
    };
    fs::write(&file, register("50")).expect("writable");
    let run = check(&["--out", &pages, "--json"]);
    assert_eq!(code(&run), 0, "{}", shown(&run));
    assert_eq!(json(&run)["comparisons"].as_array().map(Vec::len), Some(1));
    let page = fs::read_to_string(place.path("pages/index.html")).expect("a page");
    assert!(
        page.contains("<svg") && !page.contains(">polls-"),
        "intervals are drawn, and no text is missing"
    );
    for wrong in ["-3", "101", "many", "", "50.1.2"] {
        fs::write(&file, register(wrong)).expect("writable");
        assert_eq!(code(&check(&[])), 2, "{wrong}: {}", shown(&check(&[])));
    }
}
