use record::{AreaNo, Collection, Election, SourceNo, TableNo};
use tally::{ContestShape, CopyRef, Lead};

use crate::classes::Voice;
use crate::{Comparison, DifferenceKind, SignTest};

/// Two sources held against each other.
///
/// `common` is `equal + differ`. Tables on which one of the two holds copies but no single content that it
/// stands by are `not_compared`; they are in neither `only_a` nor `only_b`.
#[derive(Clone, Debug)]
pub struct Pair {
    /// The first source.
    pub a: SourceNo,
    /// The second.
    pub b: SourceNo,
    /// Tables compared.
    pub common: u64,
    /// Tables on which they agree in everything that both show.
    pub equal: u64,
    /// Tables on which they do not.
    pub differ: u64,
    /// Of those, tables on which different numbers of votes are given.
    pub differ_votes: u64,
    /// Of those, tables whose votes agree and whose other figures do not.
    pub differ_other: u64,
    /// Of those, tables on which one gives a number and the other a blank or unreadable box.
    pub differ_not_given: u64,
    /// Tables that only the first has.
    pub only_a: u64,
    /// Tables that only the second has.
    pub only_b: u64,
    /// Tables that both have, and that cannot be compared.
    pub not_compared: u64,
    /// Votes of each candidate in the first, over common tables where both give the candidate.
    pub votes_a: Vec<u64>,
    /// The same in the second.
    pub votes_b: Vec<u64>,
    /// Per candidate: on how many tables the second shows more, on how many less.
    pub signs: Vec<SignTest>,
    /// The same for the margin between the two candidates first in votes of the first source.
    pub margin_sign: SignTest,
    /// Largest [`Comparison::votes`] of a table, and which.
    pub largest: Option<(TableNo, u32)>,
    /// Per level of area, the country first: where the leader is another.
    pub levels: Vec<LevelEffect>,
}

/// Effect of the differences on who leads, at one level of area.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LevelEffect {
    /// Areas with common tables.
    pub areas: u32,
    /// Areas in which the common tables have another leader in the second source than in the first.
    pub leader_differs: Vec<AreaNo>,
}

impl Pair {
    /// Net effect per candidate: votes of the second minus votes of the first.
    ///
    /// # Panics
    /// Beyond 2⁶³ votes.
    pub fn net(&self) -> Vec<i64> {
        let net = |(a, b): (&u64, &u64)| {
            i64::try_from(i128::from(*b) - i128::from(*a)).expect("votes fit 63 bits")
        };
        self.votes_a.iter().zip(&self.votes_b).map(net).collect()
    }
}

/// What is counted about a pair while going through the tables.
#[derive(Debug)]
pub(crate) struct PairCounts {
    pair: Pair,
    /// Common tables in ascending order, with the two copies.
    common: Vec<(TableNo, CopyRef, CopyRef)>,
    /// Of each of them, whether both give every candidate the same.
    same: Vec<bool>,
    left: Vec<record::Count>,
    right: Vec<record::Count>,
    /// Margins need the first two candidates, which are known only at the end: differing tables again.
    differing: Vec<u32>,
}

impl PairCounts {
    /// Every pair of the active sources, in ascending order.
    pub(crate) fn all(active: &[SourceNo], candidates: usize) -> Vec<Self> {
        let pairs = active.iter().enumerate().flat_map(|(at, a)| {
            active[at + 1..].iter().map(move |b| Self::new(*a, *b, candidates))
        });
        pairs.collect()
    }

    fn new(a: SourceNo, b: SourceNo, candidates: usize) -> Self {
        let pair = Pair {
            a,
            b,
            common: 0,
            equal: 0,
            differ: 0,
            differ_votes: 0,
            differ_other: 0,
            differ_not_given: 0,
            only_a: 0,
            only_b: 0,
            not_compared: 0,
            votes_a: vec![0; candidates],
            votes_b: vec![0; candidates],
            signs: vec![SignTest::default(); candidates],
            margin_sign: SignTest::default(),
            largest: None,
            levels: Vec::new(),
        };
        let (left, right) = (Vec::new(), Vec::new());
        let (common, same) = (Vec::new(), Vec::new());
        Self { pair, common, same, left, right, differing: Vec::new() }
    }

    pub(crate) fn not_compared(&mut self, voices: (Voice, Voice)) {
        match voices {
            (Voice::Silent, Voice::Silent) => {}
            (_, Voice::Silent) => self.pair.only_a += 1,
            (Voice::Silent, _) => self.pair.only_b += 1,
            _ => self.pair.not_compared += 1,
        }
    }

    pub(crate) fn compared(
        &mut self,
        table: TableNo,
        (a, a_counts): (CopyRef, &[record::Count]),
        (b, b_counts): (CopyRef, &[record::Count]),
        seen: Comparison,
    ) {
        let pair = &mut self.pair;
        pair.common += 1;
        match seen.kind {
            None => pair.equal += 1,
            Some(kind) => {
                pair.differ += 1;
                match kind {
                    DifferenceKind::Votes => pair.differ_votes += 1,
                    DifferenceKind::OtherFigures => pair.differ_other += 1,
                    DifferenceKind::NotGiven => pair.differ_not_given += 1,
                }
                if pair.largest.is_none_or(|(_, most)| seen.votes > most) {
                    pair.largest = Some((table, seen.votes));
                }
            }
        }
        self.add_votes(a_counts, b_counts);
        if seen.kind == Some(DifferenceKind::Votes) {
            self.differing.push(u32::try_from(self.common.len()).expect("tables fit 32 bits"));
        }
        self.common.push((table, a, b));
        self.same.push(a_counts == b_counts);
    }

    /// Finishes the pair: signs of the margin, effect on the leader at each level.
    pub(crate) fn finish(
        mut self,
        election: &Election,
        shape: &ContestShape,
        collections: &[Collection],
    ) -> Pair {
        if let Some((first, Some(second))) =
            Lead::of(&self.pair.votes_a).map(|lead| (lead.first, lead.second))
        {
            self.margin_signs(shape, collections, first.index(), second.index());
        }
        self.pair.levels = self.level_effects(election, shape, collections);
        self.pair
    }

    fn add_votes(&mut self, a: &[record::Count], b: &[record::Count]) {
        let pair = &mut self.pair;
        for (at, (a, b)) in a.iter().zip(b).enumerate() {
            if let (Some(a), Some(b)) = (a.number(), b.number()) {
                pair.votes_a[at] += u64::from(a);
                pair.votes_b[at] += u64::from(b);
                pair.signs[at].note(i64::from(b) - i64::from(a));
            }
        }
    }

    fn candidates(
        &mut self,
        shape: &ContestShape,
        collections: &[Collection],
        a: CopyRef,
        b: CopyRef,
    ) {
        shape.by_candidate(a.of(collections).basis, a.cells(collections), &mut self.left);
        shape.by_candidate(b.of(collections).basis, b.cells(collections), &mut self.right);
    }

    fn margin_signs(
        &mut self,
        shape: &ContestShape,
        collections: &[Collection],
        first: usize,
        second: usize,
    ) {
        for at in std::mem::take(&mut self.differing) {
            let (_, a, b) = self.common[usize::try_from(at).expect("fits")];
            self.candidates(shape, collections, a, b);
            let margin = |counts: &[record::Count]| {
                Some(i64::from(counts[first].number()?) - i64::from(counts[second].number()?))
            };
            if let (Some(a), Some(b)) = (margin(&self.left), margin(&self.right)) {
                self.pair.margin_sign.note(b - a);
            }
        }
    }

    fn level_effects(
        &mut self,
        election: &Election,
        shape: &ContestShape,
        collections: &[Collection],
    ) -> Vec<LevelEffect> {
        let candidates = shape.candidates();
        let mut tables = vec![0_u32; election.areas.len()];
        for (table, ..) in &self.common {
            tables[election.tables.area(*table).index()] += 1;
        }
        let parents: Vec<_> =
            election.areas.iter().map(|(_, area)| area.parent.map(AreaNo::index)).collect();
        let some_votes_differ = self.pair.signs.iter().any(|sign| sign.more + sign.less > 0);
        let mut sums = Vec::new();
        if some_votes_differ {
            sums = vec![0_u64; parents.len() * 2 * candidates];
            let common = std::mem::take(&mut self.common);
            for ((table, a, b), same) in common.into_iter().zip(std::mem::take(&mut self.same)) {
                let row = election.tables.area(table).index() * 2 * candidates;
                let (x, y) = (a.of(collections), b.of(collections));
                shape.by_candidate(x.basis, a.cells(collections), &mut self.left);
                if !same {
                    shape.by_candidate(y.basis, b.cells(collections), &mut self.right);
                }
                let right = if same { &self.left } else { &self.right };
                for (at, (a, b)) in self.left.iter().zip(right).enumerate() {
                    if let (Some(a), Some(b)) = (a.number(), b.number()) {
                        sums[row + at] += u64::from(a);
                        sums[row + candidates + at] += u64::from(b);
                    }
                }
            }
        }
        roll_up(&parents, &mut tables, &mut sums);
        let leader = |votes: &[u64]| Lead::of(votes).and_then(|lead| lead.leader());
        let mut levels = vec![LevelEffect::default(); election.manifest.levels.len() + 1];
        for (no, area) in election.areas.iter().filter(|(no, _)| tables[no.index()] > 0) {
            let level = &mut levels[usize::from(area.level)];
            level.areas += 1;
            if some_votes_differ {
                let row = &sums[no.index() * 2 * candidates..][..2 * candidates];
                if leader(&row[..candidates]) != leader(&row[candidates..]) {
                    level.leader_differs.push(no);
                }
            }
        }
        levels
    }
}

/// Adds every area to the one around it; `sums` may be empty.
fn roll_up(parents: &[Option<usize>], tables: &mut [u32], sums: &mut [u64]) {
    let width = sums.len() / parents.len();
    for (area, parent) in parents.iter().enumerate().rev() {
        let Some(parent) = *parent else { continue };
        tables[parent] += tables[area];
        let (above, below) = sums.split_at_mut(area * width);
        for (sum, more) in above[parent * width..][..width].iter_mut().zip(&below[..width]) {
            *sum += more;
        }
    }
}
