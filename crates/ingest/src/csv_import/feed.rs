use std::collections::HashMap;

use record::{ContestNo, Count, SheetCopy, Standing};

/// What a row says happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Event {
    /// No feed: the row is a copy.
    Plain,
    /// Figures appeared or changed.
    Given,
    /// Figures were taken away.
    Removed,
}

/// A feed of events folded to its last state: one copy per table and contest.
#[derive(Debug, Default)]
pub(super) struct Feed {
    entries: Vec<Entry>,
    places: HashMap<(String, ContestNo), usize>,
}

/// The last state of one table.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) code: String,
    pub(super) copy: SheetCopy,
    pub(super) counts: Vec<Count>,
}

impl Feed {
    /// Takes one event. A removal keeps the figures, as withdrawn; a later event makes them stand again.
    pub(super) fn apply(
        &mut self,
        event: Event,
        code: &str,
        mut copy: SheetCopy,
        counts: &[Count],
    ) {
        if event == Event::Removed {
            copy.standing = Standing::Withdrawn;
        }
        let entry = Entry { code: code.to_owned(), copy, counts: counts.to_vec() };
        match self.places.entry((code.to_owned(), entry.copy.contest)) {
            std::collections::hash_map::Entry::Occupied(place) => {
                self.entries[*place.get()] = entry;
            }
            std::collections::hash_map::Entry::Vacant(place) => {
                place.insert(self.entries.len());
                self.entries.push(entry);
            }
        }
    }

    /// The last states, in the order in which the tables first appeared.
    pub(super) fn into_entries(self) -> Vec<Entry> {
        self.entries
    }
}
