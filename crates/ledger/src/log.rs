//! Writing a log: stage, sign, compare-and-swap, publish, clean up.
//!
//! Words: an entry is *integrated* once the database holds a signed checkpoint over it, and *published*
//! once its tiles and a checkpoint over it can be read. [`Log::append`] returns when entries are published.

use std::collections::HashMap;

use ed25519_dalek::SigningKey;
use record::{Digest, Rule};

use crate::LedgerError;
use crate::checkpoint::Checkpoint;
use crate::edge::Edge;
use crate::hash::Hash;
use crate::note::{Algorithm, MAX_NOTE_BYTES, Note, NoteSignature, SigningName};
use crate::reader::{Reader, Source};
use crate::receipt::Receipt;
use crate::storage::{Heads, Storage};
use crate::tile::{self, Content, FULL, MAX_ENTRY_BYTES, Tile};
use crate::trust::Trust;

mod staging;

/// Where the checkpoint lies.
pub const CHECKPOINT: &str = "checkpoint";

/// A log that this process writes. After any error it refuses further entries: open it again, which
/// recovers.
pub struct Log<S, H> {
    storage: S,
    heads: H,
    key: SigningName,
    head: Vec<u8>,
    edge: Edge,
    /// Entries of the last, not yet full bundle.
    bundle: Vec<u8>,
    sound: bool,
}

/// New entries with their digests, in order.
type Batch<'a> = Vec<(Digest, &'a [u8])>;
/// Files by path.
type StagedFiles = Vec<(String, Vec<u8>)>;

/// Where an entry stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its index.
    pub index: u64,
    /// Whether it stood there before.
    pub was_there: bool,
}

impl<S: Storage, H: Heads> Log<S, H> {
    /// Makes an empty log, never over an existing one.
    ///
    /// # Errors
    /// L423 where there is one, L424.
    pub fn create(
        storage: S,
        heads: H,
        origin: &str,
        key: SigningKey,
    ) -> Result<Self, LedgerError> {
        let key = SigningName::new(origin, Algorithm::Ed25519, key)?;
        if storage.get(CHECKPOINT)?.is_some() {
            return Err(LedgerError::new(
                Rule::LogExists,
                format!("{origin}: a checkpoint is published"),
            ));
        }
        let edge = Edge::default();
        let head = signed(&key, &edge);
        // Crash here: nothing exists yet.
        heads.create(origin, &head)?;
        // Crash here: the head exists; opening publishes it.
        storage.put(CHECKPOINT, &head)?;
        Ok(Self { storage, heads, key, head, edge, bundle: Vec::new(), sound: true })
    }

    /// Opens a log, finishing whatever a crash interrupted.
    ///
    /// # Errors
    /// L421 where there is none; L410 where the disk or the database was rolled back; L411 where the two
    /// contradict each other; L412 where stored tiles do not fold into the signed root; L424.
    pub fn open(storage: S, heads: H, origin: &str, key: SigningKey) -> Result<Self, LedgerError> {
        let key = SigningName::new(origin, Algorithm::Ed25519, key)?;
        let head = heads.load(origin)?.ok_or_else(|| {
            LedgerError::new(Rule::LogFileMissing, format!("no log `{origin}` here"))
        })?;
        let trust = Trust::in_log(key.public.clone());
        let ours = trust.verify(&Note::parse(&head)?, None)?.checkpoint;
        finish_publishing(&storage, &trust, &head, &ours)?;
        let edge = Edge::read(ours.size, |tile| {
            let bytes = storage.get(&tile.path())?.ok_or_else(|| missing(&tile))?;
            tile::decode_hashes(&bytes, &tile)
        })?;
        if edge.root() != ours.root {
            let detail =
                format!("the last tiles of {} entries do not fold into the root", ours.size);
            return Err(LedgerError::new(Rule::TileForged, detail));
        }
        let bundle =
            match tile::of_level(Content::Entries, ours.size).last().filter(|t| t.width < FULL) {
                Some(last) => storage.get(&last.path())?.ok_or_else(|| missing(&last))?,
                None => Vec::new(),
            };
        Ok(Self { storage, heads, key, head, edge, bundle, sound: true })
    }

    /// Appends entries as one batch. An entry that stands in the log already keeps its place.
    ///
    /// # Errors
    /// L401 for an empty or too large entry, before anything is written; L411 where somebody else wrote to
    /// this log; L424. After the last two, open the log again.
    pub fn append<E: AsRef<[u8]>>(&mut self, entries: &[E]) -> Result<Vec<Place>, LedgerError> {
        if let Some(entry) =
            entries.iter().find(|one| !(1..=MAX_ENTRY_BYTES).contains(&one.as_ref().len()))
        {
            let detail =
                format!("{} bytes, 1 to {MAX_ENTRY_BYTES} are possible", entry.as_ref().len());
            return Err(LedgerError::new(Rule::EntrySize, detail));
        }
        if !self.sound {
            return Err(LedgerError::new(
                Rule::LogStorageFailed,
                "an earlier error: open the log again",
            ));
        }
        let (places, new) = self.places(entries)?;
        if !new.is_empty() {
            self.sound = false;
            self.commit(&new)?;
            self.sound = true;
        }
        Ok(places)
    }

    /// The last checkpoint, with the log's own signature only.
    pub fn checkpoint(&self) -> Checkpoint {
        checkpoint(&self.key, &self.edge)
    }

    /// The last checkpoint as published, with the cosignatures gathered so far.
    ///
    /// # Errors
    /// L424, L418.
    pub fn published(&self) -> Result<Note, LedgerError> {
        let bytes = self.storage.get(CHECKPOINT)?.unwrap_or_default();
        Note::parse(&bytes)
    }

    /// The log's name and key.
    pub fn key(&self) -> &SigningName {
        &self.key
    }

    /// Publishes the checkpoint again with cosignatures of it, those it has included. They are not verified
    /// here: whoever reads them does that.
    ///
    /// # Errors
    /// L411 where they are of another checkpoint, L424.
    pub fn add_cosignatures(
        &mut self,
        text: &str,
        cosignatures: &[NoteSignature],
    ) -> Result<(), LedgerError> {
        let mut note = self.published()?;
        if note.text != text {
            return Err(LedgerError::new(
                Rule::LogForked,
                "the cosignatures are of another checkpoint",
            ));
        }
        cosignatures.iter().for_each(|one| note.add(one.clone()));
        self.storage.put(CHECKPOINT, note.to_string().as_bytes())
    }

    /// Receipts of entries under the published checkpoint.
    ///
    /// # Errors
    /// L417 where an entry is not in the log, and what reading gives.
    pub fn receipts(&self, indexes: &[u64]) -> Result<Vec<Receipt>, LedgerError> {
        receipts(&self.storage, indexes)
    }

    /// The storage, to be read.
    pub fn storage(&self) -> &S {
        &self.storage
    }

    /// Where each entry stands or will stand, and the new ones in order.
    fn places<'a, E: AsRef<[u8]>>(
        &self,
        entries: &'a [E],
    ) -> Result<(Vec<Place>, Batch<'a>), LedgerError> {
        let mut new: Batch<'_> = Vec::new();
        let mut of_batch = HashMap::new();
        let mut places = Vec::with_capacity(entries.len());
        for entry in entries {
            let digest = Digest::of(entry.as_ref());
            let there = match of_batch.get(&digest) {
                Some(index) => Some(*index),
                None => self.heads.find(self.key.public.name(), &digest)?,
            };
            let index = there.unwrap_or_else(|| {
                let index = self.edge.size() + new.len() as u64;
                of_batch.insert(digest, index);
                new.push((digest, entry.as_ref()));
                index
            });
            places.push(Place { index, was_there: there.is_some() });
        }
        Ok((places, new))
    }

    fn commit(&mut self, new: &[(Digest, &[u8])]) -> Result<(), LedgerError> {
        let (edge, bundle, tiles) = self.grow(new);
        let head = signed(&self.key, &edge);
        let staged = staging::path(&checkpoint(&self.key, &edge));
        // Everything that the new checkpoint needs goes to one staged file, durably.
        // Crash here: a staged file of a checkpoint that was never signed away; opening removes it.
        self.storage.put(&staged, &staging::encode(&tiles))?;
        // The point of no return. From here on the checkpoint counts as signed for ever, and all it needs
        // is staged.
        // Crash before: the old head stands, and nobody has seen the new one.
        // Crash after: opening finds the new head and publishes from the staged file, as we do now.
        let places: Vec<_> =
            (self.edge.size()..).zip(new).map(|(at, (digest, _))| (*digest, at)).collect();
        self.heads.swap(self.key.public.name(), &self.head, &head, &places)?;
        publish(&self.storage, &staged, &head)?;
        (self.edge, self.bundle, self.head) = (edge, bundle, head);
        Ok(())
    }

    /// The tree with new entries, the last bundle, and every file that this makes.
    fn grow(&self, new: &[(Digest, &[u8])]) -> (Edge, Vec<u8>, StagedFiles) {
        let mut edge = self.edge.clone();
        let mut bundle = self.bundle.clone();
        let mut tiles = Vec::new();
        for (_, entry) in new {
            tile::encode_entry(entry, &mut bundle);
            edge.push(Hash::leaf(entry), &mut |tile, hashes| {
                tiles.push((tile.path(), tile::encode_hashes(hashes)));
            });
            if edge.size().is_multiple_of(u64::from(FULL)) {
                let index = edge.size() / u64::from(FULL) - 1;
                let full = Tile { content: Content::Entries, index, width: FULL };
                tiles.push((full.path(), std::mem::take(&mut bundle)));
            }
        }
        tiles.extend(
            edge.partial().map(|(tile, hashes)| (tile.path(), tile::encode_hashes(hashes))),
        );
        let last = tile::of_level(Content::Entries, edge.size()).last();
        tiles.extend(
            last.filter(|tile| tile.width < FULL).map(|tile| (tile.path(), bundle.clone())),
        );
        (edge, bundle, tiles)
    }
}

/// Receipts of entries under the checkpoint that is published, for whoever can read the storage.
///
/// # Errors
/// L417 where an entry is not under it, L418, and what reading gives.
pub fn receipts(storage: &impl Storage, indexes: &[u64]) -> Result<Vec<Receipt>, LedgerError> {
    let note = Note::parse(&storage.get(CHECKPOINT)?.unwrap_or_default())?;
    let mut source = Stored(storage);
    let mut reader = Reader::open(&mut source, &Checkpoint::parse(&note.text)?)?;
    indexes
        .iter()
        .map(|index| {
            let path = reader.inclusion(*index)?;
            Ok(Receipt { extra: None, index: *index, path, checkpoint: note.clone() })
        })
        .collect()
}

/// Reads storage as anybody else would.
pub struct Stored<'a, S>(pub &'a S);

impl<S: Storage> Source for Stored<'_, S> {
    fn fetch(&mut self, path: &str, _most: usize) -> Result<Vec<u8>, LedgerError> {
        self.0.get(path)?.ok_or_else(|| LedgerError::new(Rule::LogFileMissing, path))
    }
}

/// Publishes what is staged. Repeating it changes nothing, so recovery is the same call.
fn publish(storage: &impl Storage, staged: &str, head: &[u8]) -> Result<(), LedgerError> {
    let bytes = storage
        .get(staged)?
        .ok_or_else(|| LedgerError::new(Rule::LogRolledBack, format!("{staged} is gone")))?;
    for (path, bytes) in staging::decode(&bytes)? {
        storage.put_new(&path, &bytes)?;
    }
    // Crash here: tiles are there that no published checkpoint needs yet; opening publishes again.
    publish_checkpoint(storage, head)?;
    // Crash here: everything is published; opening removes the staged file.
    storage.delete(staged)
}

/// Publishes a checkpoint, unless a larger one is: where another process took over while this one stood still,
/// what is published must not go back.
fn publish_checkpoint(storage: &impl Storage, head: &[u8]) -> Result<(), LedgerError> {
    let size = |note: &[u8]| {
        let note = Note::parse(note).and_then(|note| Checkpoint::parse(&note.text));
        note.map(|checkpoint| checkpoint.size)
    };
    let ours = size(head)?;
    loop {
        let Some(there) = storage.get(CHECKPOINT)? else {
            return storage.put_new(CHECKPOINT, head);
        };
        let is_ahead = size(&there).is_ok_and(|there| there >= ours);
        if is_ahead || storage.replace(CHECKPOINT, &there, head)? {
            return Ok(());
        }
    }
}

/// Brings what is published up to the head, or refuses where that cannot be.
fn finish_publishing(
    storage: &impl Storage,
    trust: &Trust,
    head: &[u8],
    ours: &Checkpoint,
) -> Result<(), LedgerError> {
    let published = match storage.get(CHECKPOINT)?.filter(|bytes| bytes.len() <= MAX_NOTE_BYTES) {
        Some(bytes) => Some(trust.verify(&Note::parse(&bytes)?, None)?.checkpoint),
        None => None,
    };
    let size = published.as_ref().map_or(0, |one| one.size);
    let staged = staging::path(ours);
    match &published {
        Some(there) if there.size > ours.size => {
            let detail = format!("published {size} entries, the database knows {}", ours.size);
            return Err(LedgerError::new(Rule::LogRolledBack, detail));
        }
        Some(there) if there.size == ours.size && there.root != ours.root => {
            let detail =
                format!("two roots of {size} entries: the database's and the published one");
            return Err(LedgerError::new(Rule::LogForked, detail));
        }
        Some(there) if there == ours => {}
        _ if ours.size == 0 => storage.put(CHECKPOINT, head)?,
        _ => publish(storage, &staged, head)?,
    }
    // A staged file of a larger size may be of a writer that still means to swap: its file must be there if it
    // does. Once the head has passed that size it cannot.
    for left in storage.list(staging::FOLDER)? {
        if staging::size(&left).is_none_or(|size| size <= ours.size) {
            storage.delete(&left)?;
        }
    }
    Ok(())
}

fn checkpoint(key: &SigningName, edge: &Edge) -> Checkpoint {
    Checkpoint { origin: key.public.name().to_owned(), size: edge.size(), root: edge.root() }
}

fn signed(key: &SigningName, edge: &Edge) -> Vec<u8> {
    let text = checkpoint(key, edge).to_string();
    let signatures = vec![key.sign(&text)];
    Note { text, signatures }.to_string().into_bytes()
}

fn missing(tile: &Tile) -> LedgerError {
    LedgerError::new(Rule::LogFileMissing, tile.path())
}
