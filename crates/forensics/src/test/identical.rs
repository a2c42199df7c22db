//! Tables with exactly the same votes, and how many of them chance gives.

use std::hash::{BuildHasher as _, Hasher as _};

use hashbrown::{DefaultHashBuilder, HashTable};
use record::TableNo;
use serde::Serialize;

use crate::TestError;
use crate::number::{binomial_at_least, real};
use crate::tables::{SMALL, Tables};

/// Pairs named one by one.
pub const NAMED: usize = 200;

/// Votes moved between the two leading options to see how many near pairs there are: one to so many.
pub const SHIFTS: u32 = 5;

/// Fewest votes of each of the two leading options for a table to take part in the comparison with chance: where one
/// option has next to nothing, equal tables are ordinary and there is no room to move votes.
pub const EDGE: u32 = 10;

/// What the test found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Identical {
    /// Tables of fifty or more valid votes.
    pub tables: u64,
    /// Pairs with the same votes for every option, where both leading options have ten votes or more.
    pub pairs: u64,
    /// Pairs with the same votes where one of them has fewer: ordinary where nearly all vote alike, so not tested.
    pub edge_pairs: u64,
    /// Pairs that differ by one to five votes moved between the two leading options, each way: what chance puts
    /// there it puts on equality as often, size for size.
    pub near_pairs: u64,
    /// Pairs expected by chance, from the near ones.
    pub expected: f64,
    /// Chance of so many equal pairs or more, given equal and near ones together.
    pub p: f64,
    /// Valid votes of one table of each pair beyond those expected, at the mean size.
    pub votes: u64,
    /// Those tested first, the largest first.
    pub named: Vec<Pair>,
}

/// Two tables with the same votes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Pair {
    /// One table.
    #[serde(skip)]
    pub a: TableNo,
    /// The other.
    #[serde(skip)]
    pub b: TableNo,
    /// Valid votes of each.
    pub valid: u32,
    /// Whether both are of one centre.
    pub same_centre: bool,
    /// Whether they take part in the comparison with chance; where nearly all voted alike they do not.
    pub tested: bool,
}

/// Finds equal tables by hashing, and near ones by looking up each table's votes with a few moved.
///
/// # Errors
/// `F604` with fewer than two options or two tables large enough, `F602` beyond 2³² tables.
pub fn identical(tables: &Tables, first: usize, second: usize) -> Result<Identical, TestError> {
    if first == second || first.max(second) >= tables.candidates() {
        return Err(TestError::not_applicable("fewer than two options"));
    }
    let groups = Groups::of(tables)?;
    if groups.tables < 2 {
        return Err(TestError::not_applicable(format!(
            "fewer than two tables of {SMALL} or more valid votes"
        )));
    }
    let near_pairs = groups.near(first, second);
    let inner = |place: usize| is_inner(tables.at(place).1, first, second);
    let (mut pairs, mut edge_pairs, mut size) = (0_u64, 0_u64, 0_u64);
    let mut named = Vec::new();
    for group in groups.all.iter().filter(|group| group.places.len() > 1) {
        let many = u64::try_from(group.places.len()).expect("fits");
        let (of, valid) = (many * (many - 1) / 2, tables.at(group.places[0]).0.valid);
        if inner(group.places[0]) {
            pairs += of;
            size += of * u64::from(valid);
        } else {
            edge_pairs += of;
        }
        // Of many equal tables, neighbours are named: the others follow.
        for two in group.places.windows(2) {
            let (a, b) = (tables.at(two[0]).0, tables.at(two[1]).0);
            let same_centre = a.centre == b.centre;
            let tested = inner(two[0]);
            named.push(Pair { a: a.table, b: b.table, valid, same_centre, tested });
        }
    }
    named.sort_by_key(|pair| (!pair.tested, std::cmp::Reverse(pair.valid), pair.a, pair.b));
    named.truncate(NAMED);
    let expected = real(near_pairs) / (2.0 * f64::from(SHIFTS));
    let chance = 1.0 / (1.0 + 2.0 * f64::from(SHIFTS));
    let mean = if pairs == 0 { 0.0 } else { real(size) / real(pairs) };
    Ok(Identical {
        tables: groups.tables,
        pairs,
        edge_pairs,
        near_pairs,
        expected,
        p: binomial_at_least(pairs, pairs + near_pairs, chance),
        votes: crate::number::votes((real(pairs) - expected).max(0.0) * mean),
        named,
    })
}

/// Tables of equal votes, found by their hash.
struct Groups<'a> {
    source: &'a Tables,
    hasher: DefaultHashBuilder,
    found: HashTable<usize>,
    all: Vec<Group>,
    tables: u64,
}

struct Group {
    places: Vec<usize>,
}

impl<'a> Groups<'a> {
    fn of(source: &'a Tables) -> Result<Self, TestError> {
        let mut groups = Self {
            source,
            hasher: DefaultHashBuilder::default(),
            found: HashTable::with_capacity(source.len()),
            all: Vec::new(),
            tables: 0,
        };
        for (place, (row, votes)) in source.iter().enumerate() {
            if row.valid < SMALL {
                continue;
            }
            groups.tables += 1;
            match groups.position(votes) {
                Some(at) => groups.all[at].places.push(place),
                None => groups.add(place, votes),
            }
        }
        u32::try_from(groups.tables).map_err(|_| TestError::overflow("more than 2^32 tables"))?;
        Ok(groups)
    }

    fn add(&mut self, place: usize, votes: &[u32]) {
        let (hash, at) = (self.hash(votes), self.all.len());
        self.all.push(Group { places: vec![place] });
        let (all, source, hasher) = (&self.all, self.source, &self.hasher);
        self.found.insert_unique(hash, at, |at| hash_of(hasher, source.at(all[*at].places[0]).1));
    }

    fn position(&self, votes: &[u32]) -> Option<usize> {
        let same = |at: &usize| self.source.at(self.all[*at].places[0]).1 == votes;
        self.found.find(self.hash(votes), same).copied()
    }

    fn hash(&self, votes: &[u32]) -> u64 {
        hash_of(&self.hasher, votes)
    }

    /// Pairs that one to [`SHIFTS`] votes moved from the second option to the first make equal: every unordered
    /// pair is met once, from the table with fewer votes for the first.
    fn near(&self, first: usize, second: usize) -> u64 {
        let mut near = 0;
        let mut moved = Vec::new();
        for group in &self.all {
            let votes = self.source.at(group.places[0]).1;
            if !is_inner(votes, first, second) {
                continue;
            }
            for shift in 1..=SHIFTS {
                let Some(less) = votes[second].checked_sub(shift) else { break };
                moved.clear();
                moved.extend_from_slice(votes);
                moved[second] = less;
                moved[first] = votes[first].saturating_add(shift);
                if !is_inner(&moved, first, second) {
                    break;
                }
                if let Some(other) = self.position(&moved) {
                    let pairs = group.places.len() * self.all[other].places.len();
                    near += u64::try_from(pairs).unwrap_or(u64::MAX);
                }
            }
        }
        near
    }
}

fn is_inner(votes: &[u32], first: usize, second: usize) -> bool {
    votes[first].min(votes[second]) >= EDGE
}

fn hash_of(hasher: &DefaultHashBuilder, votes: &[u32]) -> u64 {
    let mut hasher = hasher.build_hasher();
    for votes in votes {
        hasher.write_u32(*votes);
    }
    hasher.finish()
}
