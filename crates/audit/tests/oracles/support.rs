//! Reading cases, and comparing with them.

use serde_json::{Map, Value};

/// Used where a file states none.
pub const TOLERANCE: f64 = 1e-9;

pub fn object(value: &Value) -> &Map<String, Value> {
    value.as_object().unwrap_or_else(|| panic!("not an object: {value}"))
}

pub fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap_or_else(|| panic!("not a list: {value}"))
}

pub fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("not a text: {value}"))
}

/// A count; also one written as a whole decimal.
pub fn count(value: &Value) -> u64 {
    value.as_u64().unwrap_or_else(|| {
        let number = real(value);
        assert!(number >= 0.0 && number.fract() == 0.0, "not a count: {value}");
        format!("{number:.0}").parse().unwrap()
    })
}

pub fn index(value: &Value) -> usize {
    usize::try_from(count(value)).unwrap()
}

/// A number, also as text: `0E+28`, `inf`.
pub fn real(value: &Value) -> f64 {
    match value {
        Value::Number(number) => number.as_f64().unwrap(),
        Value::String(text) => match text.trim_start_matches('+').to_ascii_lowercase().as_str() {
            "infinity" | "inf" => f64::INFINITY,
            text => text.parse().unwrap_or_else(|_| panic!("not a number: {text}")),
        },
        Value::Null => f64::INFINITY,
        other => panic!("not a number: {other}"),
    }
}

/// Fails on a key that is not checked, so that no case passes half understood.
pub fn only_keys(case: &Map<String, Value>, known: &[&str]) {
    for key in case.keys() {
        assert!(known.contains(&key.as_str()), "`{key}` is not understood; known: {known:?}");
    }
}

/// The same to a relative tolerance; what is below 1e-300 is zero.
pub fn assert_close(what: &str, expected: f64, got: f64, tolerance: f64) {
    let same = expected == got
        || (expected - got).abs() <= tolerance * expected.abs().max(got.abs())
        || (expected.abs() < 1e-300 && got.abs() < 1e-300);
    assert!(same, "{what}: expected {expected:e}, got {got:e}");
}

pub fn tolerance(file: &Value) -> f64 {
    file.get("tolerance").map_or(TOLERANCE, real)
}

pub fn note_case(case: &Map<String, Value>) {
    println!("  case {}", case.get("name").map_or("-", |name| name.as_str().unwrap_or("-")));
}

pub fn cases(file: &Value) -> &[Value] {
    match file {
        Value::Array(cases) => cases,
        file => list(&file["cases"]),
    }
}
