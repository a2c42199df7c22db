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
    entry: impl FnMut(u64, &[u8]) -> Result<(), LedgerError>,
) -> Result<Checked, LedgerError> {
    check_from(&mut Edge::default(), source, checkpoint, entry)
}

/// The same for what was added since an edge was verified, which moves on to the checkpoint. That the root
/// comes out of old edge and new entries proves that the log begins with what was verified.
///
/// # Errors
/// As [`check`], and L410 where the log has fewer entries than the edge. After an error the edge is somewhere
/// in between: start anew.
pub fn check_from(
    edge: &mut Edge,
    source: &mut impl Source,
    checkpoint: &Checkpoint,
    mut entry: impl FnMut(u64, &[u8]) -> Result<(), LedgerError>,
) -> Result<Checked, LedgerError> {
    let verified = edge.size();
    if checkpoint.size < verified {
        let detail = format!("{} entries now, {verified} were verified before", checkpoint.size);
        return Err(LedgerError::new(Rule::LogRolledBack, detail));
    }
    let mut checked = Checked::default();
    let bundles = tile::of_level(Content::Entries, checkpoint.size);
    for bundle in bundles.filter(|one| (one.index + 1) * u64::from(FULL) > verified) {
        let bytes = source.fetch(&bundle.path(), tile::MAX_BUNDLE_BYTES)?;
        let mut full = Vec::new();
        let first = bundle.index * u64::from(FULL);
        let known = usize::try_from(verified.saturating_sub(first)).unwrap_or(usize::MAX);
        for one in tile::decode_entries(&bytes, &bundle)?.into_iter().skip(known) {
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
