use audit::fixed::{Stratum, chance_to_miss, least_boxes, worst_chance_to_miss};
use serde_json::Value;

use crate::support::{assert_close, count, list, object, only_keys, tolerance};

pub fn check(file: &Value) -> usize {
    only_keys(object(file), &["about", "tolerance", "srs", "stratified", "min_tables"]);
    let tolerance = tolerance(file);
    let of = |key: &str| file.get(key).map_or(&[][..], list);
    for case in of("srs") {
        only_keys(object(case), &["name", "note", "N", "n", "m", "p_miss", "log10_p_miss"]);
        let all = Stratum::new(count(&case["N"]), count(&case["n"])).unwrap();
        let miss = chance_to_miss(all, count(&case["m"])).unwrap();
        expect(case, "p_miss", miss.value(), tolerance);
        expect(case, "log10_p_miss", miss.log10(), tolerance);
    }
    for case in of("stratified") {
        only_keys(
            object(case),
            &["name", "note", "strata_N_n", "m", "p_miss_max", "log10_p_miss_max", "log10_p_miss"],
        );
        let strata: Vec<_> = list(&case["strata_N_n"])
            .iter()
            .map(|pair| Stratum::new(count(&pair[0]), count(&pair[1])).unwrap())
            .collect();
        let miss = worst_chance_to_miss(&strata, count(&case["m"])).unwrap();
        expect(case, "p_miss_max", miss.value(), tolerance);
        expect(case, "log10_p_miss_max", miss.log10(), tolerance);
        expect(case, "log10_p_miss", miss.log10(), tolerance);
    }
    for case in of("min_tables") {
        only_keys(object(case), &["name", "note", "bounds", "margin", "m"]);
        let bounds: Vec<i128> =
            list(&case["bounds"]).iter().map(|one| i128::from(one.as_i64().unwrap())).collect();
        let least = least_boxes(&bounds, i128::from(count(&case["margin"]))).unwrap();
        assert_eq!(least, case["m"].as_u64(), "{case}");
    }
    of("srs").len() + of("stratified").len() + of("min_tables").len()
}

/// A zero has no logarithm: null, or minus infinity.
fn expect(case: &Value, key: &str, got: f64, tolerance: f64) {
    match case.get(key) {
        None => {}
        Some(Value::Null) => assert_eq!(got, f64::NEG_INFINITY, "{key} of {case}"),
        Some(Value::String(text)) if text.starts_with("-") && text.contains("nf") => {
            assert_eq!(got, f64::NEG_INFINITY, "{key} of {case}");
        }
        Some(expected) => assert_close(key, crate::support::real(expected), got, tolerance),
    }
}
