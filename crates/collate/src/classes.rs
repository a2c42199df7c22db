use record::{Basis, Collection, SourceNo};
use tally::{ContestShape, CopyRef, CopyStatus};

use crate::compare::{Scratch, compare_with};

/// What a source has to say about one table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Voice {
    /// It has no copy.
    Silent,
    /// It has copies, but no single content that it stands by: withdrawn, superseded, unusable, or several
    /// that contradict each other.
    Unclear,
    /// This copy speaks for it.
    Copy(CopyRef),
}

/// What a source says about a table, from its copies and their statuses.
///
/// Where nothing is in force, a copy whose signature does not verify still shows what the source holds.
pub(crate) fn voice(
    shape: &ContestShape,
    collections: &[Collection],
    refs: &[CopyRef],
    statuses: &[CopyStatus],
    scratch: &mut Scratch,
) -> Voice {
    if refs.is_empty() {
        return Voice::Silent;
    }
    for wanted in [CopyStatus::InForce, CopyStatus::InvalidSignature] {
        let mut of_status =
            refs.iter().zip(statuses).filter(|(_, status)| **status == wanted).map(|(at, _)| *at);
        let Some(first) = of_status.next() else { continue };
        let mut best = first;
        for at in of_status {
            if !compare_with(shape, collections, first, at, scratch).is_equal() {
                return Voice::Unclear;
            }
            if at.of(collections).grade > best.of(collections).grade {
                best = at;
            }
        }
        return usable(shape, collections, best);
    }
    Voice::Unclear
}

fn usable(shape: &ContestShape, collections: &[Collection], at: CopyRef) -> Voice {
    if shape.fits(at.of(collections).basis, at.cells(collections)) {
        Voice::Copy(at)
    } else {
        Voice::Unclear
    }
}

/// Sources that say the same about a table; the first that gives lists, or else the first, speaks for all.
#[derive(Clone, Debug)]
pub(crate) struct Class {
    pub(crate) first: CopyRef,
    pub(crate) sources: Vec<SourceNo>,
}

impl Class {
    /// Adds a source that says the same.
    pub(crate) fn join(&mut self, at: CopyRef, collections: &[Collection]) {
        self.sources.push(at.source);
        let basis = |at: CopyRef| at.of(collections).basis;
        if basis(self.first) == Basis::Candidates && basis(at) == Basis::Lists {
            self.first = at;
        }
    }
}
