use record::Count;

use crate::compare::Cell;

/// A difference in votes whose shape points at how it came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// The second copy's counts are the first's, moved by one place towards the end, from one position to
    /// another (both included, zero-based).
    SlipToEnd {
        /// First position that differs.
        from: u16,
        /// Last position that differs.
        to: u16,
    },
    /// The same, moved by one place towards the start.
    SlipToStart {
        /// First position that differs.
        from: u16,
        /// Last position that differs.
        to: u16,
    },
    /// Exactly two counts stand in each other's place.
    Swap,
}

/// So many moved counts must be more than zero: a row of zeros moved by one place looks the same.
const LEAST_MOVED: usize = 3;

/// The shape of a difference. `left` and `right` are counts in the order of the sheet, `singles` the
/// other figures (of which null and blank votes can be part of a swap).
///
/// A slip: between the first and the last count that differ, every count of one copy is its neighbour's
/// in the other, at least three of them above zero; the place at the end where the row was pushed in is
/// free. A swap: two counts differ and no more, and each is the other's.
pub fn pattern(
    left: &[Count],
    right: &[Count],
    singles: &[(Cell, Count, Count)],
) -> Option<Pattern> {
    let cells = || left.iter().copied().zip(right.iter().copied());
    let votes = singles.iter().filter(|(cell, ..)| cell.is_votes());
    if is_swap(cells().chain(votes.map(|(_, a, b)| (*a, *b)))) {
        return Some(Pattern::Swap);
    }
    let first = cells().position(|(a, b)| a != b)?;
    let last = left.len() - 1 - cells().rev().position(|(a, b)| a != b)?;
    let moved = |source: &[Count], target: &[Count]| {
        source[first..last] == target[first + 1..=last]
            && source[first..last].iter().filter(|count| count.number() > Some(0)).count()
                >= LEAST_MOVED
    };
    let (from, to) = (u16::try_from(first).ok()?, u16::try_from(last).ok()?);
    if moved(left, right) {
        Some(Pattern::SlipToEnd { from, to })
    } else if moved(right, left) {
        Some(Pattern::SlipToStart { from, to })
    } else {
        None
    }
}

fn is_swap(cells: impl Iterator<Item = (Count, Count)>) -> bool {
    let mut different = cells.filter(|(a, b)| a != b && a.is_present() && b.is_present());
    match (different.next(), different.next(), different.next()) {
        (Some((a, b)), Some((c, d)), None) => {
            a == d && b == c && a.number().is_some() && b.number().is_some()
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(numbers: &[u32]) -> Vec<Count> {
        numbers.iter().map(|number| Count::given(*number).unwrap()).collect()
    }

    fn of(a: &[u32], b: &[u32]) -> Option<Pattern> {
        pattern(&counts(a), &counts(b), &[])
    }

    #[test]
    fn slips_as_published_in_2019() {
        // Rows of the two Bolivian counts of 2019: tables 31210, 35655, 76145 and 34475.
        assert_eq!(
            of(&[72, 1, 2, 91, 4, 16, 1, 0, 0], &[72, 1, 2, 0, 91, 4, 16, 1, 0]),
            Some(Pattern::SlipToEnd { from: 3, to: 7 })
        );
        assert_eq!(
            of(&[4, 1, 1, 1, 0, 195, 1, 5, 0], &[4, 1, 1, 1, 195, 1, 5, 0, 0]),
            Some(Pattern::SlipToStart { from: 4, to: 7 })
        );
        assert_eq!(
            of(&[35, 1, 1, 66, 27, 7, 2, 0, 0], &[35, 1, 1, 0, 66, 27, 7, 2, 0]),
            Some(Pattern::SlipToEnd { from: 3, to: 7 })
        );
        assert_eq!(
            of(&[94, 0, 1, 0, 87, 0, 3, 11, 1], &[94, 0, 1, 0, 87, 3, 11, 1, 5]),
            Some(Pattern::SlipToStart { from: 5, to: 8 })
        );
    }

    #[test]
    fn other_differences_have_no_pattern() {
        assert_eq!(of(&[5, 0, 0, 0, 7], &[0, 5, 0, 0, 7]), Some(Pattern::Swap));
        assert_eq!(of(&[5, 0, 0, 0, 0, 7], &[9, 5, 0, 0, 0, 7]), None);
        assert_eq!(of(&[10, 20, 30, 40], &[11, 20, 30, 40]), None);
        assert_eq!(of(&[10, 20, 30, 40], &[20, 10, 40, 30]), None);
    }
}
