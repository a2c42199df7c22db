use std::path::PathBuf;

use serde_json::{Map, Value};

pub const TOLERANCE: f64 = 1e-9;

/// Every file of the folder whose name fits, with its text; none where the folder is not named.
pub fn oracles(fits: impl Fn(&str) -> bool) -> Option<Vec<(String, String)>> {
    let Some(folder) = std::env::var_os("COTEJO_ORACLES").map(PathBuf::from) else {
        println!("SKIPPED: COTEJO_ORACLES is not set");
        return None;
    };
    let mut found = Vec::new();
    for entry in std::fs::read_dir(&folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if fits(&name) {
            let text = std::fs::read_to_string(folder.join(&name)).unwrap();
            found.push((name, text));
        }
    }
    found.sort();
    if found.is_empty() {
        println!("SKIPPED: no such file in COTEJO_ORACLES");
    }
    Some(found)
}

pub fn object(value: &Value) -> &Map<String, Value> {
    value.as_object().unwrap_or_else(|| panic!("not an object: {value}"))
}

pub fn number(value: &Value) -> u64 {
    value.as_u64().unwrap_or_else(|| panic!("not a count: {value}"))
}

pub fn numbers(value: &Value) -> Vec<u64> {
    value.as_array().unwrap().iter().map(number).collect()
}

/// Fails on a key that this harness does not check, so that no case passes half understood.
pub fn only_keys(case: &Map<String, Value>, known: &[&str]) {
    for key in case.keys() {
        assert!(known.contains(&key.as_str()), "`{key}` is not understood; known: {known:?}");
    }
}

/// Compares a value: numbers within a tolerance, which is relative for what is below one too, so that a
/// small probability is not right by being small.
pub fn same(expected: &Value, got: &Value, tolerance: f64) -> bool {
    match (expected, got) {
        (Value::Number(a), Value::Number(b)) => {
            let (a, b) = (a.as_f64().unwrap(), b.as_f64().unwrap());
            (a - b).abs() <= tolerance * a.abs().clamp(1e-30, f64::MAX)
                || (a - b).abs() <= f64::MIN_POSITIVE
        }
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b, tolerance))
        }
        (a, b) => a == b,
    }
}

pub fn check(expected: &Map<String, Value>, key: &str, got: impl Into<Value>, tolerance: f64) {
    let Some(expected) = expected.get(key) else { return };
    let got = got.into();
    assert!(same(expected, &got, tolerance), "{key}: expected {expected}, got {got}");
}
