use record::Count;
use record::Reading;
use serde::Serialize;

/// A sum of counts that keeps absent, blank, zero and unreadable apart.
///
/// The sum is that of the given counts alone. It is the whole only if [`Total::is_complete`]; otherwise
/// it is a lower bound, and the other fields say of how many counts nothing is known, and why.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Total {
    /// Sum of what was given.
    pub sum: u64,
    /// Sheets on which the count is given.
    pub given: u64,
    /// Sheets on which the box is empty.
    pub blank: u64,
    /// Sheets on which nobody can read it.
    pub unreadable: u64,
    /// Sheets that have no such box.
    pub absent: u64,
}

impl Total {
    /// Adds one count.
    pub fn add(&mut self, count: Count) {
        match count.reading() {
            Reading::Given(number) => {
                self.sum += u64::from(number);
                self.given += 1;
            }
            Reading::Blank => self.blank += 1,
            Reading::Unreadable => self.unreadable += 1,
            Reading::Absent => self.absent += 1,
        }
    }

    /// Adds the total of other sheets.
    pub fn merge(&mut self, other: Self) {
        self.sum += other.sum;
        self.given += other.given;
        self.blank += other.blank;
        self.unreadable += other.unreadable;
        self.absent += other.absent;
    }

    /// Whether every sheet gave this count.
    pub fn is_complete(&self) -> bool {
        self.blank + self.unreadable + self.absent == 0
    }
}

impl FromIterator<Count> for Total {
    fn from_iter<I: IntoIterator<Item = Count>>(counts: I) -> Self {
        let mut total = Self::default();
        counts.into_iter().for_each(|count| total.add(count));
        total
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_four_values_apart() {
        let total: Total = [
            Count::given(7).unwrap(),
            Count::ZERO,
            Count::BLANK,
            Count::UNREADABLE,
            Count::ABSENT,
            Count::ABSENT,
        ]
        .into_iter()
        .collect();
        assert_eq!(total, Total { sum: 7, given: 2, blank: 1, unreadable: 1, absent: 2 });
        assert!(!total.is_complete());
    }
}
