//! The process killed at any moment while it appends, and witnesses over real HTTP.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use ed25519_dalek::SigningKey;
use ed25519_dalek::pkcs8::EncodePrivateKey as _;
use ed25519_dalek::pkcs8::spki::der::pem::LineEnding;
use record::TableNo;
use record::sheet::to_qr_text;
use record::{Election, SignedSheet};
use sample::{Shape, authority_key, log_key, organisation_key, sheet, station_key};

use crate::support::{Place, Served, code, cotejo, json, shown};

pub const SHAPE: Shape = Shape { seed: 31, tables: 400, keys: true };

/// An invented election on disk with the keys of its log and organisations, and its started log.
pub fn started(place: &Place) -> Election {
    let election = keys_and_election(place);
    let arguments = init(place);
    let out = cotejo(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(code(&out), 0, "{}", shown(&out));
    election
}

/// An invented election on disk with the keys of its log, its authority and a party.
pub fn keys_and_election(place: &Place) -> Election {
    let files = sample::election_files(&SHAPE);
    let folder = place.path("election");
    std::fs::create_dir(&folder).expect("a new folder");
    for (name, bytes) in files.in_order() {
        std::fs::write(folder.join(name), bytes).expect("writable");
    }
    write_key(&place.path("log.pem"), &log_key(SHAPE.seed));
    write_key(&place.path("authority.pem"), &authority_key(SHAPE.seed));
    write_key(&place.path("party-a.pem"), &organisation_key(SHAPE.seed, "party-a"));
    Election::parse(&files).expect("an invented election")
}

/// The arguments that start its log.
pub fn init(place: &Place) -> Vec<String> {
    let paths = ["public", "election", "log.pem", "authority.pem"].map(|name| place.text(name));
    let [public, election, key, authority] = paths;
    ["log", "init", &public, "--election", &election, "--key", &key, "--authority-key", &authority]
        .map(str::to_owned)
        .into()
}

/// Every table's sheet.
pub fn qr_texts(election: &Election) -> Vec<String> {
    let signed = |table: u32| {
        let (table, id) = (TableNo(table), &election.id);
        let sheet = sheet(&SHAPE, election, table);
        let signed = SignedSheet::sign(&sheet, id, &station_key(SHAPE.seed, table));
        to_qr_text(&signed.expect("a sheet")).expect("a QR text")
    };
    (0..SHAPE.tables).map(signed).collect()
}

/// Each sheet in a file of its own, as its QR text.
pub fn sheet_files(place: &Place, texts: &[String]) -> Vec<String> {
    let write = |(table, text): (usize, &String)| {
        let file = place.text(&format!("{table}.txt"));
        std::fs::write(&file, text).expect("writable");
        file
    };
    texts.iter().enumerate().map(write).collect()
}

pub fn write_key(path: &Path, key: &SigningKey) {
    use std::os::unix::fs::PermissionsExt as _;
    let pem = key.to_pkcs8_pem(LineEnding::LF).expect("a key");
    std::fs::write(path, pem.as_bytes()).expect("writable");
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600)).expect("ours");
}

pub fn append(place: &Place, file: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cotejo"));
    let (public, election, key) =
        (place.text("public"), place.text("election"), place.text("log.pem"));
    command.args(["log", "append", &public, file, "--election", &election, "--key", &key]);
    command
        .args(["--receipts", &place.text("receipts")])
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

#[test]
fn a_writer_killed_at_any_moment_loses_nothing_it_gave_a_receipt_for() {
    let place = Place::new();
    let election = started(&place);
    let texts = qr_texts(&election);
    let mut killed = 0;
    for (round, batch) in texts.chunks(16).enumerate() {
        let file = place.text(&format!("{round}.txt"));
        std::fs::write(&file, batch.join("\n")).expect("writable");
        let mut child = append(&place, &file).spawn().expect("the program runs");
        // Spread over the life of the process, from its start to past its end.
        std::thread::sleep(Duration::from_millis(round as u64 * 7 % 61));
        child.kill().expect("ours to kill");
        killed += u32::from(!child.wait().expect("ended").success());
        // Its station does not know, so it sends again.
        if round % 3 == 0 {
            assert!(
                append(&place, &file).status().expect("the program runs").success(),
                "round {round}"
            );
        }
        for receipt in receipts(&place) {
            let out = cotejo(&[
                "verify",
                &receipt,
                "--election",
                &place.text("election"),
                "--log",
                &place.text("public"),
            ]);
            assert_eq!(code(&out), 0, "round {round}, {receipt}: {}", shown(&out));
            if round % 8 > 0 {
                break;
            }
        }
    }
    println!("{killed} of 25 killed before they ended");
    assert!(killed > 0);
    for round in 0..25 {
        let file = place.text(&format!("{round}.txt"));
        assert!(append(&place, &file).status().expect("the program runs").success());
    }
    let checked = cotejo(&[
        "log",
        "fsck",
        &place.text("public"),
        "--election",
        &place.text("election"),
        "--json",
    ]);
    assert_eq!(json(&checked)["sheets"], SHAPE.tables, "{}", shown(&checked));
}

/// The log's folder as it was one entry ago, database and all: nothing on the disk tells, the witness does.
fn a_disk_put_back_is_noticed(place: &Place, witness: &str, gather: &[&str]) {
    let copy = |from: &str, to: &str| {
        let done = Command::new("cp").args(["-a", &place.text(from), &place.text(to)]).status();
        assert!(done.expect("cp runs").success());
    };
    let sheet = |table: u32| {
        let file = place.text(&format!("{table}.cose"));
        let election = Election::parse(&sample::election_files(&SHAPE)).expect("an election");
        let one = sheet(&SHAPE, &election, TableNo(table));
        let key = station_key(SHAPE.seed, TableNo(table));
        let signed = SignedSheet::sign(&one, &election.id, &key).expect("a sheet");
        std::fs::write(&file, signed.bytes()).expect("writable");
        file
    };
    let (public, election, key) =
        (place.text("public"), place.text("election"), place.text("log.pem"));
    let append = |file: &str| {
        let what = ["log", "append", &public, file, "--election", &election, "--key", &key];
        cotejo(&[&what[..], &["--witness", "http://127.0.0.1:1", "--witness", witness]].concat())
    };
    copy("public", "yesterday");
    assert_eq!(code(&append(&sheet(0))), 0, "a witness that is down holds nothing up");
    assert_eq!(code(&cotejo(gather)), 0);
    copy("public", "today");
    std::fs::remove_dir_all(place.path("public")).expect("ours");
    copy("yesterday", "public");
    let refused = append(&sheet(1));
    assert_eq!(code(&refused), 2, "{}", shown(&refused));
    assert!(shown(&refused).contains("L410"), "{}", shown(&refused));
    std::fs::remove_dir_all(place.path("public")).expect("ours");
    copy("today", "public");
}

fn receipts(place: &Place) -> Vec<String> {
    let Ok(folder) = place.path("receipts").read_dir() else { return Vec::new() };
    let paths = folder.map(|entry| entry.expect("an entry").path());
    let whole = paths.filter(|path| path.extension().is_some_and(|kind| kind == "tlog-proof"));
    whole.map(|path| path.display().to_string()).collect()
}

/// A witness of an organisation, serving.
pub fn witness(place: &Place, id: &str) -> Served {
    witness_at(place, id, "127.0.0.1:0")
}

/// The same at an address of one's choice.
pub fn witness_at(place: &Place, id: &str, listen: &str) -> Served {
    let (election, key) = (place.text("election"), place.text(&format!("{id}.pem")));
    write_key(Path::new(&key), &organisation_key(SHAPE.seed, id));
    let state = place.text(&format!("{id}.head"));
    let who = ["witness", "serve", "--election", &election, "--as", id, "--key", &key];
    Served::start(&[&who[..], &["--state", &state, "--listen", listen]].concat())
}

#[test]
fn witnesses_cosign_over_http_and_one_that_is_down_holds_nothing_up() {
    let place = Place::new();
    started(&place);
    let election = place.text("election");
    let witnesses = ["party-a", "party-b", "observers"].map(|id| witness(&place, id));
    let public = place.text("public");
    let mut gather = vec!["log", "gather", &public, "--election", &election, "--json"];
    for witness in &witnesses {
        gather.extend(["--witness", witness.1.as_str()]);
    }
    gather.extend(["--witness", "http://127.0.0.1:1"]);
    let out = cotejo(&gather);
    assert_eq!(json(&out)["quorum"], true, "{}", shown(&out));
    assert_eq!(json(&out)["failed"].as_array().expect("a list").len(), 1);

    a_disk_put_back_is_noticed(&place, &witnesses[0].1, &gather);

    let site = Served::start(&["open", &place.text("public/log"), "--listen", "127.0.0.1:0"]);
    let state = place.text("monitor.state");
    let monitor = ["monitor", &site.1, "--election", &election, "--state", &state, "--json"];
    let seen = cotejo(&monitor);
    assert_eq!((code(&seen), &json(&seen)["cosigned"]), (0, &3.into()), "{}", shown(&seen));
    // Asked again, the witnesses start from what they cosigned.
    assert_eq!(code(&cotejo(&gather)), 0);
    std::fs::write(place.path("public/log/tile/entries/000.p/2"), b"\0\x01x").expect("writable");
    let seen = cotejo(&monitor);
    assert_eq!(code(&seen), 1, "{}", shown(&seen));
}
