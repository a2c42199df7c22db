//! Following a log: its bulletins, its times, and what comes too late.

use std::fs;

use record::{Election, SignedSheet, TableNo};
use serde_json::Value;

use super::{SEED, expect};
use crate::support::{Place, code, cotejo, json, shown};

struct Monitor {
    place: Place,
    log: String,
    election: String,
}

impl Monitor {
    fn of_the_demo() -> Self {
        let place = Place::with_demo();
        let (log, election) = (place.text("demo"), place.text("demo/election"));
        Self { place, log, election }
    }

    /// One look; the exit code, what was seen and what was shouted, and the metrics written.
    fn look(&self) -> (i32, Vec<Value>, String) {
        let (state, metrics) = (self.place.text("state"), self.place.text("metrics"));
        let which = ["monitor", &self.log, "--election", &self.election, "--state", &state];
        let out = cotejo(&[&which[..], &["--json", "--metrics", &metrics]].concat());
        let lines = String::from_utf8_lossy(&out.stdout).into_owned();
        let lines = lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        (code(&out), lines, fs::read_to_string(metrics).expect("metrics"))
    }

    /// Logs a corrected sheet of a table that says it closed in 2020.
    fn log_a_late_sheet(&self) -> String {
        let shape = sample::Shape { seed: SEED, tables: 80, keys: true };
        let election = Election::parse(&sample::election_files(&shape)).expect("made here");
        let table = TableNo(5);
        let key = sample::station_key(SEED, table);
        let mut sheet = sample::sheet(&shape, &election, table);
        let first = SignedSheet::sign(&sheet, &election.id, &key).expect("made here");
        (sheet.serial, sheet.replaces) = (2, Some(first.digest().prefix()));
        sheet.closed = Some(1_600_000_000);
        let signed = SignedSheet::sign(&sheet, &election.id, &key).expect("made here");
        let file = self.place.text("late.cose");
        fs::write(&file, signed.bytes()).expect("made here");
        let log_key = super::key(&self.place, "log", &sample::log_key(SEED));
        expect(
            0,
            &["log", "append", &self.log, "--election", &self.election, "--key", &log_key, &file],
        );
        election.tables.code(table).to_owned()
    }
}

#[test]
fn a_monitor_recomputes_totals_and_bulletins_and_counts_them_for_prometheus() {
    let monitor = Monitor::of_the_demo();
    let (code, seen, metrics) = monitor.look();
    assert_eq!((code, seen.len()), (0, 1), "{seen:?}");
    assert_eq!((&seen[0]["bulletins"], &seen[0]["bulletins_stated"]), (&2.into(), &2.into()));
    let bulletin = fs::read(monitor.place.path("demo/bulletins/2.json")).unwrap();
    let bulletin: Value = serde_json::from_slice(&bulletin).unwrap();
    let country = &bulletin["contests"][0]["country"];
    assert_eq!(seen[0]["totals"][0]["counted"], country["coverage"]["tables"]["counted"]);
    for one in seen[0]["totals"][0]["candidates"].as_array().unwrap() {
        let key = one[0].as_str().unwrap();
        assert_eq!(one[1], country["candidates"][key]["sum"], "{key}");
    }
    assert!(metrics.contains("cotejo_monitor_sound 1\n"), "{metrics}");
    assert!(metrics.contains("cotejo_monitor_bulletins 2\n"), "{metrics}");

    let published = monitor.place.path("demo/log/bulletins/2.json");
    let text = fs::read_to_string(&published).unwrap();
    let at = text.rfind("\"voters\":{\"sum\":").expect("a sum") + "\"voters\":{\"sum\":".len();
    let digit = if text.as_bytes()[at] == b'9' { "8" } else { "9" };
    fs::write(&published, format!("{}{digit}{}", &text[..at], &text[at + 1..])).unwrap();
    let (code, seen, metrics) = monitor.look();
    assert_eq!((code, &seen[1]["rule"]), (1, &"L442".into()), "{seen:?}");
    assert!(seen[1]["detail"].as_str().unwrap().starts_with("bulletins/2.json: "), "{seen:?}");
    assert!(metrics.contains("cotejo_monitor_sound 0\n"), "{metrics}");
}

#[test]
fn what_comes_long_after_closing_is_shouted_once() {
    let monitor = Monitor::of_the_demo();
    assert_eq!(monitor.look().0, 0);
    let table = monitor.log_a_late_sheet();
    let (code, seen, _) = monitor.look();
    assert_eq!((code, &seen[1]["rule"]), (1, &"L452".into()), "{seen:?}");
    assert!(seen[1]["detail"].as_str().unwrap().contains(&table), "{seen:?}");
    assert_eq!(monitor.look().0, 0, "the state moved on");
}

#[test]
fn times_come_from_signatures_and_what_nobody_signed_is_absent() {
    let monitor = Monitor::of_the_demo();
    let csv = monitor.place.text("times.csv");
    let times = ["log", "times", &monitor.log, "--election", &monitor.election, "--csv", &csv];
    // The invented election closes in years to come, so its stations' clocks contradict the cosigners'.
    let told = json(&expect(1, &[&times[..], &["--json"]].concat()));
    let sheets = told["sheets"].as_array().unwrap();
    assert_eq!(
        sheets.len(),
        81,
        "a sheet for each of 80 tables, and one that a station signed twice"
    );
    assert!(sheets.iter().all(|one| one["received"].is_null() && !one["logged"].is_null()));
    assert!(told["checkpoints"].as_u64().unwrap() >= 3, "{told}");
    assert_eq!(told["implausible"][0]["rule"], "L450");
    let rows = fs::read_to_string(&csv).unwrap();
    assert_eq!(rows.lines().count(), 82);
    assert!(rows.lines().nth(1).unwrap().contains(",1,2030-"), "{rows}");

    monitor.log_a_late_sheet();
    let out = expect(1, &times);
    assert!(shown(&out).contains("82 sheets"), "{}", shown(&out));
    assert!(shown(&out).contains("logged     known for 81"), "not cosigned yet: {}", shown(&out));

    let kept = monitor.place.path("demo/log/checkpoints");
    let first = fs::read_dir(&kept).unwrap().next().unwrap().unwrap().path();
    let text = fs::read_to_string(&first).unwrap();
    fs::write(&first, text.replacen("\n\n", "\nx\n\n", 1)).unwrap();
    let out = expect(2, &times);
    assert!(shown(&out).contains("checkpoints/0000"), "{}", shown(&out));
}

#[test]
fn a_compact_receipt_needs_the_record_and_then_says_the_same() {
    let monitor = Monitor::of_the_demo();
    let (log, election) = (&monitor.log, &monitor.election);
    let text = fs::read_to_string(monitor.place.path("demo/proofs/66.tlog-proof")).unwrap();
    let record = ledger::Receipt::parse(text.as_bytes()).unwrap().extra.unwrap();
    let (file, receipt) = (monitor.place.text("record.cose"), monitor.place.text("66.receipt"));
    fs::write(&file, &record).unwrap();
    let prove = ["log", "prove", log, "--election", election, "--index", "66", "--compact"];
    expect(0, &[&prove[..], &["--out", &receipt]].concat());
    assert!(fs::metadata(&receipt).unwrap().len() < 700);
    let verify = ["verify", &receipt, "--election", election, "--json"];
    let without = expect(2, &verify);
    assert!(shown(&without).contains("--record"), "{}", shown(&without));
    let told = json(&expect(0, &[&verify[..], &["--record", &file, "--log", log]].concat()));
    assert_eq!((&told["entry"], &told["quorum"]), (&66.into(), &true.into()));
    fs::write(&file, [record.as_slice(), &[0]].concat()).unwrap();
    expect(2, &[&verify[..], &["--record", &file]].concat());
}

#[test]
fn a_cosigner_with_two_kinds_of_key_signs_with_both_and_counts_once() {
    let monitor = Monitor::of_the_demo();
    let place = &monitor.place;
    let key = super::key(place, "party-a", &sample::organisation_key(SEED, "party-a"));
    let post_quantum = place.text("party-a.ml-dsa.pem");
    let made = json(&expect(0, &["key", "new", &post_quantum, "--ml-dsa-44", "--json"]));
    let again = json(&expect(0, &["key", "public", &post_quantum, "--json"]));
    assert_eq!(made, again);
    let public = made["public_key"].as_str().expect("a key");
    assert_eq!(public.len(), 2 * ledger::note::ML_DSA_44_BYTES);
    let manifest = place.path("demo/election/election.toml");
    let text = fs::read_to_string(&manifest).unwrap();
    let at = text.find("id = \"party-a\"").expect("party-a");
    let enrolled = format!("{}key_ml_dsa_44 = \"{public}\"\n{}", &text[..at], &text[at..]);
    fs::write(&manifest, &enrolled).unwrap();

    let before =
        json(&expect(0, &["log", "show", &monitor.log, "--election", &monitor.election, "--json"]));
    let who = ["log", "cosign", &monitor.log, "--election", &monitor.election, "--as", "party-a"];
    let how = ["--key", &key, "--key", &post_quantum, "--publish", "--json"];
    let state = place.text("demo/cosigners/party-a.head");
    let lines = json(&expect(0, &[&who[..], &how, &["--state", &state]].concat()));
    assert_eq!(lines["cosignature"].as_str().expect("lines").lines().count(), 2);
    let after =
        json(&expect(0, &["log", "show", &monitor.log, "--election", &monitor.election, "--json"]));
    let names = |shown: &Value| shown["cosigned"].as_array().expect("names").len();
    assert_eq!(names(&before), names(&after), "one organisation");

    let cut = enrolled.replacen(public, &public[2..], 1);
    fs::write(&manifest, cut).unwrap();
    let refused = expect(2, &["election", "show", &monitor.election]);
    assert!(shown(&refused).contains("E007"), "{}", shown(&refused));
    let asked = enrolled.replacen("at_least = 3", "at_least = 40", 1);
    assert_ne!(asked, enrolled);
    fs::write(&manifest, asked).unwrap();
    let check = cotejo(&["election", "check", &monitor.election]);
    assert!(shown(&check).contains("E014"), "{}", shown(&check));
}

#[test]
fn a_bulletin_cut_by_time_stands_on_what_a_quorum_had_signed_by_then() {
    let monitor = Monitor::of_the_demo();
    let (place, log, election) = (&monitor.place, &monitor.log, &monitor.election);
    let authority = super::key(place, "authority", &sample::authority_key(SEED));
    let out = place.text("cut.json");
    let issue = |until: &str| {
        let what = ["bulletin", "issue", log, "--election", election, "--until", until];
        cotejo(&[&what[..], &["--as", "authority", "--key", &authority, "--out", &out]].concat())
    };
    let early = issue("2020-01-01T00:00:00Z");
    assert_eq!(code(&early), 2, "{}", shown(&early));
    assert!(shown(&early).contains("wait for cosigners"), "{}", shown(&early));
    assert_eq!(code(&issue("2100-01-01T00:00:00Z")), 0);
    let check = ["bulletin", "check", &out, "--log", log, "--election", election];
    expect(0, &check);
    let text = fs::read_to_string(&out).unwrap();
    fs::write(&out, text.replacen("2100-01-01", "2020-01-01", 1)).unwrap();
    let told = expect(1, &check);
    assert!(shown(&told).contains("L447"), "{}", shown(&told));
    fs::write(&out, text).unwrap();
    fs::remove_dir_all(place.path("demo/log/checkpoints")).unwrap();
    let told = expect(1, &check);
    assert!(shown(&told).contains("L447"), "nothing kept: {}", shown(&told));
}
