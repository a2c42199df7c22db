//! How a page looks, in 1,024 bits that survive another size, another compression and more contrast.
//!
//! The page's mean luma on a grid, its low frequencies by the discrete cosine transform, and whether each is above
//! their median (Zauner 2010, *Implementation and Benchmarking of Perceptual Image Hash Functions*). The usual 64 bits
//! do not tell sheets of one form apart: they only see the form. A turn by a third of a degree changes a fifth of the
//! bits, so a second scan of a sheet is told by its code, never by its look.

use serde::{Deserialize, Serialize};

use crate::raster::Raster;

/// Cells of the grid along each side.
const GRID: usize = 128;
/// Frequencies kept along each side.
const KEPT: usize = 32;
/// Bits of a look.
pub const LOOK_BITS: u32 = 1024;
/// Levels between the darkest and the lightest cell below which a page is empty, and its frequencies are noise.
const LEAST_CONTRAST: f64 = 8.0;

/// How a page looks. Close where two pages show the same picture; see [`Look::distance`].
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Look(#[serde(with = "crate::hex")] Vec<u8>);

impl Look {
    /// The look of a page; none where it is empty or smaller than the grid.
    pub(crate) fn of(raster: &Raster) -> Option<Self> {
        let cells = means(raster)?;
        let (low, high) = cells
            .iter()
            .fold((f64::MAX, f64::MIN), |(low, high), cell| (low.min(*cell), high.max(*cell)));
        if high - low < LEAST_CONTRAST {
            return None;
        }
        let waves = frequencies(&cells);
        // The first is the page's mean, which says nothing of what is on it.
        let mut sorted = waves[1..].to_vec();
        sorted.sort_by(f64::total_cmp);
        let median = sorted[sorted.len() / 2];
        let mut bits = vec![0_u8; KEPT * KEPT / 8];
        for (at, _) in waves.iter().enumerate().skip(1).filter(|(_, wave)| **wave > median) {
            bits[at / 8] |= 1 << (at % 8);
        }
        Some(Self(bits))
    }

    /// The bits, 128 bytes.
    #[must_use]
    pub fn bits(&self) -> &[u8] {
        &self.0
    }

    /// Bits that differ, of [`LOOK_BITS`].
    #[must_use]
    pub fn distance(&self, other: &Self) -> u32 {
        self.0.iter().zip(&other.0).map(|(a, b)| (a ^ b).count_ones()).sum()
    }
}

/// Mean luma of each cell, row after row; none where the page is smaller than the grid.
fn means(raster: &Raster) -> Option<Vec<f64>> {
    let (width, height) =
        (usize::try_from(raster.width).ok()?, usize::try_from(raster.height).ok()?);
    if width < GRID || height < GRID {
        return None;
    }
    let mut sums = vec![(0_u64, 0_u64); GRID * GRID];
    for (y, row) in raster.luma.chunks_exact(width).enumerate() {
        let cells = &mut sums[y * GRID / height * GRID..][..GRID];
        for (x, luma) in row.iter().enumerate() {
            let cell = &mut cells[x * GRID / width];
            cell.0 += u64::from(*luma);
            cell.1 += 1;
        }
    }
    Some(sums.into_iter().map(|(sum, many)| sum as f64 / many.max(1) as f64).collect())
}

/// The lowest frequencies of the grid, by rows and then by columns (DCT-II, unscaled).
fn frequencies(cells: &[f64]) -> Vec<f64> {
    let cosines: Vec<f64> = (0..KEPT * GRID)
        .map(|at| {
            let (wave, place) = (at / GRID, at % GRID);
            (std::f64::consts::PI * (place as f64 + 0.5) * wave as f64 / GRID as f64).cos()
        })
        .collect();
    let dot = |line: &[f64], wave: usize| -> f64 {
        line.iter().zip(&cosines[wave * GRID..]).map(|(a, b)| a * b).sum()
    };
    let rows: Vec<Vec<f64>> = cells
        .chunks_exact(GRID)
        .map(|row| (0..KEPT).map(|wave| dot(row, wave)).collect())
        .collect();
    let mut waves = vec![0.0; KEPT * KEPT];
    for across in 0..KEPT {
        let column: Vec<f64> = rows.iter().map(|row| row[across]).collect();
        for down in 0..KEPT {
            waves[down * KEPT + across] = dot(&column, down);
        }
    }
    waves
}

#[cfg(test)]
mod tests {
    use super::{LOOK_BITS, Look};
    use crate::raster::Raster;

    /// Blocks of grey that a seed decides.
    fn picture(seed: u32, side: u32, darker: u8) -> Raster {
        let luma = (0..side * side).map(|at| {
            let (x, y) = (at % side * 40 / side, at / side * 40 / side);
            let mixed = (x * 31 + y * 57 + seed).wrapping_mul(2_654_435_761) >> 24;
            u8::try_from(mixed).expect("eight bits") / 2 + 100 - darker
        });
        Raster { width: side, height: side, luma: luma.collect(), damaged: false }
    }

    #[test]
    fn a_look_survives_size_and_light_and_tells_pictures_apart() {
        let one = Look::of(&picture(1, 1280, 0)).expect("a look");
        let smaller = Look::of(&picture(1, 640, 0)).expect("a look");
        let darker = Look::of(&picture(1, 1280, 60)).expect("a look");
        let other = Look::of(&picture(2, 1280, 0)).expect("a look");
        assert!(one.distance(&smaller) <= 51, "{}", one.distance(&smaller));
        assert_eq!(one.distance(&darker), 0);
        assert!(one.distance(&other) > LOOK_BITS / 4, "{}", one.distance(&other));
        assert_eq!(one.bits().len(), 128);
    }

    #[test]
    fn an_empty_or_tiny_page_has_no_look() {
        let flat = Raster { width: 200, height: 200, luma: vec![250; 40_000], damaged: false };
        assert_eq!(Look::of(&flat), None);
        assert_eq!(Look::of(&picture(1, 127, 0)), None);
    }
}
