//! Wrong input to audits, from outside, at every step: each is refused with its rule and the next step, and changes
//! nothing.

use serde_json::Value;

use crate::support::{Place, assert_refused, code, cotejo, json, shown};

const SEED: &str = "01382438112797316654";

struct Audit {
    place: Place,
    folder: String,
    election: String,
    log: String,
}

impl Audit {
    fn new() -> Self {
        let place = Place::with_demo();
        let [folder, election, log] =
            ["wrong", "demo/election", "demo"].map(|name| place.text(name));
        Self { place, folder, election, log }
    }

    fn run(&self, verb: &str, more: &[&str]) -> std::process::Output {
        let all = ["audit", verb, &self.folder, "--election", &self.election];
        cotejo(&[&all[..], more].concat())
    }

    fn good(&self, verb: &str, more: &[&str]) {
        let run = self.run(verb, more);
        assert_eq!(code(&run), 0, "{verb} {more:?}: {}", shown(&run));
    }

    fn refused(&self, verb: &str, more: &[&str], rule: &str) {
        assert_refused(&self.run(verb, more), rule, &format!("{verb} {more:?}"));
    }
}

#[test]
fn wrong_input_is_refused_at_every_step() {
    let audit = Audit::new();
    plans(&audit);
    audit.good("plan", &["--log", &audit.log]);
    audit.refused("plan", &["--log", &audit.log], "A532");
    audit.refused("seed", &["--digits", SEED, "--ceremony", "T"], "A522");
    audit.refused("draw", &[], "A522");
    audit.refused("worksheet", &["--out", &audit.place.text("papers")], "A522");
    audit.refused("risk", &["--record"], "A522");
    commits(&audit);
    audit.good("commit", &["--log", &audit.log]);
    audit.refused("commit", &["--log", &audit.log], "A522");
    seeds(&audit);
    audit.good("seed", &[&format!("--digits={SEED}"), "--ceremony=T", "--at=2099-01-01T00:00:00Z"]);
    for (size, rule) in [
        ("0", "A522"),
        ("-1", "A538"),
        ("1.5", "A538"),
        ("many", "A538"),
        ("", "A538"),
        ("10000001", "A510"),
        ("99999999999", "A510"),
        ("18446744073709551615", "A510"),
        ("99999999999999999999999", "A538"),
    ] {
        audit.refused("draw", &[&format!("--size={size}")], rule);
    }
    audit.good("draw", &["--size", "3"]);
    counts(&audit);
    audit.refused("risk", &["--record"], "A522");
    audit.refused("risk", &["--full-count", " "], "A538");
    audit.refused("risk", &["--record", "--full-count", "why"], "A538");
    audit.refused("risk", &["--plot"], "A538");
    audit.refused("risk", &["--size", "3"], "A538");
    audit.refused("worksheet", &[], "A538");
}

fn plans(audit: &Audit) {
    for (wrong, rule) in [
        (&["--risk-limit", "0"][..], "A523"),
        (&["--risk-limit", "0%"], "A511"),
        (&["--risk-limit", "100%"], "A511"),
        (&["--risk-limit", "101%"], "A523"),
        (&["--risk-limit=-5%"], "A523"),
        (&["--risk-limit", "five"], "A523"),
        (&["--method", "fixed", "--share", "0%"], "A523"),
        (&["--method", "fixed", "--share", "101%"], "A523"),
        (&["--announced", "A=-3"], "A505"),
        (&["--announced", "A=1.5"], "A505"),
        (&["--announced", "A=99999999999999999999999"], "A505"),
        (&["--announced", "A=5"], "A538"),
        (&["--announced", "Z=5"], "A509"),
        (&["--announced", "A"], "A538"),
        (&["--contest", "mayor"], "A509"),
        (&["--seconds-per-receipt", "nan"], "A523"),
        (&["--seconds-per-receipt=-1"], "A523"),
        (&["--minutes-per-box", "1e300"], "A523"),
        (&["--people", "0"], "A523"),
        (&["--people", "1.5"], "A538"),
        (&["--simulate", "0"], "A538"),
        (&["--method", "best"], "A538"),
        (&["--winners", "most"], "A538"),
    ] {
        audit.refused("plan", &[&["--log", audit.log.as_str()][..], wrong].concat(), rule);
    }
    // With neither log nor source.
    audit.refused("plan", &[], "A538");
    let books = audit.place.text("books.csv");
    let table = "999999999.01.1.0001";
    for (rows, rule) in [
        ("", "A538"),
        ("table,boxes\n", "A538"),
        ("table,receipts\n", "A514"),
        (&format!("table,receipts\n{table},-5\n"), "A505"),
        (&format!("table,receipts\n{table},1.5\n"), "A505"),
        (&format!("table,receipts\n{table},\n"), "A505"),
        (&format!("table,receipts\n{table},99999999999999999999\n"), "A505"),
        (&format!("table,receipts\n{table},5\n{table},5\n"), "A503"),
    ] {
        std::fs::write(&books, rows).expect("writable");
        audit.refused("plan", &["--log", &audit.log, "--bounds", &books], rule);
    }
}

fn commits(audit: &Audit) {
    audit.refused("commit", &["--log", &audit.log, "--lost", "999"], "A504");
    audit.refused("commit", &[], "A538");
    let election = audit.place.text("demo/election");
    let sample = audit.place.text("sample");
    assert_eq!(code(&cotejo(&["sample", &sample, "--tables", "40"])), 0);
    let other = audit.place.text("sample/election");
    assert_ne!(other, election);
    let run =
        cotejo(&["audit", "commit", &audit.folder, "--election", &other, "--log", &audit.log]);
    assert!(code(&run) == 2 && shown(&run).contains("A538"), "{}", shown(&run));
}

fn seeds(audit: &Audit) {
    let at = "--at=2099-01-01T00:00:00Z";
    let long = "1".repeat(1_100);
    for (digits, rule) in [
        ("1", "A501"),
        ("", "A501"),
        ("1382438112797316654", "A501"),
        ("0138243811279731665x", "A502"),
        ("0138 2438 1127 9731 6654", "A502"),
        ("-1382438112797316654", "A502"),
        ("1.382438112797316654", "A502"),
        (&long, "A502"),
    ] {
        audit.refused("seed", &[&format!("--digits={digits}"), "--ceremony=T", at], rule);
    }
    let digits = format!("--digits={SEED}");
    audit.refused("seed", &[&digits, "--ceremony=T", "--at=2020-01-01T00:00:00Z"], "A517");
    audit.refused("seed", &[&digits, "--ceremony=T", "--at=yesterday"], "A538");
    audit.refused("seed", &[&digits, "--ceremony= ", at], "A538");
    audit.refused("seed", &[&digits, at], "A538");
}

fn counts(audit: &Audit) {
    let status = json(&audit.run("status", &["--json"]));
    let open: Vec<&str> =
        status["open"].as_array().expect("boxes").iter().filter_map(Value::as_str).collect();
    let table = open[0];
    let tables = audit.place.path("demo/election/tables.csv");
    let all = std::fs::read_to_string(tables).expect("tables");
    let manifest = audit.place.path("wrong/manifest.json");
    let boxes: Value =
        serde_json::from_slice(&std::fs::read(manifest).expect("boxes")).expect("JSON");
    let known =
        |code: &str| boxes.as_array().expect("boxes").iter().any(|one| one["table"] == code);
    let codes = all.lines().skip(1).filter_map(|row| row.split(',').next());
    let undrawn =
        codes.filter(|one| known(one)).find(|one| !open.contains(one)).expect("79 boxes, 3 drawn");
    let others: Vec<String> = "BCDEFGHIJ".chars().map(|key| format!("--votes={key}=1")).collect();
    let record = |table: &str, more: &[&str], rule: &str| {
        let mut all = vec!["--person", "1", "--table", table];
        all.extend(others.iter().map(String::as_str));
        all.extend(more);
        audit.refused("record", &all, rule);
    };
    record("999", &["--votes=A=1", "--others=0"], "A504");
    record(undrawn, &["--votes=A=1", "--others=0"], "A519");
    for (wrong, rule) in [
        ("-1", "A505"),
        ("1.5", "A505"),
        ("99999999999999999999", "A505"),
        ("2000000000", "A506"),
        ("many", "A505"),
        ("", "A535"),
        ("blank", "A535"),
    ] {
        record(table, &[&format!("--votes=A={wrong}"), "--others=0"], rule);
    }
    record(table, &["--others=0"], "A535");
    record(table, &["--votes=A=1"], "A535");
    record(table, &["--votes=A=1", "--others=-1"], "A505");
    record(table, &["--votes=A=1", "--votes=A=1", "--others=0"], "A538");
    record(table, &["--votes=Z=1", "--others=0"], "A509");
    record(table, &["--votes=A", "--others=0"], "A538");
    audit.refused("record", &["--person", "1"], "A538");
    audit.refused("record", &["--person", " ", "--table", table, "--missing"], "A538");
    let file = audit.place.text("counts.csv");
    for rows in ["", "x,y\n", "table,A,others\n"] {
        std::fs::write(&file, rows).expect("writable");
        audit.refused("record", &["--person", "1", "--file", &file], "A533");
    }
    audit.good("record", &["--person", "1", "--table", table, "--missing"]);
    audit.refused("record", &["--person", "1", "--table", table, "--missing"], "A521");
}
