//! Witnesses and a monitor beside the writer: how far behind they are.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use ed25519_dalek::SigningKey;
use ledger::edge::Edge;
use ledger::log::{CHECKPOINT, Stored};
use ledger::note::Algorithm;
use ledger::reader::Reader;
use ledger::storage::{Files, Storage as _};
use ledger::witness::{self, Head, Request};
use ledger::{Checkpoint, Note, SigningName, fsck};

/// How long each rests between two looks, as one that asks over a network does.
const REST: Duration = Duration::from_millis(100);

/// What one of them did.
pub struct Watched {
    /// Checkpoints verified, and cosigned by a witness.
    pub checkpoints: u32,
    /// Longest from reading a checkpoint to having done with it.
    pub longest: Duration,
    /// Most entries by which the log had grown meanwhile.
    pub most_behind: u64,
    /// Size of the last one.
    pub size: u64,
}

/// Cosigns what is published, until told to stop and everything is cosigned.
pub fn witness(folder: &Path, log: &SigningName, number: u8, stop: &AtomicBool) -> Watched {
    let name = format!("{}/witness-{number}", log.public.name());
    let key = SigningKey::from_bytes(&[100 + number; 32]);
    let key = SigningName::new(&name, Algorithm::CosignatureV1, key).expect("a name");
    let mut last: Option<Head> = None;
    watch(folder, stop, |files, note, checkpoint| {
        let old = last.map_or(0, |head| head.size);
        let mut source = Stored(files);
        let mut reader = Reader::open(&mut source, checkpoint).expect("a sound log");
        let proof = reader.consistency(old).expect("a sound log");
        let request = Request { old, proof, checkpoint: note.clone() };
        let request = Request::parse(request.to_body().as_bytes()).expect("our own request");
        last = Some(witness::decide(&request, &log.public, last).expect("a log that only grows"));
        let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_secs();
        witness::cosign(&request, &key, now).expect("a checkpoint");
    })
}

/// Re-verifies every entry once, until told to stop and everything is verified.
pub fn monitor(folder: &Path, stop: &AtomicBool) -> Watched {
    let mut edge = Edge::default();
    watch(folder, stop, |files, _, checkpoint| {
        fsck::check_from(&mut edge, &mut Stored(files), checkpoint, |_, _| Ok(()))
            .expect("a sound log");
    })
}

fn watch(
    folder: &Path,
    stop: &AtomicBool,
    mut look: impl FnMut(&Files, &Note, &Checkpoint),
) -> Watched {
    let files = Files::open(folder).expect("a folder");
    let published = || {
        let note = Note::parse(&files.get(CHECKPOINT).expect("readable").expect("published"));
        let note = note.expect("a note");
        let checkpoint = Checkpoint::parse(&note.text).expect("a checkpoint");
        (note, checkpoint)
    };
    let mut done = Watched { checkpoints: 0, longest: Duration::ZERO, most_behind: 0, size: 0 };
    loop {
        let last = stop.load(Ordering::SeqCst);
        let (note, checkpoint) = published();
        if checkpoint.size > done.size {
            let since = Instant::now();
            look(&files, &note, &checkpoint);
            done.longest = done.longest.max(since.elapsed());
            done.most_behind = done.most_behind.max(published().1.size - checkpoint.size);
            done.checkpoints += 1;
            done.size = checkpoint.size;
        }
        if last {
            return done;
        }
        std::thread::sleep(REST);
    }
}
