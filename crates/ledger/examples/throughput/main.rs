//! Entries made durable per second, and how long each waited, with batches forming under load.
//!
//! `cargo run --release -p cotejo-ledger --example throughput -- FOLDER [ENTRIES] [SUBMITTERS] [WINDOW] [WITNESSES]`
//!
//! Entries of 200 bytes; each submitter keeps WINDOW of them waiting. With WITNESSES, as many of them cosign while it is
//! written, and a monitor re-verifies it. FOLDER must be empty; put it on the disk
//! that is to be measured. Afterwards the whole log is re-verified from its bytes.

mod beside;

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Receiver;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use ed25519_dalek::SigningKey;
use ledger::log::Stored;
use ledger::note::Algorithm;
use ledger::sequencer::Answer;
use ledger::storage::{Files, SqliteHeads};
use ledger::{Log, Sequencer, SigningName, fsck};

/// The log's name.
const ORIGIN: &str = "example.org/throughput";

fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments
        .next()
        .expect("usage: throughput FOLDER [ENTRIES] [SUBMITTERS] [WINDOW] [WITNESSES]");
    let folder = PathBuf::from(folder);
    let mut number = |otherwise: usize| {
        arguments.next().map_or(otherwise, |text| text.parse().expect("a number"))
    };
    let (entries, submitters, window) = (number(300_000), number(2), number(4_096));
    let witnesses = u8::try_from(number(0)).expect("a few");

    std::fs::create_dir_all(&folder).expect("a folder");
    let heads = SqliteHeads::create(&folder.join("heads.sqlite")).expect("a new database");
    let files = Files::open(&folder.join("log")).expect("a folder");
    let key = SigningKey::from_bytes(&[7; 32]);
    let log = Log::create(files, heads, ORIGIN, key.clone()).expect("a new log");
    let key = SigningName::new(ORIGIN, Algorithm::Ed25519, key).expect("a name");
    let stop = Arc::new(AtomicBool::new(false));
    let beside = beside(&folder.join("log"), &key, witnesses, &stop);
    let (sequencer, writer) = Sequencer::start(log).expect("a thread");

    let start = Instant::now();
    let threads: Vec<_> = (0..submitters)
        .map(|submitter| {
            let sequencer = sequencer.clone();
            std::thread::spawn(move || submit(&sequencer, submitter, entries / submitters, window))
        })
        .collect();
    drop(sequencer);
    let mut waits: Vec<Duration> =
        threads.into_iter().flat_map(|thread| thread.join().expect("no panic")).collect();
    let seconds = start.elapsed().as_secs_f64();
    let log = writer.join().expect("no panic");
    stop.store(true, Ordering::SeqCst);
    waits.sort();
    let at = |share: usize| waits[(waits.len() - 1) * share / 1000];
    let done = u32::try_from(waits.len()).expect("fewer than 2^32");
    println!(
        "{done} entries durable in {seconds:.2} s: {:.0}/s; waited p50 {:?}, p99 {:?}, most {:?}",
        f64::from(done) / seconds,
        at(500),
        at(990),
        at(1000)
    );

    for (who, thread) in beside {
        let watched = thread.join().expect("no panic");
        assert_eq!(watched.size, log.checkpoint().size, "{who} has seen everything");
        println!(
            "{who}: {} checkpoints beside it, at most {:?} each; the log grew by at most {} entries meanwhile",
            watched.checkpoints, watched.longest, watched.most_behind
        );
    }

    let start = Instant::now();
    let checked = fsck::check(&mut Stored(log.storage()), &log.checkpoint(), |_, _| Ok(()));
    let checked = checked.expect("a sound log");
    println!("{} entries re-verified in {:.2} s", checked.entries, start.elapsed().as_secs_f64());
}

type Beside = Vec<(String, JoinHandle<beside::Watched>)>;

fn beside(folder: &Path, log: &SigningName, witnesses: u8, stop: &Arc<AtomicBool>) -> Beside {
    let start = |number: u8| {
        let (folder, log, stop) = (folder.to_path_buf(), log.clone(), Arc::clone(stop));
        let run = move || beside::witness(&folder, &log, number, &stop);
        (format!("witness {number}"), std::thread::spawn(run))
    };
    let mut threads: Beside = (1..=witnesses).map(start).collect();
    if witnesses > 0 {
        let (folder, stop) = (folder.to_path_buf(), Arc::clone(stop));
        let run = move || beside::monitor(&folder, &stop);
        threads.push(("monitor".to_owned(), std::thread::spawn(run)));
    }
    threads
}

fn submit(sequencer: &Sequencer, submitter: usize, entries: usize, window: usize) -> Vec<Duration> {
    let mut waiting = VecDeque::new();
    let mut waits = Vec::with_capacity(entries);
    for number in 0..entries {
        if waiting.len() == window {
            waits.extend(waiting.pop_front().map(answered));
        }
        let mut entry = format!("submitter {submitter} entry {number} ").into_bytes();
        entry.resize(200, b'.');
        waiting.push_back((Instant::now(), sequencer.submit(entry).expect("open")));
    }
    waits.extend(waiting.into_iter().map(answered));
    waits
}

fn answered((since, answer): (Instant, Receiver<Answer>)) -> Duration {
    answer.recv().expect("an answer").expect("logged");
    since.elapsed()
}
