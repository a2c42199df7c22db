//! Tiles and entry bundles: their names, and what is in them (C2SP tlog-tiles).

use crate::LedgerError;
use crate::hash::{HASH_BYTES, Hash};
use record::Rule;

/// Hashes, or entries, in a full tile.
pub const FULL: u16 = 256;
/// Largest entry: what its two-byte length can say.
pub const MAX_ENTRY_BYTES: usize = 65_535;
/// Largest bundle: full, of largest entries.
pub const MAX_BUNDLE_BYTES: usize = 256 * (MAX_ENTRY_BYTES + 2);

/// What a tile holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Content {
    /// Entries.
    Entries,
    /// Hashes of complete subtrees of 256^level leaves.
    Hashes(u8),
}

/// One tile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Tile {
    /// What it holds.
    pub content: Content,
    /// Place within its level.
    pub index: u64,
    /// How many hashes or entries: 1 to 256.
    pub width: u16,
}

impl Tile {
    /// Where it lies below the log's prefix.
    pub fn path(&self) -> String {
        let mut path = match self.content {
            Content::Entries => String::from("tile/entries/"),
            Content::Hashes(level) => format!("tile/{level}/"),
        };
        path.push_str(&numbered(self.index));
        if self.width < FULL {
            path.push_str(&format!(".p/{}", self.width));
        }
        path
    }

    /// The same tile once it is full.
    #[must_use]
    pub fn full(self) -> Self {
        Self { width: FULL, ..self }
    }
}

/// Every tile of a tree: entries, and hashes of all levels.
pub fn of_tree(size: u64) -> impl Iterator<Item = Tile> {
    let entries = of_level(Content::Entries, size);
    let hashes = widths(size).flat_map(|(level, wide)| of_level(Content::Hashes(level), wide));
    entries.chain(hashes)
}

/// How many hashes each level has in a tree, the leaves first.
pub fn widths(size: u64) -> impl Iterator<Item = (u8, u64)> {
    (0..8)
        .map(move |level: u8| (level, size >> (8 * u32::from(level))))
        .take_while(|(_, wide)| *wide > 0)
}

/// The tiles of one level that has so many hashes.
pub fn of_level(content: Content, wide: u64) -> impl Iterator<Item = Tile> {
    let full = wide / u64::from(FULL);
    let rest = u16::try_from(wide % u64::from(FULL)).expect("below 256");
    (0..full)
        .map(move |index| Tile { content, index, width: FULL })
        .chain((rest > 0).then_some(Tile { content, index: full, width: rest }))
}

/// The bytes of a tile of hashes.
pub fn encode_hashes(hashes: &[Hash]) -> Vec<u8> {
    hashes.iter().flat_map(|hash| hash.0).collect()
}

/// The hashes in a tile's bytes, exactly as many as it is wide.
///
/// # Errors
/// L425 where the length does not fit.
pub fn decode_hashes(bytes: &[u8], tile: &Tile) -> Result<Vec<Hash>, LedgerError> {
    let (hashes, rest) = bytes.as_chunks::<HASH_BYTES>();
    if !rest.is_empty() || hashes.len() != usize::from(tile.width) {
        let detail = format!("{} has {} bytes for {} hashes", tile.path(), bytes.len(), tile.width);
        return Err(LedgerError::new(Rule::TileMalformed, detail));
    }
    Ok(hashes.iter().map(|hash| Hash(*hash)).collect())
}

/// Appends an entry to a bundle.
///
/// # Panics
/// If it is larger than [`MAX_ENTRY_BYTES`], which [`crate::Log::append`] has refused before.
pub fn encode_entry(entry: &[u8], bundle: &mut Vec<u8>) {
    let length = u16::try_from(entry.len()).expect("within the bound");
    bundle.extend(length.to_be_bytes());
    bundle.extend(entry);
}

/// The entries of a bundle, exactly as many as it is wide.
///
/// # Errors
/// L425 where it is cut or has bytes left over.
pub fn decode_entries<'a>(bytes: &'a [u8], tile: &Tile) -> Result<Vec<&'a [u8]>, LedgerError> {
    let wrong =
        |what: &str| LedgerError::new(Rule::TileMalformed, format!("{}: {what}", tile.path()));
    let mut entries = Vec::with_capacity(usize::from(tile.width));
    let mut rest = bytes;
    for _ in 0..tile.width {
        let (length, after) =
            rest.split_first_chunk::<2>().ok_or_else(|| wrong("it ends early"))?;
        let length = usize::from(u16::from_be_bytes(*length));
        let (entry, after) =
            after.split_at_checked(length).ok_or_else(|| wrong("an entry ends early"))?;
        entries.push(entry);
        rest = after;
    }
    if !rest.is_empty() {
        return Err(wrong("bytes after its last entry"));
    }
    Ok(entries)
}

/// An index in groups of three digits, all but the last marked `x`: `x001/x234/067`.
fn numbered(index: u64) -> String {
    let mut path = format!("{:03}", index % 1000);
    let mut rest = index / 1000;
    while rest > 0 {
        path = format!("x{:03}/{path}", rest % 1000);
        rest /= 1000;
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_those_of_the_specification() {
        let path = |content, index, width| Tile { content, index, width }.path();
        assert_eq!(path(Content::Hashes(0), 1_234_067, FULL), "tile/0/x001/x234/067");
        assert_eq!(path(Content::Entries, 273, 112), "tile/entries/273.p/112");
    }

    #[test]
    fn a_tree_of_70000_has_the_tiles_of_the_specification() {
        let of = |level| -> Vec<(u64, u16)> {
            of_tree(70_000)
                .filter(|tile| tile.content == Content::Hashes(level))
                .map(|tile| (tile.index, tile.width))
                .collect()
        };
        assert_eq!((of(0).len(), of(0).last()), (274, Some(&(273, 112))));
        assert_eq!(of(1), [(0, 256), (1, 17)]);
        assert_eq!(of(2), [(0, 1)]);
        assert_eq!(of(3), []);
    }
}
