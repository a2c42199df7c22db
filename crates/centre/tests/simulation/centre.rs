//! The centre: gateways with the kernel's filter before them, one forming batch, writers that take turns.

use std::sync::Arc;

use centre::batch::Batch;
use centre::gateway::answer;
use centre::writer::{Health, Outcome, Writer};
use ledger::{LedgerError, Log};
use link::request::Request;
use link::{Admitted, Counter, Decision, Gateway, Peer, ReplyTo};
use record::{Digest, Rule, TableNo};

use crate::bug::Bug;
use crate::disk::{Disk, Snapshot};
use crate::election::{Event, Simulation};
use crate::plan::SECOND;
use crate::planted::beforehand;
use crate::queue::At;
use crate::watch::Invariant;
use crate::world::{World, peer, station_at};

/// As the centre's own sequencer waits after a failure.
const PAUSE: At = 250;

type DiskWriter = Writer<Arc<Disk>, Arc<Disk>>;

pub struct Centre {
    pub gateways: Vec<Gateway>,
    /// For each gateway, the tables that the attached filter holds back.
    filters: Vec<Vec<TableNo>>,
    batch: Batch<Pending>,
    pub writers: Vec<DiskWriter>,
    /// Until when each writer sleeps, whether it wakes believing that it is its turn, and whether it will look at
    /// the queue. Only where the store is shared.
    pub asleep: Vec<At>,
    pub believes: Vec<bool>,
    pub called: Vec<bool>,
    /// Those who wait for what is in the queue, and since when.
    pub relayed: Vec<(At, Pending)>,
    active: usize,
    since: At,
    pub boot: u32,
    busy_until: At,
    /// Requests handed to the sequencer and not yet answered.
    in_flight: Vec<(usize, TableNo, Counter, Digest)>,
    /// What the door refused, for a bug.
    pub refused: Vec<Vec<u8>>,
    pub snapshot: Option<Snapshot>,
    pub old_checkpoint: Option<Vec<u8>>,
}

/// A record that waits, and whom to answer: nobody where it came through the door.
pub struct Pending {
    pub record: Vec<u8>,
    pub reply: Option<(usize, ReplyTo)>,
    pub counter: Option<Counter>,
}

/// Somebody to be told what became of a record.
pub type Told = (Pending, Outcome);

impl Centre {
    pub fn new(plan: &crate::plan::Plan) -> Self {
        Self {
            gateways: Vec::new(),
            filters: Vec::new(),
            batch: Batch::new(plan.batching),
            writers: Vec::new(),
            asleep: vec![0; plan.writers],
            believes: vec![false; plan.writers],
            called: vec![false; plan.writers],
            relayed: Vec::new(),
            active: 0,
            since: 0,
            boot: 0,
            busy_until: 0,
            in_flight: Vec::new(),
            refused: Vec::new(),
            snapshot: None,
            old_checkpoint: None,
        }
    }
}

impl Simulation {
    /// Kills the centre: its memory is gone, its disk stays.
    pub fn crash_centre(&mut self) {
        if self.centre.gateways.is_empty() {
            return;
        }
        let fresh = Centre::new(&self.plan);
        let old = std::mem::replace(&mut self.centre, fresh);
        self.centre.boot = old.boot + 1;
        self.centre.refused = old.refused;
        self.centre.snapshot = old.snapshot;
        self.centre.old_checkpoint = old.old_checkpoint;
        let _ = self.check_log();
        let again = self.now + self.dice.between(SECOND, 60 * SECOND);
        self.queue.push(again, Event::CentreBoot);
    }

    pub fn boot_centre(&mut self) {
        self.disk.power_on();
        self.spoil_disk();
        match self.open_writers() {
            Ok(writers) => self.centre.writers = writers,
            Err(error) => {
                self.trace.note(self.now, "log not opened", 0, error.rule.code().as_bytes());
                let only_now = error.rule == Rule::LogStorageFailed;
                self.watch.check(self.now, only_now, Invariant::LogOpens, || error.to_string());
                let again = self.now + 2 * SECOND;
                return self.queue.push(again, Event::CentreBoot);
            }
        }
        self.centre.gateways = (0..self.plan.gateways).map(|_| self.gateway()).collect();
        self.centre.filters = vec![Vec::new(); self.plan.gateways];
        self.centre.since = self.now;
        let _ = self.check_log();
    }

    pub fn take_over(&mut self) {
        // The one before is not told: it slept through its turn, and wakes with the log still open.
        self.centre.active = (self.centre.active + 1) % self.plan.writers;
    }

    pub fn gateway_hears(&mut self, at: usize, from: Peer, bytes: &[u8]) {
        if self.centre.gateways.is_empty() || self.is_filtered(at, bytes) {
            return;
        }
        if self.bug == Some(Bug::GatewayVerifiesNothing) {
            self.admit_unseen(bytes);
        }
        let now = self.now - self.centre.since;
        match self.centre.gateways[at].datagram(now, bytes, from) {
            Decision::Drop(reason) => {
                self.trace.note(
                    self.now,
                    "dropped",
                    at,
                    reason.rule().map_or("", Rule::code).as_bytes(),
                );
                use link::gateway::DropReason::{Code, HeldBack, Rate};
                if matches!(reason, Code | HeldBack | Rate) {
                    self.watch_fairness(bytes);
                }
            }
            Decision::AnswerNow(answer) => {
                self.watch.asked(at, from, bytes);
                self.send_to_peer(at, from, &answer);
            }
            Decision::Admit(admitted) => {
                self.watch.asked(at, from, bytes);
                self.admitted(at, admitted, bytes);
            }
        }
        self.attach(at);
        let (kept, limits) = (self.centre.gateways[at].remembered(), &self.plan.limits);
        let fits = kept <= limits.in_flight + limits.answers;
        self.watch
            .check(self.now, fits, Invariant::Memory, || format!("gateway {at} keeps {kept}"));
    }

    /// A record through the door, by whoever has it.
    pub fn at_the_door(&mut self, record: Vec<u8>) {
        if self.centre.gateways.is_empty() {
            return;
        }
        let is_admitted = ledger::entry::admit(&record, 1, &self.world.election).is_ok();
        if is_admitted || self.bug == Some(Bug::DoorVerifiesNothing) {
            self.push(Pending { record, reply: None, counter: None });
        } else {
            self.centre.refused.push(record);
        }
    }

    pub fn keep_house(&mut self) {
        if self.bug == Some(Bug::MemoryCleared) && !self.centre.gateways.is_empty() {
            self.centre.gateways = (0..self.plan.gateways).map(|_| self.gateway()).collect();
        }
        let now = self.now.saturating_sub(self.centre.since);
        for at in 0..self.centre.gateways.len() {
            self.centre.gateways[at].expire(now);
            self.attach(at);
        }
    }

    pub fn write_if_due(&mut self, boot: u32) {
        if boot != self.centre.boot || !self.centre.batch.is_due(self.now) {
            return;
        }
        if self.now < self.centre.busy_until {
            return self.queue.push(self.centre.busy_until, Event::BatchDue { boot });
        }
        let pending = self.centre.batch.take();
        if self.plan.shares_store {
            return self.queue_up(pending);
        }
        let records: Vec<Vec<u8>> = pending.iter().map(|one| one.record.clone()).collect();
        let outcomes = self.write(&records);
        if self.disk.is_off() {
            self.trace.note(self.now, "power cut in a write", 0, &[]);
            return self.crash_centre();
        }
        if outcomes.contains(&Outcome::Later) {
            self.trace.note(self.now, "write failed", outcomes.len(), &[]);
        }
        let mut took = self.dice.between(5, 300);
        self.queue.push(
            self.now + took,
            Event::Told { boot, told: pending.into_iter().zip(outcomes).collect() },
        );
        if let Some(writer) = self.centre.writers.get(self.centre.active) {
            let health = writer.health().clone();
            let stopped = matches!(health, Health::Stopped(_));
            self.watch.check(self.now, !stopped, Invariant::LogOpens, || format!("{health:?}"));
            took += if health == Health::Writing { 0 } else { PAUSE };
        }
        self.centre.busy_until = self.now + took;
        self.watch.published(self.now, &self.disk, self.world);
    }

    pub fn late_write(&mut self, boot: u32, records: &[Vec<u8>]) {
        if boot == self.centre.boot && !self.centre.writers.is_empty() {
            let _ = self.centre.writers[self.centre.active].write(records);
            if self.disk.is_off() {
                self.crash_centre();
            }
        }
    }

    /// Tells those who wait what became of their records.
    pub fn tell(&mut self, boot: u32, told: Vec<Told>) {
        if boot != self.centre.boot || self.centre.gateways.is_empty() {
            return;
        }
        for (pending, outcome) in told {
            if let Outcome::Logged(receipt) = &outcome {
                self.watch.receipt_given(
                    self.now,
                    self.world,
                    &self.disk,
                    &pending.record,
                    receipt,
                );
            }
            let Some((gateway, reply)) = pending.reply else { continue };
            let digest = Digest::of(&pending.record);
            self.centre.in_flight.retain(|one| {
                !(one.0 == gateway && one.3 == digest && Some(one.2) == pending.counter)
            });
            let to = if self.bug == Some(Bug::NeighbourAnswered) {
                station_at(reply.peer).map_or(reply.peer, |at| peer((at + 1) % self.stations.len()))
            } else {
                reply.peer
            };
            let answer = answer(outcome, &self.world.trust);
            let bytes = self.centre.gateways[gateway].answer(reply, &answer);
            self.send_to_peer(gateway, to, &bytes);
        }
    }

    fn gateway(&self) -> Gateway {
        let mut limits = self.plan.limits;
        if self.bug == Some(Bug::MemoryUnbounded) {
            limits.answers = usize::MAX;
        }
        let (secret, key) = (self.world.secret.clone(), self.world.secrets.centre.clone());
        Gateway::new(Arc::clone(&self.world.election), secret, key, limits).unwrap()
    }

    fn open_writers(&self) -> Result<Vec<DiskWriter>, LedgerError> {
        let first = Writer::start(opening(&self.disk, self.world))?;
        let others =
            (1..self.plan.writers).map(|_| Writer::closed(opening(&self.disk, self.world)));
        Ok(std::iter::once(first).chain(others).collect())
    }

    fn admitted(&mut self, gateway: usize, admitted: Admitted, bytes: &[u8]) {
        let Admitted { table, counter, sheet_bytes, reply } = admitted;
        self.trace.note(self.now, "admitted", gateway, &sheet_bytes);
        let one = (gateway, table, counter, Digest::of(&sheet_bytes));
        let is_new = !self.centre.in_flight.contains(&one);
        let detail = || format!("table {table}, ticket {counter}: {} bytes", bytes.len());
        self.watch.check(self.now, is_new, Invariant::OpenedOnce, detail);
        self.centre.in_flight.push(one);
        self.push(Pending {
            record: sheet_bytes,
            reply: Some((gateway, reply)),
            counter: Some(counter),
        });
    }

    pub fn push(&mut self, pending: Pending) {
        self.centre.batch.push(self.now, pending);
        let boot = self.centre.boot;
        let due = if self.centre.batch.is_due(self.now) {
            self.now
        } else {
            self.now + self.centre.batch.due_in(self.now).unwrap_or(0)
        };
        self.queue.push(due.max(self.centre.busy_until), Event::BatchDue { boot });
    }

    fn write(&mut self, records: &[Vec<u8>]) -> Vec<Outcome> {
        self.trace.note(self.now, "write", records.len(), &[]);
        let boot = self.centre.boot;
        let Some(writer) = self.centre.writers.get_mut(self.centre.active) else {
            return records.iter().map(|_| Outcome::Later).collect();
        };
        match self.bug {
            Some(Bug::ReceiptBeforeWrite) => {
                let receipts = beforehand(&self.disk, self.world, records);
                let later = self.now + 5 * SECOND;
                self.queue.push(later, Event::LateWrite { boot, records: records.to_vec() });
                receipts
            }
            Some(Bug::ReceiptOfAnother) => {
                let mut outcomes = writer.write(records);
                outcomes.rotate_right(1);
                outcomes
            }
            Some(Bug::DropsTheLast) if records.len() > 1 => {
                let mut outcomes = writer.write(&records[..records.len() - 1]);
                outcomes.extend(outcomes.first().cloned());
                outcomes
            }
            _ => writer.write(records),
        }
    }

    /// What the kernel's filter does: the tag and the list that was attached last.
    fn is_filtered(&mut self, at: usize, bytes: &[u8]) -> bool {
        let Ok(request) = Request::parse(bytes) else { return false };
        let is_held = self.centre.filters[at].contains(&request.table())
            && request.tag_holds(&self.world.secret.filter_key());
        if is_held {
            self.watch_fairness(bytes);
        }
        is_held
    }

    fn watch_fairness(&mut self, bytes: &[u8]) {
        if let Ok(request) = Request::parse(bytes) {
            let table = request.table();
            let is_abused = self.abused.contains(&table);
            let detail = || format!("table {table} is held back, and nobody abused it");
            self.watch.check(self.now, is_abused, Invariant::Fair, detail);
        }
    }

    fn attach(&mut self, at: usize) {
        let held = self.centre.gateways[at].held_back();
        let there = &mut self.centre.filters[at];
        match self.bug {
            Some(Bug::FilterNeverFreed) => {
                there.extend(
                    held.iter().filter(|one| !there.contains(one)).copied().collect::<Vec<_>>(),
                );
            }
            Some(Bug::FilterHoldsNeighbour) => {
                let many = u32::try_from(self.stations.len()).expect("few stations");
                *there = held.iter().map(|one| TableNo((one.0 + 1) % many)).collect();
            }
            _ => *there = held.to_vec(),
        }
    }
}

/// Makes the log, with entry 0.
pub fn create(disk: &Arc<Disk>, world: &World) {
    let log = Log::create(Arc::clone(disk), Arc::clone(disk), &world.origin, world.log_key());
    // A planted bug of the storage may fail here already; opening the log then says so.
    let _ = log.and_then(|mut log| log.append(&[&world.first]));
}

fn opening(disk: &Arc<Disk>, world: &'static World) -> centre::writer::Open<Arc<Disk>, Arc<Disk>> {
    let disk = Arc::clone(disk);
    Box::new(move || {
        Log::open(Arc::clone(&disk), Arc::clone(&disk), &world.origin, world.log_key())
    })
}
