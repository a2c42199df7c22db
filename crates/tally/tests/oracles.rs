//! Every case of the reference files in the folder named by `COTEJO_ORACLES`.

#![allow(clippy::unwrap_used, reason = "a test that panics has failed")]

use std::path::PathBuf;

use serde_json::{Map, Value};
use tally::irreversibility::{Cap, Race, arithmetic, conditional};
use tally::partial::{Stratum, margin_bounds, project};

const TOLERANCE: f64 = 1e-9;

fn oracle(file: &str) -> Option<Value> {
    let Some(folder) = std::env::var_os("COTEJO_ORACLES") else {
        println!("SKIPPED {file}: COTEJO_ORACLES is not set");
        return None;
    };
    let path = PathBuf::from(folder).join(file);
    if !path.exists() {
        println!("SKIPPED {file}: not in COTEJO_ORACLES");
        return None;
    }
    let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    Some(serde_json::from_slice(&bytes).unwrap())
}

fn object(value: &Value) -> &Map<String, Value> {
    value.as_object().unwrap_or_else(|| panic!("not an object: {value}"))
}

fn number(value: &Value) -> u64 {
    value.as_u64().unwrap_or_else(|| panic!("not a count: {value}"))
}

/// Fails on a key that this harness does not check, so that no case passes half understood.
fn only_keys(case: &Map<String, Value>, known: &[&str]) {
    for key in case.keys() {
        assert!(known.contains(&key.as_str()), "`{key}` is not understood; known: {known:?}");
    }
}

fn check(expected: &Map<String, Value>, key: &str, got: impl Into<Value>) {
    let Some(expected) = expected.get(key) else { return };
    let got = got.into();
    let same = match (expected, &got) {
        (Value::Number(a), Value::Number(b)) => {
            let (a, b) = (a.as_f64().unwrap(), b.as_f64().unwrap());
            (a - b).abs() <= TOLERANCE * a.abs().max(1.0)
        }
        (Value::Array(a), Value::Array(b)) => a == b,
        (a, b) => a == b,
    };
    assert!(same, "{key}: expected {expected}, got {got}");
}

#[test]
fn irreversibility() {
    let Some(file) = oracle("irreversibility.json") else { return };
    only_keys(object(&file), &["about", "cases"]);
    let cases = file["cases"].as_array().unwrap();
    for case in cases {
        println!("case {}", case["name"]);
        irreversibility_case(object(case));
    }
    println!("irreversibility.json: {} cases", cases.len());
    assert!(!cases.is_empty());
}

fn irreversibility_case(case: &Map<String, Value>) {
    only_keys(
        case,
        &[
            "name",
            "seats",
            "reported_votes",
            "outstanding_caps",
            "note",
            "expected",
            "turnout_assumption",
        ],
    );
    let names: Vec<_> = object(&case["reported_votes"]).keys().collect();
    let votes: Vec<_> = object(&case["reported_votes"]).values().map(number).collect();
    let seats = u16::try_from(number(&case["seats"])).unwrap();
    let cap = case["outstanding_caps"].as_array().unwrap().iter().map(number).sum();
    let race = Race::of(&votes, seats).unwrap();
    let level_a = arithmetic(race.lead, cap, Cap::Electors);
    let expected = object(&case["expected"]);
    only_keys(
        expected,
        &[
            "last_winner",
            "first_loser",
            "lead",
            "outstanding_cap",
            "irreversible",
            "tie_possible",
            "two_way_share_needed_by_runner_up",
            "net_margin_needed_points",
        ],
    );
    check(expected, "last_winner", names[race.last_winner].as_str());
    check(expected, "first_loser", names[race.first_loser].as_str());
    check(expected, "lead", race.lead);
    check(expected, "outstanding_cap", level_a.outstanding);
    check(expected, "irreversible", level_a.irreversible);
    check(expected, "tie_possible", level_a.tie_possible);
    let shown = |ratio: Option<tally::Ratio>| ratio.map(tally::Ratio::to_f64);
    check(expected, "two_way_share_needed_by_runner_up", shown(level_a.needed_share()));
    check(expected, "net_margin_needed_points", shown(level_a.needed_margin_points()));
    if let Some(assumed) = case.get("turnout_assumption") {
        let assumed = object(assumed);
        only_keys(
            assumed,
            &["turnout", "expected_outstanding_votes", "irreversible_under_assumption"],
        );
        let turnout = assumed["turnout"].to_string().parse().unwrap();
        let level_b = conditional(&level_a, turnout).unwrap();
        check(assumed, "expected_outstanding_votes", level_b.outstanding_votes);
        check(assumed, "irreversible_under_assumption", level_b.irreversible);
    }
}

#[test]
fn partial_evidence() {
    let Some(file) = oracle("partial_evidence.json") else { return };
    let mut cases = 0;
    for (name, case) in object(&file) {
        if name == "about" {
            continue;
        }
        println!("case {name}");
        match case {
            Value::Array(list) => list.iter().for_each(|case| partial_case(object(case))),
            case => partial_case(object(case)),
        }
        cases += case.as_array().map_or(1, Vec::len);
    }
    println!("partial_evidence.json: {cases} cases");
    assert!(cases > 0);
}

fn partial_case(case: &Map<String, Value>) {
    only_keys(case, &["name", "note", "strata", "expected"]);
    let strata: Vec<_> = case["strata"].as_array().unwrap().iter().map(stratum).collect();
    let names: Vec<_> = object(&case["strata"][0]["votes"]).keys().collect();
    let expected = object(&case["expected"]);
    // The two candidates of the margin are those the case projects, in its order.
    let projected: Vec<_> = expected
        .keys()
        .filter(|key| key.starts_with("projected_") && *key != "projected_margin")
        .map(String::as_str)
        .collect();
    let place = |key: &str| names.iter().position(|name| key == format!("projected_{name}"));
    let (first, second) = (place(projected[0]).unwrap(), place(projected[1]).unwrap());
    let sum = |at: usize| strata.iter().map(|stratum: &Stratum| stratum.votes[at]).sum::<u64>();
    let outstanding = strata.iter().map(|stratum| stratum.electors_out).sum();
    let bounds = margin_bounds(sum(first), sum(second), outstanding).unwrap();
    let projection = project(&strata, first, second);
    only_keys(
        expected,
        &[
            "reported_margin",
            "outstanding_electors",
            "bound_margin",
            projected[0],
            projected[1],
            "projected_margin",
            "expected_outstanding_votes",
            "tipping_shift_delta_share_points",
            "feasible",
            "sign_determined",
        ],
    );
    check(expected, "reported_margin", bounds.reported);
    check(expected, "outstanding_electors", bounds.outstanding_electors);
    check(expected, "bound_margin", vec![bounds.least, bounds.most]);
    check(expected, "sign_determined", bounds.sign_determined);
    check(expected, projected[0], projection.first);
    check(expected, projected[1], projection.second);
    check(expected, "projected_margin", projection.margin);
    check(expected, "expected_outstanding_votes", projection.outstanding_votes);
    check(expected, "tipping_shift_delta_share_points", projection.tipping_shift_points);
    check(expected, "feasible", projection.feasible);
}

fn stratum(value: &Value) -> Stratum {
    only_keys(object(value), &["stratum", "N", "n", "votes", "electors_in", "electors_out"]);
    Stratum {
        votes: object(&value["votes"]).values().map(number).collect(),
        electors_in: number(&value["electors_in"]),
        electors_out: number(&value["electors_out"]),
    }
}
