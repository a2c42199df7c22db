//! Statements, challenges and rulings, the legal clock, and the certificate.

use std::fs;
use std::path::Path;

use record::Digest;

use super::{SEED, expect, key};
use crate::support::{Place, code, cotejo, json, shown};

/// The demo's log in the hands of its organisations.
struct Office {
    place: Place,
    log: String,
    election: String,
    log_key: String,
    authority: String,
    party: String,
}

impl Office {
    fn open() -> Self {
        let place = Place::with_demo();
        Self {
            log: place.text("demo"),
            election: place.text("demo/election"),
            log_key: key(&place, "log", &sample::log_key(SEED)),
            authority: key(&place, "authority", &sample::authority_key(SEED)),
            party: key(&place, "party-a", &sample::organisation_key(SEED, "party-a")),
            place,
        }
    }

    /// Signs a statement and logs it.
    fn say(&self, by: &str, key: &str, kind: &str, more: &[&str]) -> String {
        let out = self.place.text(&format!("{by}-{kind}.statement"));
        let sign = ["statement", "sign", "--election", &self.election, "--as", by, "--key", key];
        expect(0, &[&sign[..], &["--kind", kind, "--out", &out], more].concat());
        self.append(&out);
        out
    }

    fn append(&self, file: &str) {
        let election = &self.election;
        expect(
            0,
            &["log", "append", &self.log, "--election", election, "--key", &self.log_key, file],
        );
    }

    fn cosign(&self) {
        for id in ["party-a", "party-b", "observers"] {
            let key = key(&self.place, id, &sample::organisation_key(SEED, id));
            let state = self.place.text(&format!("demo/cosigners/{id}.head"));
            let out = self.place.text("cosignature");
            let who = ["log", "cosign", &self.log, "--election", &self.election, "--as", id];
            let how = ["--key", &key, "--state", &state, "--publish", "--out", &out];
            expect(0, &[&who[..], &how].concat());
        }
    }

    /// Tries to certify bulletin 2 at a moment; gives the exit code and the rules that do not hold.
    fn certify(&self, at: &str, more: &[&str]) -> (i32, Vec<String>) {
        let second = self.place.text("demo/bulletins/2.json");
        let first = self.place.text("demo/bulletins/1.json");
        let what = ["certify", &self.log, "--election", &self.election, "--bulletin", &second];
        let who = ["--previous", &first, "--as", "authority", "--key", &self.authority];
        let out = self.place.text("certificate.statement");
        let how = ["--out", &out, "--at", at, "--json"];
        let out = cotejo(&[&what[..], &who, &how, more].concat());
        let told = json(&out);
        let rules = told["rules"].as_array().expect("rules");
        let open = rules.iter().filter(|one| one["holds"] == false);
        let open = open.map(|one| one["rule"].as_str().expect("a name").to_owned()).collect();
        assert_eq!(told["rule"] == "L449", code(&out) == 1, "{told}");
        (code(&out), open)
    }

    fn status(&self, at: &str, wanted: i32) -> serde_json::Value {
        let status = ["certify", &self.log, "--election", &self.election, "--status", "--json"];
        json(&expect(wanted, &[&status[..], &["--at", at]].concat()))
    }
}

#[test]
fn the_certificate_waits_for_every_rule_and_names_those_that_do_not_hold() {
    let office = Office::open();
    let certificate = office.place.path("certificate.statement");
    // Bulletin 2 is stated two hours after closing; fifteen days later to the second is still in time.
    let (running, over) = ("2030-06-18T08:00:00Z", "2030-06-18T08:00:01Z");
    let fsck = ["log", "fsck", &office.log, "--election", &office.election, "--json"];
    let table = json(&expect(1, &fsck))["equivocations"][0]["table"].clone();
    let table = table.as_str().expect("a table");
    assert_eq!(
        office.certify(over, &[]),
        (1, vec!["coverage".into(), "boxes".into(), "risk limit".into()])
    );

    let bulletin = office.place.text("demo/bulletins/2.json");
    let challenge = office.say(
        "party-a",
        &office.party,
        "challenge",
        &["--subject", &bulletin, "--at", "2030-06-10T00:00:00Z", "--text", "Table by table."],
    );
    let all = ["quorum", "coverage", "challenges", "clock", "boxes", "risk limit"];
    assert_eq!(office.certify(running, &[]), (1, all.map(str::to_owned).into()));
    let status = office.status(running, 0);
    assert_eq!(status["clock"]["award"]["state"]["is"], "in-time", "{status}");
    assert_eq!(status["clock"]["challenge"]["state"]["left"], 0, "{status}");
    assert_eq!(
        (&status["challenges"][0]["late_by"], &status["challenges"][0]["ruling"]),
        (&0.into(), &serde_json::Value::Null)
    );

    let ruling = ["--subject", challenge.as_str(), "--text", "Annulled: signed twice."];
    // A party cannot rule on its own challenge.
    office.say("party-a", &office.party, "ruling", &[&ruling[..], &["--table", table]].concat());
    office.cosign();
    let (_, open) = office.certify(over, &[]);
    assert!(open.contains(&"challenges".into()) && open.contains(&"coverage".into()), "{open:?}");
    let annuls = [&ruling[..], &["--table", table]].concat();
    office.say("authority", &office.authority, "ruling", &annuls);
    office.cosign();
    assert_eq!(office.certify(over, &[]), (1, vec!["boxes".into(), "risk limit".into()]));
    // A measured risk counts where an auditor signs it, and the largest of the last ones decides.
    let measured = |by: &str, risk: &str| {
        let key = if by == "party-a" { office.party.clone() } else { office.authority.clone() };
        let text = format!("audit risk president {risk} limit 5%");
        office.say(by, &key, "box-count", &["--subject", &bulletin, "--text", &text]);
        office.cosign();
        office.certify(over, &[]).1.contains(&"risk limit".to_owned())
    };
    assert!(measured("party-a", "0.001"), "a party's own audit is none");
    assert!(measured("authority", "0.2"));
    assert!(!measured("authority", "0.001"));
    assert!(measured("authority", "0.3"), "what was measured last counts");
    let why = ["--unmet-audit", "No boxes were opened."];
    assert_eq!(office.certify(running, &why).1[0], "clock");
    assert!(!certificate.exists(), "nothing is written while a rule does not hold");

    assert_eq!(office.certify(over, &why).0, 0);
    let file = certificate.display().to_string();
    let show = ["statement", "show", &file, "--election", &office.election, "--json"];
    let said = json(&expect(0, &show));
    assert_eq!((&said["kind"], &said["signature"]), (&"certificate".into(), &"valid".into()));
    assert_eq!(said["at"], over);
    assert_eq!(said["subjects"][0], Digest::of(&fs::read(&bulletin).unwrap()).to_string());
    let text = said["text"].as_str().expect("a text");
    assert!(text.contains("not met: boxes") && text.contains("No boxes were opened."), "{text}");
    office.append(&file);
    let checked = json(&expect(1, &fsck));
    let all =
        "election, quick count, look-up, two bulletins, challenge, two rulings, four risks, this";
    assert_eq!(checked["statements"], 13, "{all}");
}

#[test]
fn a_table_that_a_ruling_annuls_may_not_count() {
    let office = Office::open();
    let tables = fs::read_to_string(office.place.path("demo/election/tables.csv")).unwrap();
    let codes = tables.lines().skip(1).filter_map(|line| line.split(',').next());
    let all: Vec<_> = codes.flat_map(|code| ["--table", code]).collect();
    let subject = "ab".repeat(32);
    let what = [&["--subject", subject.as_str()], all.as_slice()].concat();
    office.say("authority", &office.authority, "ruling", &what);
    let (code, open) = office.certify("2030-07-01T00:00:00Z", &["--unmet-audit", "None."]);
    assert!(code == 1 && open.contains(&"coverage".into()), "no table is missing: {open:?}");
}

#[test]
fn a_ruling_takes_a_table_out_of_the_next_bulletin_and_says_why() {
    let office = Office::open();
    let tables = fs::read_to_string(office.place.path("demo/election/tables.csv")).unwrap();
    let table = tables.lines().nth(7).and_then(|line| line.split(',').next()).unwrap();
    let subject = "ab".repeat(32);
    let what = ["--subject", &subject, "--table", table, "--text", " The box held other votes. "];
    // A party cannot annul anything.
    office.say("party-a", &office.party, "ruling", &what);
    let (previous, out) =
        (office.place.text("demo/bulletins/2.json"), office.place.text("bulletin-3.json"));
    let issue = || {
        let which = ["bulletin", "issue", &office.log, "--election", &office.election];
        let who = ["--as", "authority", "--key", &office.authority];
        let how = ["--previous", &previous, "--out", &out];
        expect(0, &[&which[..], &who, &how].concat());
        serde_json::from_str::<serde_json::Value>(&fs::read_to_string(&out).unwrap()).unwrap()
    };
    let untouched = issue();
    assert_eq!(untouched["contests"][0]["changes"]["altered"], serde_json::json!([]));
    office.say("authority", &office.authority, "ruling", &what);
    let bulletin = issue();
    let contest = &bulletin["contests"][0];
    let altered = serde_json::json!([{
        "table": table, "change": "annulled", "reason": "The box held other votes.", "signer": "authority",
    }]);
    assert_eq!(contest["changes"]["altered"], altered);
    assert_eq!(contest["changes"]["tables"], -1);
    assert_eq!(contest["unsettled"]["reasons"]["annulled"], 1);
    let decreases = contest["changes"]["decreases"]["figures"].as_array().unwrap();
    let of_country = |one: &&serde_json::Value| one["area"] == "" && one["figure"] == "voters";
    let voters = decreases.iter().find(of_country).expect("before and after");
    let counted = |of: &serde_json::Value| of["contests"][0]["country"]["voters"]["sum"].clone();
    assert_eq!(
        (voters["before"].clone(), voters["now"].clone()),
        (counted(&untouched), counted(&bulletin))
    );

    let check = ["bulletin", "check", &out, "--previous", &previous, "--log", &office.log];
    expect(0, &[&check[..], &["--election", &office.election]].concat());
    let told = ["bulletin", "show", &out, "--election", &office.election, "--language", "es"];
    let told = expect(0, &told);
    assert!(shown(&told).contains("anulada por una decisión"), "{}", shown(&told));
}

#[test]
fn boxes_count_once_drawn_and_then_counted_by_no_party() {
    let office = Office::open();
    let tables = fs::read_to_string(office.place.path("demo/election/tables.csv")).unwrap();
    let codes = tables.lines().skip(1).filter_map(|line| line.split(',').next());
    let all: Vec<_> = codes.flat_map(|code| ["--table", code]).collect();
    let worksheet = office.place.text("worksheet");
    fs::write(&worksheet, "drawn").unwrap();
    let what = [&["--subject", worksheet.as_str()], all.as_slice()].concat();
    let at = "2030-07-01T00:00:00Z";
    let boxes_open = |office: &Office| office.certify(at, &[]).1.contains(&"boxes".into());
    office.say("authority", &office.authority, "box-count", &what);
    assert!(boxes_open(&office), "counted before any draw");
    office.say("authority", &office.authority, "draw", &what);
    office.say("party-a", &office.party, "box-count", &what);
    assert!(boxes_open(&office), "counted by a party");
    let observers = key(&office.place, "observers", &sample::organisation_key(SEED, "observers"));
    office.say("observers", &observers, "box-count", &what);
    assert!(!boxes_open(&office));
}

#[test]
fn lateness_is_a_public_fact() {
    let office = Office::open();
    let status = ["certify", &office.log, "--election", &office.election, "--status"];
    let late = expect(
        1,
        &[&status[..], &["--at", "2030-09-01T00:00:00Z", "--gazette", "2030-08-01T00:00:00Z"]]
            .concat(),
    );
    assert!(shown(&late).contains("L448 warning"), "{}", shown(&late));
    let unknown = expect(0, &[&status[..], &["--at", "2030-09-01T00:00:00Z"]].concat());
    assert!(shown(&unknown).contains("not known"), "{}", shown(&unknown));
}

#[test]
fn a_statement_needs_its_own_key_and_something_to_be_about() {
    let office = Office::open();
    let out = office.place.text("wrong.statement");
    let sign = ["statement", "sign", "--election", &office.election, "--out", &out];
    let as_party = ["--as", "party-b", "--key", &office.party];
    let subject = ["--subject", &"ab".repeat(32)];
    let refuse = |more: &[&[&str]]| shown(&expect(2, &[&[&sign[..]], more].concat().concat()));
    refuse(&[&as_party, &["--kind", "challenge"], &subject]);
    let own = ["--as", "party-a", "--key", &office.party];
    assert!(refuse(&[&own, &["--kind", "challenge"]]).contains("--subject"));
    let table = refuse(&[&own, &["--kind", "ruling", "--table", "nowhere"], &subject]);
    assert!(table.contains("S104"), "{table}");
    assert!(refuse(&[&own, &["--kind", "verdict"], &subject]).contains("cosigner-change"));
    assert!(!Path::new(&out).exists());

    office.say("party-a", &office.party, "submission", &subject);
    let file = office.place.path("party-a-submission.statement");
    let mut bytes = fs::read(&file).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    fs::write(&file, bytes).unwrap();
    let show = ["statement", "show", &file.display().to_string()];
    let unchecked = expect(0, &show);
    assert!(shown(&unchecked).contains("not checked"), "{}", shown(&unchecked));
    let forged = expect(1, &[&show[..], &["--election", &office.election]].concat());
    assert!(shown(&forged).contains("NOT valid"), "{}", shown(&forged));
}
