//! What must hold, at every moment and at the end. The first violation ends a run.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fmt;

use ledger::edge::Edge;
use ledger::log::{CHECKPOINT, Stored};
use ledger::storage::{Memory, Storage as _};
use ledger::{Checkpoint, Entry, Hash, LedgerError, Note, Receipt, Trust, fsck};
use link::request::Request;
use link::{Counter, Peer};
use record::{Digest, SignedSheet, TableNo};

use crate::disk::Disk;
use crate::queue::At;
use crate::world::World;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Invariant {
    /// Nothing leaves a station that is not in its journal.
    JournalFirst,
    /// One ticket stands for one datagram.
    OneTicket,
    /// A sheet without a receipt is in the outbox, and something will happen to it.
    StillTrying,
    /// In bounded time after the attack every honest sheet has a receipt, in the journal.
    Delivered,
    /// No entry stands in the log twice.
    Once,
    /// A receipt verifies for the sheet it was given for, and names the place where that stands.
    ReceiptTrue,
    /// What was receipted is in the log, whatever crashed since.
    Durable,
    /// What went into the shared queue is in it, or in the log.
    Queued,
    /// What is published only grows.
    AppendOnly,
    /// The log verifies from its bytes.
    LogVerifies,
    /// The log opens again, and the writer never stops for good.
    LogOpens,
    /// The log holds what was signed by the stations of this run, and nothing else.
    OnlySigned,
    /// Totals are those of the set of honest sheets.
    Totals,
    /// Memory stays within its bounds.
    Memory,
    /// An answer goes to whoever asked, and is not larger than the question.
    AnswerPlace,
    /// A table that nobody abuses is never held back.
    Fair,
    /// A request in flight is not opened a second time.
    OpenedOnce,
}

/// What did not hold.
#[derive(Clone, Debug)]
pub struct Violation {
    pub invariant: Invariant,
    pub at: At,
    pub detail: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} at {} ms: {}", self.invariant, self.at, self.detail)
    }
}

#[derive(Default)]
pub struct Watch {
    pub violation: Option<Violation>,
    /// Every receipt that was given: record and place.
    receipts: Vec<(Digest, u64)>,
    /// Checkpoints seen published, each once, in order.
    published: Vec<Checkpoint>,
    last_note: Option<Vec<u8>>,
    tickets: HashMap<(TableNo, Counter), Digest>,
    asked: HashSet<(usize, TableNo, Counter, Peer)>,
}

/// A whole log, verified from its bytes.
pub struct WholeLog {
    pub entries: Vec<Vec<u8>>,
    /// The root at each size, from 0.
    pub roots: Vec<Hash>,
}

impl Watch {
    pub fn check(
        &mut self,
        at: At,
        holds: bool,
        invariant: Invariant,
        detail: impl FnOnce() -> String,
    ) {
        if !holds && self.violation.is_none() {
            self.violation = Some(Violation { invariant, at, detail: detail() });
        }
    }

    pub fn request_sent(&mut self, at: At, table: TableNo, counter: Counter, bytes: &[u8]) {
        let digest = Digest::of(bytes);
        let first = *self.tickets.entry((table, counter)).or_insert(digest);
        let detail = || format!("table {table}, ticket {counter}: two datagrams");
        self.check(at, first == digest, Invariant::OneTicket, detail);
    }

    /// A datagram was answered, or will be.
    pub fn asked(&mut self, gateway: usize, from: Peer, bytes: &[u8]) {
        if let Ok(request) = Request::parse(bytes) {
            self.asked.insert((gateway, request.table(), request.counter(), from));
        }
    }

    pub fn answer_sent(&mut self, at: At, gateway: usize, to: Peer, bytes: &[u8]) {
        let word = |at: usize| {
            let word = bytes.get(at..at + 4).and_then(|word| word.try_into().ok());
            word.map_or(u32::MAX, u32::from_be_bytes)
        };
        let asked = (gateway, TableNo(word(4)), Counter(word(8)), to);
        let holds = self.asked.contains(&asked) && bytes.len() <= link::request::REQUEST_BYTES;
        let detail = || format!("gateway {gateway} answers {} for table {}", to.0, asked.1);
        self.check(at, holds, Invariant::AnswerPlace, detail);
    }

    /// The centre gives a receipt.
    pub fn receipt_given(
        &mut self,
        at: At,
        world: &World,
        disk: &Disk,
        record: &[u8],
        receipt: &Receipt,
    ) {
        let verified = receipt.verify(record, &world.trust, None);
        let detail = || format!("given for another record at {}", receipt.index);
        self.check(at, verified.is_ok(), Invariant::ReceiptTrue, detail);
        let Ok(verified) = verified else { return };
        self.receipts.push((Digest::of(record), receipt.index));
        let there = published(&disk.files).map_or(0, |there| there.size);
        let detail =
            || format!("{} entries published, {} receipted", there, verified.checkpoint.size);
        self.check(at, there >= verified.checkpoint.size, Invariant::Durable, detail);
    }

    /// A station takes a receipt for good.
    pub fn receipt_taken(&mut self, at: At, trust: &Trust, sheet: &SignedSheet, receipt: &[u8]) {
        let receipt = Receipt::from_compact(receipt, sheet.bytes(), trust);
        let verified = receipt.and_then(|one| one.verify(sheet.bytes(), trust, None));
        let table = sheet.sheet().table;
        let detail = || format!("table {table} took a receipt that does not verify");
        self.check(at, verified.is_ok(), Invariant::ReceiptTrue, detail);
    }

    /// Looks at what is published now.
    pub fn published(&mut self, at: At, disk: &Disk, world: &World) {
        let bytes = disk.files.get(CHECKPOINT).ok().flatten();
        if bytes.is_some() && bytes == self.last_note {
            return;
        }
        self.last_note = bytes;
        let now = match checkpoint(&disk.files, &world.trust) {
            Ok(now) => now,
            Err(error) => {
                return self.check(at, false, Invariant::LogVerifies, || error.to_string());
            }
        };
        if let Some(last) = self.published.last() {
            let grows = now.size > last.size || now == *last;
            let detail = || format!("{} entries after {}, or another root", now.size, last.size);
            let detail = (!grows).then(detail).unwrap_or_default();
            self.check(at, grows, Invariant::AppendOnly, || detail);
        }
        if self.published.last() != Some(&now) {
            self.published.push(now);
        }
    }

    /// The log as anybody could check it now, and whether it holds all that was promised.
    pub fn check_log(
        &mut self,
        at: At,
        disk: &Disk,
        world: &World,
        signed: &BTreeSet<Vec<u8>>,
    ) -> Option<WholeLog> {
        self.published(at, disk, world);
        let log = match read(&disk.files, &world.trust) {
            Ok(log) => log,
            Err(error) => {
                self.check(at, false, Invariant::LogVerifies, || error.to_string());
                return None;
            }
        };
        let distinct: HashSet<&Vec<u8>> = log.entries.iter().collect();
        let detail = || format!("{} of {} entries differ", distinct.len(), log.entries.len());
        self.check(at, distinct.len() == log.entries.len(), Invariant::Once, detail);
        for (index, entry) in log.entries.iter().enumerate().skip(1) {
            let holds = signed.contains(entry);
            self.check(at, holds, Invariant::OnlySigned, || format!("entry {index}"));
        }
        for (record, index) in std::mem::take(&mut self.receipts) {
            let there = usize::try_from(index).ok().and_then(|index| log.entries.get(index));
            let holds = there.is_some_and(|there| Digest::of(there) == record);
            self.check(at, holds, Invariant::Durable, || format!("receipted entry {index}"));
            self.receipts.push((record, index));
        }
        for seen in std::mem::take(&mut self.published) {
            let root = usize::try_from(seen.size).ok().and_then(|size| log.roots.get(size));
            let holds = root == Some(&seen.root);
            self.check(at, holds, Invariant::AppendOnly, || format!("seen at {}", seen.size));
            self.published.push(seen);
        }
        Some(log)
    }

    /// The places named by receipts, for a bug that counts them.
    pub fn receipted(&self) -> &[(Digest, u64)] {
        &self.receipts
    }
}

/// Votes that count, by table: of each table the sheet that no other replaces; none where two contradict.
pub fn totals<'a>(records: impl Iterator<Item = &'a [u8]>) -> BTreeMap<TableNo, u64> {
    let mut sheets: BTreeMap<TableNo, Vec<SignedSheet>> = BTreeMap::new();
    for record in records {
        if let Ok(Entry::Sheet(sheet)) = Entry::decode(record) {
            sheets.entry(sheet.sheet().table).or_default().push(sheet);
        }
    }
    let last = |of: &[SignedSheet]| -> Option<u64> {
        let is_replaced = |one: &SignedSheet| {
            of.iter().any(|other| other.sheet().replaces == Some(one.digest().prefix()))
        };
        let mut standing = of.iter().filter(|one| !is_replaced(one));
        let one = standing.next()?;
        let figures = one.sheet().figures();
        let null = figures.null.number().unwrap_or(0);
        standing.next().is_none().then(|| figures.sum_of_votes() + u64::from(null))
    };
    sheets.iter().filter_map(|(table, of)| Some((*table, last(of)?))).collect()
}

/// Every entry of the published log, verified from bytes.
fn read(files: &Memory, trust: &Trust) -> Result<WholeLog, LedgerError> {
    let checkpoint = checkpoint(files, trust)?;
    let mut edge = Edge::default();
    let (mut entries, mut roots) = (Vec::new(), vec![edge.root()]);
    fsck::check(&mut Stored(files), &checkpoint, |_, entry| {
        edge.push(Hash::leaf(entry), &mut |_, _| {});
        roots.push(edge.root());
        entries.push(entry.to_vec());
        Ok(())
    })?;
    Ok(WholeLog { entries, roots })
}

fn checkpoint(files: &Memory, trust: &Trust) -> Result<Checkpoint, LedgerError> {
    let bytes = files.get(CHECKPOINT)?.unwrap_or_default();
    Ok(trust.verify(&Note::parse(&bytes)?, None)?.checkpoint)
}

fn published(files: &Memory) -> Option<Checkpoint> {
    let bytes = files.get(CHECKPOINT).ok()??;
    Checkpoint::parse(&Note::parse(&bytes).ok()?.text).ok()
}
