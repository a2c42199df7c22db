//! Generators that other audits use, so that their draws can be made again.

mod bits;
mod samples;

pub use bits::BitStream;
pub use samples::{by_index, exponential, fisher_yates, smallest_of};

use std::collections::BTreeSet;

use record::Rule;
use sha2::{Digest as _, Sha256};

use crate::error::{AuditError, Result};
use crate::sampler::{MAX_DRAWS, Replacement};
use crate::seed::Seed;
use record::ticket::Wide;

/// The generator of Stark and of ColoradoRLA: the i-th number, from 1, is
/// `least + SHA-256(seed || "," || i) mod (most − least + 1)`; without replacement repeats are skipped.
///
/// # Errors
/// A523 where `least` is above `most`, A510 where more are asked for than there are.
pub fn colorado(
    seed: &Seed,
    least: u64,
    most: u64,
    replacement: Replacement,
    size: usize,
) -> Result<Vec<u64>> {
    let width = most.checked_sub(least).and_then(|width| width.checked_add(1));
    let Some(width) = width else {
        let detail = format!("no range of 64 bits from {least} to {most}");
        return AuditError::err(Rule::AuditParameterInvalid, detail);
    };
    let fits = u64::try_from(size).is_ok_and(|size| size <= width);
    if size > MAX_DRAWS || (replacement == Replacement::Without && !fits) {
        return AuditError::err(Rule::AuditSampleTooLarge, format!("{size} of {width}"));
    }
    let (mut drawn, mut seen) = (Vec::with_capacity(size), BTreeSet::new());
    let mut at: u64 = 0;
    while drawn.len() < size {
        at += 1;
        let hash = Sha256::digest(format!("{seed},{at}"));
        let number = least + Wide::from_bytes(&hash.into()).modulo(width);
        if replacement == Replacement::With || seen.insert(number) {
            drawn.push(number);
        }
    }
    Ok(drawn)
}
