//! The statistical tests, from an invented election on disk to pages, JSON and exit codes.

use std::fmt::Write as _;
use std::fs;

use serde_json::Value;

use crate::support::{Place, code, cotejo, json, shown};

/// An invented election of 400 tables with its results: election and results.
fn invented(place: &Place) -> (String, String) {
    let out = cotejo(&["sample", &place.text("sample"), "--tables", "400", "--seed", "5"]);
    assert_eq!(code(&out), 0, "{}", shown(&out));
    (place.text("sample/election"), place.text("sample/results.csv"))
}

fn results(output: &Value) -> Vec<Value> {
    output[0]["results"].as_array().expect("results").clone()
}

#[test]
fn honest_results_give_pages_and_no_alarm() {
    let place = Place::new();
    let (election, csv) = invented(&place);
    let out = place.text("out");
    let run = cotejo(&["forensics", &csv, "--election", &election, "--out", &out, "--json"]);
    assert_eq!(code(&run), 0, "{}", shown(&run));
    let all = results(&json(&run));
    assert!(all.len() >= 10);
    for one in &all {
        for field in ["rule", "tested", "null", "assumption", "limit"] {
            assert!(one[field].is_string(), "{field}: {one}");
        }
        assert_eq!(one["asks_for_a_look"], false, "{one}");
    }
    for name in ["index.html", "es.html", "en.html", "en.pdf", "es.pdf", "forensics.json"] {
        assert!(place.path("out").join(name).is_file(), "{name}");
    }
    let page = fs::read_to_string(place.path("out/es.html")).expect("a page");
    assert!(page.contains("Mesas de un mismo centro") && page.contains("<svg"), "{page}");
    assert!(!page.contains("NaN") && !page.contains(">f-"), "a text is missing");
}

#[test]
fn counts_made_from_rounded_percentages_ask_for_a_look() {
    let place = Place::new();
    let (election, csv) = invented(&place);
    let announced = place.path("announced.toml");
    let said = |votes: &str| {
        format!(
            "[[announcement]]\nid = \"b1\"\nby = \"authority\"\nat = \"2030-06-02T23:00:00-04:00\"\ncontest = \"president\"\n{votes}"
        )
    };
    let keys =
        fs::read_to_string(place.path("sample/election/candidates.csv")).expect("candidates");
    let keys: Vec<_> =
        keys.lines().skip(1).filter_map(|line| line.split(',').nth(1)).take(2).collect();
    let votes = format!(
        "others = 462704\nvotes = [{{ candidate = \"{}\", votes = 5150092, percent = \"51.2\" }}, {{ candidate = \"{}\", votes = 4445978, percent = \"44.2\" }}]\n",
        keys[0], keys[1]
    );
    fs::write(&announced, said(&votes)).expect("writable");
    let run = cotejo(&[
        "forensics",
        &format!("tables={csv}"),
        &format!("said={}", announced.display()),
        "--election",
        &election,
        "--json",
    ]);
    assert_eq!(code(&run), 1, "{}", shown(&run));
    let all = results(&json(&run));
    let one = all.iter().find(|one| one["rule"] == "F621").expect("the rounding test");
    assert_eq!(
        (&one["asks_for_a_look"], &one["subject"]),
        (&Value::Bool(true), &Value::from("b1"))
    );
    assert_eq!(one["detail"]["rounding"]["conditional"]["vectors"], 75_882_581);
}

#[test]
fn times_are_read_or_refused_by_row() {
    let place = Place::new();
    let (election, csv) = invented(&place);
    let rows = fs::read_to_string(&csv).expect("results");
    let mut times = String::from("table,minute\n");
    for (at, row) in rows.lines().skip(1).enumerate() {
        let minute = if at == 7 { String::new() } else { (at * 37 % 300).to_string() };
        let _ = writeln!(times, "{},{minute}", row.split(',').next().expect("a table"));
    }
    let path = place.text("times.csv");
    let run = |cut: &str| {
        cotejo(&[
            "forensics",
            &csv,
            "--election",
            &election,
            "--times",
            &path,
            "--cut",
            cut,
            "--json",
        ])
    };
    fs::write(&path, &times).expect("writable");
    let good = run("150.5");
    assert_ne!(code(&good), 2, "{}", shown(&good));
    let all = results(&json(&good));
    let one = all.iter().find(|one| one["rule"] == "F626").expect("arrival times");
    let found = &one["detail"]["arrival"];
    assert_eq!((&found["no_time"], &found["tables"]), (&Value::from(1), &Value::from(399)));
    fs::write(&path, times.replacen(",37\n", ",soon\n", 1)).expect("writable");
    for width in ["nan", "0", "-1", "inf"] {
        let width = format!("--bandwidth={width}");
        let times = ["--times", path.as_str(), "--cut", "150", width.as_str()];
        let run = cotejo(&[&["forensics", &csv, "--election", &election][..], &times].concat());
        assert!(code(&run) == 2 && shown(&run).contains("F608"), "{width}: {}", shown(&run));
    }
    let bad = run("150");
    assert_eq!(code(&bad), 2);
    assert!(shown(&bad).contains("F606") && shown(&bad).contains("row 3"), "{}", shown(&bad));
}

#[test]
fn the_record_of_a_log_gives_times_too() {
    let place = Place::new();
    let (election, csv) = invented(&place);
    let rows = fs::read_to_string(&csv).expect("results");
    let mut times =
        String::from("table,contest,entry,serial,closed,received,logged,published,delay\n");
    for (at, row) in rows.lines().skip(1).enumerate() {
        let table = row.split(',').next().expect("a table");
        let (hour, minute) = (at % 4 + 18, at % 60);
        let _ = writeln!(times, "{table},president,{at},x,,,2030-06-02T{hour}:{minute:02}:00Z,,");
        if at == 3 {
            // A correction comes in later: the table came in with its first sheet.
            let _ = writeln!(times, "{table},president,9999,y,,,2030-06-03T10:00:00Z,,");
        }
    }
    let path = place.text("times.csv");
    fs::write(&path, &times).expect("writable");
    let of = |moment: &str| {
        let times =
            ["--times", path.as_str(), "--time-of", moment, "--cut", "2030-06-02T20:00:30Z"];
        cotejo(&[&["forensics", &csv, "--election", &election, "--json"][..], &times].concat())
    };
    let found = results(&json(&of("logged")));
    let one = found.iter().find(|one| one["rule"] == "F626").expect("arrival times");
    assert_eq!(one["detail"]["arrival"]["tables"], 400, "{one}");
    let none = results(&json(&of("published")));
    let none = none.iter().find(|one| one["rule"] == "F626").expect("arrival times");
    assert_ne!(none["detail"]["arrival"]["tables"], 400, "{none}");
    assert_eq!(code(&of("yesterday")), 2);
}

#[test]
fn calibration_is_the_same_for_the_same_seed_and_can_be_used() {
    let place = Place::new();
    let (election, csv) = invented(&place);
    let run =
        || cotejo(&["forensics", "calibrate", "--elections", "2", "--tables", "200", "--json"]);
    let (first, second) = (run(), run());
    assert_eq!(code(&first), 0, "{}", shown(&first));
    assert_eq!(first.stdout, second.stdout);
    let path = place.path("rates.json");
    fs::write(&path, &first.stdout).expect("writable");
    let rates = path.display().to_string();
    let used =
        cotejo(&["forensics", &csv, "--election", &election, "--calibration", &rates, "--json"]);
    let all = results(&json(&used));
    assert!(all.iter().any(|one| one["false_alarm"]["results"] == 2), "{}", shown(&used));
    fs::write(&path, "{}").expect("writable");
    let bad = cotejo(&["forensics", &csv, "--election", &election, "--calibration", &rates]);
    assert!(code(&bad) == 2 && shown(&bad).contains("F607"), "{}", shown(&bad));
}
