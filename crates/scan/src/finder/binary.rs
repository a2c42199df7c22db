//! Dark and light, against the mean of the surroundings.

use crate::raster::Raster;

/// Side of a block whose mean is taken.
const BLOCK: usize = 8;
/// Blocks on each side that share a threshold; together about one finder pattern at scan density.
const REACH: usize = 3;
/// Below this spread of luma, the surroundings are paper and nothing in them is ink.
const MIN_CONTRAST: u8 = 40;

/// A page in two tones.
pub(super) struct Bitmap {
    width: usize,
    height: usize,
    dark: Vec<bool>,
}

#[derive(Clone, Copy)]
struct Block {
    sum: u32,
    count: u32,
    min: u8,
    max: u8,
}

impl Bitmap {
    /// Binarises the page after averaging squares of `shrink` pixels.
    pub(super) fn of(raster: &Raster, shrink: usize) -> Self {
        let (width, height, luma) = shrunk(raster, shrink);
        let across = width.div_ceil(BLOCK);
        let down = height.div_ceil(BLOCK);
        let blocks = blocks(&luma, width, height);
        let mut dark = vec![false; width * height];
        for by in 0..down {
            for bx in 0..across {
                let threshold = threshold(&blocks, across, down, bx, by);
                for y in by * BLOCK..((by + 1) * BLOCK).min(height) {
                    let row = y * width;
                    for x in bx * BLOCK..((bx + 1) * BLOCK).min(width) {
                        dark[row + x] = luma[row + x] < threshold;
                    }
                }
            }
        }
        Self { width, height, dark }
    }

    pub(super) fn height(&self) -> usize {
        self.height
    }

    pub(super) fn row(&self, y: usize) -> &[bool] {
        &self.dark[y * self.width..(y + 1) * self.width]
    }

    /// The tone at a position, or `None` outside the page.
    pub(super) fn at(&self, x: isize, y: isize) -> Option<bool> {
        let (x, y) = (usize::try_from(x).ok()?, usize::try_from(y).ok()?);
        (x < self.width && y < self.height).then(|| self.dark[y * self.width + x])
    }
}

fn threshold(blocks: &[Block], across: usize, down: usize, bx: usize, by: usize) -> u8 {
    let (mut sum, mut count, mut min, mut max) = (0u32, 0u32, u8::MAX, 0u8);
    for y in by.saturating_sub(REACH)..(by + REACH + 1).min(down) {
        for block in &blocks
            [y * across + bx.saturating_sub(REACH)..y * across + (bx + REACH + 1).min(across)]
        {
            sum += block.sum;
            count += block.count;
            min = min.min(block.min);
            max = max.max(block.max);
        }
    }
    if max.saturating_sub(min) < MIN_CONTRAST {
        return 0;
    }
    u8::try_from(sum / count.max(1)).expect("a mean of bytes is a byte")
}

fn blocks(luma: &[u8], width: usize, height: usize) -> Vec<Block> {
    let across = width.div_ceil(BLOCK);
    let empty = Block { sum: 0, count: 0, min: u8::MAX, max: 0 };
    let mut blocks = vec![empty; across * height.div_ceil(BLOCK)];
    for (y, row) in luma.chunks_exact(width.max(1)).enumerate() {
        for (bx, cells) in row.chunks(BLOCK).enumerate() {
            let block = &mut blocks[(y / BLOCK) * across + bx];
            for &value in cells {
                block.sum += u32::from(value);
                block.count += 1;
                block.min = block.min.min(value);
                block.max = block.max.max(value);
            }
        }
    }
    blocks
}

fn shrunk(raster: &Raster, by: usize) -> (usize, usize, Vec<u8>) {
    let full = usize::try_from(raster.width).expect("32 bits fit");
    let rows = usize::try_from(raster.height).expect("32 bits fit");
    if by == 1 {
        return (full, rows, raster.luma.clone());
    }
    let (width, height) = (full / by, rows / by);
    let mut luma = Vec::with_capacity(width * height);
    let mut sums = vec![0u32; width];
    let area = u32::try_from(by * by).expect("a small square");
    for band in raster.luma.chunks_exact((full * by).max(1)).take(height) {
        sums.fill(0);
        for row in band.chunks_exact(full) {
            for (sum, cells) in sums.iter_mut().zip(row.chunks_exact(by)) {
                *sum += cells.iter().map(|v| u32::from(*v)).sum::<u32>();
            }
        }
        luma.extend(sums.iter().map(|s| u8::try_from(s / area).expect("a mean of bytes")));
    }
    (width, height, luma)
}
