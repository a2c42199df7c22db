//! `quickcount*.json`: estimates by R's `survey` from the table of a sample beside it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use quickcount::{Design, Estimate, Level, Margin};
use serde_json::{Map, Value};

use crate::{close, folder, json};

#[test]
fn survey() {
    let Some(folder) = folder() else { return };
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| name(path).starts_with("quickcount") && name(path).ends_with(".json"))
        .collect();
    files.sort();
    if files.is_empty() {
        println!("SKIPPED quickcount*.json: not in COTEJO_ORACLES");
    }
    for path in files {
        let sample = Sample::beside(&path);
        let mut cases = 0;
        for (case, expected) in json(&path).as_object().unwrap() {
            if ["about", "note", "source"].contains(&case.as_str()) {
                continue;
            }
            println!("case {case}");
            check_case(&sample, case, expected.as_object().unwrap());
            cases += 1;
        }
        println!("{}: {cases} cases", name(&path));
        assert!(cases > 0);
    }
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

/// What a case's name asks for.
#[derive(Clone, Copy, Default)]
struct Form {
    infinite: bool,
    simple: bool,
    raked: bool,
}

/// A case is `what` or `what_form_form`, or a form alone: then what is estimated must be told from the figures.
fn check_case(sample: &Sample, case: &str, expected: &Map<String, Value>) {
    let mut form = Form::default();
    let mut what = Vec::new();
    for word in case.split('_') {
        match word {
            "nofpc" => form.infinite = true,
            "srs" => form.simple = true,
            "raked" | "rake" => form.raked = true,
            _ => what.push(word),
        }
    }
    if let Some(nested) = expected.values().next().filter(|value| value.is_object()) {
        assert!(nested.is_object());
        for (inner, expected) in expected {
            check_case(sample, &format!("{inner}_{case}"), expected.as_object().unwrap());
        }
        return;
    }
    let what = what.join("_");
    let names = expected.get("names").is_some();
    let candidates: Vec<Design> =
        if form.raked { sample.raked(form) } else { vec![sample.design(form)] };
    let possible: Vec<String> = match what.as_str() {
        "" if names => vec!["totals".to_owned()],
        "" => sample.ratios(),
        what => vec![what.to_owned()],
    };
    let mut fitting = 0;
    for design in &candidates {
        for what in &possible {
            let got = sample.estimate(design, what, expected.get("names"));
            // Where a case does not say what it is of, its estimate has to say so, and then everything
            // else has to fit as well.
            if candidates.len() * possible.len() > 1 && !same_estimates(expected, &got) {
                continue;
            }
            compare(case, expected, &got);
            fitting += 1;
        }
    }
    assert!(fitting > 0, "case `{case}`: nothing known has this estimate: {expected:?}");
}

fn same_estimates(expected: &Map<String, Value>, got: &[Estimate]) -> bool {
    let wanted = numbers(&expected["est"]);
    wanted.len() == got.len()
        && wanted.iter().zip(got).all(|(wanted, got)| close(*wanted, got.estimate))
}

fn compare(case: &str, expected: &Map<String, Value>, got: &[Estimate]) {
    let check = |key: &str, value: &Value, of: &dyn Fn(&Estimate) -> f64| {
        let wanted = numbers(value);
        assert_eq!(wanted.len(), got.len(), "{case}.{key}");
        for (wanted, got) in wanted.iter().zip(got) {
            assert!(close(*wanted, of(got)), "{case}.{key}: expected {wanted}, got {}", of(got));
        }
    };
    for (key, value) in expected {
        match key.as_str() {
            "est" | "estimate" => check(key, value, &|one| one.estimate),
            "se" => check(key, value, &|one| one.standard_error),
            "df" => check(key, value, &|one| one.degrees_of_freedom as f64),
            "names" | "note" => {}
            key if key.starts_with("ci") => interval(case, key, value, got),
            key => panic!("case `{case}`: `{key}` is not understood"),
        }
    }
}

/// `ci95_normal` or `ci95_t`.
fn interval(case: &str, key: &str, value: &Value, got: &[Estimate]) {
    let (percent, kind) = key["ci".len()..].split_once('_').unwrap();
    let percent: f64 = percent.parse().unwrap();
    let level = Level::new(percent / 100.0).unwrap();
    let [got] = got else { panic!("case `{case}`: an interval of several estimates") };
    let got = match kind {
        "normal" | "z" => got.normal(level),
        "t" => got.student(level).unwrap(),
        _ => panic!("case `{case}`: `{key}` is not understood"),
    };
    for (wanted, got) in numbers(value).into_iter().zip([got.low, got.high]) {
        assert!(close(wanted, got), "{case}.{key}: expected {wanted}, got {got}");
    }
}

fn numbers(value: &Value) -> Vec<f64> {
    match value {
        Value::Array(list) => list.iter().map(|one| one.as_f64().unwrap()).collect(),
        one => vec![one.as_f64().unwrap_or_else(|| panic!("not a number: {one}"))],
    }
}

/// The rows of a sample, column by column, and what is known of all tables.
struct Sample {
    columns: BTreeMap<String, Vec<String>>,
    order: Vec<String>,
    electors: BTreeMap<String, u64>,
    margins: Vec<(String, Vec<(String, u64)>)>,
}

const NOT_CANDIDATES: [&str; 8] =
    ["id", "COD_EDO", "CENTRO", "Nh", "nh", "w", "VOTOS_VALIDOS", "RE"];

impl Sample {
    /// `quickcount_R_survey_2.json` goes with `quickcount_sample_2.csv`, where there is one.
    fn beside(path: &Path) -> Self {
        let stem = name(path);
        let suffix = stem.trim_end_matches(".json").trim_start_matches("quickcount_R_survey");
        let file = |what: &str| {
            let own = path.with_file_name(format!("quickcount_{what}{suffix}.csv"));
            if own.exists() { own } else { path.with_file_name(format!("quickcount_{what}.csv")) }
        };
        let (order, columns) = table(&file("sample"));
        let (_, electors) = table(&file("electors"));
        let (_, margins) = table(&file("margins"));
        let electors = electors["COD_EDO"].iter().cloned();
        let known =
            table(&file("electors")).1["X"].iter().map(|x| x.parse().unwrap()).collect::<Vec<_>>();
        let electors = electors.zip(known).collect();
        let mut of_margins: Vec<(String, Vec<(String, u64)>)> = Vec::new();
        for (at, var) in margins["var"].iter().enumerate() {
            let level = (margins["level"][at].clone(), margins["Freq"][at].parse().unwrap());
            match of_margins.iter_mut().find(|(name, _)| name == var) {
                Some((_, levels)) => levels.push(level),
                None => of_margins.push((var.clone(), vec![level])),
            }
        }
        Self { columns, order, electors, margins: of_margins }
    }

    fn figures(&self, column: &str) -> Vec<i64> {
        let column = self.columns.get(column).unwrap_or_else(|| panic!("no column `{column}`"));
        column.iter().map(|cell| cell.parse().unwrap()).collect()
    }

    fn candidates(&self) -> Vec<&String> {
        self.order.iter().filter(|one| !NOT_CANDIDATES.contains(&one.as_str())).collect()
    }

    fn strata(&self) -> Vec<String> {
        let mut strata: Vec<String> = self.columns["COD_EDO"].clone();
        strata.sort();
        strata.dedup();
        strata
    }

    fn design(&self, form: Form) -> Design {
        let strata = self.strata();
        let of: Vec<usize> = self.columns["COD_EDO"]
            .iter()
            .map(|code| strata.iter().position(|one| one == code).unwrap())
            .collect();
        let mut tables = vec![0; strata.len()];
        for (at, tables_of) in of.iter().zip(&self.columns["Nh"]) {
            tables[*at] = tables_of.parse().unwrap();
        }
        let design = match form.simple {
            true => Design::simple(tables.iter().sum(), of.len()).unwrap(),
            false => Design::stratified(&tables, &of).unwrap(),
        };
        if form.infinite { design.without_finite_correction().unwrap() } else { design }
    }

    /// The raked design; several where the margins do not say how a table is told to be `big`.
    fn raked(&self, form: Form) -> Vec<Design> {
        let choices: Vec<Vec<Margin>> =
            self.margins.iter().map(|(var, levels)| self.readings(var, levels)).collect();
        let mut combined: Vec<Vec<Margin>> = vec![Vec::new()];
        for readings in choices {
            combined = combined
                .iter()
                .flat_map(|chosen| {
                    readings.iter().map(|one| {
                        let mut chosen = chosen.clone();
                        chosen.push(one.clone());
                        chosen
                    })
                })
                .collect();
        }
        let design = |margins| self.design(form).raked(margins).ok();
        let designs: Vec<_> = combined.into_iter().filter_map(design).collect();
        assert!(!designs.is_empty(), "no raking meets the margins");
        designs
    }

    fn readings(&self, var: &str, levels: &[(String, u64)]) -> Vec<Margin> {
        let totals: Vec<u64> = levels.iter().map(|(_, many)| *many).collect();
        let place = |level: &str| {
            levels.iter().position(|(name, _)| name == level).unwrap_or_else(|| {
                panic!("margin `{var}`: `{level}` is not one of {levels:?}");
            })
        };
        if let Some(column) = self.columns.get(var) {
            let category_of = column.iter().map(|cell| place(cell)).collect();
            return vec![Margin { totals, category_of }];
        }
        match var {
            "reg" => {
                let code = |code: &i64| place(if code % 2 == 0 { "even" } else { "odd" });
                let category_of = self.figures("COD_EDO").iter().map(code).collect();
                vec![Margin { totals, category_of }]
            }
            "size" => {
                let mut readings: Vec<Margin> = Vec::new();
                for column in ["RE", "VOTOS_VALIDOS"] {
                    let sizes = self.figures(column);
                    let mut steps = sizes.clone();
                    steps.sort_unstable();
                    steps.dedup();
                    for step in &steps[1..] {
                        let category =
                            |size: &i64| place(if size >= step { "big" } else { "small" });
                        let category_of = sizes.iter().map(category).collect();
                        let reading = Margin { totals: totals.clone(), category_of };
                        if !readings.contains(&reading) {
                            readings.push(reading);
                        }
                    }
                }
                readings
            }
            _ => panic!("margin `{var}` is not understood"),
        }
    }

    /// Every ratio that a sample has.
    fn ratios(&self) -> Vec<String> {
        let shares = self.candidates().into_iter().map(|one| format!("share_{one}"));
        shares.chain(["margin".to_owned(), "turnout".to_owned()]).collect()
    }

    fn estimate(&self, design: &Design, what: &str, names: Option<&Value>) -> Vec<Estimate> {
        let valid = self.figures("VOTOS_VALIDOS");
        if let Some(candidate) = what.strip_prefix("share_") {
            return vec![design.ratio(&self.figures(candidate), &valid).unwrap()];
        }
        if let Some(candidate) = what.strip_prefix("separate_ratio_total_") {
            let strata = self.strata();
            let known: Vec<u64> = strata.iter().map(|code| self.electors[code]).collect();
            let (y, x) = (self.figures(candidate), self.figures("RE"));
            return vec![design.separate_total(&y, &x, &known).unwrap()];
        }
        match what {
            "margin" => {
                let candidates = self.candidates();
                let (a, b) = (self.figures(candidates[0]), self.figures(candidates[1]));
                let difference: Vec<i64> = a.iter().zip(&b).map(|(a, b)| a - b).collect();
                vec![design.ratio(&difference, &valid).unwrap()]
            }
            "turnout" => vec![design.ratio(&valid, &self.figures("RE")).unwrap()],
            "totals" => {
                let names: Vec<String> = match names {
                    Some(names) => serde_json::from_value(names.clone()).unwrap(),
                    None => self.candidates().into_iter().cloned().collect(),
                };
                names.iter().map(|one| design.total(&self.figures(one)).unwrap()).collect()
            }
            what => panic!("`{what}` is not understood"),
        }
    }
}

fn table(path: &Path) -> (Vec<String>, BTreeMap<String, Vec<String>>) {
    let mut reader =
        csv::Reader::from_path(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let order: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let mut columns: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in reader.records() {
        for (name, cell) in order.iter().zip(row.unwrap().iter()) {
            columns.entry(name.clone()).or_default().push(cell.to_owned());
        }
    }
    (order, columns)
}
