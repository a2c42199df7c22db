//! Storage that fails at every call, before and after it stored; then the whole log from bytes.

use std::cell::Cell;

use ledger::log::Stored;
use ledger::storage::{Heads, Memory, MemoryHeads, Storage};
use ledger::{LedgerError, Log, fsck};
use rand::RngExt as _;
use record::{Digest, Rule};

use crate::common::{ORIGIN, Place, key, random};

/// How the one failing call fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    /// Nothing is stored, an error is returned.
    Before,
    /// Everything is stored, an error is returned.
    After,
    /// The call says it stored, and did not: a disk that lies. Every later call fails.
    Lost,
    /// Half of the bytes are stored under the final name. Every later call fails.
    Torn,
}

/// Storage and heads around sound ones, failing at one call.
struct Faulty<'a, S> {
    storage: &'a S,
    heads: &'a MemoryHeads,
    fault: Fault,
    calls: Cell<usize>,
    fails_at: usize,
}

enum Do {
    Pass,
    Fail,
    FailAfter,
    Skip,
    Tear,
}

impl<S> Faulty<'_, S> {
    fn next(&self) -> Do {
        let call = self.calls.get();
        self.calls.set(call + 1);
        match (call.cmp(&self.fails_at), self.fault) {
            (std::cmp::Ordering::Less, _) => Do::Pass,
            (std::cmp::Ordering::Greater, _) | (_, Fault::Before) => Do::Fail,
            (_, Fault::After) => Do::FailAfter,
            (_, Fault::Lost) => Do::Skip,
            (_, Fault::Torn) => Do::Tear,
        }
    }

    fn write(
        &self,
        bytes: &[u8],
        store: impl FnOnce(&[u8]) -> Result<(), LedgerError>,
    ) -> Result<(), LedgerError> {
        let failed = || Err(LedgerError::new(Rule::LogStorageFailed, "planned"));
        match self.next() {
            Do::Pass => store(bytes),
            Do::Fail => failed(),
            Do::FailAfter => store(bytes).and_then(|()| failed()),
            Do::Skip => Ok(()),
            Do::Tear => store(&bytes[..bytes.len() / 2]),
        }
    }
}

impl<S: Storage> Storage for Faulty<'_, S> {
    fn get(&self, path: &str) -> Result<Option<Vec<u8>>, LedgerError> {
        self.storage.get(path)
    }
    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), LedgerError> {
        self.write(bytes, |bytes| self.storage.put(path, bytes))
    }
    fn replace(&self, path: &str, old: &[u8], new: &[u8]) -> Result<bool, LedgerError> {
        let replace = |new: &[u8]| self.storage.replace(path, old, new).map(|_| ());
        self.write(new, replace).map(|()| true)
    }
    fn put_new(&self, path: &str, bytes: &[u8]) -> Result<(), LedgerError> {
        self.write(bytes, |bytes| self.storage.put_new(path, bytes))
    }
    fn delete(&self, path: &str) -> Result<(), LedgerError> {
        self.write(&[], |_| self.storage.delete(path))
    }
    fn list(&self, folder: &str) -> Result<Vec<String>, LedgerError> {
        self.storage.list(folder)
    }
}

impl<S> Heads for Faulty<'_, S> {
    fn load(&self, origin: &str) -> Result<Option<Vec<u8>>, LedgerError> {
        self.heads.load(origin)
    }
    fn create(&self, origin: &str, note: &[u8]) -> Result<(), LedgerError> {
        self.write(&[], |_| self.heads.create(origin, note))
    }
    fn swap(
        &self,
        origin: &str,
        old: &[u8],
        new: &[u8],
        entries: &[(Digest, u64)],
    ) -> Result<(), LedgerError> {
        // A database transaction is whole or not there: it is not torn.
        self.write(&[], |_| self.heads.swap(origin, old, new, entries))
    }
    fn find(&self, origin: &str, entry: &Digest) -> Result<Option<u64>, LedgerError> {
        self.heads.find(origin, entry)
    }
}

/// Batches of a seed: some within a tile, some across its end, some with entries again.
fn batches(seed: u64) -> Vec<Vec<Vec<u8>>> {
    let mut random = random(seed);
    let mut next = 0;
    (0..6)
        .map(|_| {
            (0..random.random_range(1..=180_u32))
                .map(|_| {
                    next += u32::from(random.random_range(0..10_u32) > 0 || next == 0);
                    format!("entry {}", random.random_range(next.saturating_sub(1)..=next))
                        .into_bytes()
                })
                .collect()
        })
        .collect()
}

/// Runs batches against storage that fails at one call. Gives the calls made and what was acknowledged.
fn run<S: Storage>(
    storage: &S,
    heads: &MemoryHeads,
    batches: &[Vec<Vec<u8>>],
    fault: Fault,
    fails_at: usize,
) -> (usize, Vec<(Vec<u8>, u64)>) {
    let faulty = Faulty { storage, heads, fault, calls: Cell::new(0), fails_at };
    let mut receipted = Vec::new();
    let mut go = || -> Result<(), LedgerError> {
        let mut log = Log::open(&faulty, &faulty, ORIGIN, key("log"))?;
        for batch in batches {
            let places = log.append(batch)?;
            receipted.extend(batch.iter().cloned().zip(places.iter().map(|place| place.index)));
        }
        Ok(())
    };
    let _ = go();
    (faulty.calls.get(), receipted)
}

/// The whole log from bytes, and every acknowledged entry where it was acknowledged.
fn recheck<S: Storage>(log: &Log<&S, &MemoryHeads>, receipted: &[(Vec<u8>, u64)], what: &str) {
    let mut all = Vec::new();
    fsck::check(&mut Stored(log.storage()), &log.checkpoint(), |_, entry| {
        all.push(entry.to_vec());
        Ok(())
    })
    .unwrap_or_else(|error| panic!("{what}: {error}"));
    for (entry, index) in receipted {
        assert_eq!(
            all.get(usize::try_from(*index).unwrap()),
            Some(entry),
            "{what}: a receipted entry"
        );
    }
    let distinct: std::collections::HashSet<_> = all.iter().collect();
    assert_eq!(distinct.len(), all.len(), "{what}: an entry twice");
    // What is staged beyond the head may be of a writer that is alive; behind it nothing is left.
    for left in log.storage().list("staging").unwrap() {
        let size = left["staging/".len()..].split_once('-').unwrap().0.parse::<u64>().unwrap();
        assert!(size > log.checkpoint().size, "{what}: {left} is left over");
    }
}

/// Fails every call there is, before and after it stored, on storage made anew each time; then everybody sends
/// again. Gives how many calls failed.
pub fn nothing_acknowledged_is_lost<S: Storage>(
    seed: u64,
    batches_wanted: usize,
    mut storage: impl FnMut() -> S,
) -> usize {
    let mut batches = batches(seed);
    batches.truncate(batches_wanted);
    let mut new_log = || {
        let (storage, heads) = (storage(), MemoryHeads::default());
        drop(Log::create(&storage, &heads, ORIGIN, key("log")).expect("a new log"));
        (storage, heads)
    };
    let (whole, heads) = new_log();
    let (calls, _) = run(&whole, &heads, &batches, Fault::Before, usize::MAX);
    for (fault, fails_at) in [Fault::Before, Fault::After]
        .into_iter()
        .flat_map(|fault| (0..calls).map(move |at| (fault, at)))
    {
        let (storage, heads) = new_log();
        let (_, mut receipted) = run(&storage, &heads, &batches, fault, fails_at);
        let what = format!("seed {seed}, {fault:?} at call {fails_at}");
        let mut log = Log::open(&storage, &heads, ORIGIN, key("log"))
            .unwrap_or_else(|error| panic!("{what}: {error}"));
        recheck(&log, &receipted, &what);
        // Whoever has no receipt sends again, and everything is there once.
        for batch in &batches {
            let places = log.append(batch).unwrap_or_else(|error| panic!("{what}: {error}"));
            receipted.extend(batch.iter().cloned().zip(places.iter().map(|place| place.index)));
        }
        drop(log);
        let log = Log::open(&storage, &heads, ORIGIN, key("log")).expect("a sound log");
        recheck(&log, &receipted, &what);
    }
    2 * calls
}

#[test]
fn nothing_acknowledged_is_lost_whatever_call_fails() {
    let seeds =
        std::env::var("COTEJO_CRASH_SEEDS").ok().and_then(|text| text.parse().ok()).unwrap_or(28);
    let points: usize = (0..seeds)
        .map(|seed| nothing_acknowledged_is_lost(seed, usize::MAX, Memory::default))
        .sum();
    println!("{points} points of failure");
    assert!(points >= 2_000 || seeds < 28, "{points}");
}

#[test]
fn a_disk_that_lies_or_tears_is_noticed_or_harmless() {
    let (mut refused, mut harmless) = (0, 0);
    for seed in 100..108 {
        let batches = batches(seed);
        let whole = Place::default();
        drop(whole.create());
        let (calls, _) = run(&whole.storage, &whole.heads, &batches, Fault::Before, usize::MAX);
        for fault in [Fault::Lost, Fault::Torn] {
            for fails_at in 0..calls {
                let place = Place::default();
                drop(place.create());
                let (_, receipted) = run(&place.storage, &place.heads, &batches, fault, fails_at);
                let whole = place.open().and_then(|log| {
                    fsck::check(&mut Stored(&place.storage), &log.checkpoint(), |_, _| Ok(()))?;
                    Ok(log)
                });
                match whole {
                    Ok(log) => {
                        recheck(&log, &receipted, &format!("seed {seed}, {fault:?} at {fails_at}"));
                        harmless += 1;
                    }
                    Err(error) => {
                        assert!(error.rule.code().starts_with('L'), "{error}");
                        refused += 1;
                    }
                }
            }
        }
    }
    println!("{refused} refused, {harmless} harmless");
    assert!(refused > 0 && harmless > 0);
}

#[test]
fn bit_rot_anywhere_is_found_by_fsck() {
    let place = Place::with_entries(700, 9);
    let checkpoint = place.open().unwrap().checkpoint();
    let files = place.storage.contents().clone();
    let needed: Vec<_> = ledger::tile::of_tree(checkpoint.size).map(|tile| tile.path()).collect();
    let mut random = random(10);
    for (path, bytes) in files.iter().filter(|(path, _)| needed.contains(path)) {
        for _ in 0..20 {
            let mut rotten = bytes.clone();
            let at = random.random_range(0..rotten.len());
            rotten[at] ^= 1 << random.random_range(0..8_u32);
            place.storage.put(path, &rotten).unwrap();
            fsck::check(&mut Stored(&place.storage), &checkpoint, |_, _| Ok(())).expect_err(path);
        }
        place.storage.put(path, bytes).unwrap();
    }
    fsck::check(&mut Stored(&place.storage), &checkpoint, |_, _| Ok(())).unwrap();
}
