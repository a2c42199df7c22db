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
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::bail;
use sample::Shape;
use serde_json::json;

use super::Arguments;
use crate::shell::{self, Outcome};
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
    let mut centres = stage.start()?;
    let gateways: Vec<SocketAddr> = centres.iter().map(|one| one.udp).collect();
    let lasts = Duration::from_secs(arguments.seconds);
    let fleet = Fleet::start(&stage, &gateways, lasts * 3 / 4)?;
    let display = Display::new(arguments.json, u64::from(shape.tables), &gateways);
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
    let told = check(&stage, &receipts, &centres)?;
    display.end();
    tell(arguments, &told, took, sent.load(Ordering::Relaxed))
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
    entries: u64,
    counted: usize,
    wrong: usize,
}

/// Opens the log as after a power cut, re-verifies all of it, and holds every receipt against it.
fn check(
    stage: &Stage<'_>,
    receipts: &[fleet::Receipted],
    centres: &[stage::Centre],
) -> anyhow::Result<Told> {
    stage.finish(centres)?;
    let state = stage.folder.join("monitor.state");
    let seen =
        Follower::new(&stage.folder.join("public"), &stage.election, &state, None)?.look()??;
    let held = receipts.iter().filter(|one| one.holds(stage)).count();
    Ok(Told {
        tables: u64::from(stage.shape.tables),
        receipted: u64::try_from(held)?,
        entries: seen.size,
        counted: seen.totals.iter().map(|one| one.counted).min().unwrap_or(0),
        wrong: seen.wrong.len() + seen.equivocations.len(),
    })
}

fn tell(arguments: &Arguments, told: &Told, took: Duration, junk: u64) -> anyhow::Result<Outcome> {
    let Told { tables, receipted, entries, counted, wrong } = told;
    let is_whole = receipted == tables
        && *entries == tables + 1
        && u64::try_from(*counted)? == *tables
        && *wrong == 0;
    if arguments.json {
        shell::print_json(&json!({
            "tables": tables, "receipted": receipted, "entries": entries, "counted": counted,
            "wrong": wrong, "junk": junk, "seconds": took.as_secs_f64(), "whole": is_whole,
        }))?;
    } else {
        shell::print_text(&format!(
            "{receipted} of {tables} sheets hold a receipt that verifies; {} are in the log, each once; {counted} are counted\n{junk} datagrams of junk; every sheet was through after {:.1} s\n{}\n",
            entries.saturating_sub(1),
            took.as_secs_f32(),
            if is_whole { "Nothing is missing." } else { "SOMETHING IS MISSING." }
        ))?;
    }
    Ok(Outcome::found_if(!is_whole))
}
