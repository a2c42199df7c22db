use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use super::build::{build, say};
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
    let Some(path) = &arguments.sources.log else {
        anyhow::bail!("without --log nothing changes: use `cotejo site build`");
    };
    let collections = arguments.sources.collections(&election)?;
    let mut log = LogView::read(path, &election)?;
    let make = |log: &mut LogView<'_>| -> anyhow::Result<()> {
        let made =
            build(&arguments.sources, &election, Some(log), collections.clone(), &arguments.out)?;
        say(&made, &arguments.out, arguments.json)
    };
    make(&mut log)?;
    for _ in 0..arguments.looks.unwrap_or(u64::MAX) {
        std::thread::sleep(Duration::from_secs(arguments.every));
        match log.look(path) {
            Ok(false) => {}
            Ok(true) => make(&mut log)?,
            Err(error) => {
                // A replay that stopped half way is not gone on with.
                eprintln!("{error:#}\nlooking again in {} s", arguments.every);
                if let Ok(again) = LogView::read(path, &election) {
                    log = again;
                }
            }
        }
    }
    Ok(Outcome::Fine)
}
