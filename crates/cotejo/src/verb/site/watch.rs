use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;
use record::{Collection, Election};

use super::build::{Summary, build, say};
use super::evidence::LogView;
use super::gather::Sources;
use crate::shell::{Outcome, election_dir};

/// Make the site, then look at the log every so many seconds and make again what changed, until stopped. Only new
/// entries are verified. A log that cannot be reached is waited for; the site stays as it is.
#[derive(Args)]
#[command(
    after_help = "Example:\n  cotejo site watch --election my-election --log my-log --out site --every 5"
)]
pub struct Arguments {
    #[command(flatten)]
    sources: Sources,
    /// The folder of the site: empty, or that of an earlier build.
    #[arg(long)]
    out: PathBuf,
    /// Seconds between two looks.
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=86_400))]
    every: u64,
    /// Stop after so many looks.
    #[arg(long)]
    looks: Option<u64>,
    /// Print JSON, one line for each build.
    #[arg(long)]
    json: bool,
}

/// Watches.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let election = election_dir::load(&arguments.sources.election)?;
    let (mut watcher, made) = Watcher::start(&arguments.sources, &election, &arguments.out)?;
    say(&made, &arguments.out, arguments.json)?;
    for _ in 0..arguments.looks.unwrap_or(u64::MAX) {
        std::thread::sleep(Duration::from_secs(arguments.every));
        match watcher.look() {
            Ok(None) => {}
            Ok(Some(made)) => say(&made, &arguments.out, arguments.json)?,
            Err(error) => eprintln!("{error:#}\nlooking again in {} s", arguments.every),
        }
    }
    Ok(Outcome::Fine)
}

/// A site that follows a log.
pub struct Watcher<'a> {
    sources: &'a Sources,
    election: &'a Election,
    collections: Vec<Collection>,
    path: &'a Path,
    log: LogView<'a>,
    out: &'a Path,
}

impl<'a> Watcher<'a> {
    /// Makes the site for the first time.
    pub fn start(
        sources: &'a Sources,
        election: &'a Election,
        out: &'a Path,
    ) -> anyhow::Result<(Self, Summary)> {
        let Some(path) = &sources.log else {
            anyhow::bail!("without --log nothing changes: use `cotejo site build`");
        };
        let collections = sources.collections(election)?;
        let log = LogView::read(path, election)?;
        let mut watcher = Self { sources, election, collections, path, log, out };
        let made = watcher.make()?;
        Ok((watcher, made))
    }

    /// Makes again what changed; none where nothing did. After an error the site stays as it is.
    pub fn look(&mut self) -> anyhow::Result<Option<Summary>> {
        match self.log.look(self.path) {
            Ok(false) => Ok(None),
            Ok(true) => self.make().map(Some),
            Err(error) => {
                // A replay that stopped half way is not gone on with.
                if let Ok(again) = LogView::read(self.path, self.election) {
                    self.log = again;
                }
                Err(error)
            }
        }
    }

    fn make(&mut self) -> anyhow::Result<Summary> {
        let collections = self.collections.clone();
        build(self.sources, self.election, Some(&mut self.log), collections, self.out)
    }
}
