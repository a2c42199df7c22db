//! Wrong input to quick counts, from outside: each is refused with its rule and the next step.

use std::fs;

use serde_json::{Value, json};

use crate::support::{Place, assert_refused, code, cotejo, shown};

const SEED: &str = "01382438112797316654";

/// A change to a file, and the rule that refuses it.
type Wrong = (fn(&mut Value), &'static str);

struct Count {
    place: Place,
    election: String,
}

impl Count {
    /// An invented election of 400 tables, planned, drawn and received.
    fn received() -> Self {
        let place = Place::new();
        let count = Self { election: place.text("sample/election"), place };
        count.good(&["sample", &count.text("sample"), "--tables", "400", "--seed", "5"]);
        let plan = ["quickcount", "plan", "--election", &count.election, "--by", "country"];
        count.good(&[&plan[..], &["--tables", "120", "--out", &count.text("plan.json")]].concat());
        count.good(&count.draw("plan.json", "sample.json"));
        count.good(&count.receive("sample.json", "sample/results.csv", "received.json"));
        count
    }

    fn text(&self, name: &str) -> String {
        self.place.text(name)
    }

    fn good(&self, arguments: &[impl AsRef<str>]) {
        let arguments: Vec<&str> = arguments.iter().map(AsRef::as_ref).collect();
        let run = cotejo(&arguments);
        assert_eq!(code(&run), 0, "{arguments:?}: {}", shown(&run));
    }

    fn draw(&self, plan: &str, out: &str) -> Vec<String> {
        let (plan, out) = (self.text(plan), self.text(out));
        let all = ["quickcount", "draw", &plan, "--election", &self.election, "--seed", SEED];
        [&all[..], &["--out", &out]].concat().into_iter().map(str::to_owned).collect()
    }

    fn receive(&self, sample: &str, source: &str, out: &str) -> Vec<String> {
        let [plan, sample, source, out] =
            ["plan.json", sample, source, out].map(|name| self.text(name));
        let all = ["quickcount", "receive", &plan, &sample, &source, "--election", &self.election];
        let more = ["--at", "2030-06-02T23:00:00Z", "--out", &out];
        [&all[..], &more[..]].concat().into_iter().map(str::to_owned).collect()
    }

    fn estimate(&self, received: &str) -> Vec<String> {
        let [plan, sample, received] =
            ["plan.json", "sample.json", received].map(|name| self.text(name));
        ["quickcount", "estimate", &plan, &sample, &received, "--election", &self.election]
            .map(str::to_owned)
            .into()
    }

    /// Runs on a changed copy of a file.
    fn changed(&self, file: &str, wrongs: &[Wrong], run: impl Fn(&str) -> Vec<String>) {
        let text = fs::read(self.place.path(file)).expect("written");
        for (at, (change, rule)) in wrongs.iter().enumerate() {
            let mut value: Value = serde_json::from_slice(&text).expect("JSON");
            change(&mut value);
            let bytes = serde_json::to_vec(&value).expect("JSON");
            fs::write(self.place.path("wrong.json"), bytes).expect("writable");
            let _ = fs::remove_file(self.place.path("other.json"));
            refused(&run("wrong.json"), rule, &format!("{file}, change {at}"));
        }
    }
}

fn refused(arguments: &[impl AsRef<str>], rule: &str, what: &str) {
    let arguments: Vec<&str> = arguments.iter().map(AsRef::as_ref).collect();
    assert_refused(&cotejo(&arguments), rule, what);
}

#[test]
fn plans_and_seeds() {
    let count = Count::received();
    let out = count.text("other.json");
    let plan = ["quickcount", "plan", "--election", &count.election, "--out", &out];
    for (wrong, rule) in [
        (["--tables", "401"], "Q702"),
        (["--tables", "0"], "Q738"),
        (["--tables", "1"], "Q738"),
        (["--tables", "-3"], "Q738"),
        (["--tables", "2.5"], "Q738"),
        (["--tables", ""], "Q738"),
        (["--tables", "99999999999999999999"], "Q738"),
        (["--error", "nan"], "Q711"),
        (["--error", "0"], "Q711"),
        (["--error", "-0.01"], "Q738"),
        (["--error", "1e-9"], "Q711"),
        (["--spread", "-1"], "Q738"),
        (["--spread", "inf"], "Q711"),
        (["--confidence", "1"], "Q710"),
        (["--confidence", "95"], "Q710"),
        (["--response", "0"], "Q710"),
        (["--response", "2"], "Q710"),
        (["--least-response", "1.5"], "Q710"),
        (["--least-stratum-response", "nan"], "Q710"),
        (["--contest", "mayor"], "S105"),
    ] {
        refused(&[&plan[..], &["--by", "country"], &wrong].concat(), rule, &format!("{wrong:?}"));
    }
    refused(&[&plan[..], &["--by", "planet"]].concat(), "Q729", "a level that is none");
    refused(&plan[..], "Q738", "no level");
    let long = "1".repeat(1_100);
    for seed in ["", "123", "0138243811279731665x", "-1382438112797316654", &long] {
        let mut draw = count.draw("plan.json", "other.json");
        let at = draw.iter().position(|one| one == SEED).expect("a seed");
        draw[at - 1] = format!("--seed={seed}");
        draw.remove(at);
        refused(&draw, "Q715", seed);
    }
}

#[test]
fn drawing_from_a_wrong_plan() {
    let count = Count::received();
    let wrongs: &[Wrong] = &[
        (|plan| plan["strata"][0]["draw"] = json!(401), "Q702"),
        (|plan| plan["strata"][0]["draw"] = json!(0), "Q703"),
        (|plan| plan["strata"][0]["draw"] = json!(1), "Q703"),
        (|plan| plan["strata"][0]["draw"] = json!(-1), "Q712"),
        (|plan| plan["strata"][0]["draw"] = json!(2.5), "Q712"),
        (|plan| plan["strata"][0]["draw"] = json!(1e30), "Q712"),
        (|plan| plan["strata"][0]["draw"] = Value::Null, "Q712"),
        (|plan| plan["strata"][0]["tables"] = json!(0), "Q702"),
        (|plan| plan["strata"][0]["tables"] = json!(399), "Q714"),
        (|plan| plan["strata"][0]["areas"] = json!([]), "Q714"),
        (|plan| plan["strata"][0]["areas"] = json!(["99"]), "Q714"),
        (|plan| plan["strata"] = json!([]), "Q701"),
        (
            |plan| {
                let again = plan["strata"][0].clone();
                plan["strata"].as_array_mut().expect("strata").push(again);
            },
            "Q714",
        ),
        (|plan| plan["confidence"] = json!(2), "Q710"),
        (|plan| plan["response"] = json!(0), "Q710"),
        (|plan| plan["spread"] = json!(-1), "Q711"),
        (|plan| plan["error"] = json!(0), "Q711"),
        (|plan| plan["contest"] = json!("mayor"), "S105"),
        (|plan| plan["level"] = json!("planet"), "Q729"),
        (|plan| plan["format"] = json!("another"), "Q712"),
    ];
    count.changed("plan.json", wrongs, |plan| count.draw(plan, "other.json"));
}

#[test]
fn receiving_into_a_wrong_sample() {
    let count = Count::received();
    let wrongs: &[Wrong] = &[
        (|sample| sample["tables"] = json!([]), "Q714"),
        (
            |sample| {
                let again = sample["tables"][0].clone();
                sample["tables"].as_array_mut().expect("tables").push(again);
            },
            "Q714",
        ),
        (|sample| sample["tables"].as_array_mut().expect("tables").swap(0, 1), "Q714"),
        (|sample| drop(sample["tables"].as_array_mut().expect("tables").remove(0)), "Q714"),
        (|sample| sample["tables"][0]["table"] = json!("999"), "Q714"),
        (|sample| sample["tables"][0]["stratum"] = json!(7), "Q714"),
        (|sample| sample["tables"][0]["stratum"] = json!(-1), "Q713"),
        (|sample| sample["tables"][0]["stratum"] = json!(0.5), "Q713"),
        (|sample| sample["tables"][0]["ticket"] = json!("0.1"), "Q714"),
        (|sample| sample["seed"] = json!("12"), "Q715"),
        (|sample| sample["plan"] = json!("0".repeat(64)), "Q714"),
        (|sample| sample["plan"] = json!("00"), "Q713"),
        (|sample| sample["format"] = json!("another"), "Q713"),
    ];
    count.changed("sample.json", wrongs, |sample| {
        count.receive(sample, "sample/results.csv", "other.json")
    });
    let mut twice = count.receive("sample.json", "sample/results.csv", "plan.json");
    refused(&twice, "Q739", "onto a file that is another");
    let at = twice.iter().position(|one| one == "--at").expect("a time") + 1;
    "yesterday".clone_into(&mut twice[at]);
    refused(&twice, "Q738", "a time that is none");
}

#[test]
fn rows_that_are_no_counts_are_named_and_not_taken() {
    let count = Count::received();
    let sample: Value =
        serde_json::from_slice(&fs::read(count.place.path("sample.json")).expect("drawn"))
            .expect("JSON");
    let table = sample["tables"][0]["table"].as_str().expect("a code");
    let rows = fs::read_to_string(count.place.path("sample/results.csv")).expect("results");
    let row = rows.lines().find(|row| row.starts_with(table)).expect("its row");
    let votes = row.rsplit(',').next().expect("a last cell");
    for wrong in ["-5", "5.5", "99999999999", "many", "1e3", "0x1F"] {
        let changed = format!("{}{wrong}", &row[..row.len() - votes.len()]);
        fs::write(count.place.path("wrong.csv"), rows.replace(row, &changed)).expect("writable");
        let _ = fs::remove_file(count.place.path("other.json"));
        let received = count.receive("sample.json", "wrong.csv", "other.json");
        let run = cotejo(&received.iter().map(String::as_str).collect::<Vec<_>>());
        let text = shown(&run);
        assert!(text.contains("I305") && text.contains("119"), "{wrong}: {text}");
    }
}

#[test]
fn estimating_from_wrong_figures() {
    fn first(received: &mut Value) -> &mut Value {
        received["tables"].as_object_mut().expect("tables").values_mut().next().expect("a table")
    }
    let count = Count::received();
    let wrongs: &[Wrong] = &[
        (|all| first(all)["electors"] = json!(-1), "Q706"),
        (|all| first(all)["electors"] = json!(1.5), "Q739"),
        (|all| first(all)["electors"] = json!(1e20), "Q739"),
        (|all| first(all)["electors"] = json!(0), "Q707"),
        (|all| first(all)["votes"][0] = json!(-3), "Q706"),
        (|all| first(all)["votes"][0] = json!(2.5), "Q739"),
        (|all| first(all)["votes"][0] = Value::Null, "Q739"),
        (|all| first(all)["votes"][0] = json!(1_000_000_000), "Q706"),
        (|all| first(all)["votes"][0] = json!(u64::MAX), "Q739"),
        (|all| first(all)["votes"] = json!([]), "Q706"),
        (|all| first(all)["votes"].as_array_mut().expect("votes").push(json!(3)), "Q706"),
        (|all| all["tables"] = json!({}), "Q714"),
        (|all| all["candidates"] = json!(["A"]), "Q706"),
        (|all| all["candidates"][1] = json!("A"), "Q714"),
        (|all| all["sample"] = json!("0".repeat(64)), "Q714"),
        (|all| all["format"] = json!("another"), "Q739"),
        (|all| of_each(all, |_| json!(0)), "Q705"),
    ];
    count.changed("received.json", wrongs, |received| count.estimate(received));
    // A tie is no error: nobody is called.
    let mut tie: Value =
        serde_json::from_slice(&fs::read(count.place.path("received.json")).expect("received"))
            .expect("JSON");
    of_each(&mut tie, |_| json!(10));
    fs::write(count.place.path("wrong.json"), tie.to_string()).expect("writable");
    let estimate = count.estimate("wrong.json");
    let run = cotejo(&estimate.iter().map(String::as_str).collect::<Vec<_>>());
    assert!(code(&run) == 1 && shown(&run).contains("Q720"), "{}", shown(&run));
    assert!(!shown(&run).contains("NaN"), "{}", shown(&run));
}

fn of_each(received: &mut Value, votes: impl Fn(usize) -> Value) {
    for table in received["tables"].as_object_mut().expect("tables").values_mut() {
        for (at, one) in table["votes"].as_array_mut().expect("votes").iter_mut().enumerate() {
            *one = votes(at);
        }
    }
}
