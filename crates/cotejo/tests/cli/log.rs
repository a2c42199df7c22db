//! The public log, bulletins and bundles, from outside.

mod certificate;
mod following;
mod pages;

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use ed25519_dalek::SigningKey;
use ed25519_dalek::pkcs8::EncodePrivateKey as _;
use ed25519_dalek::pkcs8::spki::der::pem::LineEnding;

use crate::support::{Place, code, cotejo, json, shown};

/// The seed of [`Place::with_demo`], from which every key of it is made.
const SEED: u64 = 11;

/// A key of the demo as a file that the program accepts.
fn key(place: &Place, name: &str, key: &SigningKey) -> String {
    let path = place.path(&format!("{name}.pem"));
    fs::write(&path, key.to_pkcs8_pem(LineEnding::LF).expect("a key").as_bytes())
        .expect("writable");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).expect("ours");
    path.display().to_string()
}

/// Runs the program and expects an exit code.
fn expect(wanted: i32, arguments: &[&str]) -> Output {
    let out = cotejo(arguments);
    assert_eq!(code(&out), wanted, "{arguments:?}\n{}", shown(&out));
    out
}

#[test]
fn the_log_shows_its_key_and_names_the_station_that_signed_twice() {
    let place = Place::with_demo();
    let (log, election) = (place.text("demo"), place.text("demo/election"));
    let shown_log = json(&expect(0, &["log", "show", &log, "--election", &election, "--json"]));
    let vkey = shown_log["vkey"].as_str().expect("a key");
    assert!(vkey.starts_with("example.org/elections/sample-11+"), "{vkey}");
    assert_eq!(shown_log["quorum"], true);

    let checked = json(&expect(1, &["log", "fsck", &log, "--election", &election, "--json"]));
    assert_eq!(checked["entries"], shown_log["size"]);
    let found = checked["equivocations"].as_array().expect("a list");
    let [one] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(one["rule"], "L430");
    let proof = place.text("demo/proofs/signed-twice.equivocation");
    let proven = json(&expect(1, &["verify", &proof, "--election", &election, "--json"]));
    assert_eq!((&proven["rule"], &proven["table"]), (&"L430".into(), &one["table"]));

    let log_key = key(&place, "log", &sample::log_key(SEED));
    let authority = key(&place, "authority", &sample::authority_key(SEED));
    let init = ["log", "init", &log, "--election", &election, "--key", &log_key];
    let again = expect(2, &[&init[..], &["--authority-key", &authority]].concat());
    assert!(shown(&again).contains("L423"), "{}", shown(&again));
}

#[test]
fn a_receipt_holds_against_the_log_and_convicts_a_rewritten_one() {
    let place = Place::with_demo();
    let (log, election) = (place.text("demo"), place.text("demo/election"));
    let rewritten = place.text("demo/rewritten");
    let receipt = place.text("demo/proofs/66.tlog-proof");
    let verify = ["verify", &receipt, "--election", &election, "--json"];
    assert_eq!(json(&expect(0, &verify))["held_against_log"], false);
    let mut piped = Command::new(env!("CARGO_BIN_EXE_cotejo"));
    piped.args(["verify", "/dev/stdin", "--election", &election]).stdin(Stdio::piped());
    let mut piped = piped.stdout(Stdio::null()).spawn().expect("the program runs");
    let text = fs::read(&receipt).unwrap();
    piped.stdin.take().expect("piped").write_all(&text).expect("it reads");
    assert!(piped.wait().expect("ended").success(), "what tells a receipt takes nothing from it");
    let held = json(&expect(0, &[&verify[..], &["--log", &log]].concat()));
    assert_eq!((&held["entry"], &held["held_against_log"]), (&66.into(), &true.into()));
    let convicted = json(&expect(1, &[&verify[..], &["--log", &rewritten]].concat()));
    assert_eq!(convicted["rule"], "L411");
    let text = fs::read_to_string(&receipt).unwrap();
    fs::write(&receipt, text.replacen("index 66", "index 65", 1)).unwrap();
    let moved = expect(2, &verify);
    assert!(shown(&moved).contains("L417"), "{}", shown(&moved));

    let state = place.text("monitor.state");
    let monitor =
        |log: &str| cotejo(&["monitor", log, "--election", &election, "--state", &state, "--json"]);
    let fine = monitor(&log);
    assert_eq!(code(&fine), 0, "{}", shown(&fine));
    let remembered = fs::read(&state).unwrap();
    let shouted = monitor(&rewritten);
    assert_eq!(code(&shouted), 1, "{}", shown(&shouted));
    let rule = json(&shouted)["rule"].clone();
    assert!(rule == "L410" || rule == "L411", "{rule}");
    assert_eq!(fs::read(&state).unwrap(), remembered, "a wrong log does not become the one known");
}

#[test]
fn a_bulletin_is_recomputed_and_its_first_changed_figure_named() {
    let place = Place::with_demo();
    let (log, election) = (place.text("demo"), place.text("demo/election"));
    let [first, second] = [1, 2].map(|number| place.text(&format!("demo/bulletins/{number}.json")));
    let check = |bulletin: &str, more: &[&str]| {
        let all = ["bulletin", "check", bulletin, "--log", &log, "--election", &election, "--json"];
        cotejo(&[&all[..], more].concat())
    };
    assert_eq!(json(&check(&first, &[]))["same"], true);
    assert_eq!(json(&check(&second, &["--previous", &first]))["same"], true);
    let alone = check(&second, &[]);
    assert_eq!((code(&alone), &json(&alone)["rule"]), (1, &"L444".into()), "{}", shown(&alone));

    let text = fs::read_to_string(&first).unwrap();
    let changed = place.text("changed.json");
    let refused = |text: &str| {
        fs::write(&changed, text).unwrap();
        let out = check(&changed, &[]);
        assert_eq!(code(&out), 1, "{}", shown(&out));
        let told = json(&out);
        (told["rule"].clone(), told["difference"].as_str().expect("a difference").to_owned())
    };
    let at = text.find("\"sum\":").expect("a sum") + "\"sum\":".len();
    let digit = if text.as_bytes()[at] == b'9' { "8" } else { "9" };
    let (rule, difference) = refused(&format!("{}{digit}{}", &text[..at], &text[at + 1..]));
    assert_eq!(rule, "L442");
    assert!(difference.starts_with("contests[0].country."), "{difference}");
    assert!(difference.contains("published") && difference.contains("recomputed"), "{difference}");
    assert_eq!(refused(&text.replacen(':', ": ", 1)).0, "L441");
    let claim = "\"claims\":[{\"irreversible\":{\"contest\":\"president\",\"level\":\"B\"}}]";
    assert_eq!(refused(&text.replacen("\"claims\":[]", claim, 1)).0, "L443");
    fs::write(&changed, "[]").unwrap();
    let none = check(&changed, &[]);
    assert_eq!(code(&none), 2);
    assert!(shown(&none).contains("L440"), "{}", shown(&none));
}

#[test]
fn a_bulletin_that_its_log_does_not_carry_is_not_issued() {
    let place = Place::with_demo();
    let (log, election) = (place.text("demo"), place.text("demo/election"));
    let authority = key(&place, "authority", &sample::authority_key(SEED));
    let issue = |out: &str, more: &[&str]| {
        let what = ["bulletin", "issue", &log, "--election", &election, "--as", "authority"];
        cotejo(&[&what[..], &["--key", &authority, "--out", out], more].concat())
    };
    let out = place.text("new.json");
    let first = place.text("demo/bulletins/1.json");
    for (more, rule) in [
        (["--coverage", "president=100%"], "L447"),
        (["--previous", &first], ""),
        (["--irreversible", "governor"], "L443"),
    ] {
        let issued = issue(&out, &more);
        let wanted = if rule.is_empty() { 0 } else { 2 };
        assert_eq!(code(&issued), wanted, "{more:?}: {}", shown(&issued));
        assert!(shown(&issued).contains(rule), "{more:?}: {}", shown(&issued));
        assert_eq!(Path::new(&out).exists(), wanted == 0, "{more:?}");
        let _ = fs::remove_file(&out);
    }
    let covered = issue(&out, &["--coverage", "president=90%"]);
    assert_eq!(code(&covered), 0, "{}", shown(&covered));
    expect(0, &["bulletin", "check", &out, "--log", &log, "--election", &election]);
}
