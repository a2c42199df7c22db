//! The datagram gateway: link's decisions, a socket, and the door of the centre behind them.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use ledger::Trust;
use link::gateway::{Counters, Limits};
use link::keys::SecretFile;
use link::socket::{Batch, GatewaySocket};
use link::{Admitted, Answer, Decision, Gateway, LinkError, ReplyTo};
use record::Rule;

use crate::CentreError;
use crate::clock::now_ms;
use crate::intake::Intake;
use crate::sequencer::Shared;
use crate::writer::Outcome;

/// How long to wait for datagrams while somebody waits for an answer.
const BUSY: Duration = Duration::from_millis(1);
/// How long while nobody does.
const IDLE: Duration = Duration::from_millis(100);
/// How often counters are handed on and what is over is let go.
const HOUSEKEEPING: Duration = Duration::from_millis(500);
/// What senders are told to wait where the log cannot be written now.
const RETRY_AFTER_MS: u32 = 2_000;

impl From<LinkError> for CentreError {
    fn from(error: LinkError) -> Self {
        Self { rule: error.rule, detail: error.detail }
    }
}

/// Starts receiving threads on one address. Gives the address, which has a port now where none was asked for.
///
/// # Errors
/// T811 for the secrets of another election, T823 where the socket cannot be had.
pub fn start(
    listen: SocketAddr,
    threads: usize,
    secrets: &SecretFile,
    trust: &Arc<Trust>,
    intake: &Intake,
    shared: &Shared,
) -> Result<(SocketAddr, Vec<JoinHandle<()>>), CentreError> {
    let mut address = listen;
    let mut started = Vec::new();
    for number in 0..threads {
        let gateway = Gateway::new(
            intake.shared_election(),
            secrets.secret(intake.election().id),
            secrets.centre.clone(),
            Limits::default(),
        )?;
        let socket = GatewaySocket::bind(address, &gateway.program())?;
        address = socket.local_addr()?;
        if let Err(error) = socket.filter() {
            tracing::warn!(
                rule = error.rule.code(),
                detail = error.detail,
                "no filter in the kernel"
            );
        }
        let (tell, told) = mpsc::channel();
        let mut thread = GatewayThread {
            gateway,
            socket,
            trust: Arc::clone(trust),
            intake: intake.clone(),
            shared: shared.clone(),
            tell,
            told,
            waiting: 0,
            since: Instant::now(),
            counted: Counters::default(),
        };
        let builder = std::thread::Builder::new().name(format!("gateway-{number}"));
        let thread = builder.spawn(move || thread.run()).map_err(|error| {
            CentreError::new(Rule::LinkSocketFailed, format!("no thread: {error}"))
        })?;
        started.push(thread);
    }
    Ok((address, started))
}

struct GatewayThread {
    gateway: Gateway,
    socket: GatewaySocket,
    trust: Arc<Trust>,
    intake: Intake,
    shared: Shared,
    tell: Sender<(ReplyTo, Outcome)>,
    told: Receiver<(ReplyTo, Outcome)>,
    /// Sheets handed in and not yet answered.
    waiting: usize,
    /// The clock of the gateway's decisions, which does not go back.
    since: Instant,
    counted: Counters,
}

impl GatewayThread {
    fn run(&mut self) {
        let mut batch = Batch::default();
        let mut cleaned = Instant::now();
        while !self.shared.is_stopping() || self.waiting > 0 {
            let patience = if self.waiting > 0 { BUSY } else { IDLE };
            if let Err(error) = self.receive(&mut batch, patience) {
                tracing::warn!(rule = error.rule.code(), detail = error.detail, "receiving");
                std::thread::sleep(IDLE);
            }
            self.answer_told();
            if cleaned.elapsed() >= HOUSEKEEPING {
                cleaned = Instant::now();
                self.clean();
            }
        }
        self.clean();
    }

    fn receive(&mut self, batch: &mut Batch, patience: Duration) -> Result<(), LinkError> {
        let mut held_back = self.gateway.held_back().len();
        let now = self.now();
        for received in self.socket.receive(batch, patience)? {
            match self.gateway.datagram(now, received.bytes, received.from) {
                Decision::Drop(_) => {}
                Decision::AnswerNow(bytes) => self.socket.send(&bytes, received.from)?,
                Decision::Admit(admitted) => {
                    self.waiting += 1;
                    submit(&self.intake, &self.tell, admitted);
                }
            }
            if self.gateway.held_back().len() != held_back {
                held_back = self.gateway.held_back().len();
                self.socket.attach(&self.gateway.program())?;
            }
        }
        Ok(())
    }

    /// Sends the answers that have come back from the sequencer.
    fn answer_told(&mut self) {
        while let Ok((reply, outcome)) = self.told.try_recv() {
            self.waiting -= 1;
            let peer = reply.peer;
            let bytes = self.gateway.answer(reply, &answer(outcome, &self.trust));
            if let Err(error) = self.socket.send(&bytes, peer) {
                // It is asked for again.
                tracing::debug!(rule = error.rule.code(), detail = error.detail, "answering");
            }
        }
    }

    fn clean(&mut self) {
        if self.gateway.expire(self.now())
            && let Err(error) = self.socket.attach(&self.gateway.program())
        {
            tracing::warn!(rule = error.rule.code(), detail = error.detail, "attaching the filter");
        }
        let now = *self.gateway.counters();
        let then = std::mem::replace(&mut self.counted, now);
        for (fate, now, then) in [
            ("malformed", now.malformed, then.malformed),
            ("tag", now.tag, then.tag),
            ("code", now.code, then.code),
            ("held_back", now.held_back, then.held_back),
            ("rate", now.rate, then.rate),
            ("in_flight", now.in_flight, then.in_flight),
            ("repeated", now.repeated, then.repeated),
            ("later", now.later, then.later),
            ("refused", now.refused, then.refused),
            ("admitted", now.admitted, then.admitted),
            ("receipts", now.receipts, then.receipts),
            ("holds", now.holds, then.holds),
        ] {
            if now > then {
                self.shared.metrics.datagrams(fate, now - then);
            }
        }
    }

    fn now(&self) -> u64 {
        u64::try_from(self.since.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}

fn submit(intake: &Intake, tell: &Sender<(ReplyTo, Outcome)>, admitted: Admitted) {
    let (tell, reply) = (tell.clone(), admitted.reply);
    let done = Box::new(move |outcome| {
        // The thread is gone only when the centre stops; the sender asks again.
        let _ = tell.send((reply, outcome));
    });
    intake.submit_admitted(admitted.sheet_bytes, now_ms(), done);
}

/// What became of a sheet, in a datagram's words. Cosignatures stay behind: they come later, there is room for few,
/// and whoever wants them finds them in the log.
pub fn answer(outcome: Outcome, trust: &Trust) -> Answer {
    match outcome {
        Outcome::Logged(mut receipt) => {
            receipt.checkpoint.signatures.retain(|line| trust.log.is_of(line));
            receipt
                .to_compact(trust)
                .and_then(|bytes| Answer::receipt(bytes).ok())
                .unwrap_or(Answer::Refused { rule: Rule::ReceiptTooLargeForLink })
        }
        Outcome::Refused(error) => Answer::Refused { rule: error.rule },
        Outcome::Later => Answer::Later { retry_after_ms: RETRY_AFTER_MS },
    }
}
