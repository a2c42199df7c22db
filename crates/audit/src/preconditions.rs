//! What has to be true, and written down, before a seed is accepted.

use record::{Digest, Rule};
use serde::{Deserialize, Serialize};

use crate::contest::Outcome;
use crate::error::{AuditError, Result};
use crate::manifest::Manifest;
use crate::seed::Seed;

/// Seconds since 1970 (UTC).
pub type Moment = u64;

/// The results per table, in the public log before anybody knew the seed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Commitment {
    /// Entries of the log.
    pub size: u64,
    /// Its root.
    pub root: Digest,
    /// Digest of the audit's manifest: codes, votes, bounds.
    pub manifest: Digest,
    /// When it was published.
    pub at: Moment,
}

/// Who knows how many receipts can be in a box.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BoundsFrom {
    /// Certified signatures in the poll book.
    PollBook,
    /// Registered electors of the table.
    Roll,
    /// The machine's own count: not independent, refused.
    Machine,
}

/// Where every box is, written down before the draw.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inventory {
    /// Boxes found, by code.
    pub present: Vec<String>,
    /// Boxes known to be lost: they are not drawn, and lower the margin.
    pub lost: Vec<String>,
    /// When it was closed.
    pub at: Moment,
}

/// All that is held against the preconditions.
#[derive(Clone, Copy, Debug)]
pub struct Evidence<'a> {
    /// The results per table, where committed.
    pub commitment: Option<&'a Commitment>,
    /// The boxes that can be drawn.
    pub manifest: &'a Manifest,
    /// The outcome as announced.
    pub outcome: &'a Outcome,
    /// Announced votes for each choice; none where nothing but the tables was announced.
    pub announced: Option<&'a [u64]>,
    /// Votes in boxes that are not in the manifest: lost, declared not auditable.
    pub elsewhere: &'a [u64],
    /// Where the bounds are from.
    pub bounds_from: BoundsFrom,
    /// The inventory, where there is one.
    pub inventory: Option<&'a Inventory>,
}

/// One precondition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Precondition {
    /// The rule that is broken where it is not met.
    pub rule: Rule,
    /// Whether it is met.
    pub met: bool,
    /// What was seen.
    pub detail: String,
}

/// Every precondition, met or not, in the order they are to be met in.
pub fn check(evidence: &Evidence<'_>) -> Vec<Precondition> {
    vec![committed(evidence), totals(evidence), independent(evidence), inventoried(evidence)]
}

/// That every precondition is met.
///
/// # Errors
/// The first that is not: A512, A513, A515 or A516.
pub fn all_met(evidence: &Evidence<'_>) -> Result<()> {
    match check(evidence).into_iter().find(|one| !one.met) {
        Some(Precondition { rule, detail, .. }) => AuditError::err(rule, detail),
        None => Ok(()),
    }
}

/// The seed of a public ceremony, after everything it must come after.
///
/// # Errors
/// A501, A502 for the digits, A517 where it is earlier than commitment or inventory.
pub fn seed(
    digits: &str,
    at: Moment,
    commitment: &Commitment,
    inventory: &Inventory,
) -> Result<Seed> {
    let seed = Seed::from_dice(digits)?;
    for (what, before) in [("the commitment", commitment.at), ("the inventory", inventory.at)] {
        if at <= before {
            let detail = format!("drawn at {at}, {what} is of {before} (seconds since 1970)");
            return AuditError::err(Rule::AuditSeedTooEarly, detail);
        }
    }
    Ok(seed)
}

fn committed(evidence: &Evidence<'_>) -> Precondition {
    let detail = match evidence.commitment {
        Some(one) => format!("{} entries, root {}", one.size, one.root),
        None => "no checkpoint is named".to_owned(),
    };
    let met = evidence.commitment.is_some_and(|one| one.size > 0);
    Precondition { rule: Rule::AuditNotCommitted, met, detail }
}

/// Sums of the tables give the announced totals, and the announced winner.
fn totals(evidence: &Evidence<'_>) -> Precondition {
    let rule = Rule::AuditTotalsDisagree;
    let mut sums = evidence.manifest.totals();
    for (sum, elsewhere) in sums.iter_mut().zip(evidence.elsewhere) {
        *sum = sum.saturating_add(*elsewhere);
    }
    let announced = evidence.announced.unwrap_or(&sums);
    if announced != sums {
        let detail = format!("announced {announced:?}, the tables add up to {sums:?}");
        return Precondition { rule, met: false, detail };
    }
    let wrong = evidence.outcome.assertions.iter().find(|one| one.score(&sums) <= 0);
    let detail = match wrong {
        Some(assertion) => format!("the tables do not give assertion {assertion}"),
        None => format!("{} tables give the announced outcome", evidence.manifest.len()),
    };
    Precondition { rule, met: wrong.is_none(), detail }
}

fn independent(evidence: &Evidence<'_>) -> Precondition {
    let detail = match evidence.bounds_from {
        BoundsFrom::PollBook => "signatures of the poll books",
        BoundsFrom::Roll => "registered electors",
        BoundsFrom::Machine => "the machines' own counts",
    };
    let met = evidence.bounds_from != BoundsFrom::Machine;
    Precondition { rule: Rule::AuditBoundsNotIndependent, met, detail: detail.to_owned() }
}

/// Every box of the manifest was found.
fn inventoried(evidence: &Evidence<'_>) -> Precondition {
    let rule = Rule::AuditInventoryMissing;
    let Some(inventory) = evidence.inventory else {
        return Precondition { rule, met: false, detail: "there is none".to_owned() };
    };
    let present: std::collections::BTreeSet<&str> =
        inventory.present.iter().map(String::as_str).collect();
    let missing = evidence.manifest.boxes().iter().find(|one| !present.contains(one.id.as_str()));
    let detail = match missing {
        Some(one) => format!("{} is neither there nor declared lost", one.id),
        None => format!("{} boxes there, {} lost", present.len(), inventory.lost.len()),
    };
    Precondition { rule, met: missing.is_none(), detail }
}
