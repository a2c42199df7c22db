//! From figures to what a template shows: strings, widths, places.

mod bars;
mod differ;
mod map;
mod statements;
mod tables;
mod totals;
mod treemap;

pub(crate) use bars::{Bar, bars};
pub(crate) use differ::Differ;
pub(crate) use map::{Map, map};
pub(crate) use statements::{Statement, grades, statements};
pub(crate) use tables::{Place, places};
pub(crate) use totals::{TotalsView, totals};
pub(crate) use treemap::{Tiles, treemap};

/// A share as a width in percent with two decimals, for styles: `"83.50"`.
pub(crate) fn width(part: u64, whole: u64) -> String {
    if whole == 0 {
        return "0".to_owned();
    }
    let hundredths = u128::from(part) * 10_000 / u128::from(whole);
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}
