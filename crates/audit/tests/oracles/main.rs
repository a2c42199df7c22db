//! Every case of the reference files in the folder named by `COTEJO_ORACLES`.
//!
//! A file is known by its name; a case by its shape. What is not understood fails.

#![allow(clippy::unwrap_used, reason = "a test that panics has failed")]

mod ballot_polling;
mod fixed_audit;
mod macro_risk;
mod nonneg;
mod sampler;
mod support;
mod wor_martingale;

use std::path::PathBuf;

use serde_json::Value;

/// How many cases of a file were checked.
type Check = fn(&Value) -> usize;

/// Files of this crate, by the first words of their names.
const OURS: &[(&str, Check)] = &[
    ("ballot_polling", ballot_polling::check),
    ("fixed_audit", fixed_audit::check),
    ("kaplan_kolmogorov", nonneg::check),
    ("kaplan_wald", nonneg::check),
    ("macro", macro_risk::check),
    ("nonneg", nonneg::check),
    ("sampler", sampler::check),
    ("wor_martingale", wor_martingale::check),
];

/// Files that other crates check, by the first words of their names.
const OTHERS: &[(&str, &str)] = &[
    ("irreversibility", "tally"),
    ("partial_evidence", "tally"),
    ("quickcount", "forensics"),
    ("rounding_test", "forensics"),
    ("transmission", "forensics"),
    ("forensics", "forensics"),
];

#[test]
fn every_file() {
    let Some(folder) = std::env::var_os("COTEJO_ORACLES") else {
        println!("SKIPPED: COTEJO_ORACLES is not set");
        return;
    };
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty(), "no file in {}", folder.display());
    let mut cases = 0;
    for path in files {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if let Some((_, owner)) = OTHERS.iter().find(|(start, _)| name.starts_with(start)) {
            println!("{name}: of the crate {owner}");
            continue;
        }
        let known = OURS.iter().find(|(start, _)| name.starts_with(start));
        let (_, check) = known.unwrap_or_else(|| panic!("{name}: no file this harness knows"));
        let bytes = std::fs::read(&path).unwrap();
        let file = serde_json::from_slice(&bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
        let of_file = check(&file);
        assert!(of_file > 0, "{name}: no case");
        println!("{name}: {of_file} cases");
        cases += of_file;
    }
    println!("{cases} cases in all");
    assert!(cases > 0);
}
