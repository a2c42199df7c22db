use std::time::{Duration, Instant};

use centre::store::{Store, Waiting};
use ed25519_dalek::SigningKey;
use ledger::log::{CHECKPOINT, Stored};
use ledger::note::Note;
use ledger::storage::Storage;
use ledger::trust::Trust;
use ledger::{Log, fsck};
use record::Digest;

/// The log that the tests write.
pub const ORIGIN: &str = "example.org/store";
/// Longer than any machine needs for anything that is waited for here.
pub const DEADLINE: Duration = Duration::from_secs(90);

pub fn key() -> SigningKey {
    SigningKey::from_bytes(&Digest::of(b"the log of the store's tests").0)
}

pub fn record(name: impl std::fmt::Display) -> Waiting {
    Waiting { record: format!("record {name}").into_bytes(), received_ms: 1_700_000_000_000 }
}

pub fn digest(waiting: &Waiting) -> Digest {
    Digest::of(&waiting.record)
}

/// Waits for what must come.
pub fn wait_for(what: &str, mut there: impl FnMut() -> bool) {
    let deadline = Instant::now() + DEADLINE;
    while !there() {
        assert!(Instant::now() < deadline, "waited in vain for: {what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// Reads the whole published log from its bytes, as anybody could: its entries in order. What is published is what
/// the store's head says, signed by the one key.
pub fn entries(storage: &impl Storage, store: &dyn Store) -> Vec<Vec<u8>> {
    let trust = Trust::in_log(
        ledger::note::SigningName::new(ORIGIN, ledger::note::Algorithm::Ed25519, key())
            .expect("a name")
            .public,
    );
    let published = storage.get(CHECKPOINT).expect("readable").expect("published");
    let head = store.load(ORIGIN).expect("loads").expect("a head");
    assert_eq!(published, head, "published is the last head that was signed");
    let note = Note::parse(&published).expect("a note");
    let checkpoint = trust.verify(&note, None).expect("signed").checkpoint;
    let mut entries = Vec::new();
    fsck::check(&mut Stored(storage), &checkpoint, |_, entry| {
        entries.push(entry.to_vec());
        Ok(())
    })
    .expect("the log folds into its root");
    entries
}

/// A new log over a store.
pub fn create<S: Storage>(storage: S, store: &dyn Store) -> Log<S, &dyn Store> {
    Log::create(storage, store, ORIGIN, key()).expect("a new log")
}

/// The entries of records, for a log.
pub fn bytes(records: &[Waiting]) -> Vec<&[u8]> {
    records.iter().map(|one| one.record.as_slice()).collect()
}

/// Milliseconds since 1970.
pub fn now_ms() -> u64 {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    u64::try_from(now.expect("after 1970").as_millis()).expect("not that late")
}

/// The places of records, all of which must be there.
pub fn places(store: &dyn Store, digests: &[Digest]) -> Vec<u64> {
    let places = store.places(ORIGIN, digests).expect("places");
    places.into_iter().map(|place| place.expect("it was logged")).collect()
}
