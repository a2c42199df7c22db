//! `cotejo audit`, from the plan to the report, as a person would type it.

#![allow(clippy::unwrap_used, reason = "a test that panics has failed")]

use std::fmt::Write as _;

use serde_json::Value;

use crate::support::{Place, code, cotejo, json, shown};

fn run(expected: i32, arguments: &[&str]) -> String {
    let out = cotejo(arguments);
    assert_eq!(code(&out), expected, "{arguments:?}: {}", shown(&out));
    shown(&out)
}

#[test]
fn from_the_plan_to_the_report() {
    let place = Place::with_demo();
    let (audit, election) = (place.text("audit"), place.text("demo/election"));
    let log = place.text("demo");
    let with = |verb: &'static str| -> Vec<String> {
        ["audit", verb, &audit, "--election", &election].map(str::to_owned).into()
    };
    let step = |expected: i32, verb: &'static str, more: &[&str]| {
        let mut arguments = with(verb);
        arguments.extend(more.iter().map(|one| (*one).to_owned()));
        run(expected, &arguments.iter().map(String::as_str).collect::<Vec<_>>())
    };
    let planned = step(0, "plan", &["--log", &log, "--risk-limit", "10%", "--json"]);
    let planned: Value = serde_json::from_str(&planned).unwrap();
    assert!(planned["draws"].as_u64().unwrap() > 10, "{planned}");
    assert!(planned["areas"].as_array().unwrap().len() > 1, "{planned}");

    // Too early, too short, not digits: each says its rule.
    let seed = "01382438112797316654";
    let ceremony = ["--ceremony", "Test"];
    let with_seed = |digits: &'static str, at: &'static str| {
        [&["--digits", digits, "--at", at][..], &ceremony[..]].concat()
    };
    assert!(step(2, "seed", &with_seed(seed, "2099-01-01T00:00:00Z")).contains("A522"));
    assert!(step(2, "draw", &[]).contains("A522"));
    step(0, "commit", &["--log", &log]);
    assert!(step(2, "seed", &with_seed("123", "2099-01-01T00:00:00Z")).contains("A501"));
    assert!(
        step(2, "seed", &with_seed("0138243811279731665x", "2099-01-01T00:00:00Z"))
            .contains("A502")
    );
    assert!(step(2, "seed", &with_seed(seed, "2020-01-01T00:00:00Z")).contains("A517"));
    step(0, "seed", &with_seed(seed, "2099-01-01T00:00:00Z"));
    assert!(step(2, "seed", &with_seed(seed, "2099-01-01T00:00:00Z")).contains("A522"));

    let drawn: Value = serde_json::from_str(&step(0, "draw", &["--json"])).unwrap();
    let drawn = drawn["drawn"].as_array().unwrap();
    let first = drawn[0]["table"].as_str().unwrap();
    step(0, "worksheet", &["--out", &place.text("papers"), "--language", "es"]);
    assert!(place.path("papers").join("pull-list.pdf").exists());
    assert!(place.path("papers").join(format!("{first}.pdf")).exists());
    assert!(
        step(2, "record", &["--person", "1", "--table", first, "--others", "0"]).contains("A535")
    );

    // Two people enter every box from the reported figures; the first box lacks a receipt.
    let file = counts(&place, drawn);
    step(0, "record", &["--person", "1", "--file", &file]);
    assert!(step(2, "record", &["--person", "1", "--file", &file]).contains("A521"));
    step(0, "record", &["--person", "2", "--file", &file]);
    let plot = place.text("risk.svg");
    let live = json(&cotejo(&[
        "audit",
        "risk",
        &audit,
        "--election",
        &election,
        "--plot",
        &plot,
        "--json",
    ]));
    assert_eq!(live["draws"], live["of"]);
    assert_eq!(live["errors"].as_array().unwrap().len(), 1, "{live}");
    assert!(std::fs::read_to_string(&plot).unwrap().contains("<path"));
    let confirmed = live["risk"].as_f64().unwrap() <= 0.1;
    step(i32::from(!confirmed), "risk", &["--record"]);
    let pdf = place.text("report.pdf");
    step(i32::from(!confirmed), "report", &["--pdf", &pdf, "--language", "en"]);
    assert!(std::fs::read(&pdf).unwrap().starts_with(b"%PDF"));
    assert!(run(0, &["verify", &audit, "--election", &election]).contains("computed again"));
}

/// A file of counts for the boxes drawn, each once.
fn counts(place: &Place, drawn: &[Value]) -> String {
    let manifest = std::fs::read_to_string(place.path("audit/manifest.json")).unwrap();
    let boxes: Vec<Value> = serde_json::from_str(&manifest).unwrap();
    let plan = std::fs::read_to_string(place.path("audit/steps/000001-plan.json")).unwrap();
    let plan: Value = serde_json::from_str(&plan).unwrap();
    let mut text = "table".to_owned();
    for choice in plan["step"]["plan"]["choices"].as_array().unwrap() {
        let _ = write!(text, ",{}", choice.as_str().unwrap());
    }
    text.push_str(",others\n");
    let mut seen = Vec::new();
    for one in drawn {
        let code = one["table"].as_str().unwrap();
        if seen.contains(&code) {
            continue;
        }
        let votes: Vec<u64> = boxes
            .iter()
            .find(|one| one["table"] == code)
            .and_then(|one| one["votes"].as_array())
            .unwrap()
            .iter()
            .map(|votes| votes.as_u64().unwrap())
            .collect();
        let most = votes.iter().max().copied();
        let _ = write!(text, "{code}");
        for votes in &votes {
            let less = u64::from(seen.is_empty() && Some(*votes) == most);
            let _ = write!(text, ",{}", votes - less);
        }
        text.push_str(",0\n");
        seen.push(code);
    }
    let path = place.path("counts.csv");
    std::fs::write(&path, text).unwrap();
    path.display().to_string()
}
