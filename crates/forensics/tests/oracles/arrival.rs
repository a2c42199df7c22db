use std::collections::BTreeMap;

use forensics::arrival::{Arrival, Arrived, Cut, arrival};
use serde_json::{Map, Value};

use super::common::{check, object, only_keys, oracles};

/// The files state it.
const TOLERANCE: f64 = 1e-8;

#[test]
fn arrival_times() {
    let Some(files) = oracles(|name| name.starts_with("transmission")) else { return };
    let cases: Vec<_> = files.iter().filter(|(name, _)| name.ends_with(".csv")).collect();
    let scenarios: Vec<_> = cases.iter().map(|(name, text)| (stem(name), tables(text))).collect();
    for (name, text) in files.iter().filter(|(name, _)| name.ends_with(".json")) {
        let file: Value = serde_json::from_str(text).unwrap();
        only_keys(object(&file), &["about", "results", "cut", "note"]);
        let cut = file.get("cut").map_or_else(|| cut_of(&file), |cut| cut.as_f64().unwrap());
        let results = object(&file["results"]);
        for (scenario, expected) in results {
            println!("case {scenario}");
            // The cases of a result file are those named alike; one file of cases may serve several.
            let own = scenarios.iter().filter(|(stem, _)| *stem == self::stem(name));
            let mut all = own.chain(&scenarios).filter_map(|(_, tables)| tables.get(scenario));
            let found = all.next().unwrap_or_else(|| panic!("{scenario} is in no CSV file"));
            compare(found, object(expected), cut);
        }
        println!("{name}: {} cases", results.len());
        assert!(!results.is_empty());
    }
}

/// What a file's name begins with, up to its kind.
fn stem(name: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    stem.replace("_cases", "").replace("_R", "")
}

/// The minute of the cut in `about`: "Before/after cut at minute 200".
fn cut_of(file: &Value) -> f64 {
    let about = file["about"].as_str().unwrap();
    let after = about.split("minute ").nth(1).unwrap_or_else(|| panic!("no cut in {about:?}"));
    let digits: String = after.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
    digits.trim_end_matches('.').parse().unwrap()
}

fn tables(text: &str) -> BTreeMap<String, Vec<Arrived>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().unwrap().clone();
    assert_eq!(
        header.iter().collect::<Vec<_>>(),
        ["scenario", "centre", "id", "valid", "winner", "minute", "rurality"]
    );
    let mut centres = BTreeMap::new();
    let mut scenarios: BTreeMap<String, Vec<Arrived>> = BTreeMap::new();
    for row in reader.records() {
        let row = row.unwrap();
        let next = u32::try_from(centres.len()).unwrap();
        let centre = *centres.entry(row[1].to_owned()).or_insert(next);
        let given =
            |at: usize| (!row[at].is_empty() && &row[at] != "NA").then(|| row[at].parse().unwrap());
        scenarios.entry(row[0].to_owned()).or_default().push(Arrived {
            centre,
            valid: row[3].parse().unwrap(),
            votes: row[4].parse().unwrap(),
            minute: given(5),
            covariate: given(6),
        });
    }
    scenarios
}

fn compare(tables: &[Arrived], expected: &Map<String, Value>, cut: f64) {
    only_keys(
        expected,
        &["n", "n_after", "raw_diff", "fe", "fe_trend", "rd", "adj_rurality", "paired"],
    );
    let bandwidth = expected.get("rd").map_or(60.0, |rd| rd["bandwidth"].as_f64().unwrap());
    let found = arrival(tables, Cut { minute: cut, bandwidth }).unwrap();
    check(expected, "n", found.tables, 0.0);
    check(expected, "n_after", found.after, 0.0);
    check(expected, "raw_diff", found.raw, TOLERANCE);
    parts(expected, &found);
}

fn parts(expected: &Map<String, Value>, found: &Arrival) {
    for (part, known) in [
        ("fe", &["coef", "se_cr0", "se_cr1", "straddling_centres"][..]),
        ("fe_trend", &["coef", "se_cr1", "slope_per_minute"]),
        ("rd", &["bandwidth", "kernel", "n", "jump", "se_hc1"]),
        ("adj_rurality", &["after"]),
        ("paired", &["mean", "t", "df", "p"]),
    ] {
        let Some(of) = expected.get(part).map(object) else { continue };
        only_keys(of, known);
        match part {
            "fe" => {
                let fixed = found.fixed.as_ref().unwrap();
                check(of, "coef", fixed.estimate.value, TOLERANCE);
                check(of, "se_cr0", fixed.se_cr0, TOLERANCE);
                check(of, "se_cr1", fixed.estimate.se, TOLERANCE);
                check(of, "straddling_centres", fixed.straddling_centres, 0.0);
            }
            "fe_trend" => {
                let trend = found.trend.as_ref().unwrap();
                check(of, "coef", trend.estimate.value, TOLERANCE);
                check(of, "se_cr1", trend.estimate.se, TOLERANCE);
                check(of, "slope_per_minute", trend.slope_per_minute, TOLERANCE);
            }
            "rd" => {
                check(of, "kernel", "triangular", 0.0);
                let jump = found.jump.as_ref().unwrap();
                check(of, "n", jump.tables, 0.0);
                check(of, "jump", jump.estimate.value, TOLERANCE);
                check(of, "se_hc1", jump.estimate.se, TOLERANCE);
            }
            "adj_rurality" => check(of, "after", found.adjusted.unwrap(), TOLERANCE),
            _ => {
                let paired = found.paired.as_ref().unwrap();
                check(of, "mean", paired.mean, TOLERANCE);
                check(of, "t", paired.t, TOLERANCE);
                check(of, "df", paired.df, 0.0);
                check(of, "p", paired.p, TOLERANCE);
            }
        }
    }
}
