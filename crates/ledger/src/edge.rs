//! The right edge of a tree: all that is needed to append to it and to know its root.

use crate::LedgerError;
use crate::hash::Hash;
use crate::tile::{self, Content, FULL, Tile};

/// The last, not yet full tile of every level. Empty levels in between are possible; the top is not empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edge {
    size: u64,
    levels: Vec<Vec<Hash>>,
}

impl Edge {
    /// Reads the edge of a tree of some size.
    ///
    /// # Errors
    /// What reading a tile gives.
    pub fn read(
        size: u64,
        mut tile: impl FnMut(Tile) -> Result<Vec<Hash>, LedgerError>,
    ) -> Result<Self, LedgerError> {
        let mut levels = Vec::new();
        for (level, wide) in tile::widths(size) {
            let last = tile::of_level(Content::Hashes(level), wide).last();
            levels.push(match last.filter(|last| last.width < FULL) {
                Some(last) => tile(last)?,
                None => Vec::new(),
            });
        }
        Ok(Self { size, levels })
    }

    /// Leaves in the tree.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Appends a leaf, and hands over every tile that it fills.
    pub fn push(&mut self, leaf: Hash, full: &mut impl FnMut(Tile, &[Hash])) {
        self.size += 1;
        let mut carry = leaf;
        for level in 0_u8.. {
            let at = usize::from(level);
            if self.levels.len() == at {
                self.levels.push(Vec::new());
            }
            let row = &mut self.levels[at];
            row.push(carry);
            if row.len() < usize::from(FULL) {
                return;
            }
            let index = (self.size >> (8 * (u32::from(level) + 1))) - 1;
            full(Tile { content: Content::Hashes(level), index, width: FULL }, row);
            carry = Hash::over(row);
            row.clear();
        }
    }

    /// The tiles that are not full.
    pub fn partial(&self) -> impl Iterator<Item = (Tile, &[Hash])> {
        tile::widths(self.size).zip(&self.levels).filter(|(_, row)| !row.is_empty()).map(
            |((level, wide), row)| {
                let content = Content::Hashes(level);
                let width = u16::try_from(row.len()).expect("at most 255");
                (Tile { content, index: wide / u64::from(FULL), width }, row.as_slice())
            },
        )
    }

    /// The root of the tree.
    pub fn root(&self) -> Hash {
        // Peaks from the right: within a level the smallest subtrees stand last, and every level stands
        // left of the one below it.
        let mut root: Option<Hash> = None;
        for row in &self.levels {
            let mut end = row.len();
            while end > 0 {
                let subtree = 1 << end.trailing_zeros();
                let peak = Hash::over(&row[end - subtree..end]);
                root = Some(root.map_or(peak, |right| Hash::node(&peak, &right)));
                end -= subtree;
            }
        }
        root.unwrap_or_else(Hash::of_nothing)
    }
}
