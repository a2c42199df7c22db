//! Reading a log that nobody trusts: every hash is held against the root of a verified checkpoint.

use std::collections::HashMap;

use record::Rule;

use crate::LedgerError;
use crate::checkpoint::Checkpoint;
use crate::edge::Edge;
use crate::hash::Hash;
use crate::proof::{self, Subtrees};
use crate::tile::{self, Content, FULL, Tile};

/// Where the bytes of tiles come from: a folder, a web site, an archive.
pub trait Source {
    /// The bytes at a path below the log's prefix, refused above `most` bytes.
    ///
    /// # Errors
    /// L421 where it is not there, L424 where it cannot be read.
    fn fetch(&mut self, path: &str, most: usize) -> Result<Vec<u8>, LedgerError>;
}

impl<S: Source + ?Sized> Source for Box<S> {
    fn fetch(&mut self, path: &str, most: usize) -> Result<Vec<u8>, LedgerError> {
        (**self).fetch(path, most)
    }
}

/// A log at a checkpoint. Tiles are authenticated from the root down, so that no forged tile, full or
/// partial, is ever believed: the right edge must fold into the root, and each full tile into the hash
/// that the level above has for it.
pub struct Reader<'a, S> {
    source: &'a mut S,
    size: u64,
    edge: HashMap<u8, Vec<Hash>>,
    full: HashMap<(u8, u64), Vec<Hash>>,
    /// Subtrees that no tile holds, by their first and last leaf: neighbours' proofs share nearly all of them.
    subtrees: HashMap<(u64, u64), Hash>,
}

/// Full tiles kept in memory: 8 KiB each.
const CACHE: usize = 4_096;
/// Subtrees kept in memory: 48 bytes each.
const SUBTREES: usize = 65_536;

impl<'a, S: Source> Reader<'a, S> {
    /// Opens a log at a checkpoint that was verified.
    ///
    /// # Errors
    /// L411 where the tiles do not lead to the checkpoint's root, and what reading gives.
    pub fn open(source: &'a mut S, checkpoint: &Checkpoint) -> Result<Self, LedgerError> {
        let mut tiles = HashMap::new();
        let edge = Edge::read(checkpoint.size, |tile| {
            let hashes = fetch_hashes(source, &tile)?;
            if let Content::Hashes(level) = tile.content {
                tiles.insert(level, hashes.clone());
            }
            Ok(hashes)
        })?;
        if edge.root() != checkpoint.root {
            let detail = format!(
                "partial tiles of {} entries: root {}, checkpoint {}",
                checkpoint.size,
                edge.root(),
                checkpoint.root
            );
            return Err(LedgerError::new(Rule::TileForged, detail));
        }
        Ok(Self {
            source,
            size: checkpoint.size,
            edge: tiles,
            full: HashMap::new(),
            subtrees: HashMap::new(),
        })
    }

    /// Entries in the log.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The authenticated hash of a leaf.
    ///
    /// # Errors
    /// L412 where a tile is forged, and what reading gives.
    pub fn leaf(&mut self, index: u64) -> Result<Hash, LedgerError> {
        self.hash(0, index)
    }

    /// The entries of a bundle, each held against its leaf hash.
    ///
    /// # Errors
    /// L412 where an entry is not the one logged, and what reading gives.
    pub fn entries(&mut self, bundle: u64) -> Result<Vec<Vec<u8>>, LedgerError> {
        let tile = tile::of_level(Content::Entries, self.size)
            .nth(usize::try_from(bundle).unwrap_or(usize::MAX))
            .ok_or_else(|| LedgerError::new(Rule::ProofInvalid, format!("no bundle {bundle}")))?;
        let bytes = self.source.fetch(&tile.path(), tile::MAX_BUNDLE_BYTES)?;
        let entries = tile::decode_entries(&bytes, &tile)?;
        for (index, entry) in (bundle * u64::from(FULL)..).zip(&entries) {
            if self.leaf(index)? != Hash::leaf(entry) {
                let detail = format!("{}: entry {index} is not the one logged", tile.path());
                return Err(LedgerError::new(Rule::TileForged, detail));
            }
        }
        Ok(entries.into_iter().map(<[u8]>::to_vec).collect())
    }

    /// One entry.
    ///
    /// # Errors
    /// As [`Self::entries`].
    pub fn entry(&mut self, index: u64) -> Result<Vec<u8>, LedgerError> {
        let at = usize::try_from(index % u64::from(FULL)).expect("below 256");
        let mut entries = self.entries(index / u64::from(FULL))?;
        if at >= entries.len() {
            return Err(LedgerError::new(Rule::ProofInvalid, format!("no entry {index}")));
        }
        Ok(entries.swap_remove(at))
    }

    /// The proof that an entry is in the log.
    ///
    /// # Errors
    /// L417 where it is not there, and what reading gives.
    pub fn inclusion(&mut self, index: u64) -> Result<Vec<Hash>, LedgerError> {
        let size = self.size;
        proof::inclusion(self, index, size)
    }

    /// The proof that the log grew out of an earlier checkpoint.
    ///
    /// # Errors
    /// L417 where that is larger, and what reading gives.
    pub fn consistency(&mut self, old: u64) -> Result<Vec<Hash>, LedgerError> {
        let size = self.size;
        proof::consistency(self, old, size)
    }

    /// The root that the first entries of this log had, from authenticated tiles.
    ///
    /// # Errors
    /// What reading gives.
    pub fn root_at(&mut self, size: u64) -> Result<Hash, LedgerError> {
        let mut root: Option<Hash> = None;
        let mut end = size;
        while end > 0 {
            let start = end - (1 << end.trailing_zeros());
            let peak = self.subtree(start, end)?;
            root = Some(root.map_or(peak, |right| Hash::node(&peak, &right)));
            end = start;
        }
        Ok(root.unwrap_or_else(Hash::of_nothing))
    }

    fn hash(&mut self, level: u8, index: u64) -> Result<Hash, LedgerError> {
        let (tile, at) =
            (index / u64::from(FULL), usize::try_from(index % u64::from(FULL)).expect("below 256"));
        let hash = self.tile(level, tile)?.get(at).copied();
        hash.ok_or_else(|| {
            let detail = format!("no hash {index} at level {level} of {} entries", self.size);
            LedgerError::new(Rule::ProofInvalid, detail)
        })
    }

    fn tile(&mut self, level: u8, index: u64) -> Result<&[Hash], LedgerError> {
        let wide = self.size >> (8 * u32::from(level));
        if index == wide / u64::from(FULL) {
            // Empty where the level ends with a full tile.
            return Ok(self.edge.get(&level).map_or(&[], Vec::as_slice));
        }
        if !self.full.contains_key(&(level, index)) {
            let tile = Tile { content: Content::Hashes(level), index, width: FULL };
            let hashes = fetch_hashes(self.source, &tile)?;
            if Hash::over(&hashes) != self.hash(level + 1, index)? {
                let detail = format!("{} does not fold into the level above", tile.path());
                return Err(LedgerError::new(Rule::TileForged, detail));
            }
            if self.full.len() >= CACHE {
                self.full.clear();
            }
            self.full.insert((level, index), hashes);
        }
        Ok(&self.full[&(level, index)])
    }
}

impl<S: Source> Subtrees for Reader<'_, S> {
    fn subtree(&mut self, start: u64, end: u64) -> Result<Hash, LedgerError> {
        let leaves = end - start;
        // A tile has it as it is.
        if leaves.is_power_of_two() && leaves.trailing_zeros().is_multiple_of(8) {
            let level = u8::try_from(leaves.trailing_zeros() / 8).expect("at most 7");
            return self.hash(level, start >> (8 * u32::from(level)));
        }
        if let Some(known) = self.subtrees.get(&(start, end)) {
            return Ok(*known);
        }
        let middle = start + leaves.next_power_of_two() / 2;
        let (left, right) = (self.subtree(start, middle)?, self.subtree(middle, end)?);
        let hash = Hash::node(&left, &right);
        if self.subtrees.len() >= SUBTREES {
            self.subtrees.clear();
        }
        self.subtrees.insert((start, end), hash);
        Ok(hash)
    }
}

/// Reads a tile of hashes. A partial one may have been dropped for its full one.
fn fetch_hashes(source: &mut impl Source, tile: &Tile) -> Result<Vec<Hash>, LedgerError> {
    let most = usize::from(FULL) * crate::hash::HASH_BYTES;
    match source.fetch(&tile.path(), most) {
        Ok(bytes) => tile::decode_hashes(&bytes, tile),
        Err(error) if error.rule == Rule::LogFileMissing && tile.width < FULL => {
            let bytes = source.fetch(&tile.full().path(), most).map_err(|_| error)?;
            let mut hashes = tile::decode_hashes(&bytes, &tile.full())?;
            hashes.truncate(usize::from(tile.width));
            Ok(hashes)
        }
        Err(error) => Err(error),
    }
}
