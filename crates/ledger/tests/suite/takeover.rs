//! A writer that stands still while another takes over: whichever of the two swaps the head first, the log stays
//! whole and what is published never goes back.

use std::cell::RefCell;

use ledger::log::Stored;
use ledger::storage::{Heads, MemoryHeads};
use ledger::{LedgerError, Log, Note, fsck};
use record::Digest;

use crate::common::{ORIGIN, Place, key};

/// Heads that let something else happen before or after the swap.
struct Interrupted<'a> {
    heads: &'a MemoryHeads,
    before: RefCell<Option<Box<dyn FnOnce() + 'a>>>,
    after: RefCell<Option<Box<dyn FnOnce() + 'a>>>,
}

impl Heads for Interrupted<'_> {
    fn load(&self, origin: &str) -> Result<Option<Vec<u8>>, LedgerError> {
        self.heads.load(origin)
    }
    fn create(&self, origin: &str, note: &[u8]) -> Result<(), LedgerError> {
        self.heads.create(origin, note)
    }
    fn swap(
        &self,
        origin: &str,
        old: &[u8],
        new: &[u8],
        entries: &[(Digest, u64)],
    ) -> Result<(), LedgerError> {
        if let Some(happens) = self.before.take() {
            happens();
        }
        let swapped = self.heads.swap(origin, old, new, entries);
        if let Some(happens) = self.after.take() {
            happens();
        }
        swapped
    }
    fn find(&self, origin: &str, entry: &Digest) -> Result<Option<u64>, LedgerError> {
        self.heads.find(origin, entry)
    }
}

fn published_size(place: &Place) -> u64 {
    let note = place.storage.contents().get("checkpoint").unwrap().clone();
    let note = Note::parse(&note).unwrap();
    ledger::Checkpoint::parse(&note.text).unwrap().size
}

fn whole(place: &Place, entries: u64) {
    let log = place.open().unwrap();
    assert_eq!(log.checkpoint().size, entries);
    assert_eq!(published_size(place), entries);
    fsck::check(&mut Stored(&place.storage), &log.checkpoint(), |_, _| Ok(())).unwrap();
    let staged = place.storage.contents().keys().filter(|path| path.starts_with("staging")).count();
    assert_eq!(staged, 0, "left over");
}

#[test]
fn a_writer_whose_log_was_opened_by_another_may_still_swap() {
    let place = Place::default();
    place.create().append(&[b"one"]).unwrap();
    let heads = Interrupted {
        heads: &place.heads,
        before: RefCell::new(Some(Box::new(|| drop(place.open().unwrap())))),
        after: RefCell::default(),
    };
    let mut slow = Log::open(&place.storage, &heads, ORIGIN, key("log")).unwrap();
    slow.append(&[b"two"]).expect("its staged file is still there");
    whole(&place, 2);
}

#[test]
fn a_writer_overtaken_before_its_swap_is_refused() {
    let place = Place::default();
    place.create().append(&[b"one"]).unwrap();
    let overtake = || {
        let places = place.open().unwrap().append(&[b"three".as_slice(), b"four"]).unwrap();
        assert_eq!(places[1].index, 2);
    };
    let heads = Interrupted {
        heads: &place.heads,
        before: RefCell::new(Some(Box::new(overtake))),
        after: RefCell::default(),
    };
    let mut slow = Log::open(&place.storage, &heads, ORIGIN, key("log")).unwrap();
    assert_eq!(slow.append(&[b"two"]).unwrap_err().rule.code(), "L411");
    whole(&place, 3);
}

#[test]
fn a_writer_overtaken_after_its_swap_does_not_put_back_what_is_published() {
    let place = Place::default();
    place.create().append(&[b"one"]).unwrap();
    let overtake = || {
        place.open().unwrap().append(&[b"three"]).unwrap();
        assert_eq!(published_size(&place), 3);
    };
    let heads = Interrupted {
        heads: &place.heads,
        before: RefCell::default(),
        after: RefCell::new(Some(Box::new(overtake))),
    };
    let mut slow = Log::open(&place.storage, &heads, ORIGIN, key("log")).unwrap();
    // Its entry is in the log; whether it hears so depends on how far the other got.
    let _ = slow.append(&[b"two"]);
    assert_eq!(published_size(&place), 3);
    whole(&place, 3);
    assert_eq!(place.heads.find(ORIGIN, &Digest::of(b"two")).unwrap(), Some(1));
}
