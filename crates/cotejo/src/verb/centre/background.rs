//! What a centre does beside serving: asking for cosignatures, forwarding what its witnesses brought, and looking into
//! its inbox.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use centre::config::Config;
use centre::intake::Intake;
use ledger::reader::Reader;
use ledger::{Entry, Trust};
use record::Election;

use super::inbox::Inbox;

use crate::shell::files::{read_bounded, write_whole};
use crate::shell::log_dir;
use crate::shell::post;
use crate::verb::log::{ask, publish};

/// How often the threads look whether they should stop.
const LOOK: Duration = Duration::from_millis(200);
/// How often new entries are looked for, to be forwarded.
const FORWARD: Duration = Duration::from_secs(2);
/// Where a centre notes how far it has forwarded its log, in the log's folder.
const FORWARDED: &str = "forwarded";
/// How often the inbox is looked into.
const INBOX: Duration = Duration::from_secs(1);

/// The threads.
pub struct Background {
    stop: Arc<AtomicBool>,
    threads: Vec<JoinHandle<()>>,
}

impl Background {
    /// Starts what the configuration asks for.
    pub fn start(
        config: &Config,
        election: &Arc<Election>,
        trust: &Arc<Trust>,
        intake: &Intake,
    ) -> anyhow::Result<Self> {
        let stop = Arc::new(AtomicBool::new(false));
        let mut threads = Vec::new();
        if !config.cosigners.is_empty() && config.writes {
            let (log, trust) = (config.log.clone(), Arc::clone(trust));
            let addresses = config.cosigners.clone();
            let every = Duration::from_secs(config.cosign_seconds.max(1));
            threads
                .push(repeat("cosigners", every, &stop, move || gather(&log, &trust, &addresses))?);
        }
        if !config.forward.is_empty() {
            let forward = Forward {
                log: config.log.clone(),
                to: config.forward.clone(),
                own: Arc::clone(trust),
                theirs: Trust::of_election(election)?,
                election: Arc::clone(election),
            };
            threads.push(repeat("forward", FORWARD, &stop, move || forward.look())?);
        }
        if let Some(folder) = &config.inbox {
            let inbox = Inbox { folder: folder.clone(), intake: intake.clone() };
            threads.push(repeat("inbox", INBOX, &stop, move || inbox.look())?);
        }
        Ok(Self { stop, threads })
    }

    /// Stops them, after what they are doing now.
    pub fn stop(self) {
        self.stop.store(true, Ordering::Relaxed);
        for thread in self.threads {
            let _ = thread.join();
        }
    }
}

fn repeat(
    name: &'static str,
    every: Duration,
    stop: &Arc<AtomicBool>,
    mut work: impl FnMut() -> anyhow::Result<()> + Send + 'static,
) -> anyhow::Result<JoinHandle<()>> {
    let stop = Arc::clone(stop);
    let thread = std::thread::Builder::new().name(name.to_owned()).spawn(move || {
        let mut last: Option<Instant> = None;
        while !stop.load(Ordering::Relaxed) {
            if last.is_none_or(|last| last.elapsed() >= every) {
                last = Some(Instant::now());
                if let Err(error) = work() {
                    tracing::warn!(what = name, "{error:#}");
                }
            }
            std::thread::sleep(LOOK);
        }
    })?;
    Ok(thread)
}

/// Asks every cosigner for its signature under the checkpoint, and publishes what they give.
fn gather(log: &Path, trust: &Trust, addresses: &[String]) -> anyhow::Result<()> {
    let mut foreign = log_dir::read(log, trust)?;
    let size = foreign.verified.checkpoint.size;
    let mut lines = Vec::new();
    for address in addresses {
        match ask(address, &mut foreign, trust) {
            Ok(ours) => lines.extend(ours),
            Err(error) => {
                tracing::warn!(
                    address,
                    rule = error.rule.code(),
                    detail = error.detail,
                    "no cosignature"
                );
            }
        }
    }
    if !lines.is_empty() {
        publish(log, trust, &foreign.note.with(&lines))?;
        tracing::info!(size, cosignatures = lines.len(), "cosigned");
    }
    Ok(())
}

/// Brings every signed sheet of this centre's log to other centres.
struct Forward {
    log: PathBuf,
    to: Vec<String>,
    /// Trust in the log of this centre.
    own: Arc<Trust>,
    /// Trust in the election's log, whose receipts the others give.
    theirs: Trust,
    election: Arc<Election>,
}

impl Forward {
    /// Sends what came since the last look. Where one centre does not take a sheet now, the next look begins with it.
    fn look(&self) -> anyhow::Result<()> {
        let note = self.log.join(FORWARDED);
        let mut next = match note.is_file() {
            true => String::from_utf8(read_bounded(&note, 32)?)?.trim().parse()?,
            false => 0_u64,
        };
        let mut log = log_dir::read(&self.log, &self.own)?;
        let checkpoint = log.verified.checkpoint.clone();
        let mut reader = Reader::open(&mut log.source, &checkpoint)?;
        while next < checkpoint.size {
            let entry = reader.entry(next)?;
            if matches!(Entry::decode(&entry), Ok(Entry::Sheet(_))) {
                ledger::entry::admit(&entry, next, &self.election)?;
                for address in &self.to {
                    post::record(address, &entry, &self.theirs)?;
                }
            }
            next += 1;
            // Crash before: one sheet is sent twice, which changes nothing.
            write_whole(&note, format!("{next}\n").as_bytes())?;
        }
        Ok(())
    }
}
