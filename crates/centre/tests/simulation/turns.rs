//! Where the store is shared: records go to its queue, whoever holds the lease writes them, and the gateways look
//! until they are published.

use centre::CentreError;
use centre::store::{Store as _, Waiting};
use centre::writer::{Health, Outcome};
use ledger::log::CHECKPOINT;
use ledger::storage::Storage as _;
use ledger::{Checkpoint, LedgerError, Note};
use record::Digest;

use crate::bug::Bug;
use crate::centre::Pending;
use crate::election::{Event, Simulation};
use crate::plan::SECOND;
use crate::queue::At;
use crate::watch::{Invariant, WholeLog};

/// As the centre's own threads.
const LEASE_MS: u64 = 3_000;
const STANDBY: At = 500;
const PAUSE: At = 250;
const PATIENCE: At = 20 * SECOND;
/// The centre asks every 20 ms; here it is less often, to save time.
const ASK: At = 100;

impl Simulation {
    /// Puts a batch into the queue; where that fails, those who sent it are told *later*.
    pub fn queue_up(&mut self, pending: Vec<Pending>) {
        let boot = self.centre.boot;
        let received_ms = self.now;
        let waiting = |one: &Pending| Waiting { record: one.record.clone(), received_ms };
        let records: Vec<Waiting> = pending.iter().map(waiting).collect();
        let pushed = self.store.push(&records);
        if self.crash_without_power() {
            return;
        }
        if pushed.is_err() {
            let told = pending.into_iter().map(|one| (one, Outcome::Later)).collect();
            return self.queue.push(self.now + 1, Event::Told { boot, told });
        }
        self.queued.extend(records.into_iter().map(|one| one.record));
        if self.centre.relayed.is_empty() {
            self.queue.push(self.now + ASK, Event::Ask { boot });
        }
        self.centre.relayed.extend(pending.into_iter().map(|one| (received_ms, one)));
        self.call_turns();
    }

    /// One look at the lease and the queue, by one of the writers.
    pub fn turn(&mut self, boot: u32, of: usize) {
        if boot != self.centre.boot || self.centre.writers.is_empty() {
            return;
        }
        let pause = if self.centre.asleep[of] > self.now {
            Some(self.centre.asleep[of] - self.now)
        } else {
            self.write_queue(of).unwrap_or(Some(PAUSE))
        };
        if self.crash_without_power() {
            return;
        }
        self.watch.published(self.now, &self.disk, self.world);
        match pause {
            Some(pause) => self.queue.push(self.now + pause, Event::Turn { boot, of }),
            None => self.centre.called[of] = false,
        }
    }

    /// Gives their receipts to those whose records are published.
    pub fn ask(&mut self, boot: u32) {
        if boot != self.centre.boot {
            return;
        }
        let mut told = self.published_now().unwrap_or_default();
        let (now, relayed) = (self.now, &mut self.centre.relayed);
        let late = relayed.extract_if(.., |one| one.0 + PATIENCE < now);
        told.extend(late.map(|(_, one)| (one, Outcome::Later)));
        if !self.centre.relayed.is_empty() {
            self.queue.push(now + ASK, Event::Ask { boot });
            self.call_turns();
        }
        self.tell(boot, told);
    }

    /// The writer whose turn it is sleeps, and may believe when it wakes that it still is.
    pub fn put_to_sleep(&mut self) {
        let of = self.dice.index(self.plan.writers);
        if let Some(asleep) = self.centre.asleep.get_mut(of) {
            *asleep = self.now + self.dice.between(SECOND, 20 * SECOND);
            self.centre.believes[of] = self.dice.chance(500);
        }
    }

    /// The log, and that it has all that went into the queue and is not there any more.
    pub fn check_log(&mut self) -> Option<WholeLog> {
        let signed = self.signed();
        let log = self.watch.check_log(self.now, &self.disk, self.world, &signed)?;
        let queue = self.store.queue();
        for record in &self.queued {
            let holds = log.entries.contains(record)
                || queue.iter().any(|waiting| waiting.record == *record);
            let detail = || format!("a record of {} bytes is lost", record.len());
            self.watch.check(self.now, holds, Invariant::Queued, detail);
        }
        Some(log)
    }

    /// Gives how long to pause; nothing where the queue is empty.
    fn write_queue(&mut self, of: usize) -> Result<Option<At>, CentreError> {
        let believes = std::mem::take(&mut self.centre.believes[of]);
        let name = format!("writer {of}");
        if !believes && self.store.lease(&name, self.now, LEASE_MS)?.holder != name {
            self.centre.writers[of].close();
            return Ok(Some(STANDBY));
        }
        let waiting = self.store.waiting(self.plan.batching.most)?;
        if waiting.is_empty() {
            return Ok(None);
        }
        let records: Vec<Vec<u8>> = waiting.into_iter().map(|one| one.record).collect();
        if self.bug == Some(Bug::SettledBeforeWrite) {
            self.store.settle(&records.iter().map(|one| Digest::of(one)).collect::<Vec<_>>())?;
        }
        let outcomes = self.centre.writers[of].write(&records);
        self.trace.note(self.now, "write of the queue", of, &[]);
        let health = self.centre.writers[of].health().clone();
        let stopped = matches!(health, Health::Stopped(_));
        self.watch.check(self.now, !stopped, Invariant::LogOpens, || format!("{health:?}"));
        let settled: Vec<Digest> = records
            .iter()
            .zip(&outcomes)
            .filter(|(_, outcome)| !matches!(outcome, Outcome::Later))
            .map(|(record, _)| Digest::of(record))
            .collect();
        // Power may go here: they are published and still in the queue.
        self.store.settle(&settled)?;
        let took = self.dice.between(5, 300);
        Ok(Some(if health == Health::Writing { took } else { PAUSE }))
    }

    fn published_now(&mut self) -> Result<Vec<(Pending, Outcome)>, LedgerError> {
        let digests: Vec<Digest> =
            self.centre.relayed.iter().map(|(_, one)| Digest::of(&one.record)).collect();
        let places = self.store.places(&self.world.origin, &digests);
        let places = places.map_err(|error| LedgerError::new(error.rule, error.detail))?;
        let bytes = self.disk.get(CHECKPOINT)?.unwrap_or_default();
        let size = Checkpoint::parse(&Note::parse(&bytes)?.text)?.size;
        let ready = |place: &Option<u64>| place.filter(|at| *at < size);
        let indexes: Vec<u64> = places.iter().filter_map(ready).collect();
        let receipts = ledger::log::receipts(&*self.disk, &indexes)?;
        let mut places = places.into_iter();
        let is_ready = |_: &mut (At, Pending)| places.next().flatten().is_some_and(|at| at < size);
        let told = self.centre.relayed.extract_if(.., is_ready).map(|(_, one)| one);
        let outcomes = receipts.into_iter().map(|one| Outcome::Logged(Box::new(one)));
        Ok(told.zip(outcomes).collect())
    }

    fn call_turns(&mut self) {
        let boot = self.centre.boot;
        for of in 0..self.centre.called.len() {
            if !std::mem::replace(&mut self.centre.called[of], true) {
                self.queue.push(self.now + 1, Event::Turn { boot, of });
            }
        }
    }

    fn crash_without_power(&mut self) -> bool {
        if self.disk.is_off() {
            self.trace.note(self.now, "power cut in a write", 0, &[]);
            self.crash_centre();
        }
        self.disk.is_off()
    }
}
