//! The server is killed under load, its standby takes over: what was acknowledged is there.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use centre::store::{PostgresStore, Store as _};
use ledger::Log;
use ledger::storage::Files;
use record::Digest;

use crate::cluster::Server;
use crate::common::{ORIGIN, create, digest, entries, key, record, wait_for};

/// Threads that push, and places that must be acknowledged before the server is killed, and after.
const PUSHERS: u32 = 4;
const ENOUGH: usize = 300;

/// What somebody was told.
#[derive(Default)]
struct Told {
    /// Digests of what was pushed.
    pushed: Mutex<Vec<Digest>>,
    /// Places of what was logged.
    places: Mutex<BTreeMap<Digest, u64>>,
    enough: AtomicBool,
}

#[test]
fn when_the_primary_is_killed_under_load_nothing_acknowledged_is_lost() {
    let Some(mut primary) = Server::start() else { return };
    let standby = primary.synchronous_standby();
    let store = PostgresStore::open(&primary.address_with(&standby)).expect("opens");
    let folder = tempfile::tempdir().expect("a folder");
    let files = Files::open(folder.path()).expect("a folder");
    create(&files, &store);
    let told = Told::default();
    let logged = || told.places.lock().expect("no panic").len();
    std::thread::scope(|scope| {
        let (store, files, told) = (&store, &files, &told);
        let stop = Stop(&told.enough);
        for pusher in 0..PUSHERS {
            scope.spawn(move || push(pusher, store, told));
        }
        scope.spawn(move || sequence(store, files, told));
        wait_for("work on the first server", || logged() >= ENOUGH);
        primary.kill();
        standby.promote();
        let before = logged();
        wait_for("work on the second server", || logged() >= before + ENOUGH);
        drop(stop);
    });

    drop(store);
    let store = PostgresStore::open(&format!("{} dbname=postgres", standby.address()));
    let store = store.expect("the second server alone");
    let log = entries(&files, &store);
    let places = told.places.into_inner().expect("no panic");
    println!("{} entries, {} places were acknowledged", log.len(), places.len());
    for (digest, place) in &places {
        let at = usize::try_from(*place).expect("a place");
        assert_eq!(log.get(at).map(|entry| Digest::of(entry)), Some(*digest), "place {at}");
    }
    let (digests, told_places): (Vec<_>, Vec<_>) =
        places.into_iter().map(|(digest, place)| (digest, Some(place))).unzip();
    assert_eq!(store.places(ORIGIN, &digests).expect("places"), told_places);

    let pushed = told.pushed.into_inner().expect("no panic");
    let waiting = store.waiting(usize::MAX).expect("reads");
    let waiting: std::collections::HashSet<_> = waiting.iter().map(digest).collect();
    let places = store.places(ORIGIN, &pushed).expect("places");
    for (digest, place) in pushed.iter().zip(places) {
        assert!(place.is_some() || waiting.contains(digest), "{digest:?} was pushed and is gone");
    }
}

/// Pushes one record after the other, each until it is told that it is stored.
fn push(pusher: u32, store: &PostgresStore, told: &Told) {
    for number in 0_u32.. {
        let one = record(format!("{number} of {pusher}"));
        while store.push(std::slice::from_ref(&one)).is_err() {
            if told.enough.load(Ordering::Relaxed) {
                return;
            }
        }
        told.pushed.lock().expect("no panic").push(digest(&one));
        if told.enough.load(Ordering::Relaxed) {
            return;
        }
    }
}

/// Logs what waits. After an error the log is opened again, which finds out what was stored.
fn sequence(store: &PostgresStore, files: &Files, told: &Told) {
    let mut log = None;
    while !told.enough.load(Ordering::Relaxed) {
        let open = || Log::open(files, store, ORIGIN, key());
        let Ok(mut one) = log.take().map_or_else(open, Ok) else { continue };
        let Ok(batch) = store.waiting(50) else { continue };
        let records: Vec<_> = batch.iter().map(|one| one.record.as_slice()).collect();
        let Ok(places) = one.append(&records) else { continue };
        let digests: Vec<_> = batch.iter().map(digest).collect();
        let places = digests.iter().copied().zip(places.iter().map(|place| place.index));
        told.places.lock().expect("no panic").extend(places);
        log = Some(one);
        // What could not be settled waits again and keeps its place.
        let _ = store.settle(&digests);
        if batch.is_empty() {
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

/// Ends the threads, also where the test fails.
struct Stop<'a>(&'a AtomicBool);

impl Drop for Stop<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}
