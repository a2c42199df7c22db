use record::election::Areas;
use record::{Count, Reading};

use crate::Total;

/// Sums of many columns for every area, and beside them the counts that were not given.
///
/// Sums lie in one flat vector, a row per area. What is not given is rare, so a column gets room for it
/// only when the first such count arrives.
#[derive(Clone, Debug)]
pub(crate) struct Grid {
    columns: usize,
    sums: Vec<u64>,
    not_given: Vec<Option<Vec<NotGiven>>>,
}

#[derive(Clone, Copy, Debug, Default)]
struct NotGiven {
    blank: u32,
    unreadable: u32,
    absent: u32,
}

impl Grid {
    pub(crate) fn new(areas: usize, columns: usize) -> Self {
        Self { columns, sums: vec![0; areas * columns], not_given: vec![None; columns] }
    }

    /// Adds counts to consecutive columns of an area, from `first` on.
    pub(crate) fn add(&mut self, area: usize, first: usize, counts: &[Count]) {
        let start = area * self.columns + first;
        let row = &mut self.sums[start..start + counts.len()];
        let mut all_given = true;
        for (sum, count) in row.iter_mut().zip(counts) {
            match count.number() {
                Some(number) => *sum += u64::from(number),
                None => all_given = false,
            }
        }
        if !all_given {
            self.note_not_given(area, first, counts);
        }
    }

    /// Adds to a sum what is known of a count that is not given as a whole.
    pub(crate) fn add_part(&mut self, area: usize, column: usize, part: u64) {
        self.sums[area * self.columns + column] += part;
    }

    /// Adds every area to the one around it, so that each then holds all that lies in it.
    pub(crate) fn roll_up(&mut self, areas: &Areas) {
        let parents: Vec<_> =
            areas.iter().map(|(_, area)| area.parent.map(record::AreaNo::index)).collect();
        // An area comes after the one around it, so from the last to the first each is complete in time.
        for (area, parent) in parents.iter().enumerate().rev() {
            let Some(parent) = *parent else { continue };
            let (above, below) = self.sums.split_at_mut(area * self.columns);
            let above = &mut above[parent * self.columns..][..self.columns];
            for (sum, more) in above.iter_mut().zip(&below[..self.columns]) {
                *sum += more;
            }
            for column in self.not_given.iter_mut().flatten() {
                let more = column[area];
                let sum = &mut column[parent];
                sum.blank += more.blank;
                sum.unreadable += more.unreadable;
                sum.absent += more.absent;
            }
        }
    }

    pub(crate) fn sums(&self, area: usize, first: usize, many: usize) -> &[u64] {
        &self.sums[area * self.columns + first..][..many]
    }

    /// The total of a column over `sheets` sheets.
    pub(crate) fn total(&self, area: usize, column: usize, sheets: u64) -> Total {
        let NotGiven { blank, unreadable, absent } =
            self.not_given[column].as_ref().map_or_else(NotGiven::default, |column| column[area]);
        let (blank, unreadable, absent) =
            (u64::from(blank), u64::from(unreadable), u64::from(absent));
        let sum = self.sums[area * self.columns + column];
        Total { sum, given: sheets - blank - unreadable - absent, blank, unreadable, absent }
    }

    #[cold]
    fn note_not_given(&mut self, area: usize, first: usize, counts: &[Count]) {
        let areas = self.sums.len() / self.columns;
        for (column, count) in self.not_given[first..].iter_mut().zip(counts) {
            let reading = count.reading();
            if matches!(reading, Reading::Given(_)) {
                continue;
            }
            let tally = &mut column.get_or_insert_with(|| vec![NotGiven::default(); areas])[area];
            match reading {
                Reading::Blank => tally.blank += 1,
                Reading::Unreadable => tally.unreadable += 1,
                Reading::Absent | Reading::Given(_) => tally.absent += 1,
            }
        }
    }
}
