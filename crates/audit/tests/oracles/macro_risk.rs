use std::collections::BTreeMap;

use audit::bounds::Outside;
use audit::comparison::{Counts, Found, kaplan_markov, next_round, sample_size};
use audit::{Bounds, BoxNo, Manifest, Outcome, ReportedBox, RiskLimit};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{ToPrimitive as _, Zero as _};
use serde_json::{Map, Value};

use crate::support::{
    assert_close, cases, count, list, note_case, object, only_keys, real, text, tolerance,
};

/// Digits that a decimal of the reference has.
const DECIMALS: f64 = 1e-26;

pub fn check(file: &Value) -> usize {
    only_keys(object(file), &["about", "tolerance", "cases"]);
    let tolerance = tolerance(file);
    cases(file).iter().for_each(|case| check_case(object(case), tolerance));
    cases(file).len()
}

fn check_case(case: &Map<String, Value>, tolerance: f64) {
    note_case(case);
    only_keys(
        case,
        &[
            "name",
            "note",
            "risk_limit_percent",
            "contest",
            "reported",
            "draws",
            "audited",
            "combined",
            "expected",
            "pending_ballots",
            "pending",
        ],
    );
    let contest = object(&case["contest"]);
    let about = ["ballots", "numWinners", "votesAllowed", "pending_ballots", "pending"];
    let names: Vec<&str> =
        contest.keys().map(String::as_str).filter(|name| !about.contains(name)).collect();
    let votes = |of: &Value| -> Vec<u64> {
        names.iter().map(|name| of.get(*name).map_or(0, count)).collect()
    };
    let of_contest = |key: &str, otherwise| contest.get(key).map_or(otherwise, count);
    let totals = votes(&case["contest"]);
    let outcome =
        Outcome::plurality(&totals, usize::try_from(of_contest("numWinners", 1)).unwrap());
    let expected = object(&case["expected"]);
    only_keys(
        expected,
        &[
            "U",
            "U_decimal",
            "unauditable_ballots",
            "per_draw",
            "p_value",
            "confirmed",
            "first_round_sample_size",
            "next_round_sample_size",
            "pending_ballots",
        ],
    );
    let outcome = match outcome {
        Ok(outcome) => outcome.with_votes_allowed(of_contest("votesAllowed", 1)).unwrap(),
        Err(error) if error.asks_full_count() => return expect_full_count(expected),
        Err(error) => panic!("{error}"),
    };
    let boxes = object(&case["reported"]).iter().map(|(id, figures)| ReportedBox {
        id: id.clone(),
        votes: votes(figures),
        bound: count(&figures["ballots"]),
    });
    let manifest = Manifest::new(boxes.collect(), &outcome).unwrap();
    let pending = ["pending_ballots", "pending"]
        .iter()
        .find_map(|key| case.get(*key).or_else(|| contest.get(*key)));
    let outside =
        Outside { announced: Some(totals), unauditable: None, pending: pending.map_or(0, count) };
    let bounds = match Bounds::new(&manifest, &outcome, &outside) {
        Ok(bounds) => bounds,
        Err(error) if error.asks_full_count() => return expect_full_count(expected),
        Err(error) => panic!("{error}"),
    };
    let counts = counts(case, &manifest, &votes);
    let draws: Vec<BoxNo> =
        list(&case["draws"]).iter().map(|id| manifest.find(draw_id(id)).unwrap()).collect();
    let got = kaplan_markov(&manifest, &bounds, &draws, &counts).unwrap();
    assert_close("U", real(&expected["U"]), bounds.total_f64(), tolerance);
    if let Some(decimal) = expected.get("U_decimal") {
        let off = (bounds.total() - decimal_of(text(decimal))).to_f64().unwrap().abs();
        assert!(off < DECIMALS * 1e3, "U_decimal: {off:e}");
    }
    if let Some(unauditable) = expected.get("unauditable_ballots") {
        assert_eq!(u128::from(count(unauditable)), bounds.unauditable);
    }
    let limit = limit(case);
    if let Some(rows) = expected.get("per_draw") {
        assert_eq!(list(rows).len(), got.draws.len());
        for (row, draw) in list(rows).iter().zip(&got.draws) {
            only_keys(object(row), &["batch", "counted_as", "e", "u", "taint", "missing"]);
            assert_eq!(manifest.get(draw.number).unwrap().id, text(&row["batch"]));
            if let Some(votes) = row["counted_as"].as_i64() {
                assert_eq!(i128::from(votes), draw.votes, "{row}");
            }
            for (key, got) in [("e", draw.e), ("u", draw.u), ("taint", draw.taint)] {
                assert_close(key, real(&row[key]), got, tolerance);
            }
        }
    }
    let p = real(&expected["p_value"]);
    assert_close("p_value", p, got.p, tolerance);
    assert_eq!(expected["confirmed"].as_bool().unwrap(), got.p <= limit.alpha());
    expect_size(expected, "first_round_sample_size", sample_size(&bounds, limit), &manifest);
    // One draw more than the formula asks for, as the reference does; none where it is confirmed.
    expect_size(expected, "next_round_sample_size", next_round(&bounds, limit, got.p), &manifest);
}

fn limit(case: &Map<String, Value>) -> RiskLimit {
    let millionths = real(&case["risk_limit_percent"]) * 10_000.0;
    RiskLimit::from_millionths(format!("{millionths:.0}").parse().unwrap()).unwrap()
}

/// A size; where more would be needed than there are boxes, all boxes are as good an answer.
fn expect_size(expected: &Map<String, Value>, key: &str, formula: u64, manifest: &Manifest) {
    let Some(size) = expected.get(key).filter(|size| !size.is_null()) else { return };
    let boxes = u64::try_from(manifest.len()).unwrap();
    let got = if formula == 0 { 0 } else { formula.saturating_add(1) };
    let full = got > boxes && count(size) <= boxes;
    assert!(count(size) == got || full, "{key}: expected {size}, got {got}");
}

fn expect_full_count(expected: &Map<String, Value>) {
    assert_eq!(real(&expected["U"]), f64::INFINITY, "U");
    assert_close("p_value", real(&expected["p_value"]), 1.0, 0.0);
    assert_eq!(expected["confirmed"].as_bool(), Some(false));
}

fn draw_id(value: &Value) -> &str {
    match value {
        Value::Object(one) => text(&one["batch"]),
        other => text(other),
    }
}

/// Counts of boxes; null for a box that was not found. Mixed boxes are lists of codes, or name the boxes in a
/// field, beside which their common count may stand.
fn counts(
    case: &Map<String, Value>,
    manifest: &Manifest,
    votes: &impl Fn(&Value) -> Vec<u64>,
) -> Counts {
    let mut found: BTreeMap<BoxNo, Found> = BTreeMap::new();
    let of = |figures: &Value| match figures.is_null() || figures.get("missing").is_some() {
        true => Found::Missing,
        false => Found::Counted { votes: votes(figures), others: 0 },
    };
    for (id, figures) in object(&case["audited"]) {
        found.insert(manifest.find(id).unwrap(), of(figures));
    }
    let mut counts = Counts::new();
    let groups = case.get("combined").map_or(&[][..], |groups| match groups {
        Value::Array(groups) => groups,
        Value::Null => &[],
        other => panic!("`combined` is not understood: {other}"),
    });
    for group in groups {
        let members = match group {
            Value::Array(members) => members,
            group => {
                only_keys(
                    object(group),
                    &["name", "batches", "members", "boxes", "audited", "votes", "results"],
                );
                let named = ["batches", "members", "boxes"].iter().find_map(|key| group.get(*key));
                list(named.unwrap_or_else(|| panic!("`combined` names no boxes: {group}")))
            }
        };
        let members: Vec<BoxNo> =
            members.iter().map(|id| manifest.find(text(id)).unwrap()).collect();
        let common = ["audited", "votes", "results"].iter().find_map(|key| group.get(*key));
        if let Some(common) = common {
            for member in &members {
                found.insert(*member, of(common));
            }
        }
        counts.mix(&members).unwrap();
    }
    for (number, one) in found {
        counts.add(manifest, number, one).unwrap();
    }
    counts
}

fn decimal_of(text: &str) -> BigRational {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits: BigInt = format!("{whole}{part}").parse().unwrap();
    let scale = BigInt::from(10).pow(u32::try_from(part.len()).unwrap());
    let one = BigRational::new(digits, scale);
    assert!(one > BigRational::zero());
    one
}
