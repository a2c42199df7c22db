//! Worker processes: a file that kills, hangs or starves its worker costs nothing but itself.

use std::fs;
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use scan::{DecodeError, Failure, Limits, Pool, Scanned};

mod support;

fn worker() -> Command {
    Command::new(env!("CARGO_BIN_EXE_scan-test-worker"))
}

fn limits() -> Limits {
    Limits { max_millis: 3_000, ..Limits::default() }
}

fn pool() -> Pool<fn() -> Command> {
    Pool::new(NonZeroUsize::new(2).expect("two"), limits(), worker)
}

fn scan(folder: &Path, contents: &[&[u8]]) -> Vec<Scanned> {
    let files: Vec<PathBuf> = contents
        .iter()
        .enumerate()
        .map(|(i, bytes)| {
            let path = folder.join(format!("{i:03}"));
            fs::write(&path, bytes).expect("a temporary folder");
            path
        })
        .collect();
    let mut all = Vec::new();
    pool().scan(&files, |scanned| {
        all.push(scanned);
        ControlFlow::Continue(())
    });
    all
}

fn payload(scanned: &Scanned) -> Option<&str> {
    scanned.outcome.as_ref().ok()?.pages.first()?.codes.first()?.text()
}

#[test]
fn one_bad_file_takes_down_neither_the_run_nor_the_others() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let good = support::png("COTEJO:GOOD", 4);
    let faults: [&[u8]; 6] = [
        b"FAULT:abort",
        b"FAULT:exit",
        b"FAULT:panic",
        b"FAULT:hang",
        b"FAULT:memory",
        b"FAULT:noise",
    ];
    let mut contents: Vec<&[u8]> = Vec::new();
    for fault in faults {
        contents.extend([good.as_slice(), fault]);
    }
    contents.push(&good);

    let start = Instant::now();
    let all = scan(folder.path(), &contents);
    assert!(start.elapsed() < Duration::from_secs(20), "a hung worker held up the run");

    assert_eq!(all.len(), contents.len());
    for (i, scanned) in all.iter().enumerate() {
        assert_eq!(scanned.index, i, "results come in input order");
        if i % 2 == 0 {
            assert_eq!(payload(scanned), Some("COTEJO:GOOD"), "file {i}");
            assert!(scanned.content.is_some_and(|c| c.size > 0));
            continue;
        }
        match (contents[i], &scanned.outcome) {
            (b"FAULT:hang", Err(Failure::TimedOut { millis: 3_000 }))
            | (
                b"FAULT:abort" | b"FAULT:exit" | b"FAULT:panic" | b"FAULT:memory" | b"FAULT:noise",
                Err(Failure::Crashed { .. }),
            ) => {}
            (fault, outcome) => panic!("{}: {outcome:?}", String::from_utf8_lossy(fault)),
        }
    }
}

#[test]
fn a_worker_can_open_nothing() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let all = scan(folder.path(), &[b"FAULT:open", b"FAULT:socket", b"FAULT:remove"]);
    let said: Vec<_> = all
        .iter()
        .map(|s| match &s.outcome {
            Err(Failure::Decode(DecodeError::UnknownKind { start })) => start.as_str(),
            other => panic!("{other:?}"),
        })
        .collect();
    let isolation = pool().probe().expect("a worker");
    assert!(isolation.limits);
    if isolation.file_system {
        assert_eq!(said, ["opened: false", "bound: false", "made: false"]);
    } else {
        println!("this kernel has no Landlock: folders can still be made");
        assert_eq!(said[..2], ["opened: false", "bound: false"]);
    }
}

#[test]
fn the_receiver_may_break_off() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("sheet");
    fs::write(&path, support::png("COTEJO:GOOD", 4)).expect("a temporary folder");
    let files = vec![path; 40];
    let mut seen = 0;
    pool().scan(&files, |_| {
        seen += 1;
        if seen == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    assert_eq!(seen, 3);
}

#[test]
fn what_cannot_be_read_or_started_says_so() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let missing = vec![folder.path().join("absent"), folder.path().to_owned()];
    pool().scan(&missing, |scanned| {
        assert!(matches!(scanned.outcome, Err(Failure::Unreadable { .. })), "{scanned:?}");
        assert_eq!(scanned.content, None);
        ControlFlow::Continue(())
    });

    let large = folder.path().join("large");
    fs::File::create(&large).expect("a file").set_len(1 << 40).expect("a sparse file");
    pool().scan(&[large], |scanned| {
        let wanted = Failure::Decode(DecodeError::FileTooLarge {
            bytes: 1 << 40,
            limit: limits().max_file_bytes,
        });
        assert_eq!(scanned.outcome, Err(wanted));
        ControlFlow::Continue(())
    });

    let nowhere = Pool::new(NonZeroUsize::MIN, limits(), || Command::new("/nowhere/at-all"));
    assert!(matches!(nowhere.probe(), Err(Failure::NoWorker { .. })));
    let silent = Pool::new(NonZeroUsize::MIN, limits(), || Command::new("true"));
    assert!(silent.probe().is_err());
}
