//! A log whose public files lie in an S3-compatible bucket, from outside.

use std::fs;
use std::process::{Command, Output};

use crate::killed::{init, keys_and_election, qr_texts};
use crate::moto::{Moto, environment};
use crate::support::{Place, code, json, shown};

const ADDRESS: &str = "s3://cotejo-test/results/2026";

/// The program, and what it finds in its environment.
struct Program(Vec<(String, String)>);

impl Program {
    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cotejo"));
        command.args(arguments).envs(self.0.iter().cloned()).output().expect("the program runs")
    }

    fn expect(&self, wanted: i32, arguments: &[&str]) -> Output {
        let out = self.run(arguments);
        assert_eq!(code(&out), wanted, "{arguments:?}\n{}", shown(&out));
        out
    }
}

#[test]
fn a_log_in_a_bucket_is_written_cosigned_proven_and_followed() {
    let Some(moto) = Moto::start() else { return };
    let (place, program) = (Place::new(), Program(moto.environment()));
    let election = keys_and_election(&place);
    let arguments = init(&place);
    let start = |bucket: &'static str| {
        let arguments = arguments.iter().map(String::as_str).chain(["--bucket", bucket]);
        program.run(&arguments.collect::<Vec<_>>())
    };
    let started = start(ADDRESS);
    assert_eq!(code(&started), 0, "{}", shown(&started));
    assert!(!place.path("public/log").exists(), "nothing public lies beside the database");
    let again = start("s3://cotejo-test/other");
    assert!(code(&again) == 2 && shown(&again).contains("L423"), "{}", shown(&again));
    let store = fs::read_to_string(place.path("public/store.toml")).unwrap();
    assert!(store.contains(ADDRESS), "{store}");

    let (log, folder, key) = (place.text("public"), place.text("election"), place.text("log.pem"));
    let sheets = place.text("sheets.txt");
    fs::write(&sheets, qr_texts(&election)[..300].join("\n")).unwrap();
    let of = ["--election", folder.as_str()];
    let receipts = place.text("receipts");
    let append = ["log", "append", &log, &sheets, "--key", &key, "--receipts", &receipts];
    program.expect(0, &[&append[..], &of].concat());
    for at in [log.as_str(), ADDRESS] {
        let checked = json(&program.expect(0, &[&["log", "fsck", at, "--json"], &of[..]].concat()));
        assert_eq!((&checked["entries"], &checked["sheets"]), (&301.into(), &300.into()));
    }

    let (state, party) = (place.text("party-a.head"), place.text("party-a.pem"));
    let cosign = ["log", "cosign", &log, "--as", "party-a", "--key", &party, "--state", &state];
    program.expect(0, &[&cosign[..], &of, &["--publish"]].concat());
    let seen = ["monitor", ADDRESS, "--state", &place.text("monitor.state"), "--json"];
    let seen = json(&program.expect(0, &[&seen[..], &of].concat()));
    assert_eq!((&seen["size"], &seen["cosigned"]), (&301.into(), &1.into()), "{seen}");
    let proof = place.text("17.tlog-proof");
    program
        .expect(0, &[&["log", "prove", &log, "--index", "17", "--out", &proof], &of[..]].concat());
    program.expect(0, &[&["verify", &proof, "--log", ADDRESS], &of[..]].concat());

    let down = Program(environment("http://127.0.0.1:1"));
    let told = shown(&down.expect(2, &[&append[..], &of].concat()));
    assert!(told.contains("L424") && told.contains(ADDRESS) && told.contains("next: "), "{told}");
    let told = shown(&down.expect(2, &[&["log", "show", ADDRESS], &of[..]].concat()));
    assert!(told.contains("L426") && told.contains(ADDRESS), "{told}");
    let again = program.expect(0, &[&append[..], &of, &["--json"]].concat());
    assert_eq!(json(&again)["already_there"], 300);
}
