use audit::History;
use audit::range::{self, Bet, Estimator, Null};
use serde_json::{Map, Value};

use crate::support::{
    assert_close, cases, count, list, note_case, object, only_keys, real, text, tolerance,
};

pub fn check(file: &Value) -> usize {
    if file.is_object() {
        only_keys(object(file), &["about", "tolerance", "cases"]);
    }
    let tolerance = tolerance(file);
    let cases = cases(file);
    cases.iter().for_each(|case| check_case(object(case), tolerance));
    cases.len()
}

fn check_case(case: &Map<String, Value>, tolerance: f64) {
    note_case(case);
    only_keys(
        case,
        &[
            "name",
            "note",
            "test",
            "estim",
            "bet",
            "N",
            "u",
            "t",
            "params",
            "x",
            "random_order",
            "expected",
        ],
    );
    let expected = object(&case["expected"]);
    only_keys(expected, &["p", "p_history", "eta", "lam"]);
    let sample: Vec<f64> = list(&case["x"]).iter().map(real).collect();
    let (history, steps) = run(case, &null(case), &sample);
    assert_close("p", real(&expected["p"]), history.p, tolerance);
    let p: Vec<f64> = history.wealth.iter().map(|one| one.p_now()).collect();
    compare("p_history", list(&expected["p_history"]), &p, tolerance);
    for key in ["eta", "lam"] {
        if let Some(Value::Array(expected)) = expected.get(key) {
            // What never changes is given once.
            let same = expected.len() == 1 && steps.iter().all(|step| *step == steps[0]);
            let steps = if same { &steps[..1] } else { &steps[..] };
            compare(key, expected, steps, tolerance);
        }
    }
}

fn null(case: &Map<String, Value>) -> Null {
    let population = match &case["N"] {
        Value::String(_) | Value::Null => None,
        number => Some(count(number)),
    };
    let null = Null::new(real(&case["t"]), case.get("u").map_or(1.0, real), population).unwrap();
    let order = |of: Option<&Value>| of.is_none_or(|one| one.as_bool().unwrap());
    match order(case.get("random_order")) && order(case["params"].get("random_order")) {
        true => null,
        false => null.without_order(),
    }
}

fn run(case: &Map<String, Value>, null: &Null, sample: &[f64]) -> (History, Vec<f64>) {
    let given = object(&case["params"]);
    let parameter = |names: &[&str]| names.iter().find_map(|name| given.get(*name).map(real));
    let padding = || parameter(&["g"]).unwrap_or(0.0);
    let known: &[&str];
    let result = match text(&case["test"]) {
        "kaplan_markov" => {
            known = &["g"];
            (range::kaplan_markov(null, padding(), sample).unwrap(), Vec::new())
        }
        "kaplan_wald" => {
            known = &["g"];
            (range::kaplan_wald(null, padding(), sample).unwrap(), Vec::new())
        }
        "kaplan_kolmogorov" => {
            known = &["g"];
            (range::kaplan_kolmogorov(null, padding(), sample).unwrap(), Vec::new())
        }
        "alpha_mart" => {
            known = &["eta", "c", "d", "f", "minsd", "eps"];
            range::alpha(null, estimator(case, &parameter), sample).unwrap()
        }
        "betting_mart" => {
            known = &["lam", "c_grapa_0", "c_grapa_max", "c_grapa_grow", "c0", "cmax", "grow"];
            range::betting(null, bet(case, &parameter), sample).unwrap()
        }
        other => panic!("no test {other}"),
    };
    for key in given.keys() {
        assert!(known.contains(&key.as_str()) || key == "random_order", "parameter `{key}`");
    }
    result
}

fn estimator(case: &Map<String, Value>, parameter: &impl Fn(&[&str]) -> Option<f64>) -> Estimator {
    let eta = parameter(&["eta"]).expect("an eta");
    match case.get("estim").and_then(Value::as_str) {
        None | Some("fixed_alternative_mean") => Estimator::Fixed { eta },
        Some("shrink_trunc") => Estimator::ShrinkTruncate {
            eta,
            c: parameter(&["c"]).unwrap_or(0.5),
            d: parameter(&["d"]).unwrap_or(100.0),
            f: parameter(&["f"]).unwrap_or(0.0),
            minsd: parameter(&["minsd"]).unwrap_or(1e-6),
            eps: parameter(&["eps"]).unwrap_or(f64::EPSILON),
        },
        Some(other) => panic!("no estimator {other}"),
    }
}

fn bet(case: &Map<String, Value>, parameter: &impl Fn(&[&str]) -> Option<f64>) -> Bet {
    let lambda = parameter(&["lam"]).unwrap_or(0.5);
    match case.get("bet").and_then(Value::as_str) {
        None | Some("fixed_bet") => Bet::Fixed { lambda },
        Some("agrapa") => {
            let start = parameter(&["c_grapa_0", "c0"]).unwrap_or(1.0 - f64::EPSILON);
            let most = parameter(&["c_grapa_max", "cmax"]).unwrap_or(1.0 - f64::EPSILON);
            let grow = parameter(&["c_grapa_grow", "grow"]).unwrap_or(0.0);
            Bet::Agrapa { lambda, start, most, grow }
        }
        Some(other) => panic!("no bet {other}"),
    }
}

fn compare(what: &str, expected: &[Value], got: &[f64], tolerance: f64) {
    assert_eq!(expected.len(), got.len(), "{what}");
    for (at, (expected, got)) in expected.iter().zip(got).enumerate() {
        assert_close(&format!("{what}[{at}]"), real(expected), *got, tolerance);
    }
}
