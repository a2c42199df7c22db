//! Cosigners beside a log that does not wait for them.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::centre::{Centre, fsck, set_up};
use crate::killed::{SHAPE, append, keys_and_election, qr_texts, sheet_files, started, witness};
use crate::support::{Place, code, cotejo, json, shown};

/// A way to a witness on which `first` happens before the first request arrives.
fn detour(to: &str, first: impl FnOnce() + Send + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}", listener.local_addr().expect("bound"));
    let to = to.strip_prefix("http://").expect("HTTP").to_owned();
    let mut first = Some(first);
    std::thread::spawn(move || {
        for guest in listener.incoming() {
            let mut guest = guest.expect("a connection");
            if let Some(first) = first.take() {
                first();
            }
            let mut there = TcpStream::connect(&to).expect("the witness listens");
            let (mut asks, mut tells) = (guest.try_clone().expect("a socket"), there.try_clone());
            let tells = tells.as_mut().expect("a socket");
            std::thread::scope(|both| {
                both.spawn(|| {
                    let _ = std::io::copy(&mut asks, tells);
                    let _ = tells.shutdown(Shutdown::Write);
                });
                let mut answer = vec![0; 64 << 10];
                while let Ok(read @ 1..) = there.read(&mut answer) {
                    guest.write_all(&answer[..read]).expect("whoever asked is there");
                }
                let _ = guest.shutdown(Shutdown::Both);
            });
        }
    });
    address
}

#[test]
fn what_is_cosigned_while_the_log_goes_on_is_kept_with_the_log() {
    let place = Place::new();
    let election = started(&place);
    let sheet = place.text("sheet.txt");
    fs::write(&sheet, &qr_texts(&election)[0]).expect("writable");
    let witnesses = ["party-a", "party-b", "observers"].map(|id| witness(&place, id));
    let mut goes_on = append(&place, &sheet);
    let slow = detour(&witnesses[2].1, move || {
        assert!(goes_on.status().expect("the program runs").success());
    });

    let (public, files) = (place.text("public"), place.text("election"));
    let mut gather = vec!["log", "gather", &public, "--election", &files, "--json"];
    for address in [&witnesses[0].1, &witnesses[1].1, &slow] {
        gather.extend(["--witness", address.as_str()]);
    }
    let out = cotejo(&gather);
    assert_eq!(json(&out)["quorum"], true, "{}", shown(&out));
    assert_eq!(json(&out)["size"], 1, "{}", shown(&out));
    let kept = place.path("public/log/checkpoints/00000000000000000001");
    let kept = fs::read_to_string(kept).expect("kept");
    assert_eq!(kept.lines().filter(|line| line.starts_with('\u{2014}')).count(), 4, "{kept}");
    let published = fs::read_to_string(place.path("public/log/checkpoint")).expect("published");
    assert_eq!(published.lines().nth(1), Some("2"), "what is published never goes back");

    // The log's page says up to where the quorum has vouched, and the next request brings it up to date.
    let page = place.text("log.html");
    let written = ["log", "page", &public, "--election", &files, "--language", "en"];
    assert_eq!(code(&cotejo(&[&written[..], &["--out", &page]].concat())), 0);
    let out = cotejo(&gather);
    assert_eq!((&json(&out)["quorum"], &json(&out)["size"]), (&true.into(), &2.into()));
}

#[test]
fn cosigners_keep_up_with_a_centre_under_load_and_one_that_dies_holds_nothing_up() {
    let place = Place::new();
    let election = keys_and_election(&place);
    let (tcp, _) = set_up(&place);
    let mut witnesses: Vec<_> =
        ["party-a", "party-b", "observers", "party-c"].map(|id| witness(&place, id)).into();
    let addresses: Vec<&str> = witnesses.iter().map(|one| one.1.as_str()).collect();
    let config = fs::read_to_string(place.path("centre.toml")).expect("written");
    let config = format!("cosigners = {addresses:?}\ncosign_seconds = 1\n{config}");
    fs::write(place.path("centre.toml"), config).expect("writable");
    let centre = Centre::start(&place);

    let files = sheet_files(&place, &qr_texts(&election));
    let (first, second) = files.split_at(files.len() / 2);
    let send = |outbox: &str, files: &[String]| {
        let (outbox, https) = (place.text(outbox), format!("http://127.0.0.1:{tcp}"));
        let mut command = Command::new(env!("CARGO_BIN_EXE_cotejo"));
        command.args(["send", "--election", &place.text("election"), "--outbox", &outbox]);
        command.args(["--https", &https]).args(files);
        command.stdout(Stdio::null()).stderr(Stdio::null()).status().expect("the program runs")
    };
    assert!(send("first", first).success());
    drop(witnesses.pop());
    assert!(send("second", second).success(), "every sheet has its receipt");

    // Three of four are enough, and what they cosign last is everything.
    let everything = u64::from(SHAPE.tables) + 1;
    let show = ["log", "show", &place.text("public"), "--election", &place.text("election")];
    let cosigned = || {
        let out = json(&cotejo(&[&show[..], &["--json"]].concat()));
        out["quorum"] == true && out["size"] == everything
    };
    let waited = (0..600).position(|_| {
        std::thread::sleep(Duration::from_millis(100));
        cosigned()
    });
    println!(
        "the quorum stood under everything {waited:?} tenths of a second after the last sheet"
    );
    assert!(waited.is_some(), "{}", shown(&cotejo(&show)));
    let kept: Vec<u64> = fs::read_dir(place.path("public/log/checkpoints"))
        .expect("kept checkpoints")
        .filter_map(|entry| entry.expect("an entry").file_name().to_str()?.parse().ok())
        .collect();
    println!("cosigned at {kept:?}");
    assert!(kept.iter().any(|size| *size < everything), "cosigned while it grew");
    centre.kill();
    assert_eq!(fsck(&place)["sheets"], SHAPE.tables);

    // Put back to an older state, database and all, it does not start: its cosigners have seen more.
    fs::rename(place.path("public"), place.path("newer")).expect("ours");
    let init = crate::killed::init(&place);
    assert_eq!(code(&cotejo(&init.iter().map(String::as_str).collect::<Vec<_>>())), 0);
    let refused = cotejo(&["centre", "serve", &place.text("centre.toml")]);
    assert!(code(&refused) == 2 && shown(&refused).contains("L41"), "{}", shown(&refused));
    assert!(shown(&refused).contains("cosigner contradicts"), "{}", shown(&refused));
}
