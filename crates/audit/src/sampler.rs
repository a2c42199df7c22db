//! Draws by ticket: with equal chances, with chances in proportion to weights, and a fixed share of each group.
//!
//! A draw is an order without an end (or until every box was drawn once). A round takes the next ones of the
//! same order; nothing is drawn again, and nothing depends on the order of the list.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BinaryHeap};

use record::Rule;

use crate::error::{AuditError, Result};
use crate::seed::Seed;
use record::ticket::{Ticket, TicketMaker};

/// Most boxes of one draw.
pub const MAX_BOXES: usize = 10_000_000;
/// Most draws of one audit.
pub const MAX_DRAWS: usize = 10_000_000;

/// Whether a box can be drawn again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Replacement {
    /// It can; it then counts again.
    With,
    /// It cannot: the end is a full count.
    Without,
}

/// A box drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    /// Its place in the list of boxes given.
    pub index: usize,
    /// The number of this ticket among those of the box, from 1.
    pub generation: u32,
    /// The ticket.
    pub ticket: Ticket,
    /// What the order is by: −ln(1 − ticket) / weight.
    pub key: f64,
}

/// The order in which boxes are drawn.
pub struct Draw<'a> {
    ids: &'a [&'a str],
    weights: Option<&'a [u64]>,
    replacement: Replacement,
    heap: BinaryHeap<Reverse<Waiting<'a>>>,
}

impl<'a> Draw<'a> {
    /// Boxes with equal chances.
    ///
    /// # Errors
    /// A503 where an id stands twice, A506 beyond [`MAX_BOXES`].
    pub fn equal(ids: &'a [&'a str], seed: &Seed, replacement: Replacement) -> Result<Self> {
        Self::new(ids, None, seed, replacement)
    }

    /// Boxes with chances in proportion to their weights. A weight of zero is never drawn; equal weights give
    /// the order of [`Draw::equal`].
    ///
    /// # Errors
    /// As [`Draw::equal`]; A505 where weights and boxes are not equally many, A531 where all weights are zero.
    pub fn weighted(
        ids: &'a [&'a str],
        weights: &'a [u64],
        seed: &Seed,
        replacement: Replacement,
    ) -> Result<Self> {
        if weights.len() != ids.len() {
            let detail = format!("{} weights for {} boxes", weights.len(), ids.len());
            return AuditError::err(Rule::AuditNumberMalformed, detail);
        }
        if weights.iter().all(|weight| *weight == 0) {
            return AuditError::err(Rule::AuditNothingToDraw, format!("{} boxes", ids.len()));
        }
        Self::new(ids, Some(weights), seed, replacement)
    }

    /// The first `size` of the order.
    ///
    /// # Errors
    /// A510 where there are not as many, or more than [`MAX_DRAWS`] are asked for.
    pub fn sample(self, size: usize) -> Result<Vec<Drawn>> {
        let there = self.heap.len();
        if size > MAX_DRAWS || (self.replacement == Replacement::Without && size > there) {
            return AuditError::err(Rule::AuditSampleTooLarge, format!("{size} of {there}"));
        }
        Ok(self.take(size).collect())
    }

    fn new(
        ids: &'a [&'a str],
        weights: Option<&'a [u64]>,
        seed: &Seed,
        replacement: Replacement,
    ) -> Result<Self> {
        if ids.len() > MAX_BOXES {
            return AuditError::err(Rule::AuditNumberTooLarge, format!("{} boxes", ids.len()));
        }
        each_once(ids)?;
        let maker = TicketMaker::new(seed);
        let weight = |index: usize| weights.map_or(1, |weights| weights[index]);
        let waiting = (0..ids.len())
            .filter(|index| weight(*index) > 0)
            .map(|index| Waiting::new(ids[index], index, 1, maker.first(ids[index]), weight(index)))
            .map(Reverse)
            .collect::<Vec<_>>();
        Ok(Self { ids, weights, replacement, heap: waiting.into() })
    }
}

impl Iterator for Draw<'_> {
    type Item = Drawn;

    fn next(&mut self) -> Option<Drawn> {
        if self.replacement == Replacement::Without {
            return self.heap.pop().map(|Reverse(waiting)| waiting.drawn);
        }
        let mut first = self.heap.peek_mut()?;
        let Drawn { index, generation, ticket, .. } = &first.0.drawn;
        let weight = self.weights.map_or(1, |weights| weights[*index]);
        let generation = generation.saturating_add(1);
        let next = Waiting::new(self.ids[*index], *index, generation, ticket.next(), weight);
        Some(std::mem::replace(&mut first.0, next).drawn)
    }
}

/// A share of each group: ⌈share · size⌉ boxes with the lowest tickets, in the order of their tickets. Groups
/// are in the order of their keys.
///
/// `share` is in millionths; 54 % is 540,000.
///
/// # Errors
/// A503 where a box stands twice, A523 where the share is above one, A531 where there is no box.
pub fn fixed_share<'a, G: Ord + Clone>(
    boxes: &[(G, &'a str)],
    share_millionths: u32,
    seed: &Seed,
) -> Result<BTreeMap<G, Vec<&'a str>>> {
    if share_millionths > 1_000_000 {
        let detail = format!("a share of {share_millionths} millionths");
        return AuditError::err(Rule::AuditParameterInvalid, detail);
    }
    if boxes.is_empty() {
        return AuditError::err(Rule::AuditNothingToDraw, "no box");
    }
    let mut groups: BTreeMap<G, Vec<&'a str>> = BTreeMap::new();
    for (group, id) in boxes {
        groups.entry(group.clone()).or_default().push(*id);
    }
    // A box in two groups would be drawn twice as likely.
    each_once(&boxes.iter().map(|(_, id)| *id).collect::<Vec<_>>())?;
    let mut drawn = BTreeMap::new();
    for (group, ids) in groups {
        let size = share_of(ids.len(), share_millionths);
        let sample = Draw::equal(&ids, seed, Replacement::Without)?.sample(size)?;
        drawn.insert(group, sample.iter().map(|one| ids[one.index]).collect());
    }
    Ok(drawn)
}

/// ⌈share · size⌉, the share in millionths and at most one.
pub fn share_of(size: usize, share_millionths: u32) -> usize {
    let size = u128::try_from(size).expect("sizes fit 128 bits");
    let share = (size * u128::from(share_millionths)).div_ceil(1_000_000);
    usize::try_from(share).expect("at most the size")
}

fn each_once(ids: &[&str]) -> Result<()> {
    let mut sorted = ids.to_vec();
    sorted.sort_unstable();
    match sorted.windows(2).find(|two| two[0] == two[1]) {
        Some(two) => AuditError::err(Rule::AuditBoxDuplicate, two[0]),
        None => Ok(()),
    }
}

/// A box and its next ticket. Ordered by key, then ticket, then id, so that no two are equal.
struct Waiting<'a> {
    id: &'a str,
    drawn: Drawn,
}

impl<'a> Waiting<'a> {
    fn new(id: &'a str, index: usize, generation: u32, ticket: Ticket, weight: u64) -> Self {
        let key = ticket.waiting_time() / weight as f64;
        Self { id, drawn: Drawn { index, generation, ticket, key } }
    }
}

impl Ord for Waiting<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        let (a, b) = (&self.drawn, &other.drawn);
        (a.key.total_cmp(&b.key))
            .then_with(|| a.ticket.cmp(&b.ticket))
            .then_with(|| self.id.cmp(other.id))
    }
}

impl PartialOrd for Waiting<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Waiting<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Waiting<'_> {}
