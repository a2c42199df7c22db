//! Re-verifies a whole log from its bytes: every entry, every tile, the root.

use record::Rule;

use crate::LedgerError;
use crate::checkpoint::Checkpoint;
use crate::edge::Edge;
use crate::hash::Hash;
use crate::reader::Source;
use crate::tile::{self, Content, FULL, Tile};

/// What was re-verified.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// Entries, each hashed again.
    pub entries: u64,
    /// Tiles of hashes, each made again and compared.
    pub tiles: u64,
    /// Bytes of entries.
    pub bytes: u64,
}

/// Makes the tree again from the entries and holds every stored tile and the checkpoint's root against it.
/// Each entry is handed over in order, as soon as its bundle is read; memory stays bounded.
///
/// # Errors
/// The first place that is wrong: L412 for tiles, entries and root, L421 for what is missing; and what
/// `entry` gives.
pub fn check(
    source: &mut impl Source,
    checkpoint: &Checkpoint,
    mut entry: impl FnMut(u64, &[u8]) -> Result<(), LedgerError>,
) -> Result<Checked, LedgerError> {
    let mut edge = Edge::default();
    let mut checked = Checked::default();
    for bundle in tile::of_level(Content::Entries, checkpoint.size) {
        let bytes = source.fetch(&bundle.path(), tile::MAX_BUNDLE_BYTES)?;
        let mut full = Vec::new();
        for one in tile::decode_entries(&bytes, &bundle)? {
            let index = edge.size();
            edge.push(Hash::leaf(one), &mut |tile, hashes| full.push((tile, hashes.to_vec())));
            entry(index, one)?;
            checked.entries += 1;
            checked.bytes += one.len() as u64;
        }
        for (tile, hashes) in full {
            compare(source, &tile, &hashes)?;
            checked.tiles += 1;
        }
    }
    for (tile, hashes) in edge.partial() {
        compare(source, &tile, hashes)?;
        checked.tiles += 1;
    }
    if edge.root() != checkpoint.root {
        let detail = format!(
            "{} entries have root {}, signed is {}",
            checkpoint.size,
            edge.root(),
            checkpoint.root
        );
        return Err(LedgerError::new(Rule::TileForged, detail));
    }
    Ok(checked)
}

fn compare(source: &mut impl Source, tile: &Tile, hashes: &[Hash]) -> Result<(), LedgerError> {
    let bytes = source.fetch(&tile.path(), usize::from(FULL) * crate::hash::HASH_BYTES)?;
    let stored = tile::decode_hashes(&bytes, tile)?;
    match stored.iter().zip(hashes).position(|(stored, made)| stored != made) {
        None => Ok(()),
        Some(at) => {
            let first = tile.index * u64::from(FULL) + at as u64;
            let detail =
                format!("{}: hash {first} is not that of the entries below it", tile.path());
            Err(LedgerError::new(Rule::TileForged, detail))
        }
    }
}
