use record::{Basis, CandidateNo, Collection, Count, ListNo, SheetCopy};
use tally::{ContestShape, CopyRef};

use crate::Pattern;
use crate::pattern::pattern;

/// A figure of a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Cell {
    /// Votes of a candidate.
    Candidate(CandidateNo),
    /// Votes of a list.
    List(ListNo),
    /// Null votes.
    Null,
    /// Blank votes.
    Blank,
    /// The declared total of valid votes.
    Valid,
    /// Electors on the roll.
    Electors,
    /// Voters counted by the machine.
    VotersMachine,
    /// Voters signed in the poll book.
    VotersBook,
}

impl Cell {
    /// Whether the cell holds votes, and not a total or a number of people.
    pub fn is_votes(self) -> bool {
        matches!(self, Self::Candidate(_) | Self::List(_) | Self::Null | Self::Blank)
    }
}

/// One figure that two copies show differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CellDifference {
    /// Which.
    pub cell: Cell,
    /// What the first copy shows.
    pub a: Count,
    /// What the second shows.
    pub b: Count,
}

impl CellDifference {
    /// Whether both give a number: otherwise one of them shows a blank or unreadable box.
    pub fn both_given(&self) -> bool {
        self.a.number().is_some() && self.b.number().is_some()
    }
}

/// How two copies differ, the gravest kind first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DifferenceKind {
    /// Different numbers of votes are given.
    Votes,
    /// The votes agree; a declared total or a number of voters or electors does not.
    OtherFigures,
    /// No two numbers contradict each other: one copy has a blank or unreadable box where the other gives
    /// a number.
    NotGiven,
}

impl DifferenceKind {
    /// The word used in JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Votes => "votes",
            Self::OtherFigures => "other-figures",
            Self::NotGiven => "not-given",
        }
    }
}

/// What holding two copies against each other gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// None where the copies agree in everything that both show.
    pub kind: Option<DifferenceKind>,
    /// The shape of a difference in votes, where it has one that is known.
    pub pattern: Option<Pattern>,
    /// Votes at stake: the larger of the votes that the second copy shows more and those it shows less,
    /// over candidates or lists. Where one copy gives no number, the number the other gives.
    pub votes: u32,
}

impl Comparison {
    /// Whether the copies agree.
    pub fn is_equal(&self) -> bool {
        self.kind.is_none()
    }
}

/// Reusable room, so that comparing a million tables allocates once.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    left: Vec<Count>,
    right: Vec<Count>,
}

/// Holds two copies of one table against each other at the finest basis that both have: lists where both
/// give lists, else candidates. A figure that one of them does not have at all is not compared.
pub fn compare(
    shape: &ContestShape,
    collections: &[Collection],
    a: CopyRef,
    b: CopyRef,
) -> Comparison {
    compare_with(shape, collections, a, b, &mut Scratch::default())
}

pub(crate) fn compare_with(
    shape: &ContestShape,
    collections: &[Collection],
    a: CopyRef,
    b: CopyRef,
    scratch: &mut Scratch,
) -> Comparison {
    let (x, y) = (a.of(collections), b.of(collections));
    let votes = aligned(shape, collections, a, b, scratch);
    // Nearly all copies agree to the last byte: settle that first.
    let singles = singles(x, y);
    if votes.0 == votes.1 && singles.iter().all(|(_, a, b)| a == b) {
        return Comparison { kind: None, pattern: None, votes: 0 };
    }
    weigh(votes, &singles)
}

/// Every figure that two copies show differently, in the order of the sheet.
pub fn differences(
    shape: &ContestShape,
    collections: &[Collection],
    a: CopyRef,
    b: CopyRef,
) -> Vec<CellDifference> {
    let (x, y) = (a.of(collections), b.of(collections));
    let mut scratch = Scratch::default();
    let by_lists = x.basis == Basis::Lists && y.basis == Basis::Lists;
    let (left, right) = aligned(shape, collections, a, b, &mut scratch);
    let named = left.iter().zip(right).enumerate().filter_map(|(at, (a, b))| {
        let cell = if by_lists {
            Cell::List(ListNo::from_index(at)?)
        } else {
            Cell::Candidate(CandidateNo::from_index(at)?)
        };
        Some((cell, *a, *b))
    });
    named
        .chain(singles(x, y))
        .filter(|(_, a, b)| differ(*a, *b))
        .map(|(cell, a, b)| CellDifference { cell, a, b })
        .collect()
}

/// The counts of both copies at the finest basis that both have.
pub(crate) fn aligned<'a>(
    shape: &ContestShape,
    collections: &'a [Collection],
    a: CopyRef,
    b: CopyRef,
    scratch: &'a mut Scratch,
) -> (&'a [Count], &'a [Count]) {
    let (x, y) = (a.of(collections), b.of(collections));
    if x.basis == y.basis {
        return (a.cells(collections), b.cells(collections));
    }
    shape.by_candidate(x.basis, a.cells(collections), &mut scratch.left);
    shape.by_candidate(y.basis, b.cells(collections), &mut scratch.right);
    (&scratch.left, &scratch.right)
}

fn singles(x: &SheetCopy, y: &SheetCopy) -> [(Cell, Count, Count); 6] {
    [
        (Cell::Null, x.null, y.null),
        (Cell::Blank, x.blank, y.blank),
        (Cell::Valid, x.valid, y.valid),
        (Cell::Electors, x.electors, y.electors),
        (Cell::VotersMachine, x.voters_machine, y.voters_machine),
        (Cell::VotersBook, x.voters_book, y.voters_book),
    ]
}

fn weigh((left, right): (&[Count], &[Count]), singles: &[(Cell, Count, Count)]) -> Comparison {
    let (mut more, mut less, mut hidden) = (0_u64, 0_u64, 0_u64);
    let mut kind: Option<DifferenceKind> = None;
    let mut note = |new: DifferenceKind| kind = Some(kind.map_or(new, |old| old.min(new)));
    for (a, b) in left.iter().zip(right) {
        match (a.number(), b.number()) {
            (Some(a), Some(b)) if a == b => {}
            (Some(a), Some(b)) => {
                more += u64::from(b.saturating_sub(a));
                less += u64::from(a.saturating_sub(b));
                note(DifferenceKind::Votes);
            }
            (a_number, b_number) if differ(*a, *b) => {
                hidden += u64::from(a_number.or(b_number).unwrap_or(0));
                note(DifferenceKind::NotGiven);
            }
            _ => {}
        }
    }
    for (cell, a, b) in singles.iter().copied().filter(|(_, a, b)| differ(*a, *b)) {
        note(match (a.number(), b.number()) {
            (Some(_), Some(_)) if cell.is_votes() => DifferenceKind::Votes,
            (Some(_), Some(_)) => DifferenceKind::OtherFigures,
            _ => DifferenceKind::NotGiven,
        });
    }
    let at_stake = if more == 0 && less == 0 { hidden } else { more.max(less) };
    let pattern =
        (kind == Some(DifferenceKind::Votes)).then(|| pattern(left, right, singles)).flatten();
    Comparison { kind, pattern, votes: u32::try_from(at_stake).unwrap_or(u32::MAX) }
}

/// Whether two figures, both there, are not the same. A figure that is absent is not compared.
fn differ(a: Count, b: Count) -> bool {
    a != b && a.is_present() && b.is_present()
}
