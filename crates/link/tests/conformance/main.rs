//! The files in `vectors/link/` are what the generator makes, and this implementation says of every case what they
//! expect. Everything is read from the files, as another implementation would.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod vectors;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use link::keys::SecretFile;
use link::request::Request;
use link::siphash::half_siphash;
use link::{Answer, Counter, FilterKey, LinkError, LinkSecret, StationPass};
use record::{Rule, TableNo};
use serde_json::{Value, json};

#[test]
fn regenerating_gives_the_same_bytes() {
    println!("seed {}", vectors::SEED);
    let mut names = BTreeSet::new();
    for (name, bytes) in vectors::all() {
        let there = std::fs::read(folder().join(name)).unwrap_or_default();
        assert!(
            there == bytes,
            "vectors/link/{name} differs: cargo run -p cotejo-link --example make_link_vectors -- vectors/link"
        );
        names.insert(name.to_owned());
    }
    let there = std::fs::read_dir(folder()).unwrap();
    let there = there.map(|one| one.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(names, there, "files that nobody makes, or that are missing");
}

#[test]
fn tags_are_as_written() {
    for case in cases("tags.json") {
        let key: [u8; 8] = bytes(&case["key"]).try_into().unwrap();
        assert_eq!(half_siphash(key, &bytes(&case["message"])).to_vec(), bytes(&case["hash"]));
        let tag = FilterKey::new(key).tag(table(&case), Counter(number(&case["counter"])));
        assert_eq!(tag.0.to_vec(), bytes(&case["tag"]));
    }
}

#[test]
fn requests_are_opened_or_refused_as_written() {
    let secrets = secrets();
    for case in cases("requests.json") {
        let said = match read(&secrets, &bytes(&case["request"])) {
            Ok(sheet) => json!({ "verdict": "opened", "sheet": vectors::hex(&sheet) }),
            Err(rule) => json!({ "verdict": "refused", "rule": rule.code() }),
        };
        assert_eq!(said, case["expect"], "{}", case["name"]);
    }
}

/// What a gateway does before it asks for a signature.
fn read(secrets: &SecretFile, request: &[u8]) -> Result<Vec<u8>, Rule> {
    let rule = |error: LinkError| error.rule;
    let request = Request::parse(request).map_err(rule)?;
    if !request.tag_holds(&secret().filter_key()) {
        return Err(Rule::DatagramTagWrong);
    }
    if !request.code_holds(&secret().mac_key(request.table())) {
        return Err(Rule::DatagramMacWrong);
    }
    request.open(&secrets.centre, secret().election()).map_err(rule)
}

#[test]
fn answers_are_read_or_ignored_as_written() {
    let file = json_of("answers.json");
    let request = bytes(&file["request"]);
    let name = Request::parse(&request).unwrap().name();
    let key = secret().mac_key(name.table);
    for case in cases("answers.json") {
        let said = match Answer::parse(&bytes(&case["answer"]), &name, &key) {
            Ok(Answer::Receipt(receipt)) => {
                json!({ "kind": "receipt", "receipt": vectors::hex(receipt.bytes()) })
            }
            Ok(Answer::Later { retry_after_ms }) => {
                json!({ "kind": "later", "retry_after_ms": retry_after_ms })
            }
            Ok(Answer::Refused { rule }) => json!({ "kind": "refused", "rule": rule.code() }),
            Err(error) => json!({ "kind": "not-bound", "rule": error.rule.code() }),
        };
        assert_eq!(said, case["expect"], "{}", case["name"]);
    }
}

#[test]
fn the_pass_is_the_one_that_the_secret_gives() {
    let secrets = secrets();
    let pass = StationPass::parse(&text("pass.txt")).unwrap();
    let issued = secret().issue(pass.table(), 4, &secrets.centre.public()).unwrap();
    assert_eq!(pass, issued);
}

fn secrets() -> SecretFile {
    SecretFile::parse(&text("secret.txt")).unwrap()
}

/// The election's, which the pass names.
fn secret() -> LinkSecret {
    secrets().secret(*StationPass::parse(&text("pass.txt")).unwrap().election())
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../vectors/link")
}

fn text(name: &str) -> String {
    std::fs::read_to_string(folder().join(name)).unwrap()
}

fn json_of(name: &str) -> Value {
    serde_json::from_str(&text(name)).unwrap()
}

fn cases(name: &str) -> Vec<Value> {
    let cases = json_of(name)["cases"].as_array().unwrap().clone();
    assert!(!cases.is_empty());
    cases
}

fn bytes(value: &Value) -> Vec<u8> {
    const_hex::decode(value.as_str().unwrap()).unwrap()
}

fn number(value: &Value) -> u32 {
    u32::try_from(value.as_u64().unwrap()).unwrap()
}

fn table(case: &Value) -> TableNo {
    TableNo(number(&case["table"]))
}
