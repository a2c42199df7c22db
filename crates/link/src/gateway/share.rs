//! What each table may cost a gateway, and which tables are held back for asking too much.
//!
//! One record a table of the election file, made at the start: nothing that arrives makes this memory grow.

use std::collections::BTreeMap;

use record::TableNo;

use crate::filter::MAX_HELD_BACK;

/// A table's share, in units: a repetition costs one, a request that has to be opened four.
const SHARE: Rate = Rate { burst: 32, per_second: 8 };
/// Datagrams with a table's tag that are forged or beyond its share, before it is held back.
const ABUSE: Rate = Rate { burst: 64, per_second: 16 };
/// The first time that a table is held back. Each time that it comes free while the flood lasts, some thousand
/// datagrams get in before the next filter is attached, and delay the other tables by milliseconds.
const FIRST_HOLD_MS: u64 = 10_000;
/// Doublings of that time: at most 80 seconds, so that a table is never shut out for good.
const MAX_LEVEL: u8 = 3;
/// After so long without being held back, the next time is a first time again.
const FORGET_MS: u64 = 300_000;

/// What answering a repetition costs.
pub const REPETITION: u32 = 1;
/// What opening and checking a request costs.
pub const OPENING: u32 = 4;

/// The shares of all tables.
pub struct Shares {
    tables: Vec<Table>,
    /// When each table that is held back comes free, soonest first, and the list for the filter.
    until: BTreeMap<(u64, TableNo), ()>,
    held_back: Vec<TableNo>,
}

#[derive(Clone, Copy)]
struct Table {
    share: Bucket,
    abuse: Bucket,
    held_until: u64,
    level: u8,
}

struct Rate {
    burst: u32,
    per_second: u32,
}

/// A token bucket in thousandths of a unit.
#[derive(Clone, Copy)]
struct Bucket {
    thousandths: u32,
    at_ms: u64,
}

impl Shares {
    pub fn new(tables: usize) -> Self {
        let share = Bucket { thousandths: SHARE.burst * 1_000, at_ms: 0 };
        let abuse = Bucket { thousandths: ABUSE.burst * 1_000, at_ms: 0 };
        let table = Table { share, abuse, held_until: 0, level: 0 };
        Self { tables: vec![table; tables], until: BTreeMap::new(), held_back: Vec::new() }
    }

    pub fn has(&self, table: TableNo) -> bool {
        table.index() < self.tables.len()
    }

    pub fn is_held_back(&self, table: TableNo, now_ms: u64) -> bool {
        self.tables.get(table.index()).is_none_or(|table| table.held_until > now_ms)
    }

    /// Takes some units of a table's share; false where it has not so many.
    pub fn take(&mut self, table: TableNo, units: u32, now_ms: u64) -> bool {
        self.tables.get_mut(table.index()).is_some_and(|one| one.share.take(&SHARE, units, now_ms))
    }

    /// A datagram with the table's tag that was good for nothing. True where the table is now held back.
    pub fn abused(&mut self, table: TableNo, now_ms: u64) -> bool {
        let Some(one) = self.tables.get_mut(table.index()) else { return false };
        if one.abuse.take(&ABUSE, 1, now_ms) || one.held_until > now_ms {
            return false;
        }
        let quiet = one.held_until == 0 || now_ms.saturating_sub(one.held_until) > FORGET_MS;
        one.level = if quiet { 0 } else { (one.level + 1).min(MAX_LEVEL) };
        one.held_until = now_ms.saturating_add(FIRST_HOLD_MS << one.level);
        self.until.insert((one.held_until, table), ());
        self.list();
        true
    }

    /// The tables to hold back in the filter, in ascending order: those that come free last where they are many.
    pub fn held_back(&self) -> &[TableNo] {
        &self.held_back
    }

    /// Frees tables whose time is over. True where the list changed.
    pub fn expire(&mut self, now_ms: u64) -> bool {
        let held = self.until.split_off(&(now_ms.saturating_add(1), TableNo(0)));
        let changed = !self.until.is_empty();
        self.until = held;
        if changed {
            self.list();
        }
        changed
    }

    /// When the next table comes free.
    pub fn next_free(&self) -> Option<u64> {
        self.until.first_key_value().map(|((at, _), ())| *at)
    }

    fn list(&mut self) {
        let last = self.until.keys().rev().take(MAX_HELD_BACK).map(|(_, table)| *table);
        self.held_back = last.collect();
        self.held_back.sort_unstable();
    }
}

impl Bucket {
    fn take(&mut self, rate: &Rate, units: u32, now_ms: u64) -> bool {
        // A clock that went back adds nothing, and the next time counts from where it is now.
        let passed = now_ms.saturating_sub(self.at_ms);
        self.at_ms = now_ms;
        let full = rate.burst * 1_000;
        let more = passed.saturating_mul(rate.per_second.into());
        let more = u32::try_from(more).unwrap_or(full);
        self.thousandths = self.thousandths.saturating_add(more).min(full);
        match self.thousandths.checked_sub(units * 1_000) {
            Some(rest) => {
                self.thousandths = rest;
                true
            }
            None => false,
        }
    }
}
