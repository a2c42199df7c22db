use audit::bounds::Outside;
use audit::comparison::{Bet, Betting, Counts, Found, martingales};
use audit::{Bounds, BoxNo, ChoiceNo, Manifest, Outcome, Replacement, ReportedBox};
use serde_json::{Map, Value};

use crate::support::{
    assert_close, cases, count, list, note_case, object, only_keys, real, text, tolerance,
};

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
            "name", "note", "reported", "bound", "winners", "losers", "order", "audited",
            "options", "expected",
        ],
    );
    let names: Vec<&str> =
        ["winners", "losers"].iter().flat_map(|side| list(&case[*side])).map(text).collect();
    let votes = |of: &Value| -> Vec<u64> {
        object(of).keys().for_each(|name| assert!(names.contains(&name.as_str()), "{name}"));
        names.iter().map(|name| of.get(*name).map_or(0, count)).collect()
    };
    let choices = |from: usize, to: usize| -> Vec<ChoiceNo> {
        (from..to).map(|at| ChoiceNo::from_index(at).unwrap()).collect()
    };
    let winners = list(&case["winners"]).len();
    let outcome =
        Outcome::of(names.len(), choices(0, winners), choices(winners, names.len())).unwrap();
    let bound = object(&case["bound"]);
    let boxes = object(&case["reported"]).iter().map(|(id, figures)| ReportedBox {
        id: id.clone(),
        votes: votes(figures),
        bound: count(&bound[id]),
    });
    let manifest = Manifest::new(boxes.collect(), &outcome).unwrap();
    let (betting, unauditable) = options(object(&case["options"]));
    let outside = Outside { unauditable: Some(unauditable), ..Outside::default() };
    let expected = object(&case["expected"]);
    only_keys(expected, &["U", "u_first5", "pairs", "p", "manifest_violation", "full_count"]);
    let bounds = match Bounds::new(&manifest, &outcome, &outside) {
        Ok(bounds) => bounds,
        Err(error) => {
            assert!(error.asks_full_count(), "{error}");
            assert_eq!(real(&expected["U"]), f64::INFINITY);
            return assert_close("p", real(&expected["p"]), 1.0, 0.0);
        }
    };
    let mut counts = Counts::new();
    for (id, figures) in object(&case["audited"]) {
        let number = manifest.find(id).unwrap();
        let found = match figures.is_null() {
            true => Found::Missing,
            false => Found::Counted { votes: votes(figures), others: 0 },
        };
        counts.add(&manifest, number, found).unwrap();
    }
    let order: Vec<BoxNo> =
        list(&case["order"]).iter().map(|id| manifest.find(text(id)).unwrap()).collect();
    let got = martingales(&manifest, &bounds, &order, &counts, betting).unwrap();

    assert_close("U", real(&expected["U"]), bounds.total_f64(), tolerance);
    if let Some(first) = expected.get("u_first5") {
        for (id, u) in object(first) {
            let number = manifest.find(id).unwrap();
            assert_close(id, real(u), bounds.of(number).to_f64(), tolerance);
        }
    }
    let pairs = object(&expected["pairs"]);
    assert_eq!(pairs.len(), got.assertions.len());
    for (assertion, run) in bounds.assertions.iter().zip(&got.assertions) {
        let name =
            format!("{}>{}", names[assertion.more[0].index()], names[assertion.fewer[0].index()]);
        let pair = object(&pairs[&name]);
        only_keys(pair, &["T_history", "p", "manifest_violation"]);
        let violation = pair.get("manifest_violation").is_some_and(|one| one.as_bool().unwrap());
        assert_eq!(violation, run.violation, "{name}");
        assert_close(&name, real(&pair["p"]), run.p, tolerance);
        // What T is after a wrong bound means nothing: p is one.
        if !violation {
            let history = list(&pair["T_history"]);
            assert_eq!(history.len(), run.wealth.len(), "{name}");
            for (at, (expected, got)) in history.iter().zip(&run.wealth).enumerate() {
                let what = format!("{name} T[{at}]");
                assert_close(&what, real(expected), got.value(), tolerance);
            }
        }
    }
    assert_close("p", real(&expected["p"]), got.p, tolerance);
}

fn options(options: &Map<String, Value>) -> (Betting, u64) {
    only_keys(options, &["wor", "c", "unaud", "clip", "adaptive", "q0", "d0", "cmax"]);
    let fixed = Bet::Fixed { c: options.get("c").filter(|c| !c.is_null()).map_or(1.0, real) };
    let bet = match options.get("adaptive") {
        None | Some(Value::Null | Value::Bool(false)) => fixed,
        Some(Value::Bool(true)) => adaptive(options),
        Some(Value::Object(own)) => {
            only_keys(own, &["q0", "d0", "cmax"]);
            adaptive(own)
        }
        Some(Value::Array(own)) => {
            let at = |at: usize| own.get(at).filter(|one| !one.is_null()).map(real);
            Bet::Adaptive { q0: at(0), d0: at(1).unwrap_or(200.0), cmax: at(2).unwrap_or(0.99) }
        }
        Some(other) => panic!("`adaptive` is not understood: {other}"),
    };
    let replacement = match options.get("wor").and_then(Value::as_bool) {
        Some(true) => Replacement::Without,
        Some(false) => Replacement::With,
        None => panic!("`wor` is not given"),
    };
    let clip = options.get("clip").is_some_and(|clip| clip.as_bool().unwrap());
    (Betting { replacement, bet, clip }, options.get("unaud").map_or(0, count))
}

fn adaptive(of: &Map<String, Value>) -> Bet {
    let given = |key: &str| of.get(key).filter(|one| !one.is_null()).map(real);
    Bet::Adaptive {
        q0: given("q0"),
        d0: given("d0").unwrap_or(200.0),
        cmax: given("cmax").unwrap_or(0.99),
    }
}
