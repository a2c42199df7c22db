//! Those who watch a log, killed at any moment.

use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use ledger::Note;

use crate::killed::{append, qr_texts, started, witness, witness_at};
use crate::support::{Place, code, cotejo, json, shown};

const ROUNDS: u64 = 24;

/// The size that a note's checkpoint has.
fn size(note: &str) -> u64 {
    let note = Note::parse(note.as_bytes()).expect("a whole note");
    ledger::Checkpoint::parse(&note.text).expect("a checkpoint").size
}

/// The largest size under which a name stands, of the checkpoints kept with the log.
fn cosigned_by(place: &Place, name: &str) -> u64 {
    let Ok(folder) = place.path("public/log/checkpoints").read_dir() else { return 0 };
    let notes = folder.map(|entry| std::fs::read_to_string(entry.expect("an entry").path()));
    let notes = notes.map(|note| note.expect("readable"));
    notes.filter(|note| note.contains(name)).map(|note| size(&note)).max().unwrap_or(0)
}

fn quiet(arguments: &[&str]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cotejo"));
    command.args(arguments).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().expect("the program runs")
}

fn log_next(place: &Place, texts: &[String], round: u64) {
    let file = place.text("next.txt");
    std::fs::write(&file, &texts[usize::try_from(round).expect("few")]).expect("writable");
    assert!(append(place, &file).status().expect("the program runs").success());
}

#[test]
fn a_witness_killed_at_any_moment_never_forgets_what_it_signed() {
    let place = Place::new();
    let texts = qr_texts(&started(&place));
    let port = TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("bound");
    let (public, election) = (place.text("public"), place.text("election"));
    let address = format!("http://{port}");
    let gather = ["log", "gather", &public, "--election", &election, "--witness", &address];
    let mut cosigned_rounds = 0;
    let mut undisturbed = Duration::ZERO;
    for round in 0..ROUNDS {
        let witness = witness_at(&place, "party-a", &port.to_string());
        log_next(&place, &texts, round);
        let began = Instant::now();
        let mut asked = quiet(&gather);
        if round == 0 {
            asked.wait().expect("it ends");
            undisturbed = began.elapsed();
        }
        // From the start of its work to past its end.
        std::thread::sleep(undisturbed * u32::try_from(round % 12).expect("few") / 8);
        drop(witness);
        asked.wait().expect("it ends");
        let given = cosigned_by(&place, "/party-a");
        cosigned_rounds += u64::from(given == round + 2);
        let state = std::fs::read_to_string(place.path("party-a.head"));
        let remembered = state.map_or(0, |note| size(&note));
        assert!(remembered >= given, "round {round}: signed {given}, remembers {remembered}");
    }
    println!("{cosigned_rounds} of {ROUNDS} rounds were cosigned before the witness was killed");
    assert!((1..ROUNDS).contains(&cosigned_rounds), "the kills are spread over its work");

    // Another history of the same log is not signed, however often it was killed.
    let kept = witness(&place, "party-a");
    let out = cotejo(&[&gather[..5], &["--witness", &kept.1, "--json"]].concat());
    assert_eq!(json(&out)["size"], ROUNDS + 1, "{}", shown(&out));
    std::fs::remove_dir_all(place.path("public")).expect("ours");
    let init = crate::killed::init(&place);
    assert_eq!(code(&cotejo(&init.iter().map(String::as_str).collect::<Vec<_>>())), 0);
    for round in 0..=ROUNDS {
        log_next(&place, &texts[100..], round);
    }
    let out = cotejo(&[&gather[..5], &["--witness", &kept.1, "--json"]].concat());
    assert_eq!(json(&out)["failed"][0]["rule"], "L411", "{}", shown(&out));
    assert_eq!(cosigned_by(&place, "/party-a"), 0);
}

#[test]
fn a_monitor_killed_at_any_moment_goes_on_and_still_shouts() {
    let place = Place::new();
    let texts = qr_texts(&started(&place));
    let (public, election, state) =
        (place.text("public"), place.text("election"), place.text("state"));
    let monitor = ["monitor", &public, "--election", &election, "--state", &state, "--json"];
    let mut undisturbed = Duration::ZERO;
    for round in 0..ROUNDS {
        log_next(&place, &texts, round);
        let began = Instant::now();
        let mut watching = quiet(&monitor);
        if round == 0 {
            watching.wait().expect("it ends");
            undisturbed = began.elapsed();
        }
        std::thread::sleep(undisturbed * u32::try_from(round % 12).expect("few") / 8);
        let _ = watching.kill();
        watching.wait().expect("it ends");
    }
    let seen = cotejo(&monitor);
    assert_eq!((code(&seen), &json(&seen)["size"]), (0, &(ROUNDS + 1).into()), "{}", shown(&seen));

    // What it kept through all that still tells another history from a longer one.
    std::fs::remove_dir_all(place.path("public")).expect("ours");
    let init = crate::killed::init(&place);
    assert_eq!(code(&cotejo(&init.iter().map(String::as_str).collect::<Vec<_>>())), 0);
    for round in 0..=ROUNDS {
        log_next(&place, &texts[100..], round);
    }
    let seen = cotejo(&monitor);
    assert_eq!(code(&seen), 1, "{}", shown(&seen));
    assert!(shown(&seen).contains("L411"), "{}", shown(&seen));
}
