use record::{Collection, SheetCopy, SignatureVerdict, Standing};

use crate::{ContestShape, CopyRef};

/// Whether a copy may count, by itself and beside the other copies of its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CopyStatus {
    /// It may.
    InForce,
    /// Its source withdrew it.
    Withdrawn,
    /// A ruling annulled its table.
    Annulled,
    /// Its signature does not verify.
    InvalidSignature,
    /// A signed correction with a later serial number names it as what it replaces.
    Superseded,
    /// It has another number of counts than the contest, or gives none of them.
    Unusable,
}

/// The status of every copy of one table and contest, in the order given.
///
/// A correction supersedes only if its own signature verifies and its source stands by it.
pub fn statuses(
    shape: &ContestShape,
    collections: &[Collection],
    refs: &[CopyRef],
    out: &mut Vec<CopyStatus>,
) {
    out.clear();
    out.extend(refs.iter().map(|at| alone(shape, collections, *at)));
    let corrects = |at: &CopyRef| at.of(collections).replaces.is_some();
    if !refs.iter().any(corrects) {
        return;
    }
    for newer in refs.iter().map(|at| at.of(collections)).filter(|copy| is_correction(copy)) {
        for (at, status) in refs.iter().zip(&mut *out) {
            if *status == CopyStatus::InForce && replaces(newer, at.of(collections)) {
                *status = CopyStatus::Superseded;
            }
        }
    }
}

/// Whether `newer` names `older` as what it corrects.
pub(crate) fn replaces(newer: &SheetCopy, older: &SheetCopy) -> bool {
    newer.serial > older.serial
        && newer.replaces.is_some()
        && newer.replaces == older.payload.map(|digest| digest.prefix())
}

fn is_correction(copy: &SheetCopy) -> bool {
    copy.signature == SignatureVerdict::Valid && copy.standing == Standing::Stands
}

fn alone(shape: &ContestShape, collections: &[Collection], at: CopyRef) -> CopyStatus {
    let copy = at.of(collections);
    match copy.standing {
        Standing::Withdrawn => return CopyStatus::Withdrawn,
        Standing::Annulled => return CopyStatus::Annulled,
        Standing::Stands => {}
    }
    if copy.signature == SignatureVerdict::Invalid {
        return CopyStatus::InvalidSignature;
    }
    let cells = at.cells(collections);
    if shape.fits(copy.basis, cells) && cells.iter().any(|count| count.number().is_some()) {
        CopyStatus::InForce
    } else {
        CopyStatus::Unusable
    }
}
