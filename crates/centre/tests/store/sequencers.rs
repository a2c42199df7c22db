//! Two processes that write one log in turns, of which one dies wherever it may.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use centre::sequencer::{Shared, start_writer};
use centre::store::{PostgresStore, Store};
use centre::writer::{Health, Writer};
use ledger::storage::{Files, Heads, Storage};
use ledger::{LedgerError, Log};
use record::{Digest, Rule};

use crate::cluster::Server;
use crate::common::{
    ORIGIN, bytes, create, digest, entries, key, now_ms, places, record, wait_for,
};

/// How long a turn lasts without being prolonged: longer than a machine that is busy with other tests stops anybody.
const TURN_MS: u64 = 6_000;
/// Records, and how many of them a sequencer takes at once.
const RECORDS: u32 = 60;
const BATCH: usize = 20;
/// Each commit has at most so many steps that change something.
const STEPS: u32 = 11;

#[test]
fn wherever_one_of_two_sequencers_is_killed_the_other_goes_on_and_nothing_acknowledged_is_lost() {
    let Some(server) = Server::start() else { return };
    let addresses: Vec<_> =
        (0..STEPS).map(|step| server.database(&format!("killed_{step}"))).collect();
    std::thread::scope(|scope| {
        for (step, address) in (0..).zip(&addresses) {
            scope.spawn(move || killed_at(step, address));
        }
    });
}

/// The first is killed before its `step`-th change, the swap of the head counting twice: before and after it.
fn killed_at(step: u32, address: &str) {
    let store = PostgresStore::open(address).expect("opens");
    let folder = tempfile::tempdir().expect("a folder");
    let files = Files::open(folder.path()).expect("a folder");
    create(&files, &store);
    let records: Vec<_> = (0..RECORDS).map(record).collect();
    store.push(&records).expect("pushed");
    let acknowledged = Acknowledged::default();
    let all_done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let sequencer = |name: &'static str, life: Life| {
            let (store, files, acknowledged, all_done) = (&store, &files, &acknowledged, &all_done);
            scope.spawn(move || sequence(name, store, files, &life, acknowledged, all_done))
        };
        assert_eq!(store.lease("first", now_ms(), TURN_MS).expect("asks").term, 1);
        let first = sequencer("first", Life::of(step));
        let second = sequencer("second", Life::of(u32::MAX));
        assert!(first.join().expect("no panic"), "{step}: it was to be killed");
        wait_for("everything is logged", || store.waiting(1).expect("reads").is_empty());
        all_done.store(true, Ordering::Relaxed);
        assert!(!second.join().expect("no panic"), "{step}: the second lives");
    });
    let lease = store.lease("second", now_ms(), 1).expect("asks");
    assert_eq!((lease.holder.as_str(), lease.term), ("second", 2), "{step}");

    let logged = entries(&files, &store);
    assert_eq!(logged, bytes(&records), "{step}: in the order they came, each once");
    let acknowledged = acknowledged.into_inner().expect("no panic");
    for (digest, place) in &acknowledged {
        let at = usize::try_from(*place).expect("a place");
        assert_eq!(Digest::of(&logged[at]), *digest, "{step}: what was acknowledged stands there");
    }
    let digests: Vec<_> = records.iter().map(digest).collect();
    assert_eq!(places(&store, &digests), (0..u64::from(RECORDS)).collect::<Vec<_>>());
    assert_eq!(acknowledged.len(), digests.len(), "{step}: all were acknowledged in the end");
}

#[test]
fn a_centre_cut_off_from_its_store_says_that_it_is_not_ready_and_recovers() {
    let Some(mut server) = Server::start() else { return };
    let address = server.database("cut_off");
    let store: Arc<dyn Store> = Arc::new(PostgresStore::open(&address).expect("opens"));
    let folder = tempfile::tempdir().expect("a folder");
    let files = Files::open(folder.path()).expect("a folder");
    create(&files, &*store);
    let shared = Shared::default();
    let open = move || {
        let heads = PostgresStore::open(&address)
            .map_err(|error| LedgerError::new(error.rule, error.detail))?;
        Log::open(files.clone(), heads, ORIGIN, key())
    };
    let writer = Writer::closed(Box::new(open));
    let thread =
        start_writer(store, writer, "it".to_owned(), BATCH, shared.clone()).expect("a thread");
    wait_for("it writes", || shared.metrics.writing.get() == 1);
    server.kill();
    wait_for(
        "it says that it cannot",
        || matches!(shared.health(), Health::Recovering(error) if error.rule == Rule::StoreFailed),
    );
    wait_for("it no longer takes its turn for granted", || shared.metrics.writing.get() == 0);
    server.listen();
    wait_for("it writes again", || {
        shared.health() == Health::Writing && shared.metrics.writing.get() == 1
    });
    shared.stop.store(true, Ordering::Relaxed);
    thread.join().expect("no panic");
}

#[test]
fn a_sequencer_that_slept_through_its_turn_forks_nothing() {
    let Some(server) = Server::start() else { return };
    let address = server.database("slept");
    let [ours, theirs] = [(); 2].map(|()| PostgresStore::open(&address).expect("opens"));
    let folder = tempfile::tempdir().expect("a folder");
    let files = Files::open(folder.path()).expect("a folder");
    let records: Vec<_> = (0..9).map(record).collect();
    let mut sleeper = create(&files, &ours);
    sleeper.append(&bytes(&records[..3])).expect("appended");
    assert_eq!(ours.lease("sleeper", 0, 1).expect("asks").term, 1);
    wait_for("the turn is over", || theirs.lease("other", 0, 60_000).expect("asks").term == 2);
    let mut other = Log::open(&files, &theirs, ORIGIN, key()).expect("opens");
    other.append(&bytes(&records[3..6])).expect("appended");
    // It wakes up and believes that it is still its turn.
    let error = sleeper.append(&bytes(&records[6..])).expect_err("somebody else wrote");
    assert_eq!(error.rule, Rule::LogForked);
    other.append(&bytes(&records[6..8])).expect("appended");
    assert_eq!(entries(&files, &ours), bytes(&records[..8]));
    let mut again = Log::open(&files, &ours, ORIGIN, key()).expect("it may take part again");
    assert_eq!(again.append(&bytes(&records)).expect("appended")[8].index, 8);
    assert_eq!(entries(&files, &theirs), bytes(&records));
}

/// Places by digest, as told to those who asked.
type Acknowledged = Mutex<BTreeMap<Digest, u64>>;

/// Takes turns and writes, until all is done or it is killed; says which.
fn sequence(
    name: &str,
    store: &PostgresStore,
    files: &Files,
    life: &Life,
    acknowledged: &Acknowledged,
    all_done: &AtomicBool,
) -> bool {
    let mut log = None;
    while !all_done.load(Ordering::Relaxed) {
        if store.lease(name, now_ms(), TURN_MS).expect("an answer").holder != name {
            log = None;
            std::thread::sleep(Duration::from_millis(50));
            continue;
        }
        let open = || Log::open(Mortal(files, life), Mortal(store, life), ORIGIN, key());
        let done = log.take().map_or_else(open, Ok).and_then(|mut log| {
            let batch = store.waiting(BATCH).expect("reads");
            let places = log.append(&bytes(&batch))?;
            Ok((log, batch, places))
        });
        match done {
            Ok((one, batch, places)) => {
                let digests: Vec<_> = batch.iter().map(digest).collect();
                let places = digests.iter().copied().zip(places.iter().map(|place| place.index));
                acknowledged.lock().expect("no panic").extend(places);
                store.settle(&digests).expect("settled");
                log = Some(one);
            }
            Err(_) if life.is_over() => return true,
            Err(error) => panic!("{name}: {error}"),
        }
    }
    false
}

/// How many changes somebody still makes.
struct Life(AtomicU32);

impl Life {
    fn of(changes: u32) -> Self {
        Self(AtomicU32::new(changes))
    }

    fn is_over(&self) -> bool {
        self.0.load(Ordering::Relaxed) == 0
    }

    /// One change, where there is life for it.
    fn step(&self) -> Result<(), LedgerError> {
        let less = |left: u32| left.checked_sub(1);
        let step = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, less);
        step.map(|_| ()).map_err(|_| LedgerError::new(Rule::LogStorageFailed, "killed"))
    }
}

/// Something that its user can change only while it lives.
struct Mortal<'a, T>(&'a T, &'a Life);

impl<T: Storage> Storage for Mortal<'_, T> {
    fn get(&self, path: &str) -> Result<Option<Vec<u8>>, LedgerError> {
        self.0.get(path)
    }
    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), LedgerError> {
        self.1.step()?;
        self.0.put(path, bytes)
    }
    fn replace(&self, path: &str, old: &[u8], new: &[u8]) -> Result<bool, LedgerError> {
        self.1.step()?;
        self.0.replace(path, old, new)
    }
    fn put_new(&self, path: &str, bytes: &[u8]) -> Result<(), LedgerError> {
        self.1.step()?;
        self.0.put_new(path, bytes)
    }
    fn delete(&self, path: &str) -> Result<(), LedgerError> {
        self.1.step()?;
        self.0.delete(path)
    }
    fn list(&self, folder: &str) -> Result<Vec<String>, LedgerError> {
        self.0.list(folder)
    }
}

impl<T: Heads> Heads for Mortal<'_, T> {
    fn load(&self, origin: &str) -> Result<Option<Vec<u8>>, LedgerError> {
        self.0.load(origin)
    }
    fn create(&self, origin: &str, note: &[u8]) -> Result<(), LedgerError> {
        self.0.create(origin, note)
    }
    /// May be killed before it, and after it before the answer is heard.
    fn swap(
        &self,
        origin: &str,
        old: &[u8],
        new: &[u8],
        entries: &[(Digest, u64)],
    ) -> Result<(), LedgerError> {
        self.1.step()?;
        self.0.swap(origin, old, new, entries)?;
        self.1.step()
    }
    fn find(&self, origin: &str, entry: &Digest) -> Result<Option<u64>, LedgerError> {
        self.0.find(origin, entry)
    }
}
