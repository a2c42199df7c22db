//! One whole election in virtual time: a queue of events, and what each does.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use link::Peer;
use link::sender::{GatewayNo, State};
use record::{Digest, TableNo};

use crate::bug::Bug;
use crate::centre::{Centre, Told, create};
use crate::dice::Dice;
use crate::disk::{Disk, Fault};
use crate::network::Network;
use crate::plan::{HOUR, MINUTE, Plan, SECOND};
use crate::queue::{At, Queue};
use crate::station::Station;
use crate::store::MemoryStore;
use crate::trace::Trace;
use crate::watch::{Invariant, Violation, Watch, WholeLog, totals};
use crate::world::World;

/// After the attack everything is delivered within this time.
const BOUND: At = HOUR;
/// How often a centre cleans up, as its gateway threads do.
const HOUSEKEEPING: At = 500;

pub enum Event {
    Sign(usize),
    StationBoot(usize),
    Wake(usize),
    Saved { station: usize, boot: u32, state: State, receipted: usize },
    SaveAgain { station: usize, boot: u32 },
    Journaled { station: usize, boot: u32, version: u64 },
    ToGateway { gateway: usize, from: Peer, bytes: Vec<u8> },
    ToStation { station: usize, from: GatewayNo, bytes: Vec<u8> },
    BatchDue { boot: u32 },
    Turn { boot: u32, of: usize },
    Ask { boot: u32 },
    Told { boot: u32, told: Vec<Told> },
    LateWrite { boot: u32, records: Vec<Vec<u8>> },
    CentreBoot,
    Housekeeping,
    Attack,
    Partition,
    Cut,
    Crash,
    DiskFault,
    DiskWell,
    TakeOver,
    Heal,
    End,
}

pub struct Simulation {
    pub bug: Option<Bug>,
    pub plan: Plan,
    pub world: &'static World,
    pub dice: Dice,
    pub queue: Queue<Event>,
    pub now: At,
    pub stations: Vec<Station>,
    pub centre: Centre,
    pub disk: Arc<Disk>,
    pub store: MemoryStore,
    /// Every record that went into the store's queue.
    pub queued: BTreeSet<Vec<u8>>,
    pub network: Network,
    pub watch: Watch,
    pub trace: Trace,
    /// Tables whose pass was stolen or whose datagrams were replayed.
    pub abused: BTreeSet<TableNo>,
    pub is_healed: bool,
}

/// What came of a run.
#[derive(Debug)]
pub struct Done {
    pub trace: Digest,
    /// How often what happened.
    pub counts: BTreeMap<&'static str, u64>,
    pub virtual_ms: At,
    /// From the end of the attack until everything was delivered.
    pub after_ms: At,
    pub sheets: usize,
}

/// A run of a seed, with a bug planted or none.
pub fn run(seed: u64, bug: Option<Bug>) -> Result<Done, Violation> {
    let mut dice = Dice::new(seed);
    let plan = Plan::of_seed(&mut dice);
    Simulation::new(World::of(seed), plan, dice, bug).run()
}

/// The long attack.
pub fn run_twenty_hours(seed: u64) -> Result<Done, Violation> {
    let mut dice = Dice::new(seed);
    let plan = Plan::of_twenty_hours(&mut dice);
    Simulation::new(World::of(seed), plan, dice, None).run()
}

impl Simulation {
    fn new(world: &'static World, plan: Plan, dice: Dice, bug: Option<Bug>) -> Self {
        let disk = Arc::new(Disk::new(bug));
        create(&disk, world);
        let mut simulation = Self {
            centre: Centre::new(&plan),
            bug,
            plan,
            world,
            dice,
            queue: Queue::new(),
            now: 0,
            stations: Vec::new(),
            store: MemoryStore::new(Arc::clone(&disk)),
            queued: BTreeSet::new(),
            disk,
            network: Network::default(),
            watch: Watch::default(),
            trace: Trace::new(),
            abused: BTreeSet::new(),
            is_healed: false,
        };
        simulation.plan_events();
        simulation
    }

    fn plan_events(&mut self) {
        self.queue.push(0, Event::CentreBoot);
        for at in 0..self.plan.stations {
            let of = &self.world.tables[at];
            let mut sheets = vec![of.first.clone()];
            if self.plan.two_faced == Some(at) {
                sheets.push(of.other.clone());
            } else if self.dice.chance(300) {
                sheets.push(of.correction.clone());
            }
            self.queue.push(0, Event::StationBoot(at));
            for _ in &sheets {
                let closes = self.dice.between(SECOND, self.plan.closing);
                self.queue.push(closes, Event::Sign(at));
            }
            self.stations.push(Station::new(sheets));
        }
        self.queue.push(HOUSEKEEPING, Event::Housekeeping);
        for (every, event) in [
            (self.plan.attack_every, Event::Attack),
            (self.plan.partition_every, Event::Partition),
            (self.plan.cut_every, Event::Cut),
            (self.plan.crash_every, Event::Crash),
            (self.plan.fault_every, Event::DiskFault),
            (self.plan.takeover_every, Event::TakeOver),
        ] {
            self.soon(every, event);
        }
        self.queue.push(self.plan.heals_at, Event::Heal);
        self.queue.push(self.plan.heals_at + BOUND, Event::End);
    }

    fn run(mut self) -> Result<Done, Violation> {
        while let Some((at, event)) = self.queue.pop() {
            self.now = at;
            let is_end = matches!(event, Event::End);
            self.happen(event);
            if let Some(violation) = self.watch.violation.take() {
                return Err(violation);
            }
            if is_end || self.is_healed && self.is_delivered() && !self.centre.gateways.is_empty() {
                break;
            }
        }
        self.check_end();
        match self.watch.violation.take() {
            Some(violation) => Err(violation),
            None => Ok(Done {
                trace: self.trace.digest(),
                counts: self.trace.counts,
                virtual_ms: self.now,
                after_ms: self.now.saturating_sub(self.plan.heals_at),
                sheets: self.stations.iter().map(|one| one.sheets.len()).sum(),
            }),
        }
    }

    fn happen(&mut self, event: Event) {
        let now = self.now;
        match event {
            Event::Sign(at) => {
                self.trace.note(now, "sign", at, &[]);
                self.sign(at);
            }
            Event::StationBoot(at) => {
                self.trace.note(now, "station boots", at, &[]);
                self.boot_station(at);
            }
            Event::Wake(at) => self.station_wakes(at),
            Event::Saved { station, boot, state, receipted } => {
                self.trace.note(now, "saved", station, &state.bytes);
                self.station_saved(station, boot, state, receipted);
            }
            Event::SaveAgain { station, boot } => self.save_again(station, boot),
            Event::Journaled { station, boot, version } => {
                self.trace.note(now, "journaled", station, &version.to_be_bytes());
                self.station_journaled(station, boot, version);
            }
            Event::ToGateway { gateway, from, bytes } => {
                self.trace.note(now, "to gateway", gateway, &bytes);
                self.gateway_hears(gateway, from, &bytes);
            }
            Event::ToStation { station, from, bytes } => {
                self.trace.note(now, "to station", station, &bytes);
                self.station_hears(station, from, &bytes);
            }
            Event::BatchDue { boot } => self.write_if_due(boot),
            Event::Turn { boot, of } => self.turn(boot, of),
            Event::Ask { boot } => self.ask(boot),
            Event::Told { boot, told } => self.tell(boot, told),
            Event::LateWrite { boot, records } => self.late_write(boot, &records),
            Event::CentreBoot => {
                self.trace.note(now, "centre boots", 0, &[]);
                self.boot_centre();
            }
            Event::Housekeeping => {
                self.keep_house();
                self.queue.push(now + HOUSEKEEPING, Event::Housekeeping);
            }
            Event::Heal => self.heal(),
            Event::End => {}
            adversity => self.adversity(adversity),
        }
    }

    /// What goes wrong of itself, until it heals.
    fn adversity(&mut self, event: Event) {
        if self.is_healed {
            return;
        }
        match event {
            Event::Attack => {
                self.attack();
                self.soon(self.plan.attack_every, event);
            }
            Event::Partition => {
                self.cut_off();
                self.soon(self.plan.partition_every, event);
            }
            Event::Cut => {
                let at = self.dice.index(self.stations.len());
                self.trace.note(self.now, "cut", at, &[]);
                self.cut_station(at);
                self.soon(self.plan.cut_every, event);
            }
            Event::Crash => {
                self.trace.note(self.now, "crash", 0, &[]);
                self.crash_centre();
                self.soon(self.plan.crash_every, event);
            }
            Event::DiskFault => {
                self.disk_fault();
                self.soon(self.plan.fault_every, event);
            }
            Event::DiskWell => {
                self.disk.fill(false);
                self.disk.sicken(false);
            }
            Event::TakeOver => {
                self.trace.note(self.now, "take over", 0, &[]);
                self.take_over();
                self.put_to_sleep();
                self.soon(self.plan.takeover_every, event);
            }
            _ => unreachable!("no adversity"),
        }
    }

    fn disk_fault(&mut self) {
        let after = self.dice.below(14);
        let what = self.dice.below(6);
        self.trace.note(self.now, "disk fault", usize::try_from(what).expect("small"), &[]);
        match what {
            0 => self.disk.fail_after(after, Fault::Before),
            1 => self.disk.fail_after(after, Fault::After),
            2 => self.disk.fail_after(after, Fault::CutBefore),
            3 => self.disk.fail_after(after, Fault::CutAfter),
            4 => self.disk.fill(true),
            _ => self.disk.sicken(true),
        }
        let well = self.now + self.dice.between(SECOND, 3 * MINUTE);
        self.queue.push(well, Event::DiskWell);
    }

    fn heal(&mut self) {
        self.trace.note(self.now, "heal", 0, &[]);
        self.is_healed = true;
        self.heal_network();
        self.disk.fill(false);
        self.disk.sicken(false);
        if !self.disk.is_off() {
            self.disk.power_on();
        }
        // Whoever had not closed yet closes now.
        for at in 0..self.stations.len() {
            self.sign(at);
            self.sign(at);
        }
    }

    /// Plans something that comes again and again, around every so many milliseconds.
    fn soon(&mut self, every: At, event: Event) {
        let at = self.now + self.dice.between(1, 2 * every);
        self.queue.push(at, event);
    }

    /// Every record that a station of this run has signed.
    pub fn signed(&self) -> BTreeSet<Vec<u8>> {
        let of = |one: &Station| one.sheets[..one.signed].to_vec();
        self.stations.iter().flat_map(of).map(|sheet| sheet.bytes().to_vec()).collect()
    }

    fn is_delivered(&self) -> bool {
        self.stations.iter().all(|one| one.receipted == one.sheets.len())
    }

    fn check_end(&mut self) {
        let now = self.now;
        let missing: usize = self
            .stations
            .iter()
            .map(|one| one.sheets.len() - one.receipted.min(one.sheets.len()))
            .sum();
        let detail = || format!("{missing} sheets have no receipt in a journal");
        self.watch.check(now, missing == 0, Invariant::Delivered, detail);
        let signed = self.signed();
        let Some(log) = self.check_log() else { return };
        for entry in &signed {
            let times = log.entries.iter().filter(|one| *one == entry).count();
            self.watch.check(now, times == 1, Invariant::Once, || format!("{times} times"));
        }
        for at in 0..self.stations.len() {
            self.check_journal(at, &log);
        }
        self.check_totals(&log);
    }

    /// What a station has on its disk proves where its sheets stand.
    fn check_journal(&mut self, at: usize, log: &WholeLog) {
        let journal = self.stations[at].journal.clone();
        let sender = self.sender(at, journal.as_deref(), [0; 32]);
        let holds = sender.is_ok_and(|sender| {
            self.stations[at].sheets.iter().all(|sheet| {
                let no = sender.sheets().find(|(_, one)| *one == sheet).map(|(no, _)| no);
                let receipt = no.and_then(|no| sender.receipt_of(no));
                receipt.is_some_and(|receipt| self.proves(sheet.bytes(), receipt, log))
            })
        });
        let detail = || format!("the receipts of station {at}");
        self.watch.check(self.now, holds, Invariant::ReceiptTrue, detail);
    }

    /// Inclusion, and that the receipt's checkpoint is of a beginning of the final log.
    fn proves(&self, sheet: &[u8], receipt: &[u8], log: &WholeLog) -> bool {
        let trust = &self.world.trust;
        let Ok(receipt) = ledger::Receipt::from_compact(receipt, sheet, trust) else {
            return false;
        };
        let Ok(verified) = receipt.verify(sheet, trust, None) else { return false };
        let of = |at: u64| usize::try_from(at).unwrap_or(usize::MAX);
        log.entries.get(of(receipt.index)).is_some_and(|entry| entry == sheet)
            && log.roots.get(of(verified.checkpoint.size)) == Some(&verified.checkpoint.root)
    }

    fn check_totals(&mut self, log: &WholeLog) {
        let honest = |one: &TableNo| self.plan.two_faced != Some(one.index());
        let sheets: Vec<Vec<u8>> = self.signed().into_iter().collect();
        let expected = totals(sheets.iter().map(Vec::as_slice));
        let mut counted: Vec<&[u8]> = log.entries.iter().map(Vec::as_slice).collect();
        if self.bug == Some(Bug::ForgedCounted) {
            counted.extend(self.centre.refused.iter().map(Vec::as_slice));
        }
        let mut made = totals(counted.iter().copied());
        if self.bug == Some(Bug::ReceiptsCounted) {
            for (record, _) in self.watch.receipted() {
                let again = counted.iter().find(|one| Digest::of(one) == *record).copied();
                for (table, votes) in totals(again.into_iter()) {
                    *made.entry(table).or_default() += votes;
                }
            }
        }
        let tables = self.stations.len() - usize::from(self.plan.two_faced.is_some());
        let holds = expected == made && expected.keys().all(honest) && expected.len() == tables;
        let detail = || format!("{expected:?} signed, {made:?} counted");
        self.watch.check(self.now, holds, Invariant::Totals, detail);
    }
}
