//! What a check of some published sheets says of all of them: how many can still be bad, and what those could
//! do to a margin.

use record::{Breach, Rule};
use serde::Serialize;

/// What a check of sheets supports.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Authenticity {
    /// Sheets published.
    pub published: u64,
    /// Sheets drawn at random and checked, all of them good.
    pub checked: u64,
    /// The chance of so good a draw that is called too small.
    pub risk: f64,
    /// Most bad sheets that would still pass such a check with a chance above `risk`.
    pub most_bad: u64,
}

/// Largest number bad `m` with `C(N-m, n) / C(N, n) > risk`, for `n` of `N` sheets checked and found good.
///
/// # Errors
/// Q702 where more are checked than published, Q710 for a risk that is not between 0 and 1.
pub fn most_bad(published: u64, checked: u64, risk: f64) -> Result<Authenticity, Breach> {
    if checked > published {
        let detail = format!("{checked} of {published} sheets");
        return Err(Breach::new(Rule::SampleAboveStratum, detail));
    }
    if !(risk > 0.0 && risk < 1.0) {
        return Err(Breach::new(Rule::ShareOutOfRange, format!("a risk of {risk}")));
    }
    let (mut low, mut high) = (0, published - checked);
    while low < high {
        let middle = high - (high - low) / 2;
        if chance_of_none(published, checked, middle) > risk {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    Ok(Authenticity { published, checked, risk, most_bad: low })
}

/// Most that so many bad sheets can take from a margin: the sum of the largest `first - second + bound`, where
/// the bound is the most votes that the table can hold.
///
/// # Errors
/// Q724 beyond 64 bits.
pub fn most_taken(
    tables: impl IntoIterator<Item = (u64, u64, u64)>,
    most_bad: u64,
) -> Result<u64, Breach> {
    let overflow = || Breach::new(Rule::FiguresOverflow, "the margins of the tables");
    let taken = |(first, second, bound): (u64, u64, u64)| {
        let most = i128::from(first) - i128::from(second) + i128::from(bound);
        u64::try_from(most.max(0)).map_err(|_| overflow())
    };
    let mut taken = tables.into_iter().map(taken).collect::<Result<Vec<_>, _>>()?;
    taken.sort_unstable_by(|a, b| b.cmp(a));
    let many = usize::try_from(most_bad).unwrap_or(usize::MAX);
    taken.into_iter().take(many).try_fold(0_u64, u64::checked_add).ok_or_else(overflow)
}

/// `C(N-m, n) / C(N, n)` as a product over the smaller of `m` and `n`.
fn chance_of_none(published: u64, checked: u64, bad: u64) -> f64 {
    let (factors, other) = if bad < checked { (bad, checked) } else { (checked, bad) };
    let mut chance = 1.0;
    for at in 0..factors {
        chance *= (published - other - at) as f64 / (published - at) as f64;
        if chance == 0.0 {
            break;
        }
    }
    chance
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand_and_by_enumeration() {
        // C(10-m,3)/120 for m = 1, 2, 3, …: 84, 56, 35, 20, 10, 4, 1.
        for (risk, bad) in
            [(0.71, 0), (0.69, 1), (0.3, 2), (0.29, 3), (0.1, 4), (0.01, 6), (0.001, 7)]
        {
            assert_eq!(most_bad(10, 3, risk).unwrap().most_bad, bad, "{risk}");
        }
        assert_eq!(most_bad(10, 10, 0.05).unwrap().most_bad, 0);
        assert_eq!(most_bad(10, 0, 0.05).unwrap().most_bad, 10);
        // In exact fractions; about 3/n of all sheets.
        assert_eq!(most_bad(25_073, 300, 0.05).unwrap().most_bad, 247);
        assert_eq!(most_bad(10, 11, 0.05).unwrap_err().rule, Rule::SampleAboveStratum);
        assert_eq!(most_bad(10, 1, f64::NAN).unwrap_err().rule, Rule::ShareOutOfRange);
    }

    #[test]
    fn the_largest_are_taken() {
        let tables = [(10, 5, 100), (50, 0, 60), (0, 300, 200), (7, 7, 104)];
        assert_eq!(most_taken(tables, 0).unwrap(), 0);
        assert_eq!(most_taken(tables, 2).unwrap(), 110 + 105);
        assert_eq!(most_taken(tables, 9).unwrap(), 110 + 105 + 104);
        assert_eq!(
            most_taken([(u64::MAX, 0, u64::MAX)], 1).unwrap_err().rule,
            Rule::FiguresOverflow
        );
    }
}
