//! The least number of tables that would have to be different for an announcement to be true.
//!
//! **Setting.** Held tables `t` show `v_t` votes in a column (a candidate, the others together, or the
//! margin between two candidates); the announcement gives `A`. Tables without a sheet here can add between
//! nothing and `C`, their electors (`C = 0` where they are taken not to count). A held table *is touched*
//! if the announcement does not count it, or counts it with other figures than its sheet.
//!
//! **Claim.** With `V = Σ v_t`, the least number of touched tables is exact and found greedily:
//! * `A < V`: touching `t` lowers the sum by any amount up to `v_t`. Least `k` such that the `k` largest
//!   `v_t` add up to at least `V − A`.
//! * `A > V + C`: only a table counted with other figures raises the sum, by any amount up to
//!   `g_t = cap_t − v_t`. Least `k` such that the `k` largest `g_t` add up to at least `A − V − C`.
//! * else none.
//!
//! *Proof.* No `k` tables can move the sum further than the `k` with the largest gains, so fewer do not
//! suffice; and since each gain can be used in any part, the last of the `k` closes the gap exactly. For a
//! margin the gains are `cap_t − m_t` upwards and `cap_t + m_t` downwards (`m_t` the margin on the sheet),
//! and the missing tables widen the gap that needs no touching by `C` on both sides. ∎
//!
//! Each column's number is exact for that column alone. All columns must hold at once, so the largest of
//! them is a lower bound for the announcement as a whole.
//!
//! **Coverage.** Leaving a table uncovered touches it without making it different. Where an announcement
//! leaves room for `u` uncovered tables, at least `k − u` must be different (exact when both move the sum
//! equally, as in `A < V`). Where the room is given in electors, the most that uncovering can move is
//! bounded by filling the room with the tables that move most per elector (the relaxed knapsack), which
//! keeps the result a lower bound.

use record::{Announcement, CandidateNo};
use serde::Serialize;

use super::held::Sheets;
use super::{Room, Whole};

/// How tables without a sheet here are treated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unreported {
    /// The announcement may count any of them, each with up to its electors.
    MayCount,
    /// The announcement counts only tables of which a sheet is held.
    NotCounted,
}

/// What bounds the votes of a held table that is counted with other figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum HeldCap {
    /// Electors on its roll; no bound where the roll is not known.
    Electors,
    /// Votes cast on its sheet: only their distribution may be different.
    VotesCast,
}

/// What is held against the announcement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Quantity {
    /// Votes of a candidate.
    Candidate(CandidateNo),
    /// Votes of all candidates not named.
    Others,
    /// Margin between the two candidates first in the announcement.
    Margin(CandidateNo, CandidateNo),
}

/// The least number of tables for one quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Least {
    /// Which quantity.
    pub quantity: Quantity,
    /// Its value on the sheets.
    pub sheets: i64,
    /// Its value as announced.
    pub announced: i64,
    /// Least number of held tables not counted in the announcement or counted with other figures; none
    /// where not even all of them suffice.
    pub touched: Option<u64>,
    /// Least number counted with other figures, if as many were left uncovered as the announced coverage
    /// allows; none where not even all suffice.
    pub different: Option<u64>,
}

/// One way of treating what is not known, with its result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reconciliation {
    /// How tables without a sheet are treated.
    pub unreported: Unreported,
    /// What bounds held tables.
    pub cap: HeldCap,
    /// Most votes that tables without a sheet can add; none without a bound.
    pub unreported_votes_at_most: Option<u64>,
    /// Every quantity.
    pub quantities: Vec<Least>,
    /// Largest of [`Least::touched`]: a lower bound for all quantities at once.
    pub touched: Option<u64>,
    /// Largest of [`Least::different`].
    pub different: Option<u64>,
}

/// All four combinations, the one that assumes least first.
pub(super) fn all(
    sheets: &Sheets,
    named: &[CandidateNo],
    announced: &[u64],
    announcement: &Announcement,
    whole: &Whole,
    room: &Room,
) -> Vec<Reconciliation> {
    let mut columns = Vec::with_capacity(announced.len() + 2);
    columns.extend(announced.iter().copied().map(i128::from));
    columns.extend(announcement.others.map(i128::from));
    let ways = [
        (Unreported::MayCount, HeldCap::Electors),
        (Unreported::MayCount, HeldCap::VotesCast),
        (Unreported::NotCounted, HeldCap::Electors),
        (Unreported::NotCounted, HeldCap::VotesCast),
    ];
    ways.map(|(unreported, cap)| {
        let missing = match unreported {
            Unreported::MayCount => whole.unheld_electors,
            Unreported::NotCounted => Some(0),
        };
        let way = Way { sheets, named, cap, missing, room };
        way.reconcile(unreported, announced, &columns)
    })
    .into()
}

struct Way<'a> {
    sheets: &'a Sheets,
    named: &'a [CandidateNo],
    cap: HeldCap,
    missing: Option<u64>,
    room: &'a Room,
}

/// What touching one table can move.
#[derive(Clone, Copy)]
struct Gain {
    /// By counting it with other figures.
    different: u64,
    /// By leaving it uncovered.
    uncovered: u64,
    /// Electors that leaving it uncovered takes from the room.
    weight: u64,
}

impl Way<'_> {
    fn reconcile(
        &self,
        unreported: Unreported,
        announced: &[u64],
        columns: &[i128],
    ) -> Reconciliation {
        let mut quantities: Vec<_> = columns
            .iter()
            .enumerate()
            .map(|(column, total)| {
                let quantity = self.named.get(column).copied();
                let quantity = quantity.map_or(Quantity::Others, Quantity::Candidate);
                let value = |table: usize| i128::from(self.sheets.votes[column][table]);
                let open = |table: usize| self.sheets.open[column][table];
                self.least(quantity, *total, value, open, false)
            })
            .collect();
        if let Some((first, second)) = first_two(announced) {
            let votes = &self.sheets.votes;
            let value =
                |table: usize| i128::from(votes[first][table]) - i128::from(votes[second][table]);
            let open =
                |table: usize| self.sheets.open[first][table] || self.sheets.open[second][table];
            let quantity = Quantity::Margin(self.named[first], self.named[second]);
            let total = columns[first] - columns[second];
            quantities.push(self.least(quantity, total, value, open, true));
        }
        let largest = |of: fn(&Least) -> Option<u64>| {
            quantities.iter().map(of).try_fold(0, |most, one| Some(one?.max(most)))
        };
        Reconciliation {
            unreported,
            cap: self.cap,
            unreported_votes_at_most: self.missing,
            touched: largest(|one| one.touched),
            different: largest(|one| one.different),
            quantities,
        }
    }

    /// The least number of tables for one quantity; `signed` where it may be negative.
    fn least(
        &self,
        quantity: Quantity,
        announced: i128,
        value: impl Fn(usize) -> i128,
        open: impl Fn(usize) -> bool,
        signed: bool,
    ) -> Least {
        let tables = 0..self.sheets.len();
        let on_sheets: i128 = tables.clone().map(&value).sum();
        let upwards = announced > on_sheets;
        // Tables whose sheet leaves the quantity open may hold anything their cap allows, untouched.
        let mut free = u128::from(self.missing.unwrap_or(u64::MAX));
        if !upwards && !signed {
            free = 0;
        }
        let mut gains = Vec::with_capacity(tables.len());
        for table in tables {
            let gain = self.gain(table, value(table), upwards, signed);
            if open(table) && (upwards || signed) {
                free += u128::from(gain.different);
            } else {
                gains.push(gain);
            }
        }
        let needed = announced.abs_diff(on_sheets).saturating_sub(free);
        let clamp = |value: i128| i64::try_from(value).unwrap_or(i64::MAX);
        Least {
            quantity,
            sheets: clamp(on_sheets),
            announced: clamp(announced),
            touched: self.touched(&mut gains, needed),
            different: self.different(&mut gains, needed),
        }
    }

    fn gain(&self, table: usize, value: i128, upwards: bool, signed: bool) -> Gain {
        let cast = self.sheets.cast[table];
        let cap = match self.cap {
            HeldCap::Electors => self.sheets.electors[table],
            HeldCap::VotesCast => Some(cast),
        };
        let towards = if upwards { -value } else { value };
        let different = match cap {
            _ if !upwards && !signed => clamp_gain(value),
            Some(cap) => clamp_gain(i128::from(cap) + towards),
            None => u64::MAX,
        };
        let weight = self.sheets.electors[table].unwrap_or(cast);
        Gain { different, uncovered: clamp_gain(towards), weight }
    }

    fn touched(&self, gains: &mut [Gain], needed: u128) -> Option<u64> {
        gains.sort_unstable_by_key(|gain| std::cmp::Reverse(gain.different));
        fewest(gains.iter().map(|gain| gain.different), needed)
    }

    /// `gains` are in the order of [`Way::touched`].
    fn different(&self, gains: &mut [Gain], needed: u128) -> Option<u64> {
        let same = gains.iter().all(|gain| gain.different == gain.uncovered);
        let by_tables = self.room.tables.map(|room| {
            if same {
                let touched = fewest(gains.iter().map(|gain| gain.different), needed)?;
                return Some(touched.saturating_sub(room));
            }
            let mut free: Vec<_> = gains.iter().map(|gain| gain.uncovered).collect();
            free.sort_unstable_by_key(|gain| std::cmp::Reverse(*gain));
            let room = usize::try_from(room).unwrap_or(usize::MAX);
            let free = free.into_iter().take(room).map(u128::from).sum();
            fewest(gains.iter().map(|gain| gain.different), needed.saturating_sub(free))
        });
        let by_electors = self.room.electors.map(|room| {
            let needed = needed.saturating_sub(fill(gains, room));
            fewest(gains.iter().map(|gain| gain.different), needed)
        });
        match (by_tables, by_electors) {
            (Some(tables), Some(electors)) if self.room.either => least_of(tables, electors),
            (Some(tables), Some(electors)) => Some(tables?.max(electors?)),
            (Some(one), None) | (None, Some(one)) => one,
            (None, None) => fewest(gains.iter().map(|gain| gain.different), needed),
        }
    }
}

fn clamp_gain(gain: i128) -> u64 {
    u64::try_from(gain.max(0)).unwrap_or(u64::MAX)
}

/// How many of the gains, largest first, reach what is needed.
fn fewest(gains: impl Iterator<Item = u64>, needed: u128) -> Option<u64> {
    let mut reached = 0_u128;
    let mut tables = 0;
    for gain in gains {
        if reached >= needed {
            break;
        }
        reached += u128::from(gain);
        tables += 1;
    }
    (reached >= needed).then_some(tables)
}

/// The most that leaving tables uncovered can move within a room of electors, the last one in part.
fn fill(gains: &[Gain], room: u64) -> u128 {
    let mut by_density: Vec<_> = gains.iter().filter(|gain| gain.uncovered > 0).collect();
    by_density.sort_unstable_by(|a, b| {
        let (left, right) = (
            u128::from(a.uncovered) * u128::from(b.weight),
            u128::from(b.uncovered) * u128::from(a.weight),
        );
        right.cmp(&left)
    });
    let mut room = u128::from(room);
    let mut moved = 0_u128;
    for gain in by_density {
        let (uncovered, weight) = (u128::from(gain.uncovered), u128::from(gain.weight));
        if weight > room {
            moved += (uncovered * room).div_ceil(weight);
            break;
        }
        room -= weight;
        moved += uncovered;
    }
    moved
}

fn least_of(a: Option<u64>, b: Option<u64>) -> Option<u64> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (one, None) | (None, one) => one,
    }
}

/// The two candidates first in the announcement, by position in it.
fn first_two(announced: &[u64]) -> Option<(usize, usize)> {
    let mut order: Vec<_> = (0..announced.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(announced[*at]));
    Some((*order.first()?, *order.get(1)?))
}
