use std::cmp::Reverse;

use record::{Basis, Collection, Count, Grade, SourceNo, TableNo};

use crate::status::statuses;
use crate::{ContestShape, CopyIndex, CopyRef, CopyStatus, Policy};

/// Which copy of each table counts under a policy, and which tables no copy counts for, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    /// Tables that count, in ascending order, each with the copy that does.
    pub settled: Vec<Settled>,
    /// Tables of which copies are held and none counts, in ascending order.
    pub unsettled: Vec<Unsettled>,
    /// Tables settled although a copy of the same grade says otherwise, in ascending order.
    pub contested: Vec<Contested>,
}

/// A table with the copy that counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settled {
    /// The table.
    pub table: TableNo,
    /// The copy. Of several with the same figures, the one that gives most.
    pub copy: CopyRef,
}

/// A table left out of the total.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unsettled {
    /// The table.
    pub table: TableNo,
    /// Why.
    pub reason: UnsettledReason,
    /// Best grade among the copies that were weighed.
    pub grade: Grade,
}

/// Why a table is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnsettledReason {
    /// Signed sheets contradict each other; how many hold each decides nothing.
    SignedConflict,
    /// Two contents are supported by equally many sources.
    Tie,
    /// The policy asks for agreement and there is none.
    NotUnanimous,
    /// Every copy is withdrawn, invalid, superseded or unusable.
    NoneInForce,
    /// A ruling annulled the table.
    Annulled,
}

/// A table settled by the larger number of sources.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contested {
    /// The table.
    pub table: TableNo,
    /// Sources that support what counts.
    pub supporting: u16,
    /// Sources that support the runner-up content.
    pub against: u16,
}

impl Selection {
    /// Applies a policy to every table that has a copy.
    pub fn choose(
        shape: &ContestShape,
        index: &CopyIndex,
        collections: &[Collection],
        policy: &Policy,
    ) -> Self {
        let mut selection =
            Self { settled: Vec::new(), unsettled: Vec::new(), contested: Vec::new() };
        let mut judge = Judge { shape, collections, policy, scratch: Scratch::default() };
        for (table, refs) in index.tables() {
            judge.settle(table, refs, &mut selection);
        }
        selection
    }

    /// The copy that counts for a table.
    pub fn of(&self, table: TableNo) -> Option<CopyRef> {
        let at = self.settled.binary_search_by_key(&table, |settled| settled.table).ok()?;
        Some(self.settled[at].copy)
    }
}

struct Judge<'a> {
    shape: &'a ContestShape,
    collections: &'a [Collection],
    policy: &'a Policy,
    scratch: Scratch,
}

#[derive(Default)]
struct Scratch {
    refs: Vec<CopyRef>,
    statuses: Vec<CopyStatus>,
    left: Vec<Count>,
    right: Vec<Count>,
}

impl Judge<'_> {
    fn settle(&mut self, table: TableNo, refs: &[CopyRef], out: &mut Selection) {
        let mut weighed = std::mem::take(&mut self.scratch.refs);
        weighed.clear();
        match self.policy {
            Policy::BestGrade | Policy::Unanimous => weighed.extend_from_slice(refs),
            Policy::OnlySource(source) => weighed.extend(of_source(refs, *source)),
            Policy::FirstOf(order) => {
                let first = order.iter().find(|source| of_source(refs, **source).next().is_some());
                weighed.extend(first.into_iter().flat_map(|source| of_source(refs, *source)));
            }
        }
        if !weighed.is_empty() {
            self.settle_among(table, &mut weighed, out);
        }
        self.scratch.refs = weighed;
    }

    fn settle_among(&mut self, table: TableNo, refs: &mut Vec<CopyRef>, out: &mut Selection) {
        let collections = self.collections;
        let grade_of = |at: &CopyRef| at.of(collections).grade;
        let best_seen = refs.iter().map(grade_of).max().unwrap_or(Grade::Announced);
        statuses(self.shape, collections, refs, &mut self.scratch.statuses);
        let annulled = self.scratch.statuses.contains(&CopyStatus::Annulled);
        let mut status = self.scratch.statuses.iter();
        refs.retain(|_| status.next() == Some(&CopyStatus::InForce));
        let Some(grade) = refs.iter().map(grade_of).max() else {
            let reason = match annulled {
                true => UnsettledReason::Annulled,
                false => UnsettledReason::NoneInForce,
            };
            out.unsettled.push(Unsettled { table, reason, grade: best_seen });
            return;
        };
        refs.retain(|at| grade_of(at) == grade);
        match self.decide(refs, grade) {
            Ok((copy, contest)) => {
                out.settled.push(Settled { table, copy });
                if let Some((supporting, against)) = contest {
                    out.contested.push(Contested { table, supporting, against });
                }
            }
            Err(reason) => out.unsettled.push(Unsettled { table, reason, grade }),
        }
    }

    /// The copy that counts among those in force at the best grade; with the support of it and of the
    /// content next to it where they contradict each other.
    fn decide(
        &mut self,
        refs: &mut [CopyRef],
        grade: Grade,
    ) -> Result<(CopyRef, Option<(u16, u16)>), UnsettledReason> {
        if let [only] = refs {
            return Ok((*only, None));
        }
        let collections = self.collections;
        if all_the_same(collections, refs) {
            return Ok((refs[0], None));
        }
        refs.sort_by(|a, b| content_key(collections, *a).cmp(&content_key(collections, *b)));
        let classes = self.classes(refs);
        if let [class] = &classes[..] {
            return Ok((class[0], None));
        }
        if grade >= Grade::Signed {
            return Err(UnsettledReason::SignedConflict);
        }
        if *self.policy == Policy::Unanimous {
            return Err(UnsettledReason::NotUnanimous);
        }
        let mut support: Vec<_> =
            (0..classes.len()).map(|class| (supporters(&classes, class), class)).collect();
        support.sort_by_key(|(many, class)| (Reverse(*many), *class));
        if support[0].0 == support[1].0 {
            return Err(UnsettledReason::Tie);
        }
        Ok((classes[support[0].1][0], Some((support[0].0, support[1].0))))
    }

    /// Groups copies, already in the order of [`content_key`], so that no two of a group contradict each
    /// other. The order is that of contents, so the groups do not depend on who brought what when.
    fn classes(&mut self, refs: &[CopyRef]) -> Vec<Vec<CopyRef>> {
        let mut classes: Vec<Vec<CopyRef>> = Vec::with_capacity(2);
        for at in refs {
            let fits = classes.iter().position(|class| {
                class.iter().all(|member| {
                    let (left, right) = (&mut self.scratch.left, &mut self.scratch.right);
                    agree(self.shape, self.collections, *member, *at, left, right)
                })
            });
            match fits {
                Some(class) => classes[class].push(*at),
                None => classes.push(vec![*at]),
            }
        }
        classes
    }
}

fn of_source(refs: &[CopyRef], source: SourceNo) -> impl Iterator<Item = CopyRef> {
    refs.iter().copied().filter(move |at| at.source == source)
}

/// Sources that hold this content and no other.
fn supporters(classes: &[Vec<CopyRef>], class: usize) -> u16 {
    let holds = |class: &[CopyRef], source| class.iter().any(|at| at.source == source);
    let mut sources: Vec<_> = classes[class].iter().map(|at| at.source).collect();
    sources.sort_unstable();
    sources.dedup();
    sources.retain(|source| {
        classes.iter().enumerate().all(|(other, refs)| other == class || !holds(refs, *source))
    });
    u16::try_from(sources.len()).expect("sources are numbered in 16 bits")
}

/// Whether copies show the same figures to the last one; then any of them may speak for all.
fn all_the_same(collections: &[Collection], refs: &[CopyRef]) -> bool {
    let singles = |at: CopyRef| {
        let copy = at.of(collections);
        (copy.basis, copy.null, copy.blank, copy.voters_machine, copy.electors)
    };
    refs.windows(2).all(|two| {
        singles(two[0]) == singles(two[1]) && two[0].cells(collections) == two[1].cells(collections)
    })
}

/// An order of copies by content alone: lists before candidates, more given counts first.
fn content_key(collections: &[Collection], at: CopyRef) -> impl Ord {
    let copy = at.of(collections);
    let cells = at.cells(collections);
    let single = [copy.null, copy.blank, copy.voters_machine, copy.electors];
    let given = cells.iter().chain(&single).filter(|count| count.number().is_some()).count();
    (copy.basis != Basis::Lists, Reverse(given), cells, single)
}

/// Whether no figure that is totalled is given differently: votes, null, blank, voters.
fn agree(
    shape: &ContestShape,
    collections: &[Collection],
    a: CopyRef,
    b: CopyRef,
    left: &mut Vec<Count>,
    right: &mut Vec<Count>,
) -> bool {
    let (x, y) = (a.of(collections), b.of(collections));
    let (x_cells, y_cells) = (a.cells(collections), b.cells(collections));
    if !no_conflict(x.null, y.null)
        || !no_conflict(x.blank, y.blank)
        || !no_conflict(x.voters_machine, y.voters_machine)
    {
        return false;
    }
    if x.basis == y.basis {
        return x_cells.iter().zip(y_cells).all(|(a, b)| no_conflict(*a, *b));
    }
    shape.by_candidate(x.basis, x_cells, left);
    shape.by_candidate(y.basis, y_cells, right);
    left.iter().zip(right.iter()).all(|(a, b)| no_conflict(*a, *b))
}

fn no_conflict(a: Count, b: Count) -> bool {
    a == b || a.number().is_none() || b.number().is_none()
}
