//! QR finder patterns, so that a cut or covered code is told from a page without any code.
//!
//! A QR code carries three nested squares whose dark and light widths stand as 1:1:3:1:1 along every
//! line through the centre, at any rotation, because the squares are homothetic. A reader needs all
//! three; one is enough to say that a code was there. Letters and table rules pass the test in one
//! direction often, in four directions at one common scale hardly ever.

mod binary;
mod pattern;

use serde::{Deserialize, Serialize};

use self::binary::Bitmap;
use crate::qr::Point;
use crate::raster::Raster;

/// Most finder patterns reported for one page. A real code has three.
pub(crate) const MAX_FINDERS: usize = 32;
/// Most candidates looked at in all directions, so that a hostile texture costs bounded work.
const MAX_CANDIDATES: usize = 400_000;
/// Scan lines that must agree on a centre, as a share of the pattern's size.
const LINES_PER_SIZE: f32 = 0.09;

/// One finder pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finder {
    /// Centre of the pattern.
    pub centre: Point,
    /// Width of the pattern in pixels: seven modules.
    pub size: u32,
}

/// Finder patterns on a page, largest agreement first.
pub(crate) fn find(raster: &Raster) -> Vec<Finder> {
    let mut found: Vec<Cluster> = Vec::new();
    // Fine codes show at full size; blurred or dithered ones show once the noise is averaged away.
    for shrink in [1, 2, 3] {
        let bitmap = Bitmap::of(raster, shrink);
        for cluster in clusters(&bitmap, shrink) {
            if !found.iter().any(|known| known.overlaps(&cluster)) {
                found.push(cluster);
            }
        }
    }
    found.sort_by_key(|cluster| std::cmp::Reverse(cluster.lines));
    found.truncate(MAX_FINDERS);
    found.iter().map(Cluster::finder).collect()
}

/// Scan lines that confirmed the same centre.
#[derive(Debug, Clone, Copy)]
struct Cluster {
    x: f32,
    y: f32,
    size: f32,
    lines: u32,
}

impl Cluster {
    fn overlaps(&self, other: &Self) -> bool {
        let reach = 0.5 * self.size.max(other.size);
        (self.x - other.x).abs() < reach && (self.y - other.y).abs() < reach
    }

    fn same(&self, x: f32, y: f32, size: f32) -> bool {
        let reach = 0.2 * self.size;
        (self.x - x).abs() < reach
            && (self.y - y).abs() < reach
            && (size / self.size - 1.0).abs() < 0.35
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "page positions")]
    fn finder(&self) -> Finder {
        Finder { centre: Point { x: self.x as i32, y: self.y as i32 }, size: self.size as u32 }
    }
}

#[expect(clippy::cast_precision_loss, reason = "page positions are far below 2^24")]
fn clusters(bitmap: &Bitmap, shrink: usize) -> Vec<Cluster> {
    let mut open: Vec<Cluster> = Vec::new();
    let mut closed: Vec<Cluster> = Vec::new();
    let mut left = MAX_CANDIDATES;
    for y in 0..bitmap.height() {
        for run in pattern::candidates(bitmap.row(y)) {
            if left == 0 {
                break;
            }
            left -= 1;
            let Some(hit) = pattern::confirm(bitmap, run, y) else { continue };
            match open.iter_mut().find(|c| c.same(hit.x, hit.y, hit.size)) {
                Some(cluster) => cluster.lines += 1,
                None => open.push(Cluster { x: hit.x, y: hit.y, size: hit.size, lines: 1 }),
            }
        }
        // Only clusters that this row can still reach stay open.
        let row = y as f32;
        closed.extend(open.extract_if(.., |c| row > c.y + c.size));
    }
    closed.append(&mut open);
    closed.retain(|c| c.lines as f32 >= (LINES_PER_SIZE * c.size).max(2.0));
    for cluster in &mut closed {
        let scale = shrink as f32;
        (cluster.x, cluster.y, cluster.size) =
            (cluster.x * scale, cluster.y * scale, cluster.size * scale);
    }
    closed
}

#[cfg(test)]
mod tests;
