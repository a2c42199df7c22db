use record::Rule;

use crate::quantile::{Level, to_f64};
use crate::refusal::{Refusal, refuse};

/// Tables needed so that an interval reaches at most `error` to each side: `n₀ = (z sd / E)²`, then
/// `n₀ / (1 + n₀/N)` for a finite number of tables.
///
/// `spread` is the standard deviation of the share *between tables* of a stratum. Sizing by voters, as if each
/// were drawn alone, asks for some 25 times too few tables, because those of one table vote alike.
///
/// # Errors
/// Q711 where error or spread are not between 0 and 1, or there is no table.
pub fn tables_needed(spread: f64, error: f64, level: Level, tables: u64) -> Result<u64, Refusal> {
    let is_share = |share: f64| share > 0.0 && share < 1.0;
    if !is_share(spread) || !is_share(error) || tables == 0 {
        let detail = format!("error {error}, spread {spread}, {tables} tables");
        return refuse(Rule::SampleSizeImpossible, detail);
    }
    let endless = (level.z() * spread / error).powi(2);
    let needed = (endless / (1.0 + endless / to_f64(tables))).ceil();
    Ok(smallest(tables, |many| to_f64(many) >= needed))
}

/// Tables to draw so that `needed` are received at the response expected.
///
/// # Errors
/// Q710 for a response that is not above 0 and at most 1, Q711 where even all tables are too few.
pub fn tables_to_draw(needed: u64, response: f64, tables: u64) -> Result<u64, Refusal> {
    if !(response > 0.0 && response <= 1.0) {
        return refuse(Rule::ShareOutOfRange, format!("a response of {response}"));
    }
    let draw = smallest(tables, |many| to_f64(many) * response >= to_f64(needed));
    if to_f64(draw) * response < to_f64(needed) {
        let detail = format!("{needed} of {tables} tables at a response of {response}");
        return refuse(Rule::SampleSizeImpossible, detail);
    }
    Ok(draw)
}

/// Shares tables out in proportion to `sizes` by largest remainders, none below 2 nor above its size.
///
/// # Errors
/// Q702 where more are asked for than there are, Q703 where a size is below 2.
pub(crate) fn allocate(sizes: &[u64], wanted: u64) -> Result<Vec<u64>, Refusal> {
    let all: u64 = sizes.iter().sum();
    if wanted > all {
        return refuse(Rule::SampleAboveStratum, format!("{wanted} of {all} tables"));
    }
    let quota = |size: &u64| (u128::from(*size) * u128::from(wanted), u128::from(all));
    let whole = |size: &u64| {
        let (part, all) = quota(size);
        u64::try_from(part / all).unwrap_or(*size)
    };
    let mut shares: Vec<u64> = sizes.iter().map(whole).collect();
    let mut left = wanted - shares.iter().sum::<u64>();
    let mut order: Vec<usize> = (0..sizes.len()).collect();
    order.sort_by_key(|at| {
        let (part, all) = quota(&sizes[*at]);
        (std::cmp::Reverse(part % all), *at)
    });
    for at in order {
        if left > 0 && shares[at] < sizes[at] {
            shares[at] += 1;
            left -= 1;
        }
    }
    for (share, size) in shares.iter_mut().zip(sizes) {
        if *size < MIN_OF_STRATUM {
            return refuse(Rule::SingleTableInStratum, format!("a stratum of {size}"));
        }
        *share = (*share).max(MIN_OF_STRATUM);
    }
    Ok(shares)
}

/// Fewest tables of a stratum from which its variance can be estimated.
pub(crate) const MIN_OF_STRATUM: u64 = 2;

/// The least of 1 to `most` that suffices, or `most`.
fn smallest(most: u64, suffices: impl Fn(u64) -> bool) -> u64 {
    let (mut low, mut high) = (1, most.max(1));
    while low < high {
        let middle = low + (high - low) / 2;
        if suffices(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Figures of the methods note, for 30,026 tables.
    #[test]
    fn between_table_variance_sizes_the_sample() {
        let needed = |spread, error| tables_needed(spread, error, Level::NINETY_FIVE, 30_026);
        for (spread, error, about) in [
            (0.137, 0.01, 702_u64),
            (0.123, 0.01, 571),
            (0.102, 0.01, 398),
            (0.137, 0.005, 2_623),
            (0.123, 0.005, 2_161),
            (0.102, 0.005, 1_532),
        ] {
            let got = needed(spread, error).unwrap();
            assert!(got.abs_diff(about) * 100 <= 2 * about, "{spread} {error}: {got}, {about}");
        }
        assert_eq!(needed(0.1, 0.0).unwrap_err().rule, Rule::SampleSizeImpossible);
        assert_eq!(needed(f64::NAN, 0.01).unwrap_err().rule, Rule::SampleSizeImpossible);
        assert_eq!(tables_to_draw(95, 0.95, 1_000).unwrap(), 100);
        assert_eq!(tables_to_draw(95, 0.5, 100).unwrap_err().rule, Rule::SampleSizeImpossible);
    }

    #[test]
    fn allocation_is_proportional_with_two_at_least() {
        assert_eq!(allocate(&[50, 30, 20], 10).unwrap(), [5, 3, 2]);
        assert_eq!(allocate(&[90, 6, 4], 10).unwrap(), [9, 2, 2]);
        assert_eq!(allocate(&[5, 5], 11).unwrap_err().rule, Rule::SampleAboveStratum);
        assert_eq!(allocate(&[5, 1], 3).unwrap_err().rule, Rule::SingleTableInStratum);
    }
}
