//! The station's side: journal first, then send to every gateway, again and again, until a receipt verifies.
//!
//! Without I/O, clock or randomness of its own. The shell saves [`Sender::state`] whenever it changed and says so
//! with [`Sender::journaled`]; before that nothing of the change is sent. Killed at any instant and restored, the
//! sender repeats the very same datagrams.

mod backoff;
mod outbox;
mod state;

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};
use record::{Rule, SignedSheet};

use crate::LinkError;
use crate::answer::{Answer, AnswerHeader};
use crate::keys::{Counter, StationPass};
use crate::request;

use backoff::{MAX_LATER_MS, half_to_whole, up_to};
use outbox::{Entry, Outgoing};

pub use backoff::Pace;
pub use outbox::SheetNo;
pub use state::{MAX_STATE_BYTES, State};

/// Most sheets in an outbox: a table's contests with their corrections.
pub const MAX_OUTBOX: usize = 64;

/// Says whether a receipt proves that a sheet is in the log. The station knows the log's key from the election
/// file; this crate does not know the log.
pub trait ReceiptVerifier {
    /// Verifies a compact receipt of a signed sheet.
    ///
    /// # Errors
    /// What is wrong with it, for the operator.
    fn verify(&self, sheet: &[u8], receipt: &[u8]) -> Result<(), String>;
}

impl<F: Fn(&[u8], &[u8]) -> Result<(), String>> ReceiptVerifier for F {
    fn verify(&self, sheet: &[u8], receipt: &[u8]) -> Result<(), String> {
        self(sheet, receipt)
    }
}

/// A gateway's position in the shell's list of addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct GatewayNo(pub usize);

/// One organisation's gateways, and the pass that is good at all of them.
#[derive(Clone, Debug)]
pub struct Centre {
    /// The station's pass.
    pub pass: StationPass,
    /// Where it is good.
    pub gateways: Vec<GatewayNo>,
}

/// A datagram to send now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transmit {
    /// Where to.
    pub gateway: GatewayNo,
    /// The request.
    pub bytes: Vec<u8>,
}

/// What [`Sender::poll`] gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Poll {
    /// To be sent now.
    pub transmits: Vec<Transmit>,
    /// When to poll again at the latest; none while nothing is to be sent.
    pub next_wake: Option<u64>,
}

/// What a datagram from a gateway changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// It answers no request that is open here (T815).
    Ignored,
    /// The sheet is in the log, and its receipt verified. Sending it ends.
    Receipted(SheetNo),
    /// The gateway asks to wait until this time.
    Later {
        /// The sheet.
        sheet: SheetNo,
        /// When it is sent to that centre again.
        at_ms: u64,
    },
    /// The ticket was used before; the next one is taken as soon as that is journaled.
    NextTicket(SheetNo),
    /// The centre refuses the sheet. It is offered again, seldom.
    Refused {
        /// The sheet.
        sheet: SheetNo,
        /// Why.
        rule: Rule,
    },
    /// The centre answered with something that needs an operator: a receipt that does not verify (T816), or a used
    /// ticket where there is no other (T812). The station goes on.
    Trouble {
        /// The sheet.
        sheet: SheetNo,
        /// What is wrong.
        error: LinkError,
    },
}

/// A station's sheets on their way to one log, through the gateways of one centre or several.
pub struct Sender<V> {
    centres: Vec<Centre>,
    /// For each centre, the first ticket that was never used.
    unused: Vec<Counter>,
    outbox: Vec<Entry>,
    next_no: u64,
    verifier: V,
    pace: Pace,
    random: ChaCha20Rng,
    version: u64,
    journaled: u64,
}

impl<V: ReceiptVerifier> Sender<V> {
    /// An empty outbox. `seed` must be 32 random bytes, others each time the program starts.
    ///
    /// # Errors
    /// T826 without a gateway, T811 where the passes are not of one table and election.
    pub fn new(
        centres: Vec<Centre>,
        pace: Pace,
        seed: [u8; 32],
        verifier: V,
    ) -> Result<Self, LinkError> {
        let Some(first) = centres.first() else {
            return Err(LinkError::new(Rule::NoRoute, "no pass"));
        };
        let of = |one: &Centre| (one.pass.table(), *one.pass.election());
        if centres.iter().any(|one| of(one) != of(first)) {
            let detail = "the passes are of different tables or elections";
            return Err(LinkError::new(Rule::PassOfAnother, detail));
        }
        if centres.iter().any(|centre| centre.gateways.is_empty()) {
            return Err(LinkError::new(Rule::NoRoute, "a pass without a gateway"));
        }
        Ok(Self {
            unused: vec![Counter(0); centres.len()],
            centres,
            outbox: Vec::new(),
            next_no: 0,
            verifier,
            pace,
            random: ChaCha20Rng::from_seed(seed),
            version: 0,
            journaled: 0,
        })
    }

    /// Takes a signed sheet into the outbox. It is sent once the new [`Self::state`] is journaled.
    ///
    /// A sheet that is there already keeps its number.
    ///
    /// # Errors
    /// T811 for a sheet of another table or election, T809 where it is too large for a datagram, T812 where no pass
    /// has a ticket left, T824 where the outbox is full.
    pub fn submit(&mut self, sheet: SignedSheet) -> Result<SheetNo, LinkError> {
        if let Some(entry) = self.outbox.iter().find(|entry| entry.sheet == sheet) {
            return Ok(entry.no);
        }
        let pass = &self.centres[0].pass;
        let of_pass = (pass.table(), pass.election().hint());
        if (sheet.sheet().table, sheet.sheet().election_hint) != of_pass {
            let detail = format!("sheet of table row {}", sheet.sheet().table);
            return Err(LinkError::new(Rule::PassOfAnother, detail));
        }
        if self.outbox.len() >= MAX_OUTBOX {
            let detail = format!("{MAX_OUTBOX} sheets");
            return Err(LinkError::new(Rule::OutboxFull, detail));
        }
        let mut requests = Vec::new();
        let mut last_error = None;
        for centre in 0..self.centres.len() {
            match self.request(centre, sheet.bytes()) {
                Ok(request) => requests.push(request),
                Err(error) => last_error = Some(error),
            }
        }
        if let (true, Some(error)) = (requests.is_empty(), last_error) {
            return Err(error);
        }
        let no = SheetNo(self.next_no);
        self.next_no += 1;
        self.version += 1;
        requests.iter_mut().for_each(|request| request.since = self.version);
        self.outbox.push(Entry { no, sheet, receipt: None, requests });
        Ok(no)
    }

    /// Forgets a sheet that has its receipt. False where it has none, or is not there.
    pub fn forget(&mut self, no: SheetNo) -> bool {
        let done = |entry: &Entry| entry.no == no && entry.receipt.is_some();
        let Some(at) = self.outbox.iter().position(done) else { return false };
        self.outbox.remove(at);
        self.version += 1;
        true
    }

    /// All that must survive a restart, with the version to hand to [`Self::journaled`].
    pub fn state(&self) -> State {
        state::encode(self)
    }

    /// Whether [`Self::state`] changed since it was journaled.
    pub fn is_unsaved(&self) -> bool {
        self.version > self.journaled
    }

    /// A state of this sender is on disk, durably: what stands in it may be sent.
    pub fn journaled(&mut self, version: u64) {
        self.journaled = self.journaled.max(version.min(self.version));
    }

    /// What to send now, and when to ask again.
    pub fn poll(&mut self, now_ms: u64) -> Poll {
        let mut transmits = Vec::new();
        let mut next_wake: Option<u64> = None;
        let journaled = self.journaled;
        let open = self.outbox.iter_mut().filter(|entry| entry.receipt.is_none());
        for request in open.flat_map(|entry| &mut entry.requests) {
            if request.since > journaled {
                continue;
            }
            let at = *request.next_ms.get_or_insert_with(|| {
                now_ms.saturating_add(up_to(self.pace.spread_ms, &mut self.random))
            });
            if at <= now_ms {
                let to = &self.centres[request.centre].gateways;
                transmits.extend(
                    to.iter().map(|to| Transmit { gateway: *to, bytes: request.bytes.clone() }),
                );
                let wait = self.pace.wait(request.attempts, &mut self.random).max(1);
                request.attempts = request.attempts.saturating_add(1);
                request.next_ms = Some(now_ms.saturating_add(wait));
            }
            let at = request.next_ms.unwrap_or(now_ms);
            next_wake = Some(next_wake.map_or(at, |wake| wake.min(at)));
        }
        Poll { transmits, next_wake }
    }

    /// Takes in a datagram from a gateway. Whatever is in it, a sheet without a verified receipt goes on being
    /// sent.
    pub fn datagram(&mut self, now_ms: u64, from: GatewayNo, bytes: &[u8]) -> Progress {
        let Some((entry, request, answer)) = self.answered(from, bytes) else {
            return Progress::Ignored;
        };
        let sheet = self.outbox[entry].no;
        match answer {
            Answer::Receipt(receipt) => self.receipt(entry, receipt.bytes()),
            Answer::Later { retry_after_ms } => {
                let wait = u64::from(retry_after_ms).min(MAX_LATER_MS);
                // Everybody was asked to wait: not all come back at once.
                let wait = wait + up_to(wait / 2, &mut self.random);
                let at_ms = now_ms.saturating_add(wait);
                self.outbox[entry].requests[request].next_ms = Some(at_ms);
                Progress::Later { sheet, at_ms }
            }
            Answer::Refused { rule: Rule::TicketReused } => self.next_ticket(entry, request),
            Answer::Refused { rule } => {
                let wait = half_to_whole(self.pace.refused_ms, &mut self.random);
                self.outbox[entry].requests[request].next_ms = Some(now_ms.saturating_add(wait));
                Progress::Refused { sheet, rule }
            }
        }
    }

    /// The receipt of a sheet, once it has one.
    pub fn receipt_of(&self, no: SheetNo) -> Option<&[u8]> {
        self.outbox.iter().find(|entry| entry.no == no)?.receipt.as_deref()
    }

    /// The sheets that have no receipt yet.
    pub fn open(&self) -> impl Iterator<Item = SheetNo> {
        self.outbox.iter().filter(|entry| entry.receipt.is_none()).map(|entry| entry.no)
    }

    /// Every sheet in the outbox with its number.
    pub fn sheets(&self) -> impl Iterator<Item = (SheetNo, &SignedSheet)> {
        self.outbox.iter().map(|entry| (entry.no, &entry.sheet))
    }

    /// The open request that a datagram answers, and the answer.
    fn answered(&self, from: GatewayNo, bytes: &[u8]) -> Option<(usize, usize, Answer)> {
        let header = AnswerHeader::parse(bytes)?;
        for (at, entry) in self.outbox.iter().enumerate() {
            for (of, request) in entry.requests.iter().enumerate() {
                let centre = &self.centres[request.centre];
                let fits = request.counter == header.counter
                    && centre.pass.table() == header.table
                    && centre.gateways.contains(&from)
                    && entry.receipt.is_none();
                let name = request.name().filter(|_| fits);
                let answer =
                    name.and_then(|name| Answer::parse(bytes, &name, centre.pass.mac_key()).ok());
                if let Some(answer) = answer {
                    return Some((at, of, answer));
                }
            }
        }
        None
    }

    fn receipt(&mut self, entry: usize, receipt: &[u8]) -> Progress {
        let entry = &mut self.outbox[entry];
        match self.verifier.verify(entry.sheet.bytes(), receipt) {
            Ok(()) => {
                entry.receipt = Some(receipt.to_vec());
                self.version += 1;
                Progress::Receipted(entry.no)
            }
            Err(detail) => {
                let error = LinkError::new(Rule::ReceiptNotVerified, detail);
                Progress::Trouble { sheet: entry.no, error }
            }
        }
    }

    fn next_ticket(&mut self, entry: usize, request: usize) -> Progress {
        let sheet = self.outbox[entry].no;
        let centre = self.outbox[entry].requests[request].centre;
        let bytes = self.outbox[entry].sheet.bytes().to_vec();
        match self.request(centre, &bytes) {
            Ok(mut made) => {
                self.version += 1;
                made.since = self.version;
                self.outbox[entry].requests[request] = made;
                Progress::NextTicket(sheet)
            }
            Err(error) => Progress::Trouble { sheet, error },
        }
    }

    /// A request with the next ticket of a centre.
    fn request(&mut self, centre: usize, sheet: &[u8]) -> Result<Outgoing, LinkError> {
        let counter = self.unused[centre];
        let mut seed = [0; 32];
        self.random.fill_bytes(&mut seed);
        let bytes = request::seal(&self.centres[centre].pass, counter, sheet, &seed)?;
        self.unused[centre] = Counter(counter.0.saturating_add(1));
        Ok(Outgoing { centre, counter, bytes, since: self.version, attempts: 0, next_ms: None })
    }
}
