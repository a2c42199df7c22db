//! A log as a site needs it: replayed, with every entry at hand, and receipts under checkpoints that stay.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Mutex;

use ledger::edge::Edge;
use ledger::milestones::milestones;
use ledger::note::MAX_NOTE_BYTES;
use ledger::reader::{Reader, Source as _};
use ledger::trust::Verified;
use ledger::{LedgerError, Note, Receipt, Replay, Trust, archive, fsck, proof};
use record::{Election, Rule};
use site::{Said, Times};
use tally::bulletin::{Bulletin, MAX_BULLETIN_BYTES};

use crate::shell::log_dir::ForeignLog;
use crate::shell::{log_dir, progress};
use crate::verb::bulletin::held_against_log;

/// A log, verified from its first entry on. Looking again verifies only what is new.
pub struct LogView<'a> {
    election: &'a Election,
    trust: Trust,
    edge: Edge,
    /// What it holds.
    pub replay: Replay<'a>,
    entries: Entries,
    /// Bulletins that were published beside it and computed again.
    pub bulletins: Vec<Bulletin>,
    /// Checkpoints kept, the smallest first.
    pub kept: Vec<Verified>,
    /// Its checkpoint of now.
    pub now: Verified,
    note: Note,
}

/// Every entry in one long vector: a million of them are one allocation.
#[derive(Default)]
struct Entries {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl<'a> LogView<'a> {
    /// Reads and verifies a whole log.
    pub fn read(path: &Path, election: &'a Election) -> anyhow::Result<Self> {
        let trust = Trust::of_election(election)?;
        let log = log_dir::read(path, &trust)?;
        let mut view = Self {
            election,
            edge: Edge::default(),
            replay: Replay::new(election, &log.verified.checkpoint.origin),
            entries: Entries::default(),
            bulletins: Vec::new(),
            kept: Vec::new(),
            now: log.verified.clone(),
            note: log.note.clone(),
            trust,
        };
        view.take(log, path)?;
        Ok(view)
    }

    /// Verifies what is new; whether there was anything.
    pub fn look(&mut self, path: &Path) -> anyhow::Result<bool> {
        let log = log_dir::read(path, &self.trust)?;
        let (before, bulletins) = (self.note.clone(), self.bulletins.len());
        self.take(log, path)?;
        Ok(self.note != before || self.bulletins.len() != bulletins)
    }

    fn take(&mut self, mut log: ForeignLog, path: &Path) -> anyhow::Result<()> {
        let now = log.verified.checkpoint.clone();
        let bar = progress::of_entries("verifying", now.size - self.edge.size());
        let (replay, entries) = (&mut self.replay, &mut self.entries);
        fsck::check_from(&mut self.edge, &mut log.source, &now, |_, entry| {
            bar.inc(1);
            entries.push(entry);
            replay.add(entry)
        })?;
        bar.finish_and_clear();
        (self.now, self.note) = (log.verified.clone(), log.note.clone());
        self.kept = log_dir::kept(path, &self.trust)?;
        self.read_bulletins(&mut log)
    }

    /// Bulletins that differ from the log are not shown, and said.
    fn read_bulletins(&mut self, log: &mut ForeignLog) -> anyhow::Result<()> {
        loop {
            let number = u32::try_from(self.bulletins.len() + 1)?;
            let path = log_dir::bulletin_path(number);
            let bytes = match log.source.fetch(&path, MAX_BULLETIN_BYTES) {
                Ok(bytes) => bytes,
                Err(error) if error.rule == Rule::LogFileMissing => return Ok(()),
                Err(error) => return Err(error.into()),
            };
            let previous = self.bulletins.last();
            match held_against_log(&bytes, log, self.election, &self.replay, previous)? {
                Ok(bulletin) => self.bulletins.push(bulletin),
                Err(refused) => {
                    eprintln!("{path} is not shown: {refused}");
                    return Ok(());
                }
            }
        }
    }

    /// When each sheet was closed and published.
    pub fn times(&self) -> Vec<Times> {
        let times = milestones(&self.replay, &self.kept);
        let of = |one: ledger::milestones::Milestones| Times {
            closed: one.closed,
            logged: one.logged,
            published: one.published,
        };
        times.into_iter().map(of).collect()
    }

    /// What organisations said.
    pub fn said(&self) -> Vec<Said> {
        let said = |(entry, signed): &(u64, record::SignedStatement)| {
            let one = signed.statement();
            Said {
                entry: *entry,
                kind: one.kind.word(),
                by: one.by.clone(),
                at: one.at,
                subjects: one.subjects.clone(),
                tables: one.tables.clone(),
                text: one.text.clone(),
            }
        };
        self.replay.statements.iter().map(said).collect()
    }

    /// The size of the checkpoint under which an entry's receipt is given: the first kept one with a quorum that
    /// holds it, so that receipts stay as they are when the log grows; else that of now.
    pub fn receipt_size(&self, entry: u64) -> u64 {
        let from = self.kept.partition_point(|one| one.checkpoint.size <= entry);
        let first = self.kept[from..].iter().find(|one| one.quorum);
        first.map_or(self.now.checkpoint.size, |one| one.checkpoint.size)
    }
}

/// Makes receipts. Tiles and notes that many receipts share are read once.
pub struct Receipts<'a, 'b> {
    view: &'a LogView<'b>,
    reading: Mutex<Reading<'a>>,
}

struct Reading<'a> {
    reader: Reader<'a, Box<dyn ledger::reader::Source + Send>>,
    notes: HashMap<u64, Note>,
    /// Where the notes of kept checkpoints are read: the reader holds the other.
    archive: Box<dyn ledger::reader::Source + Send>,
}

impl<'a, 'b> Receipts<'a, 'b> {
    /// Receipts of a log that was read. `log` is that log.
    pub fn new(
        view: &'a LogView<'b>,
        log: &'a mut ForeignLog,
        archive: Box<dyn ledger::reader::Source + Send>,
    ) -> anyhow::Result<Self> {
        let reader = Reader::open(&mut log.source, &view.now.checkpoint)?;
        let mut notes = HashMap::new();
        notes.insert(view.now.checkpoint.size, view.note.clone());
        Ok(Self { view, reading: Mutex::new(Reading { reader, notes, archive }) })
    }

    /// The receipt of an entry as a file, with the entry in it; none where the log cannot be read.
    pub fn of(&self, index: u64) -> Option<Vec<u8>> {
        match self.make(index) {
            Ok(receipt) => Some(receipt.to_string().into_bytes()),
            Err(error) => {
                eprintln!("no receipt of entry {index}: {error}");
                None
            }
        }
    }

    fn make(&self, index: u64) -> Result<Receipt, LedgerError> {
        let size = self.view.receipt_size(index);
        let mut reading = self.reading.lock().expect("no panic while it is held");
        let Reading { reader, notes, archive: kept } = &mut *reading;
        let path = proof::inclusion(reader, index, size)?;
        if let std::collections::hash_map::Entry::Vacant(free) = notes.entry(size) {
            free.insert(Note::parse(&kept.fetch(&archive::path(size), MAX_NOTE_BYTES)?)?);
        }
        let extra = self.view.entries.get(index).map(<[u8]>::to_vec);
        Ok(Receipt { extra, index, path, checkpoint: notes[&size].clone() })
    }
}

impl Entries {
    fn push(&mut self, entry: &[u8]) {
        self.bytes.extend_from_slice(entry);
        self.ends.push(self.bytes.len());
    }

    fn get(&self, index: u64) -> Option<&[u8]> {
        let at = usize::try_from(index).ok()?;
        let end = *self.ends.get(at)?;
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        Some(&self.bytes[start..end])
    }
}
