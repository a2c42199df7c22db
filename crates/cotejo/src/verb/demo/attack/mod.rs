//! The night of the attack, on this machine alone: every station sends its sheet through a flood, a centre is killed
//! without a word, a third of the stations lose their network for a while; and in the end every sheet is receipted,
//! logged, counted and verified.
//!
//! Real: the processes, their sockets, the kernel's filter, the disk, the kill. Simulated: distance. Stations are
//! threads of this process on loopback, and a cut network is one over which nothing is sent or heard.

mod display;
mod fleet;
mod stage;

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::bail;
use sample::Shape;
use serde_json::json;

use super::beside::Beside;
use super::serving::{self, Keeper, Probed, PublicSite};
use super::{Arguments, lay_out, public_site};
use crate::shell::{self, Outcome, progress};
use crate::verb::bench::flood::{self, Flood};
use crate::verb::monitor::Follower;
use display::Display;
use fleet::Fleet;
use stage::Stage;

/// Threads that flood: as many as would saturate two cores.
const FLOODERS: usize = 2;
/// How long stations may need after the flood, before the demo says that it failed.
const PATIENCE: Duration = Duration::from_secs(120);
/// Between two looks.
const LOOK: Duration = Duration::from_millis(100);

/// Runs the night; exit code 1 where a sheet is missing in the end.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let shape = Shape { seed: arguments.seed, tables: arguments.tables, keys: true };
    let stage = Stage::lay_out(&arguments.out, &shape, arguments.store.as_deref())?;
    let beside = Beside::lay_out(stage.folder, &shape, &stage.election)?;
    let (mut centres, before) = stage.start(&beside)?;
    let (log, site) = (stage.folder.join("public"), stage.folder.join("site"));
    // The night draws by itself.
    progress::hide();
    let sources = public_site::growing(stage.folder, &log, &stage.election, &beside);
    let keeper = Keeper::start(sources, site.clone())?;
    let served = PublicSite::start(&site, &beside.key())?;
    let gateways: Vec<SocketAddr> = centres.iter().map(|one| one.udp).collect();
    let lasts = Duration::from_secs(arguments.seconds);
    let fleet = Fleet::start(&stage, &gateways, lasts * 3 / 4)?;
    let display = Display::new(arguments.json, u64::from(shape.tables), &gateways, served.address);
    let sent = Arc::new(AtomicU64::new(0));
    let floods: Vec<_> = (0..FLOODERS)
        .map(|at| {
            let to = gateways[at % gateways.len()];
            flood::start(&Flood::Junk, to, lasts, at, Arc::clone(&sent))
        })
        .collect::<Result<_, _>>()?;

    let began = Instant::now();
    let mut events = events(lasts);
    while fleet.receipted() < u64::from(shape.tables) {
        while events.first().is_some_and(|(at, _)| began.elapsed() >= *at) {
            let (_, event) = events.remove(0);
            display.say(event.words());
            match event {
                Event::Kill => centres[0].kill()?,
                Event::Restart => centres[0].restart()?,
                Event::Cut => fleet.cut(true),
                Event::Mend => fleet.cut(false),
            }
        }
        display.draw(fleet.receipted(), fleet.sends(), sent.load(Ordering::Relaxed));
        display.draw_site(keeper.built(), served.probed());
        if began.elapsed() > lasts + PATIENCE {
            break;
        }
        std::thread::sleep(LOOK);
    }
    let took = began.elapsed();
    for one in floods {
        if one.join().is_err() {
            bail!("a thread that floods ended early");
        }
    }
    display.draw(fleet.receipted(), fleet.sends(), sent.load(Ordering::Relaxed));
    let receipts = fleet.stop()?;
    for centre in &mut centres {
        centre.kill()?;
    }
    let told = check(&stage, &receipts, &centres, before)?;
    let built = keeper.built();
    keeper.stop()?;
    display.say("every sheet is in; bulletin, audits, sources and tests come onto the site");
    centres[0].restart()?;
    complete(&stage, &centres[0], &beside, &site)?;
    centres[0].kill()?;
    let found = super::look_up(&served, &beside)?;
    display.draw_site(built, served.probed());
    display.end();
    let junk = sent.load(Ordering::Relaxed);
    let night = Night { took, junk, built, found, probed: served.probed() };
    let outcome = tell(arguments, &told, &night)?;
    let probed = served.end(serving::stays(arguments))?;
    if !arguments.json {
        shell::print_text(&super::told_of(probed, &site, &beside))?;
    }
    Ok(outcome)
}

/// Puts onto the site what there is after the night: bulletin, bundle, audits, everybody's copies.
fn complete(
    stage: &Stage<'_>,
    centre: &stage::Centre,
    beside: &Beside,
    site: &Path,
) -> anyhow::Result<()> {
    let (folder, election, shape) = (stage.folder, &stage.election, stage.shape);
    let log = folder.join("public");
    lay_out::sources(&folder.join("sources"), &sample::demo(shape, election))?;
    stage.log_of(centre, &[]).close()?;
    super::audits(folder, &log, shape, election)?;
    let replayed = super::replayed(&log, election)?;
    public_site::whole(folder, &log, election, beside, &replayed, site).map(|_| ())
}

/// How it went, beside what came of it.
struct Night {
    took: Duration,
    junk: u64,
    built: u64,
    found: String,
    probed: Probed,
}

/// What happens in the night.
#[derive(Clone, Copy)]
enum Event {
    Kill,
    Restart,
    Cut,
    Mend,
}

impl Event {
    const fn words(self) -> &'static str {
        match self {
            Self::Kill => "the centre is killed without a word",
            Self::Restart => "the centre is started again",
            Self::Cut => "a third of the stations lose their network",
            Self::Mend => "their network is back",
        }
    }
}

fn events(lasts: Duration) -> Vec<(Duration, Event)> {
    vec![
        (lasts * 3 / 10, Event::Kill),
        (lasts * 4 / 10, Event::Restart),
        (lasts * 5 / 10, Event::Cut),
        (lasts * 7 / 10, Event::Mend),
    ]
}

/// What the night came to.
struct Told {
    tables: u64,
    receipted: u64,
    /// Entries of the log that are not statements.
    entries: u64,
    counted: usize,
    wrong: usize,
}

/// Opens the log as after a power cut, re-verifies all of it, and holds every receipt against it.
fn check(
    stage: &Stage<'_>,
    receipts: &[fleet::Receipted],
    centres: &[stage::Centre],
    before: u64,
) -> anyhow::Result<Told> {
    stage.finish(centres)?;
    let state = stage.folder.join("monitor.state");
    let seen =
        Follower::new(&stage.folder.join("public"), &stage.election, &state, None)?.look()??;
    let held = receipts.iter().filter(|one| one.holds(stage)).count();
    Ok(Told {
        tables: u64::from(stage.shape.tables),
        receipted: u64::try_from(held)?,
        entries: seen.size.saturating_sub(before),
        counted: seen.totals.iter().map(|one| one.counted).min().unwrap_or(0),
        wrong: seen.wrong.len() + seen.equivocations.len(),
    })
}

fn tell(arguments: &Arguments, told: &Told, night: &Night) -> anyhow::Result<Outcome> {
    let Night { took, junk, built, found, probed } = night;
    let Told { tables, receipted, entries, counted, wrong } = told;
    let is_whole = receipted == tables
        && entries == tables
        && u64::try_from(*counted)? == *tables
        && *wrong == 0;
    if arguments.json {
        shell::print_json(&json!({
            "tables": tables, "receipted": receipted, "entries": entries, "counted": counted,
            "wrong": wrong, "junk": junk, "seconds": took.as_secs_f64(), "whole": is_whole,
            "probes": probed.asked, "probes_answered": probed.answered, "site_built": built, "looked_up": found,
        }))?;
    } else {
        shell::print_text(&format!(
            "{receipted} of {tables} sheets hold a receipt that verifies; {} are in the log, each once; {counted} are counted\n{junk} datagrams of junk; every sheet was through after {:.1} s\nthe public site was built again meanwhile: {built} ×\n{}\n",
            entries,
            took.as_secs_f32(),
            if is_whole { "Nothing is missing." } else { "SOMETHING IS MISSING." }
        ))?;
    }
    Ok(Outcome::found_if(!is_whole))
}
