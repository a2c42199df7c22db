//! The files in `vectors/` are what the generator makes, and this implementation gives every verdict
//! that they expect. Everything is read from the files, as another implementation would.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use record::election::{StationKey, verify_seal};
use record::sheet::{SecurityCode, from_qr_text, to_qr_text};
use record::{Digest, Election, ElectionFiles, Rule, SignatureVerdict, SignedSheet};
use serde_json::{Value, json};

use crate::common::election::Small;
use crate::vectors::pairs::relation;
use crate::vectors::{self, SEED, sheets::Fields};

#[test]
fn regenerating_gives_the_same_bytes() {
    let mut names = BTreeSet::from(["verify.py".to_owned()]);
    for (name, bytes) in vectors::all() {
        let file = folder().join(&name);
        let there = std::fs::read(&file).unwrap_or_default();
        assert!(
            there == bytes,
            "vectors/{name} differs: cargo run -p cotejo-record --example make_vectors -- vectors"
        );
        names.insert(name);
    }
    let mut there = BTreeSet::new();
    for folder in [folder(), folder().join("election")] {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                let name = path.strip_prefix(self::folder()).unwrap();
                there.insert(name.to_str().unwrap().to_owned());
            }
        }
    }
    assert_eq!(there, names, "files that nobody makes, or that are missing");
}

#[test]
fn the_election_and_its_seal() {
    let election = election();
    let id = std::fs::read_to_string(folder().join("election-id.txt")).unwrap();
    assert_eq!(id, format!("{}\n", election.id));
    let seal = std::fs::read_to_string(folder().join("election/election.seal")).unwrap();
    let [organisation, signature] = seal.lines().collect::<Vec<_>>()[..] else { panic!("{seal}") };
    let key = election.manifest.organisation(organisation).unwrap().key.as_deref().unwrap();
    let key = StationKey(const_hex::decode_to_array(key).unwrap()).checked().unwrap();
    let signature = const_hex::decode_to_array(signature).unwrap();
    assert!(verify_seal(&election.id, &key, &signature));
}

#[test]
fn sheets() {
    let election = election();
    for name in ["good.json", "bad.json", "tampered.json", "spelling.json"] {
        for case in cases(name) {
            let told = format!("{name}: {}", case["name"]);
            let expect = &case["expect"];
            match SignedSheet::decode(&bytes(&case["bytes"])) {
                Err(error) => {
                    assert_eq!(
                        (&expect["decode"], &expect["rule"]),
                        (&json!("refused"), &json!(error.rule())),
                        "{told}"
                    );
                }
                Ok(signed) => {
                    assert_eq!(expect["decode"], "ok", "{told}");
                    judge(&election, &signed, expect, &told);
                }
            }
        }
    }
}

fn judge(election: &Election, signed: &SignedSheet, expect: &Value, told: &str) {
    let (verdict, breaches) = signed.judge(election);
    let rules: BTreeSet<Rule> = breaches.iter().map(|breach| breach.rule).collect();
    assert_eq!(expect["signature"], verdict.word(), "{told}");
    assert_eq!(expect["rules"], json!(rules), "{told}: {breaches:?}");
    if let Some(digest) = expect.get("digest") {
        assert_eq!(digest, &signed.digest().to_string(), "{told}");
        assert_eq!(expect["security_code"], signed.security_code().to_string(), "{told}");
        let text = expect["qr"].as_str().unwrap();
        assert_eq!(to_qr_text(signed).unwrap(), text, "{told}");
        assert_eq!(&from_qr_text(text).unwrap(), signed, "{told}");
        let fields = serde_json::to_value(Fields::from(signed.sheet())).unwrap();
        assert_eq!(expect["sheet"], fields, "{told}");
    }
}

#[test]
fn the_worked_example_in_the_documentation_is_the_first_vector() {
    let page = folder().join("../docs/formats/sheet.md");
    let page = std::fs::read_to_string(page).unwrap();
    let example = page.split("## Worked example").nth(1).unwrap().split("```").nth(1).unwrap();
    // Each line is bytes, then two blanks and what they mean.
    let bytes = example.lines().filter_map(|line| line.trim_start().split("  ").next());
    let hex: String = bytes.collect::<String>().split(' ').collect();
    assert_eq!(hex, cases("good.json")[0]["bytes"]);
}

#[test]
fn flips() {
    let election = election();
    for case in cases("flips.json") {
        let good = bytes(&case["bytes"]);
        let verdicts = case["verdicts"].as_str().unwrap();
        assert_eq!(verdicts.len(), good.len() * 8);
        for (bit, letter) in verdicts.chars().enumerate() {
            let mut flipped = good.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            let verdict = SignedSheet::decode(&flipped).map(|signed| signed.judge(&election).0);
            match letter {
                'd' => assert_eq!(verdict.unwrap_err().rule(), Rule::SheetMalformed, "bit {bit}"),
                'i' => assert_eq!(verdict, Ok(SignatureVerdict::Invalid), "bit {bit}"),
                'n' => assert_eq!(verdict, Ok(SignatureVerdict::NotCheckable), "bit {bit}"),
                other => panic!("letter {other}"),
            }
        }
    }
}

#[test]
fn pairs() {
    let small = Small::new(SEED);
    for case in cases("duplicated.json") {
        let [one, other] =
            ["first", "second"].map(|which| SignedSheet::decode(&bytes(&case[which])).unwrap());
        let found = json!(relation(&small, &one, &other));
        assert_eq!(found, case["relation"], "{}", case["name"]);
    }
}

#[test]
fn torn() {
    for case in cases("torn.json") {
        let whole = case["whole"].as_str().unwrap();
        let mut lengths = BTreeSet::new();
        for cut in case["cuts"].as_array().unwrap() {
            let [from, to] =
                ["from", "to"].map(|end| usize::try_from(cut[end].as_u64().unwrap()).unwrap());
            for length in from..=to {
                let rule = match case["kind"].as_str().unwrap() {
                    "bytes" => SignedSheet::decode(&const_hex::decode(whole).unwrap()[..length])
                        .unwrap_err()
                        .rule(),
                    _ => from_qr_text(&whole[..length]).unwrap_err().rule(),
                };
                assert_eq!(json!(rule), cut["rule"], "{}: {length}", case["name"]);
                lengths.insert(length);
            }
        }
        let bytes = if case["kind"] == "bytes" { whole.len() / 2 } else { whole.len() };
        assert_eq!(lengths.len(), bytes, "every length is covered");
    }
}

#[test]
fn qr_texts() {
    for case in cases("qr.json") {
        let text = case["text"].as_str().unwrap();
        match from_qr_text(text) {
            Ok(signed) => {
                assert_eq!(case["decode"], "ok", "{}", case["name"]);
                assert_eq!(bytes(&case["bytes"]), signed.bytes());
            }
            Err(error) => {
                assert_eq!(case["decode"], "refused", "{}", case["name"]);
                assert_eq!(case["rule"], json!(error.rule()), "{}: {error}", case["name"]);
            }
        }
    }
}

#[test]
fn security_codes() {
    for case in cases("security-codes.json") {
        let digest: Digest = case["digest"].as_str().unwrap().parse().unwrap();
        match case["typed"].as_str().unwrap().parse::<SecurityCode>() {
            Ok(code) => {
                assert_eq!(case["decode"], "ok", "{}", case["name"]);
                assert_eq!(case["code"], code.to_string(), "{}", case["name"]);
                assert!(code.matches(&digest));
            }
            Err(_) => assert_eq!(case["decode"], "refused", "{}", case["name"]),
        }
    }
}

#[test]
fn weak_keys() {
    let election = election();
    for case in cases("weak-keys.json") {
        let key = StationKey(const_hex::decode_to_array(case["public"].as_str().unwrap()).unwrap());
        assert_eq!(key.checked(), None, "{}", case["name"]);
        let forged = SignedSheet::decode(&bytes(&case["bytes"])).unwrap();
        assert!(forged.verify(&election.id, &key).is_err(), "{}", case["name"]);
    }
}

#[test]
fn keys_are_made_as_their_file_says() {
    for case in cases("keys.json") {
        let secret = Digest::of(case["text"].as_str().unwrap().as_bytes());
        assert_eq!(case["secret"], secret.to_string());
        let public = ed25519_dalek::SigningKey::from_bytes(&secret.0).verifying_key();
        assert_eq!(case["public"], const_hex::encode(public.to_bytes()));
    }
}

#[test]
fn election_faults() {
    for case in cases("election-faults.json") {
        let text = |field: &str| case[field].as_str().unwrap().to_owned();
        let file = folder().join("election").join(text("file"));
        let changed =
            std::fs::read_to_string(file).unwrap().replacen(&text("old"), &text("new"), 1);
        let mut files = files();
        *match text("file").as_str() {
            "areas.csv" => &mut files.areas,
            "candidates.csv" => &mut files.candidates,
            "lists.csv" => &mut files.lists,
            "tables.csv" => &mut files.tables,
            _ => &mut files.manifest,
        } = changed.into_bytes().into();
        let error = Election::parse(&files).unwrap_err();
        assert_eq!(json!(error.rule), case["rule"], "{}: {error}", case["name"]);
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../vectors")
}

fn cases(name: &str) -> Vec<Value> {
    let text = std::fs::read(folder().join(name)).unwrap();
    let vectors: Value = serde_json::from_slice(&text).unwrap();
    assert_eq!(vectors["format"], "cotejo-vectors-1");
    let cases = vectors["cases"].as_array().unwrap().clone();
    assert!(!cases.is_empty(), "{name}");
    cases
}

fn bytes(hex: &Value) -> Vec<u8> {
    const_hex::decode(hex.as_str().unwrap()).unwrap()
}

fn files() -> ElectionFiles<'static> {
    let read = |name| std::fs::read(folder().join("election").join(name)).unwrap().into();
    ElectionFiles {
        manifest: read("election.toml"),
        candidates: read("candidates.csv"),
        lists: read("lists.csv"),
        areas: read("areas.csv"),
        tables: read("tables.csv"),
    }
}

fn election() -> Election {
    Election::parse(&files()).unwrap()
}
