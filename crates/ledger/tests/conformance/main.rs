//! The files in `vectors/log/` are what the generator makes, and this implementation gives every verdict
//! that they expect. Everything is read from the files, as another implementation would.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod vectors;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;
use ledger::reader::Source;
use ledger::trust::Verified;
use ledger::{Entry, LedgerError, Note, Receipt, Replay, Trust, VerifierKey, entry, fsck};
use record::sheet::from_qr_text;
use record::{Election, ElectionFiles, Rule};
use serde_json::{Value, json};

use crate::vectors::world::ORIGIN;

#[test]
fn regenerating_gives_the_same_bytes() {
    println!("seed {}", vectors::SEED);
    let mut names = BTreeSet::from([PathBuf::from("verify_log.py")]);
    for (name, bytes) in vectors::all() {
        let there = std::fs::read(folder().join(&name)).unwrap_or_default();
        assert!(
            there == bytes,
            "vectors/log/{name} differs: cargo run -p cotejo-ledger --example make_log_vectors -- vectors/log"
        );
        names.insert(PathBuf::from(name));
    }
    let mut there = BTreeSet::new();
    let mut folders = vec![folder()];
    while let Some(at) = folders.pop() {
        for entry in std::fs::read_dir(at).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                there.insert(path.strip_prefix(folder()).unwrap().to_owned());
            }
        }
    }
    assert_eq!(there, names, "files that nobody makes, or that are missing");
}

#[test]
fn the_keys_are_those_of_the_election_file() {
    let trust = Trust::of_election(&election()).unwrap();
    let text = std::fs::read_to_string(folder().join("vkeys.txt")).unwrap();
    let keys: Vec<VerifierKey> =
        text.lines().map(|line| line.split_once(' ').unwrap().1.parse().unwrap()).collect();
    let of_election = std::iter::once(&trust.log).chain(trust.cosigners.iter().map(|one| &one.key));
    assert_eq!(keys.iter().collect::<Vec<_>>(), of_election.collect::<Vec<_>>());
    for case in cases("keys.json") {
        let secret = record::Digest::of(case["text"].as_str().unwrap().as_bytes());
        let key = ed25519_dalek::SigningKey::from_bytes(&secret.0).verifying_key();
        assert_eq!(case["secret"], secret.to_string());
        assert_eq!(case["public"], HEXLOWER.encode(key.as_bytes()));
    }
}

#[test]
fn checkpoints() {
    let trust = Trust::of_election(&election()).unwrap();
    all("checkpoints.json", |case| {
        let note = Note::parse(case["note"].as_str().unwrap().as_bytes());
        let verified = note.and_then(|note| trust.verify(&note, case["now"].as_u64()));
        assert_expected(&verified, case);
        let quorum = Note::parse(case["note"].as_str().unwrap().as_bytes())
            .and_then(|note| trust.verify_quorum(&note, case["now"].as_u64()));
        if case["expect"]["quorum"] == false {
            assert_eq!(quorum.unwrap_err().rule.code(), "L416", "{}", case["name"]);
        } else {
            assert_expected(&quorum, case);
        }
    });
}

#[test]
fn receipts() {
    let trust = Trust::of_election(&election()).unwrap();
    all("receipts.json", |case| {
        let verified =
            Receipt::parse(case["receipt"].as_str().unwrap().as_bytes()).and_then(|receipt| {
                let record = case
                    .get("record")
                    .map_or_else(|| receipt.extra.clone().expect("a record somewhere"), bytes);
                receipt.verify(&record, &trust, None)
            });
        assert_expected(&verified, case);
        if verified.is_ok() {
            let text = case["receipt"].as_str().unwrap();
            let again = Receipt::parse(text.as_bytes()).unwrap().to_string();
            assert_eq!(again, text, "{}", case["name"]);
        }
    });
}

fn assert_expected(found: &Result<Verified, LedgerError>, case: &Value) {
    let found = match found {
        Err(error) => json!({ "verdict": "refused", "rule": error.rule.code() }),
        Ok(verified) => {
            let id = |name: &str| name.strip_prefix(&format!("{ORIGIN}/")).unwrap().to_owned();
            let cosigned: Vec<_> =
                verified.cosigned.iter().map(|(name, time)| (id(name), *time)).collect();
            json!({
                "verdict": "valid",
                "size": verified.checkpoint.size,
                "root": verified.checkpoint.root.to_string(),
                "cosigned": cosigned,
                "quorum": verified.quorum,
            })
        }
    };
    assert_eq!(found, case["expect"], "{}", case["name"]);
}

#[test]
fn statements() {
    let election = election();
    all("statements.json", |case| {
        let found =
            entry::admit(&bytes(&case["bytes"]), case["index"].as_u64().unwrap(), &election);
        let Some(Entry::Statement(signed)) = admitted(found, case) else { return };
        let said = signed.statement();
        let fields = json!({
            "kind": said.kind.word(),
            "by": said.by,
            "at": said.at,
            "subjects": said.subjects.iter().map(record::Digest::to_string).collect::<Vec<_>>(),
            "tables": said.tables,
            "text": said.text,
        });
        assert_eq!(fields, case["statement"], "{}", case["name"]);
    });
}

#[test]
fn sheets() {
    let election = election();
    all("sheets.json", |case| {
        let found =
            entry::admit(&bytes(&case["bytes"]), case["index"].as_u64().unwrap(), &election);
        admitted(found, case);
    });
}

fn admitted(found: Result<Entry, LedgerError>, case: &Value) -> Option<Entry> {
    match found {
        Err(error) => {
            assert_eq!(case["verdict"], "refused", "{}: {error}", case["name"]);
            assert_eq!(case["rule"], error.rule.code(), "{}: {error}", case["name"]);
            None
        }
        Ok(entry) => {
            assert_eq!(case["verdict"], "admitted", "{}", case["name"]);
            Some(entry)
        }
    }
}

/// What two sheets prove, a log that holds both must find.
#[test]
fn equivocations() {
    let election = election();
    let first = vectors::world::World::new().first();
    all("equivocations.json", |case| {
        let text = case["proof"].as_str().unwrap();
        let lines: Vec<_> = text.lines().collect();
        let found = match lines.as_slice() {
            ["cotejo/equivocation/v1", one, other] => {
                from_qr_text(one).and_then(|one| Ok((one, from_qr_text(other)?))).ok()
            }
            _ => None,
        };
        let Some((one, other)) = found else {
            return assert_eq!(case["verdict"], "malformed", "{}", case["name"]);
        };
        // A log keeps the first place of the same bytes, and takes no sheet of another's key.
        let mut sheets = vec![&one, &other];
        sheets.dedup();
        sheets.sort_by_key(|sheet| sheet.sheet().serial);
        let mut replay = Replay::new(&election, ORIGIN);
        replay.add(first.bytes()).unwrap();
        for sheet in sheets {
            let _ = replay.add(sheet.bytes());
        }
        let found = if replay.equivocations.is_empty() { "not-proven" } else { "proven" };
        assert_eq!(case["verdict"], found, "{}", case["name"]);
    });
}

#[test]
fn the_small_log_and_its_damages() {
    let trust = Trust::of_election(&election()).unwrap();
    let mut files = BTreeMap::new();
    for (path, _) in vectors::all() {
        if let Some(below) = path.strip_prefix("small/log/") {
            files.insert(below.to_owned(), std::fs::read(folder().join(&path)).unwrap());
        }
    }
    all("small.json", |case| {
        let mut damaged = Damaged(files.clone());
        for change in case["changes"].as_array().unwrap() {
            damaged.apply(change);
        }
        let found = damaged.fetch("checkpoint", 1 << 16).and_then(|note| {
            let checkpoint = trust.verify(&Note::parse(&note)?, None)?.checkpoint;
            fsck::check(&mut damaged, &checkpoint, |_, _| Ok(()))
        });
        let rule = found.map_or_else(|error| json!(error.rule), |_| Value::Null);
        assert_eq!(rule, case.get("rule").cloned().unwrap_or(Value::Null), "{}", case["name"]);
    });
}

/// As published, every record is one that the log may hold, and the one contradiction is found.
#[test]
fn the_records_of_the_small_log() {
    let election = election();
    let trust = Trust::of_election(&election).unwrap();
    let mut log = ledger::storage::Folder(folder().join("small/log"));
    let note = Note::parse(&log.fetch("checkpoint", 1 << 16).unwrap()).unwrap();
    let verified = trust.verify_quorum(&note, None).unwrap();
    let mut replay = Replay::new(&election, ORIGIN);
    let checked =
        fsck::check(&mut log, &verified.checkpoint, |_, entry| replay.add(entry)).unwrap();
    assert_eq!((checked.entries, checked.tiles), (300, 3));
    assert_eq!((replay.collection.copies.len(), replay.statements.len()), (290, 10));
    let twice: Vec<_> = replay.equivocations.iter().map(|one| one.entries).collect();
    assert_eq!(twice, [[3, 281]]);
}

struct Damaged(BTreeMap<String, Vec<u8>>);

impl Damaged {
    fn apply(&mut self, change: &Value) {
        let name = change["file"].as_str().unwrap().to_owned();
        if change["gone"] == true {
            self.0.remove(&name).unwrap();
            return;
        }
        if let Some(whole) = change.get("whole") {
            self.0.insert(name, bytes(whole));
            return;
        }
        let file = self.0.get_mut(&name).unwrap();
        let length = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
        if let Some(cut) = change.get("cut") {
            file.truncate(length(cut));
            return;
        }
        let (at, put) = (length(&change["put"][0]), bytes(&change["put"][1]));
        file.resize(file.len().max(at + put.len()), 0);
        file[at..at + put.len()].copy_from_slice(&put);
    }
}

impl Source for Damaged {
    fn fetch(&mut self, path: &str, _most: usize) -> Result<Vec<u8>, LedgerError> {
        self.0.get(path).cloned().ok_or_else(|| LedgerError::new(Rule::LogFileMissing, path))
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../vectors/log")
}

fn all(name: &str, mut check: impl FnMut(&Value)) {
    let cases = cases(name);
    for case in &cases {
        check(case);
    }
    println!("{name}: {0} of {0} as expected", cases.len());
}

fn cases(name: &str) -> Vec<Value> {
    let text = std::fs::read(folder().join(name)).unwrap();
    let vectors: Value = serde_json::from_slice(&text).unwrap();
    assert_eq!(vectors["format"], "cotejo-vectors-1");
    let cases = vectors["cases"].as_array().unwrap().clone();
    assert!(!cases.is_empty(), "{name}");
    let names: BTreeSet<_> = cases.iter().map(|case| case["name"].to_string()).collect();
    assert_eq!(names.len(), cases.len(), "{name}: every case has a name of its own");
    cases
}

fn bytes(hex: &Value) -> Vec<u8> {
    HEXLOWER.decode(hex.as_str().unwrap().as_bytes()).unwrap()
}

fn election() -> Election {
    let read = |name: &str| std::fs::read(folder().join("election").join(name)).unwrap().into();
    Election::parse(&ElectionFiles {
        manifest: read("election.toml"),
        candidates: read("candidates.csv"),
        lists: read("lists.csv"),
        areas: read("areas.csv"),
        tables: read("tables.csv"),
    })
    .unwrap()
}
