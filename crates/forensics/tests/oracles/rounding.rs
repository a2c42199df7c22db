use forensics::rounding::{AtDecimals, Rounding, conditional, look_elsewhere, simplex};
use serde_json::{Map, Value, json};

use super::common::{TOLERANCE, check, number, numbers, object, only_keys, oracles};

#[test]
fn rounding() {
    let Some(files) = oracles(|name| name.starts_with("rounding") && name.ends_with(".json"))
    else {
        return;
    };
    for (name, text) in files {
        let cases = file(&serde_json::from_str(&text).unwrap());
        println!("{name}: {cases} cases");
        assert!(cases > 0, "{name} has no case");
    }
}

fn file(file: &Value) -> usize {
    let file = object(file);
    let mut cases = 0;
    for (key, value) in file {
        cases += match key.as_str() {
            "about" | "note" => 0,
            "exact_uniform_simplex" => each(value, exact),
            "brute_force" => each(value, brute_force),
            "look_elsewhere" => each(value, looked),
            "cases" => each(value, case),
            "conditional_on_published_percentages" => each(value, conditional_case),
            other => panic!("`{other}` is not understood"),
        };
    }
    cases
}

/// One case, or a list of them.
fn each(value: &Value, check: impl Fn(&Map<String, Value>)) -> usize {
    match value {
        Value::Array(list) => {
            list.iter().for_each(|one| check(object(one)));
            list.len()
        }
        one => {
            check(object(one));
            1
        }
    }
}

fn exact(case: &Map<String, Value>) {
    only_keys(
        case,
        &[
            "name",
            "note",
            "T",
            "M",
            "C",
            "matching_triples",
            "all_triples",
            "ratio",
            "two_counts_local",
            "three_quarter_factor",
        ],
    );
    assert_eq!(number(&case["C"]), 3, "only three counts have an exact simplex");
    let (total, steps) = (number(&case["T"]), number(&case["M"]));
    let found = simplex(total, steps).unwrap();
    let local = (steps as f64 / total as f64).powi(2);
    check(case, "matching_triples", found.matching, TOLERANCE);
    check(case, "all_triples", u64::try_from(found.all).unwrap(), 0.0);
    check(case, "ratio", found.ratio, TOLERANCE);
    check(case, "two_counts_local", local, TOLERANCE);
    // The factor is the share of triples of percentages whose roundings add up.
    let triples = (steps + 1) * (steps + 2) / 2;
    check(case, "three_quarter_factor", found.matching as f64 / triples as f64, TOLERANCE);
}

fn brute_force(case: &Map<String, Value>) {
    only_keys(case, &["name", "note", "T", "M", "C", "all_counts_attainable", "total", "ratio"]);
    assert_eq!(number(&case["C"]), 3, "only three counts have an exact simplex");
    let found = simplex(number(&case["T"]), number(&case["M"])).unwrap();
    check(case, "all_counts_attainable", found.matching, 0.0);
    check(case, "total", u64::try_from(found.all).unwrap(), 0.0);
    check(case, "ratio", found.ratio, TOLERANCE);
}

fn looked(case: &Map<String, Value>) {
    only_keys(
        case,
        &["rule", "example", "examples", "cases", "p", "D", "B", "p_adj", "name", "note"],
    );
    if let Some(p) = case.get("p") {
        let tried = |key: &str| usize::try_from(number(&case[key])).unwrap();
        let got = look_elsewhere(p.as_f64().unwrap(), tried("D"), tried("B"));
        check(case, "p_adj", got, TOLERANCE);
    }
    for key in ["example", "examples", "cases"] {
        if let Some(inner) = case.get(key) {
            each(inner, looked);
        }
    }
}

fn case(case: &Map<String, Value>) {
    println!("case {}", case["name"]);
    only_keys(case, &["name", "total", "counts", "note", "published_percent", "by_decimals"]);
    let found = Rounding::of(number(&case["total"]), &numbers(&case["counts"])).unwrap();
    for (decimals, expected) in object(&case["by_decimals"]) {
        let decimals: u8 = decimals.parse().unwrap();
        let got = found.by_decimals.iter().find(|one| one.decimals == decimals);
        at(object(expected), got.unwrap_or_else(|| panic!("{decimals} decimals are not tried")));
    }
}

fn at(expected: &Map<String, Value>, got: &AtDecimals) {
    only_keys(
        expected,
        &[
            "M",
            "k",
            "residual",
            "matches",
            "attainable",
            "q",
            "p_all_match_given_uniform",
            "local_(M/T)^(C-1)",
        ],
    );
    check(expected, "M", got.steps, 0.0);
    check(expected, "k", json!(got.steps_of), 0.0);
    check(expected, "residual", json!(got.residual), TOLERANCE);
    check(expected, "matches", got.matches, 0.0);
    check(expected, "attainable", got.attainable, 0.0);
    check(expected, "q", got.chance_of_one, TOLERANCE);
    check(expected, "p_all_match_given_uniform", json!(got.chance_of_all), TOLERANCE);
    check(expected, "local_(M/T)^(C-1)", json!(got.local), TOLERANCE);
}

fn conditional_case(case: &Map<String, Value>) {
    only_keys(
        case,
        &[
            "name",
            "note",
            "T",
            "counts",
            "M",
            "k",
            "max_residual_votes",
            "vectors_rounding_to_published",
            "vectors_at_least_as_close",
            "p_conditional",
        ],
    );
    let (total, counts) = (number(&case["T"]), numbers(&case["counts"]));
    let found = conditional(total, &counts, &numbers(&case["k"]), number(&case["M"])).unwrap();
    check(case, "max_residual_votes", found.max_residual_votes, TOLERANCE);
    check(case, "vectors_rounding_to_published", json!(found.vectors), 0.0);
    check(case, "vectors_at_least_as_close", json!(found.as_close), 0.0);
    check(case, "p_conditional", found.p, TOLERANCE);
}
