//! Tables of one centre against each other: electors are split among them by number, so they should agree up to
//! chance.

use record::{AreaNo, TableNo};
use serde::Serialize;

use crate::TestError;
use crate::adjust::benjamini_hochberg;
use crate::number::{chi_square_above, many, normal_two_sided, real};
use crate::tables::{Tables, index};

/// Share of false discoveries accepted among centres, and among tables, that stand out.
pub const DISCOVERY_RATE: f64 = 0.05;

/// Fewest expected votes for a residual to be near enough to normal.
pub const FEWEST_EXPECTED: f64 = 5.0;

/// Steps of the histogram of residuals: from −6 to 6 by halves, the ends open.
pub const BINS: usize = 24;

/// What the test found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Homogeneity {
    /// Centres with at least two tables that have valid votes.
    pub centres: usize,
    /// Tables in them.
    pub tables: usize,
    /// Sum of the centres' chi-squares.
    pub chi_square: f64,
    /// Sum of their degrees of freedom.
    pub df: usize,
    /// Overdispersion: the quotient of the two; what stands out is judged against it where it is above one.
    pub phi: f64,
    /// Smallest p of a centre times the number of centres.
    pub p: f64,
    /// Centres that stand out, the most unlikely first.
    pub flagged_centres: Vec<FlaggedCentre>,
    /// Tables that stand out, the farthest first.
    pub flagged_tables: Vec<FlaggedTable>,
    /// Votes of the leading option by which the tables that stand out are off.
    pub votes: u64,
    /// Histogram of the leading option's residuals over √φ.
    pub residuals: [u32; BINS],
}

/// A centre that stands out.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct FlaggedCentre {
    /// Which.
    #[serde(skip)]
    pub centre: AreaNo,
    /// Its tables.
    pub tables: usize,
    /// Its chi-square over φ.
    pub chi_square: f64,
    /// Degrees of freedom.
    pub df: usize,
    /// Chance of so much or more.
    pub p: f64,
}

/// A table that stands out in its centre.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct FlaggedTable {
    /// Which.
    #[serde(skip)]
    pub table: TableNo,
    /// 0 the leading option, 1 the second, 2 all others together.
    pub column: usize,
    /// Votes of that column.
    pub observed: u32,
    /// Votes expected from the centre.
    pub expected: f64,
    /// Adjusted residual over √φ.
    pub z: f64,
}

/// Columns compared: leading option, second, the rest.
const COLUMNS: usize = 3;

/// Compares the tables of every centre.
///
/// # Errors
/// `F604` with fewer than two candidates or without a centre of two tables.
pub fn homogeneity(tables: &Tables, first: usize, second: usize) -> Result<Homogeneity, TestError> {
    if first == second || first.max(second) >= tables.candidates() {
        return Err(TestError::not_applicable("fewer than two options"));
    }
    let places = tables.places_by_centre();
    let centre_of = |place: &u32| tables.at(index(*place)).0.centre;
    let mut centres = Vec::new();
    let mut cells = Vec::new();
    for group in places.chunk_by(|a, b| centre_of(a) == centre_of(b)) {
        if let Some(found) = centre(tables, group, first, second, &mut cells) {
            centres.push(found);
        }
    }
    let df: usize = centres.iter().map(|one| one.df).sum();
    if df == 0 {
        return Err(TestError::not_applicable(
            "no centre has two tables with votes for two options",
        ));
    }
    let chi_square: f64 = centres.iter().map(|one| one.chi_square).sum();
    let phi = chi_square / many(df);
    Ok(judge(centres, cells, chi_square, df, phi))
}

struct Cell {
    table: TableNo,
    column: usize,
    observed: u32,
    expected: f64,
    z: f64,
}

/// The chi-square of a centre; its residuals are added to those of all.
fn centre(
    tables: &Tables,
    places: &[u32],
    first: usize,
    second: usize,
    cells: &mut Vec<Cell>,
) -> Option<FlaggedCentre> {
    let rows: Vec<(TableNo, u32, [u32; COLUMNS])> = places
        .iter()
        .map(|place| tables.at(index(*place)))
        .filter(|(row, _)| row.valid > 0)
        .map(|(row, votes)| {
            let (a, b) = (votes[first], votes[second]);
            (row.table, row.valid, [a, b, row.valid - a - b])
        })
        .collect();
    let column = |at: usize| rows.iter().map(|row| u64::from(row.2[at])).sum::<u64>();
    let columns: Vec<(usize, f64)> =
        (0..COLUMNS).map(|at| (at, real(column(at)))).filter(|one| one.1 > 0.0).collect();
    if rows.len() < 2 || columns.len() < 2 {
        return None;
    }
    let total: f64 = rows.iter().map(|row| f64::from(row.1)).sum();
    let mut chi_square = 0.0;
    for (table, valid, votes) in &rows {
        for (at, sum) in &columns {
            let share = f64::from(*valid) / total;
            let expected = share * sum;
            let off = f64::from(votes[*at]) - expected;
            chi_square += off * off / expected;
            let z = off / (expected * (1.0 - share) * (1.0 - sum / total)).sqrt();
            cells.push(Cell { table: *table, column: *at, observed: votes[*at], expected, z });
        }
    }
    let df = (rows.len() - 1) * (columns.len() - 1);
    let centre = tables.at(index(places[0])).0.centre;
    Some(FlaggedCentre { centre, tables: rows.len(), chi_square, df, p: 1.0 })
}

fn judge(
    mut centres: Vec<FlaggedCentre>,
    mut cells: Vec<Cell>,
    chi_square: f64,
    df: usize,
    phi: f64,
) -> Homogeneity {
    let scale = phi.max(1.0);
    for one in &mut centres {
        one.chi_square /= scale;
        one.p = chi_square_above(one.chi_square, many(one.df));
    }
    let mut residuals = [0_u32; BINS];
    for cell in &mut cells {
        cell.z /= scale.sqrt();
        if cell.column == 0 {
            residuals[bin(cell.z)] += 1;
        }
    }
    let tables = centres.iter().map(|one| one.tables).sum();
    let smallest = centres.iter().map(|one| one.p).fold(1.0, f64::min);
    let flagged = benjamini_hochberg(centres.iter().map(|one| one.p), DISCOVERY_RATE);
    let mut flagged_centres: Vec<_> = flagged.into_iter().map(|at| centres[at]).collect();
    flagged_centres.sort_by(|a, b| a.p.total_cmp(&b.p).then(a.centre.cmp(&b.centre)));
    let flagged_tables = flagged_tables(&cells);
    let off = |one: &&FlaggedTable| one.column == 0;
    let votes =
        flagged_tables.iter().filter(off).map(|one| (f64::from(one.observed) - one.expected).abs());
    Homogeneity {
        centres: centres.len(),
        tables,
        chi_square,
        df,
        phi,
        p: (smallest * many(centres.len())).min(1.0),
        votes: crate::number::votes(votes.sum()),
        flagged_centres,
        flagged_tables,
        residuals,
    }
}

/// For each table that stands out, its farthest cell.
fn flagged_tables(cells: &[Cell]) -> Vec<FlaggedTable> {
    let judged: Vec<&Cell> = cells.iter().filter(|cell| cell.expected >= FEWEST_EXPECTED).collect();
    let flagged =
        benjamini_hochberg(judged.iter().map(|cell| normal_two_sided(cell.z)), DISCOVERY_RATE);
    let mut tables: Vec<FlaggedTable> = flagged
        .into_iter()
        .map(|at| {
            let Cell { table, column, observed, expected, z } = *judged[at];
            FlaggedTable { table, column, observed, expected, z }
        })
        .collect();
    tables.sort_by(|a, b| a.table.cmp(&b.table).then(b.z.abs().total_cmp(&a.z.abs())));
    tables.dedup_by_key(|one| one.table);
    tables.sort_by(|a, b| b.z.abs().total_cmp(&a.z.abs()).then(a.table.cmp(&b.table)));
    tables
}

/// The bin of a residual; those beyond six fall into the ends.
fn bin(z: f64) -> usize {
    let halves = (z * 2.0).floor();
    (0..BINS - 1).find(|at| halves < many(*at) - many(BINS / 2) + 1.0).unwrap_or(BINS - 1)
}
