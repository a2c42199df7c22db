//! The 1:1:3:1:1 test along one line, and along four through one centre.

use super::binary::Bitmap;

/// Smallest pattern looked at, in pixels: modules of 1.5 pixels.
const MIN_SIZE: usize = 10;
/// Largest pattern looked at, in pixels.
const MAX_SIZE: usize = 1200;

/// Five runs on one row that stand as 1:1:3:1:1, dark first.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run {
    /// First pixel of the middle run and one past its last.
    middle: (usize, usize),
    size: usize,
}

/// A centre confirmed in four directions.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hit {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) size: f32,
}

/// Every place on a row where five runs have the right proportions.
pub(super) fn candidates(row: &[bool]) -> Vec<Run> {
    let mut found = Vec::new();
    let mut ends: Vec<usize> = vec![0];
    for x in 1..row.len() {
        if row[x] != row[x - 1] {
            ends.push(x);
        }
    }
    ends.push(row.len());
    for at in ends.windows(6) {
        if !row[at[0]] {
            continue;
        }
        let runs = [at[1] - at[0], at[2] - at[1], at[3] - at[2], at[4] - at[3], at[5] - at[4]];
        if proportions_hold(runs, TOLERANCE) {
            found.push(Run { middle: (at[2], at[3]), size: at[5] - at[0] });
        }
    }
    found
}

/// Checks the same centre down, and along both diagonals, at one common scale.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_wrap,
    reason = "page positions are far below 2^24"
)]
pub(super) fn confirm(bitmap: &Bitmap, run: Run, y: usize) -> Option<Hit> {
    let x = (run.middle.0 + run.middle.1) / 2;
    let (x, y) = (x as isize, y as isize);
    let down = line(bitmap, (x, y), (0, 1), run.size)?;
    let y = y + down.shift;
    let across = line(bitmap, (x, y), (1, 0), run.size)?;
    let x = x + across.shift;
    if !within(across.size, down.size, 1.0 / MAX_STRETCH, MAX_STRETCH) {
        return None;
    }
    // A diagonal step is √2 long. Where the pattern stands upright, the diagonals run through its
    // corners and take as many steps as its sides; where it stands on a corner, half as many.
    for step in [(1, -1), (1, 1)] {
        let diagonal = line(bitmap, (x, y), step, run.size)?;
        if !within(diagonal.size, across.size, 1.0 / (2.0 * MAX_STRETCH), MAX_STRETCH) {
            return None;
        }
    }
    Some(Hit { x: x as f32, y: y as f32, size: (across.size + down.size) as f32 / 2.0 })
}

/// Share of a module by which a run may be off.
const TOLERANCE: f32 = 0.6;
/// The same on diagonals, where pixel steps are coarser.
const LOOSE: f32 = 0.75;
/// How much longer one axis may be than the other: paper that was fed unevenly.
const MAX_STRETCH: f32 = 1.4;
struct Line {
    size: usize,
    /// From the starting point to the middle of the middle run, in steps.
    shift: isize,
}

#[expect(clippy::cast_possible_wrap, reason = "run lengths are bounded by MAX_SIZE")]
fn line(bitmap: &Bitmap, from: (isize, isize), step: (isize, isize), size: usize) -> Option<Line> {
    let limit = size * 2;
    let back = half(bitmap, from, (-step.0, -step.1), limit)?;
    let ahead = half(bitmap, from, step, limit)?;
    // The starting pixel was counted in both directions.
    let middle = back[0] + ahead[0] - 1;
    let runs = [back[2], back[1], middle, ahead[1], ahead[2]];
    let tolerance = if step.0 == 0 || step.1 == 0 { TOLERANCE } else { LOOSE };
    let shift = (ahead[0] as isize - back[0] as isize) / 2;
    proportions_hold(runs, tolerance).then(|| Line { size: runs.iter().sum(), shift })
}

/// Lengths of the dark, light and dark runs from a dark pixel outwards.
fn half(
    bitmap: &Bitmap,
    from: (isize, isize),
    step: (isize, isize),
    limit: usize,
) -> Option<[usize; 3]> {
    let mut runs = [0; 3];
    let mut at = from;
    let mut current = 0;
    for _ in 0..limit {
        match bitmap.at(at.0, at.1) {
            Some(dark) if dark == (current % 2 == 0) => runs[current] += 1,
            // A pattern that touches the edge of the picture ends there.
            None if current == 2 => return Some(runs),
            None => return None,
            Some(_) if current == 2 => return Some(runs),
            Some(_) => {
                if runs[current] == 0 {
                    return None;
                }
                current += 1;
                runs[current] = 1;
            }
        }
        at = (at.0 + step.0, at.1 + step.1);
    }
    None
}

#[expect(clippy::cast_precision_loss, reason = "run lengths are bounded by MAX_SIZE")]
fn proportions_hold(runs: [usize; 5], tolerance: f32) -> bool {
    let size: usize = runs.iter().sum();
    if !(MIN_SIZE..=MAX_SIZE).contains(&size) || runs.contains(&0) {
        return false;
    }
    let module = size as f32 / 7.0;
    let off = |run: usize, modules: f32| (run as f32 - modules * module).abs();
    // Ink spread widens dark and narrows light: what one gains the neighbour loses.
    let slack = (tolerance * module).max(0.8);
    off(runs[2], 3.0) < 1.6 * slack && [0, 1, 3, 4].iter().all(|&i| off(runs[i], 1.0) < slack)
}

#[expect(clippy::cast_precision_loss, reason = "run lengths are bounded by MAX_SIZE")]
fn within(size: usize, of: usize, least: f32, most: f32) -> bool {
    let ratio = size as f32 / of as f32;
    (least..=most).contains(&ratio)
}
