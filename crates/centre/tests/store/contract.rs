//! The same tests of every store.

use centre::store::{PostgresStore, SqliteStore, Store, Waiting};
use ledger::storage::{Memory, SqliteHeads};
use record::Digest;

use crate::cluster::Server;
use crate::common::{ORIGIN, bytes, create, digest, entries, now_ms, record};

type Keeps = fn(&dyn Store);

/// What every store keeps to, each on a store with nothing in it.
const CONTRACT: &[(&str, Keeps)] = &[
    ("records wait in the order they came", records_wait_in_the_order_they_came),
    ("what is pushed again keeps its place and time", what_is_pushed_again_keeps_its_place),
    ("what is settled waits no more", what_is_settled_waits_no_more),
    ("a record may be of any bytes and times", a_record_may_be_of_any_bytes),
    ("many records are pushed and settled at once", many_records_at_once),
    ("many push the same at once", many_push_the_same_at_once),
    ("a lease is taken, kept, taken over and given back", a_lease_changes_hands),
    ("one of many who ask gets the lease", one_of_many_gets_the_lease),
    ("a head is made once", a_head_is_made_once),
    ("a head is swapped with its entries or not at all", a_head_is_swapped_with_its_entries),
    ("one of many who swap a head wins", one_of_many_who_swap_wins),
    ("a log is written over it", a_log_is_written_over_it),
];

#[test]
fn sqlite_keeps_the_contract() {
    for (name, test) in CONTRACT {
        println!("{name}");
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("store.sqlite");
        SqliteHeads::create(&file).expect("a new file");
        test(&SqliteStore::open(&file).expect("opens"));
    }
}

#[test]
fn postgresql_keeps_the_contract() {
    let Some(server) = Server::start() else { return };
    for (at, (name, test)) in CONTRACT.iter().enumerate() {
        println!("{name}");
        let address = server.database(&format!("contract_{at}"));
        test(&PostgresStore::open(&address).expect("opens"));
    }
}

fn records_wait_in_the_order_they_came(store: &dyn Store) {
    assert_eq!(store.waiting(10).expect("reads"), []);
    store.push(&[]).expect("nothing is no error");
    let records: Vec<_> = (0..100).map(record).collect();
    for some in records.chunks(7) {
        store.push(some).expect("pushed");
    }
    assert_eq!(store.waiting(1_000).expect("reads"), records);
    assert_eq!(store.waiting(3).expect("reads"), records[..3]);
    assert_eq!(store.waiting(0).expect("reads"), []);
}

fn what_is_pushed_again_keeps_its_place(store: &dyn Store) {
    let [first, second] = [record("first"), record("second")];
    store.push(&[first.clone(), second.clone(), first.clone()]).expect("pushed");
    let later = Waiting { received_ms: first.received_ms + 5, ..first.clone() };
    store.push(&[record("third"), later]).expect("pushed");
    assert_eq!(store.waiting(9).expect("reads"), [first, second, record("third")]);
}

fn what_is_settled_waits_no_more(store: &dyn Store) {
    let records: Vec<_> = (0..6).map(record).collect();
    store.push(&records).expect("pushed");
    store.settle(&[]).expect("nothing is no error");
    let settled = [digest(&records[4]), digest(&records[0]), Digest::of(b"never there")];
    store.settle(&settled).expect("settled");
    store.settle(&settled).expect("again is no error");
    let left = [records[1].clone(), records[2].clone(), records[3].clone(), records[5].clone()];
    assert_eq!(store.waiting(9).expect("reads"), left);
    store.push(&records[..1]).expect("it may come again");
    assert_eq!(store.waiting(9).expect("reads")[4], records[0]);
}

fn a_record_may_be_of_any_bytes(store: &dyn Store) {
    let records: Vec<_> = [Vec::new(), vec![0], (0..=255).collect(), vec![b'x'; 100_000]]
        .into_iter()
        .zip([0, 1, 1_700_000_000_000, 9_007_199_254_740_993])
        .map(|(record, received_ms)| Waiting { record, received_ms })
        .collect();
    store.push(&records).expect("pushed");
    assert_eq!(store.waiting(9).expect("reads"), records);
}

fn many_records_at_once(store: &dyn Store) {
    let records: Vec<_> = (0..10_000).map(record).collect();
    store.push(&records).expect("pushed");
    assert_eq!(store.waiting(20_000).expect("reads"), records);
    let digests: Vec<_> = records.iter().map(digest).collect();
    store.settle(&digests[..9_999]).expect("settled");
    assert_eq!(store.waiting(20_000).expect("reads"), records[9_999..]);
    let places = store.places(ORIGIN, &digests).expect("places");
    assert!(places.len() == 10_000 && places.iter().all(Option::is_none));
}

/// In opposite orders, so that two transactions wait for each other where a store lets them.
fn many_push_the_same_at_once(store: &dyn Store) {
    let records: Vec<_> = (0..200).map(record).collect();
    let backwards: Vec<_> = records.iter().rev().cloned().collect();
    std::thread::scope(|scope| {
        for turn in 0..8 {
            let records = if turn % 2 == 0 { &records } else { &backwards };
            scope.spawn(move || store.push(records).expect("pushed"));
        }
    });
    let mut waiting = store.waiting(1_000).expect("reads");
    waiting.sort_by(|a, b| a.record.cmp(&b.record));
    let mut expected = records;
    expected.sort_by(|a, b| a.record.cmp(&b.record));
    assert_eq!(waiting, expected);
}

fn a_lease_changes_hands(store: &dyn Store) {
    let ask = |holder, for_ms| store.lease(holder, now_ms(), for_ms).expect("an answer");
    let first = ask("a", 60_000);
    assert_eq!((first.holder.as_str(), first.term), ("a", 1));
    assert_eq!(ask("b", 60_000), first, "it is taken");
    let longer = ask("a", 120_000);
    assert!(longer.until_ms > first.until_ms && longer.term == 1, "{longer:?}");
    store.release("b").expect("not theirs is no error");
    assert_eq!(ask("b", 60_000), longer);
    // It runs out.
    ask("a", 1);
    std::thread::sleep(std::time::Duration::from_millis(20));
    let over = ask("b", 60_000);
    assert_eq!((over.holder.as_str(), over.term), ("b", 2));
    assert_eq!(ask("a", 60_000), over);
    // It is given back.
    store.release("b").expect("released");
    let back = ask("a", 1);
    assert_eq!((back.holder.as_str(), back.term), ("a", 3));
    // Our own that ran out changes no hands.
    std::thread::sleep(std::time::Duration::from_millis(20));
    assert_eq!(ask("a", 60_000).term, 3);
}

fn one_of_many_gets_the_lease(store: &dyn Store) {
    let leases: Vec<_> = std::thread::scope(|scope| {
        let ask = |at: u32| {
            let holder = format!("process {at}");
            scope.spawn(move || store.lease(&holder, now_ms(), 60_000).expect("an answer"))
        };
        let asked: Vec<_> = (0..8).map(ask).collect();
        asked.into_iter().map(|one| one.join().expect("no panic")).collect()
    });
    let holder = &leases[0].holder;
    assert!(leases.iter().all(|one| one.holder == *holder && one.term == 1), "{leases:?}");
}

fn a_head_is_made_once(store: &dyn Store) {
    assert_eq!(store.load(ORIGIN).expect("loads"), None);
    store.create(ORIGIN, b"first").expect("made");
    assert_eq!(store.create(ORIGIN, b"other").expect_err("there is one").rule.code(), "L423");
    store.create("example.org/other", b"another log").expect("made");
    assert_eq!(store.load(ORIGIN).expect("loads").as_deref(), Some(&b"first"[..]));
}

fn a_head_is_swapped_with_its_entries(store: &dyn Store) {
    let [one, two] = [Digest::of(b"one"), Digest::of(b"two")];
    let refused =
        |result: Result<(), ledger::LedgerError>| result.expect_err("refused").rule.code();
    assert_eq!(refused(store.swap(ORIGIN, b"", b"new", &[])), "L411", "there is no log");
    store.create(ORIGIN, b"zero").expect("made");
    store.swap(ORIGIN, b"zero", b"one", &[(one, 0)]).expect("swapped");
    assert_eq!(refused(store.swap(ORIGIN, b"zero", b"two", &[(two, 1)])), "L411");
    assert_eq!(store.places(ORIGIN, &[two, one, two]).expect("places"), [None, Some(0), None]);
    // An entry that has a place gets no second one, and what came with it is not stored.
    assert_eq!(refused(store.swap(ORIGIN, b"one", b"two", &[(two, 1), (one, 2)])), "L424");
    assert_eq!(store.load(ORIGIN).expect("loads").as_deref(), Some(&b"one"[..]));
    assert_eq!(store.find(ORIGIN, &two).expect("finds"), None);
    store.swap(ORIGIN, b"one", b"three", &[]).expect("without entries");
    assert_eq!(store.find(ORIGIN, &one).expect("finds"), Some(0));
    assert_eq!(store.find("example.org/other", &one).expect("finds"), None);
}

fn one_of_many_who_swap_wins(store: &dyn Store) {
    store.create(ORIGIN, b"zero").expect("made");
    let swap = |at: u8| {
        let entry = (Digest::of(&[at]), 0);
        store.swap(ORIGIN, b"zero", &[at], &[entry]).map_err(|error| error.rule.code())
    };
    let swap = &swap;
    let won: Vec<_> = std::thread::scope(|scope| {
        let asked: Vec<_> = (1..=8).map(|at| scope.spawn(move || (at, swap(at)))).collect();
        asked.into_iter().map(|one| one.join().expect("no panic")).collect()
    });
    let (winners, losers): (Vec<_>, Vec<_>) = won.iter().partition(|(_, done)| done.is_ok());
    assert_eq!(winners.len(), 1, "{won:?}");
    assert!(losers.iter().all(|(_, done)| *done == Err("L411")), "{won:?}");
    let winner = winners[0].0;
    assert_eq!(store.load(ORIGIN).expect("loads"), Some(vec![winner]));
    for at in 1..=8 {
        let place = store.find(ORIGIN, &Digest::of(&[at])).expect("finds");
        assert_eq!(place.is_some(), at == winner, "only what came with the winner");
    }
}

fn a_log_is_written_over_it(store: &dyn Store) {
    let storage = Memory::default();
    let records: Vec<_> = (0..600).map(record).collect();
    let mut log = create(&storage, store);
    for some in records.chunks(250) {
        log.append(&bytes(some)).expect("appended");
    }
    let again = log.append(&bytes(&records[10..12])).expect("known");
    assert_eq!((again[0].index, again[1].was_there), (10, true));
    assert_eq!(entries(&storage, store), bytes(&records));
    let digests: Vec<_> = records.iter().map(digest).collect();
    assert_eq!(crate::common::places(store, &digests), (0..600).collect::<Vec<_>>());
}
