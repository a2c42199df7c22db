use record::{Announcement, AreaNo};
use serde::Serialize;

use super::Held;
use crate::Options;
use crate::caveat::Caveat;

/// What the whole of an announcement's area is taken to be, and what of it is held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Whole {
    /// Tables: the largest of the election file's, the frame's, and what the announcement's tables and
    /// percentage imply.
    pub tables: u64,
    /// Electors: the larger of the election file's and the frame's; where neither is known, what the
    /// announcement's electors and percentage imply.
    pub electors: Option<u64>,
    /// Tables whose sheets count here.
    pub held_tables: u64,
    /// Most electors that tables without a sheet here can have; none where nothing bounds them.
    pub unheld_electors: Option<u64>,
}

impl Whole {
    pub(super) fn of(
        held: &Held<'_>,
        area: Option<AreaNo>,
        announcement: &Announcement,
        options: &Options,
        caveats: &mut Vec<Caveat>,
    ) -> Self {
        let Some(area) = area else { return Self::default() };
        let coverage = held.totals.coverage(area);
        let is_country = area == record::election::Areas::COUNTRY;
        let frame = if is_country { options.frame } else { crate::Frame::default() };
        let share = announcement.coverage.as_deref().and_then(least_share);
        let scaled = |covered: Option<u64>| Some(whole_of(covered?, share?));
        let tables = [frame.tables, announcement.tables, scaled(announcement.tables)];
        let tables = tables.into_iter().flatten().fold(coverage.tables.of, u64::max);
        let rolls = coverage.electors;
        let rolls_known = rolls.unknown_counted + rolls.unknown_outstanding == 0;
        let of_file = (rolls_known && coverage.tables.of > 0).then_some(rolls.of);
        let known = of_file.max(frame.electors).or_else(|| scaled(announcement.electors));
        let electors = known.map(|known| known.max(announcement.electors.unwrap_or(0)));
        if frame.tables.is_none() && tables == coverage.tables.of {
            caveats.push(Caveat::ElectionFileIsWhole);
        }
        if !rolls_known {
            caveats.push(Caveat::RollsUnknown);
        }
        // Where a held table's roll is unknown, its electors are at least its votes.
        let held_at_least = if rolls.unknown_counted == 0 {
            rolls.counted
        } else {
            rolls.counted.max(coverage.votes.counted)
        };
        let by_difference = electors.map(|all| all.saturating_sub(held_at_least));
        let no_table_is_missing = tables == coverage.tables.counted;
        let unheld_electors = if no_table_is_missing { Some(0) } else { by_difference };
        Self { tables, electors, held_tables: coverage.tables.counted, unheld_electors }
    }

    /// Tables without a sheet here.
    pub fn unheld_tables(&self) -> u64 {
        self.tables.saturating_sub(self.held_tables)
    }
}

/// How much an announcement leaves uncovered: at most so many tables, at most so many electors.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Room {
    /// Tables not covered, where that was said.
    pub tables: Option<u64>,
    /// Electors of the tables not covered, where that was said.
    pub electors: Option<u64>,
    /// Whether only one of the two limits need hold, because a percentage was announced and not of what.
    pub either: bool,
}

impl Room {
    pub(super) fn of(
        whole: &Whole,
        announcement: &Announcement,
        caveats: &mut Vec<Caveat>,
    ) -> Self {
        let tables = announcement.tables.map(|covered| whole.tables.saturating_sub(covered));
        let electors =
            announcement.electors.and_then(|covered| Some(whole.electors?.saturating_sub(covered)));
        if tables.is_some() || electors.is_some() {
            return Self { tables, electors, either: false };
        }
        let Some((part, all)) = announcement.coverage.as_deref().and_then(least_share) else {
            caveats.push(Caveat::CoverageTakenAsFull);
            return Self { tables: Some(0), electors: None, either: false };
        };
        caveats.push(Caveat::CoverageOfUnknown);
        let uncovered = |of: u64| {
            let uncovered = u128::from(of) * (all - part);
            u64::try_from(uncovered.div_ceil(all)).unwrap_or(of)
        };
        Self {
            tables: Some(uncovered(whole.tables)),
            electors: whole.electors.map(uncovered),
            either: true,
        }
    }
}

/// The largest whole of which `covered` is at least the share.
fn whole_of(covered: u64, (part, all): (u128, u128)) -> u64 {
    let whole = (u128::from(covered) * all).checked_div(part).unwrap_or(0);
    u64::try_from(whole).unwrap_or(u64::MAX)
}

/// The least share that an announced percentage can stand for, half a unit of its last digit below it, as
/// a quotient: `"80 %"` is at least 795 / 1000.
fn least_share(text: &str) -> Option<(u128, u128)> {
    let number = text.trim().trim_end_matches('%').trim_end().replace(',', ".");
    let (whole, part) = number.split_once('.').unwrap_or((&number, ""));
    let digits = format!("{whole}{part}");
    if whole.is_empty() || digits.len() > 9 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let value: u128 = digits.parse().ok()?;
    let unit = 10_u128.pow(u32::try_from(part.len()).ok()?);
    let (value, all) = (value * 10, unit * 1_000);
    (value <= all).then(|| (if value == all { all } else { value.saturating_sub(5) }, all))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_leave_their_rounding_as_room() {
        assert_eq!(least_share("80 %"), Some((795, 1_000)));
        assert_eq!(least_share("96,87%"), Some((96_865, 100_000)));
        assert_eq!(least_share("100 %"), Some((1_000, 1_000)));
        assert_eq!(least_share("101 %"), None);
        assert_eq!(least_share("most"), None);
    }
}
