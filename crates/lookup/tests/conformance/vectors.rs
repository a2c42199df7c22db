//! The look-up's vectors: ID numbers, derivations, questions, and whole small look-ups of both modes.

use lookup::oprf::{Evaluated, Question};
use lookup::{IdNumber, Mode};
use serde_json::{Value, json};

use crate::small::{SEED, Small, build, derive, key, number, roll, voprf};

/// Every file: its name and its bytes.
pub fn all() -> Vec<(String, Vec<u8>)> {
    let mut files = vec![
        ("ids.json".to_owned(), text(&ids())),
        ("derivations.json".to_owned(), text(&derivations())),
        ("questions.json".to_owned(), text(&questions())),
    ];
    for small in Small::of_both_kinds() {
        let word = small.manifest.mode.word();
        files.push((format!("{word}/lookup.json"), small.manifest.to_json().into_bytes()));
        for (no, bytes) in &small.files {
            files.push((format!("{word}/{}", no.path()), bytes.clone()));
        }
        files.push((format!("{word}.json"), text(&visits(&small))));
    }
    files
}

/// What is typed, and its one spelling or none.
fn ids() -> Value {
    let typed = [
        "12345678",
        "012345678",
        "V-12.345.678",
        "v12345678",
        "V012345678",
        " 1 2 3 ",
        "12/34-5",
        "12345678Z",
        "A1",
        "000",
        "",
        "ANA",
        "12_3",
        "12é",
        "\u{0661}\u{0662}",
        "123456789012345678901234",
        "1234567890123456789012345",
        "0000000000000000000000000000001",
        "1\t2",
    ];
    let case = |typed: &&str| {
        let id = IdNumber::parse(typed);
        json!({ "typed": typed, "id": id.as_ref().ok().map(IdNumber::as_str) })
    };
    let cases: Vec<_> = typed.iter().map(case).collect();
    json!({ "about": "ID numbers as typed, and in their one spelling; null where refused by W202.", "cases": cases })
}

fn derivations() -> Value {
    let key = key(SEED);
    let [voprf_mode, argon] = [voprf(&key), Mode::Argon2id(crate::small::CHEAP)];
    let cases: Vec<_> = ["1", "12345678", "V12345678"]
        .iter()
        .map(|id| {
            let derived = |mode| {
                const_hex::encode(derive(mode, &key, &number(id)).expect("derived").as_bytes())
            };
            json!({ "id": id, "voprf": derived(&voprf_mode), "argon2id": derived(&argon) })
        })
        .collect();
    json!({
        "about": "The 64 bytes of an ID number in each mode. The seed makes the key; it is public, never use it.",
        "election": build().election, "build": build().build,
        "seed": const_hex::encode([SEED; 32]), "public_key": key.public().to_string(),
        "memory_kib": crate::small::CHEAP.memory_kib, "passes": crate::small::CHEAP.passes,
        "cases": cases,
    })
}

/// Questions with answers, right and wrong. Blinding is random, so each visitor's own blind is given: none.
fn questions() -> Value {
    let secret = key(SEED);
    let other = key(SEED + 9);
    let (_, blinded) = Question::ask(&build(), &number("12345678"), [1; 32]).expect("asked");
    let good = secret.answer(&blinded, [3; 32]).expect("answered");
    let wrong = other.answer(&blinded, [3; 32]).expect("answered");
    let case = |name: &str, answer: &Evaluated, rule: Option<&str>| {
        json!({
            "name": name, "evaluated": const_hex::encode(answer.element),
            "proof": const_hex::encode(answer.proof), "rule": rule,
        })
    };
    json!({
        "about": "Answers to one blinded element, under the public key of derivations.json.",
        "blinded": const_hex::encode(blinded.0),
        "cases": [
            case("the right key", &good, None),
            case("another key, with a proof of that", &wrong, Some("W212")),
            case("another key, with the right key's proof", &Evaluated { element: wrong.element, ..good }, Some("W212")),
            case("no element", &Evaluated { element: [255; 32], ..good }, Some("W213")),
            case("the neutral element", &Evaluated { element: [0; 32], ..good }, Some("W213")),
        ],
    })
}

/// Whose table is found in a small look-up.
fn visits(small: &Small) -> Value {
    let visit = |id: &str| {
        let derived = small.ask(&number(id)).expect("asked");
        let bucket = derived.bucket(&small.manifest.layout);
        let table = small.find(id).expect("found or not");
        json!({ "id": id, "derived": const_hex::encode(derived.as_bytes()), "bucket": bucket.path(), "table": table })
    };
    let mut cases: Vec<_> = roll(300).iter().step_by(29).map(|(id, _)| visit(id)).collect();
    cases.extend(["1", "V1000003"].map(visit));
    json!({ "about": "Visits to the look-up in the folder of the same name.", "cases": cases })
}

fn text(value: &Value) -> Vec<u8> {
    let mut text = serde_json::to_string_pretty(value).expect("plain data");
    text.push('\n');
    text.into_bytes()
}
