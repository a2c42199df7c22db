//! Stations: the shell around `link::Sender`, with a journal that outlives a power cut and a clock of its own.

use std::collections::BTreeSet;
use std::sync::Arc;

use ledger::{Receipt, Trust};
use link::Sender;
use link::request::Request;
use link::sender::{Centre, GatewayNo, Pace, Progress, ReceiptVerifier, State};
use record::{Digest, SignedSheet};

use crate::bug::Bug;
use crate::election::{Event, Simulation};
use crate::plan::{MINUTE, SECOND};
use crate::queue::At;
use crate::watch::Invariant;

pub struct Station {
    /// What it signs in its time, in order.
    pub sheets: Vec<SignedSheet>,
    /// How many of them it has signed, durably.
    pub signed: usize,
    pub sender: Option<Sender<Verifier>>,
    /// What survives a power cut.
    pub journal: Option<Vec<u8>>,
    /// Requests that were looked for in this journal.
    in_journal: BTreeSet<Digest>,
    /// The journal before this one, for a bug.
    older: Option<Vec<u8>>,
    /// Sheets whose receipt is in the journal.
    pub receipted: usize,
    boot: u32,
    clock: Clock,
    wake_at: Option<At>,
    is_saving: bool,
    sleeps: bool,
}

/// A station's clock: off by something, and a little fast or slow.
#[derive(Clone, Copy, Default)]
struct Clock {
    ahead: u64,
    per_thousand: u64,
}

/// Verifies a compact receipt, as the station's shell does.
pub struct Verifier {
    trust: Arc<Trust>,
    takes_any: bool,
}

impl ReceiptVerifier for Verifier {
    fn verify(&self, sheet: &[u8], receipt: &[u8]) -> Result<(), String> {
        if self.takes_any {
            return Ok(());
        }
        let receipt = Receipt::from_compact(receipt, sheet, &self.trust);
        let receipt = receipt.map_err(|error| error.to_string())?;
        receipt.verify(sheet, &self.trust, None).map(|_| ()).map_err(|error| error.to_string())
    }
}

impl Clock {
    fn at(self, now: At) -> u64 {
        self.ahead + now * self.per_thousand / 1_000
    }

    /// The first virtual time at which the clock shows something.
    fn shows(self, local: u64) -> At {
        (local.saturating_sub(self.ahead) * 1_000).div_ceil(self.per_thousand)
    }
}

impl Station {
    pub fn new(sheets: Vec<SignedSheet>) -> Self {
        Self {
            sheets,
            signed: 0,
            sender: None,
            journal: None,
            in_journal: BTreeSet::new(),
            older: None,
            receipted: 0,
            boot: 0,
            clock: Clock::default(),
            wake_at: None,
            is_saving: false,
            sleeps: false,
        }
    }
}

impl Simulation {
    /// The station of a table signs its next sheet.
    pub fn sign(&mut self, at: usize) {
        let station = &mut self.stations[at];
        if station.signed == station.sheets.len() {
            return;
        }
        station.signed += 1;
        self.submit(at);
        self.save(at);
    }

    /// A power cut: what is not in the journal is gone.
    pub fn cut_station(&mut self, at: usize) {
        let station = &mut self.stations[at];
        if station.sender.take().is_none() {
            return;
        }
        station.boot += 1;
        station.is_saving = false;
        station.sleeps = false;
        station.wake_at = None;
        let again = self.now + self.dice.between(SECOND, 3 * MINUTE);
        self.queue.push(again, Event::StationBoot(at));
    }

    pub fn boot_station(&mut self, at: usize) {
        let seed = self.dice.seed();
        self.stations[at].clock =
            Clock { ahead: self.dice.below(1 << 40), per_thousand: self.dice.between(900, 1_100) };
        let old = self.bug == Some(Bug::OldJournal);
        let station = &self.stations[at];
        let journal = if old { station.older.clone() } else { station.journal.clone() };
        let journal = journal.filter(|_| self.bug != Some(Bug::FreshOutbox));
        let was_cut = station.boot > 0;
        match self.sender(at, journal.as_deref(), seed) {
            Ok(sender) => self.stations[at].sender = Some(sender),
            Err(detail) => {
                return self.watch.check(self.now, false, Invariant::StillTrying, || detail);
            }
        }
        if !(was_cut && self.bug == Some(Bug::SheetLostAtCut)) {
            self.submit(at);
        }
        let station = &mut self.stations[at];
        if was_cut
            && self.bug == Some(Bug::SignsAgainAfterCut)
            && station.receipted < station.signed
        {
            let other = self.world.tables[at].other.clone();
            let _ = station.sender.as_mut().map(|sender| sender.submit(other));
        }
        self.save(at);
        self.poll(at);
    }

    /// The sender that a journal gives.
    pub fn sender(
        &self,
        at: usize,
        journal: Option<&[u8]>,
        seed: [u8; 32],
    ) -> Result<Sender<Verifier>, String> {
        let verifier = Verifier {
            trust: Arc::clone(&self.world.trust),
            takes_any: self.bug == Some(Bug::AnyReceipt),
        };
        let pass = self.world.tables[at].pass.clone();
        let gateways = (0..self.plan.gateways).map(GatewayNo).collect();
        let centres = vec![Centre { pass, gateways }];
        let pace = Pace::default();
        match journal {
            Some(bytes) => Sender::restore(bytes, centres, pace, seed, verifier),
            None => Sender::new(centres, pace, seed, verifier),
        }
        .map_err(|error| error.to_string())
    }

    pub fn station_saved(&mut self, at: usize, boot: u32, state: State, receipted: usize) {
        if self.stations[at].boot != boot {
            return;
        }
        // The station's own disk may be full for a moment.
        if !self.is_healed && self.dice.chance(100) {
            self.stations[at].is_saving = false;
            let again = self.now + SECOND;
            return self.queue.push(again, Event::SaveAgain { station: at, boot });
        }
        let station = &mut self.stations[at];
        if self.bug != Some(Bug::NeverSaves) {
            station.older = station.journal.replace(state.bytes);
            station.in_journal.clear();
            station.receipted = receipted;
        }
        // A cut may come here: saved, and the sender does not know it.
        let heard = self.now + self.dice.below(50);
        self.queue.push(heard, Event::Journaled { station: at, boot, version: state.version });
    }

    pub fn save_again(&mut self, at: usize, boot: u32) {
        if self.stations[at].boot == boot {
            self.save(at);
        }
    }

    pub fn station_journaled(&mut self, at: usize, boot: u32, version: u64) {
        let station = &mut self.stations[at];
        let Some(sender) = station.sender.as_mut().filter(|_| station.boot == boot) else { return };
        sender.journaled(version);
        station.is_saving = false;
        self.save(at);
        self.poll(at);
    }

    pub fn station_wakes(&mut self, at: usize) {
        if self.stations[at].wake_at == Some(self.now) {
            self.stations[at].wake_at = None;
            self.poll(at);
        }
    }

    pub fn station_hears(&mut self, at: usize, from: GatewayNo, bytes: &[u8]) {
        let station = &mut self.stations[at];
        let local = station.clock.at(self.now);
        let Some(sender) = station.sender.as_mut().filter(|_| !station.sleeps) else { return };
        let progress = sender.datagram(local, from, bytes);
        self.trace.note(self.now, progress_name(&progress), at, &[]);
        match progress {
            Progress::Ignored => return,
            Progress::Receipted(no) => {
                let sheet = sender.sheets().find(|(of, _)| *of == no).map(|(_, sheet)| sheet);
                let (sheet, receipt) = (sheet.cloned(), sender.receipt_of(no).map(<[u8]>::to_vec));
                let (Some(sheet), Some(receipt)) = (sheet, receipt) else { return };
                self.watch.receipt_taken(self.now, &self.world.trust, &sheet, &receipt);
                if self.bug == Some(Bug::ReceiptNotSaved) {
                    return;
                }
            }
            Progress::Later { .. } => {
                station.sleeps = self.bug == Some(Bug::SleepsWhenAskedToWait);
            }
            Progress::Refused { .. } => {
                station.sleeps = self.bug == Some(Bug::GivesUpAfterRefusal);
            }
            Progress::NextTicket(_) | Progress::Trouble { .. } => {}
        }
        self.save(at);
        self.poll(at);
    }

    /// Puts what was signed into the outbox; what is there already stays.
    fn submit(&mut self, at: usize) {
        let station = &mut self.stations[at];
        let Some(sender) = &mut station.sender else { return };
        for sheet in &station.sheets[..station.signed] {
            if let Err(error) = sender.submit(sheet.clone()) {
                let detail = || format!("station {at}: {error}");
                self.watch.check(self.now, false, Invariant::StillTrying, detail);
            }
        }
    }

    fn save(&mut self, at: usize) {
        let station = &mut self.stations[at];
        let Some(sender) = station.sender.as_mut().filter(|sender| sender.is_unsaved()) else {
            return;
        };
        if station.is_saving {
            return;
        }
        station.is_saving = true;
        let state = sender.state();
        let receipted = sender.sheets().filter(|(no, _)| sender.receipt_of(*no).is_some()).count();
        if self.bug == Some(Bug::JournaledBeforeSave) {
            sender.journaled(state.version);
        }
        let boot = station.boot;
        let done = self.now + self.dice.between(1, 300);
        self.queue.push(done, Event::Saved { station: at, boot, state, receipted });
        if self.bug == Some(Bug::JournaledBeforeSave) {
            self.poll(at);
        }
    }

    fn poll(&mut self, at: usize) {
        let station = &mut self.stations[at];
        if station.sleeps {
            return;
        }
        let Some(sender) = &mut station.sender else { return };
        let poll = sender.poll(station.clock.at(self.now));
        let in_outbox = sender.sheets().count();
        let is_trying =
            sender.open().next().is_none() || sender.is_unsaved() || poll.next_wake.is_some();
        let signed = station.signed;
        if let Some(wake) = poll.next_wake.map(|local| station.clock.shows(local).max(self.now + 1))
            && station.wake_at.is_none_or(|there| wake < there || there <= self.now)
        {
            station.wake_at = Some(wake);
            self.queue.push(wake, Event::Wake(at));
        }
        let detail = || format!("station {at}: {in_outbox} of {signed} sheets in the outbox");
        self.watch.check(
            self.now,
            is_trying && in_outbox >= signed,
            Invariant::StillTrying,
            detail,
        );
        let fits = in_outbox <= link::sender::MAX_OUTBOX;
        self.watch.check(self.now, fits, Invariant::Memory, || format!("station {at}: outbox"));
        for one in poll.transmits {
            self.watch_request(at, &one.bytes);
            self.send_to_gateway(at, one.gateway.0, &one.bytes);
        }
    }

    /// What leaves a station stands in its journal, and a ticket stands for one datagram.
    fn watch_request(&mut self, at: usize, bytes: &[u8]) {
        let station = &mut self.stations[at];
        let journal = station.journal.as_deref().unwrap_or_default();
        let digest = Digest::of(bytes);
        let is_there = station.in_journal.contains(&digest)
            || journal.windows(bytes.len()).any(|window| window == bytes);
        station.in_journal.insert(digest);
        let detail = || format!("station {at} sends what is not in its journal");
        self.watch.check(self.now, is_there, Invariant::JournalFirst, detail);
        let request = Request::parse(bytes).expect("a sender's request");
        self.watch.request_sent(self.now, request.table(), request.counter(), bytes);
    }
}

fn progress_name(progress: &Progress) -> &'static str {
    match progress {
        Progress::Ignored => "ignored",
        Progress::Receipted(_) => "receipted",
        Progress::Later { .. } => "later",
        Progress::NextTicket(_) => "next ticket",
        Progress::Refused { .. } => "refused",
        Progress::Trouble { .. } => "trouble",
    }
}
