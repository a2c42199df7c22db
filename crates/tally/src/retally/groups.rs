use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};

/// What one part of a file adds up to.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) rows: u64,
    pub(super) absent: u64,
    pub(super) levels: Vec<Groups>,
}

/// Sums by key. Keys and sums lie in flat vectors, so a group costs no allocation of its own.
#[derive(Debug)]
pub(super) struct Groups {
    columns: usize,
    keys: Vec<u8>,
    ends: Vec<u32>,
    sums: Vec<u64>,
    /// Hash and row of every key; the hash is kept so that growing the table reads no key again.
    by_key: HashTable<(u64, u32)>,
    hasher: DefaultHashBuilder,
    /// Row of the key seen last: tables of one area follow each other.
    last: usize,
}

impl Groups {
    pub(super) fn new(columns: usize) -> Self {
        Self {
            columns,
            keys: Vec::new(),
            ends: Vec::new(),
            sums: Vec::new(),
            by_key: HashTable::new(),
            hasher: DefaultHashBuilder::default(),
            last: 0,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn row(&self, row: usize) -> (&[u8], &[u64]) {
        (key(&self.keys, &self.ends, row), &self.sums[row * self.columns..][..self.columns])
    }

    pub(super) fn find(&self, wanted: &[u8]) -> Option<usize> {
        let hash = self.hasher.hash_one(wanted);
        let same = |(its, row): &(u64, u32)| {
            *its == hash && key(&self.keys, &self.ends, index(*row)) == wanted
        };
        self.by_key.find(hash, same).map(|(_, row)| index(*row))
    }

    /// Adds sums to a row.
    pub(super) fn add(&mut self, row: usize, sums: &[u64]) {
        for (sum, more) in self.sums[row * self.columns..][..self.columns].iter_mut().zip(sums) {
            *sum = sum.wrapping_add(*more);
        }
    }

    /// Adds the counts of one table to its group.
    pub(super) fn add_counts(&mut self, wanted: &[u8], counts: &[u32]) {
        if self.ends.is_empty() || key(&self.keys, &self.ends, self.last) != wanted {
            self.last = self.find_or_add(wanted);
        }
        let row = &mut self.sums[self.last * self.columns..][..self.columns];
        // Cannot wrap, see `MAX_DIGITS`; said so that the loop is vectorised.
        for (sum, count) in row.iter_mut().zip(counts) {
            *sum = sum.wrapping_add(u64::from(*count));
        }
    }

    #[inline(never)]
    fn find_or_add(&mut self, wanted: &[u8]) -> usize {
        let Self { keys, ends, by_key, hasher, .. } = self;
        let hash = hasher.hash_one(wanted);
        let same = |(its, row): &(u64, u32)| *its == hash && key(keys, ends, index(*row)) == wanted;
        if let Some((_, row)) = by_key.find(hash, same) {
            return index(*row);
        }
        let row = ends.len();
        keys.extend_from_slice(wanted);
        ends.push(u32::try_from(keys.len()).expect("keys of a file shorter than 4 GiB"));
        let number = u32::try_from(row).expect("fewer groups than bytes of keys");
        by_key.insert_unique(hash, (hash, number), |(hash, _)| *hash);
        self.sums.resize(self.sums.len() + self.columns, 0);
        row
    }
}

fn key<'a>(keys: &'a [u8], ends: &[u32], row: usize) -> &'a [u8] {
    let start = if row == 0 { 0 } else { index(ends[row - 1]) };
    &keys[start..index(ends[row])]
}

fn index(at: u32) -> usize {
    usize::try_from(at).expect("fits")
}
