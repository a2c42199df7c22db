use std::path::PathBuf;

use anyhow::{Context as _, bail};
use centre::CentreError;
use clap::Args;
use ledger::log::{CHECKPOINT, Stored};
use ledger::storage::{Files, Heads as _, SqliteHeads, Storage as _};
use ledger::{Checkpoint, Note, fsck, tile};
use record::Rule;
use serde_json::json;

use super::assemble::{own_log, own_trust};
use super::read_config;
use crate::shell::log_dir::ForeignLog;
use crate::shell::log_place::LogPlace;
use crate::shell::{self, Outcome, election_dir, log_dir, progress};
use crate::verb::log::refuse_if_behind;

/// Put a backup where a centre can go on from it.
///
/// A log that goes on from an older head than it has published signs two histories, and is caught. So everybody
/// named here is asked first what they have seen; where somebody has seen more than the backup holds, nothing is
/// restored.
#[derive(Args)]
#[command(
    after_help = "Example:\n  cotejo centre restore centre.toml --from /media/usb/2026-11-22 --witness http://party-a.example:8470 --mirror https://results.example/log"
)]
pub struct Arguments {
    /// The configuration; the folder of its log must not be there yet.
    config: PathBuf,
    /// The backup.
    #[arg(long)]
    from: PathBuf,
    /// Address of a witness that cosigns this log; repeat for several.
    #[arg(long = "witness")]
    witnesses: Vec<String>,
    /// A copy of the log that others read: an address or a folder; repeat for several.
    #[arg(long = "mirror")]
    mirrors: Vec<PathBuf>,
    /// Restore without asking anybody: only where nobody has ever read or cosigned this log.
    #[arg(long, conflicts_with_all = ["witnesses", "mirrors"])]
    nobody_to_ask: bool,
}

/// Verifies the backup, asks, and copies.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let config = read_config(&arguments.config)?;
    if config.store.is_some() {
        bail!("the store is shared: restore it with its own tools, then `cotejo centre check`");
    }
    let unusable =
        |detail: String| anyhow::Error::new(CentreError::new(Rule::BackupUnusable, detail));
    if arguments.witnesses.is_empty() && arguments.mirrors.is_empty() && !arguments.nobody_to_ask {
        return Err(unusable("name whom to ask: --witness, --mirror".to_owned()));
    }
    if config.log.exists() {
        return Err(unusable(format!(
            "{} is there already: move it away, and keep it",
            config.log.display()
        )));
    }
    let election = election_dir::load(&config.election)?;
    let (origin, key) = own_log(&config, &election)?;
    let trust = own_trust(&config, &election, &origin, &key)?;
    let database = log_dir::database(&arguments.from);
    let head = SqliteHeads::open(&database)?.load(&origin)?;
    let head = head.ok_or_else(|| unusable(format!("it has no log `{origin}`")))?;
    let files = Files::open(&arguments.from.join("log"))?;
    let checkpoint = trust.verify(&Note::parse(&head)?, None)?.checkpoint;
    if files.get(CHECKPOINT)?.as_deref() != Some(head.as_slice()) {
        return Err(unusable("it was interrupted: its checkpoint is not its head".to_owned()));
    }
    let bar = progress::of_entries("verifying", checkpoint.size);
    let whole = fsck::check(&mut Stored(&files), &checkpoint, |_, _| {
        bar.inc(1);
        Ok(())
    });
    bar.finish_and_clear();
    whole.map_err(|error| unusable(error.to_string()))?;

    let place = LogPlace::Folder(arguments.from.join("log"));
    refuse_if_behind(
        &arguments.witnesses,
        &mut ForeignLog::open(place.source()?, &trust)?,
        &trust,
    )?;
    for mirror in &arguments.mirrors {
        let mut seen = log_dir::read(mirror, &trust)
            .with_context(|| format!("asking {}", mirror.display()))?;
        refuse_if_ahead(&mut seen, &checkpoint)
            .map_err(|error| unusable(format!("{}: {error}", mirror.display())))?;
    }
    copy(arguments, &config.log, &files, &head, checkpoint.size)?;
    shell::print_json(
        &json!({ "entries": checkpoint.size, "folder": config.log.display().to_string() }),
    )?;
    Ok(Outcome::Fine)
}

/// Whether somebody has seen more of this log than the backup holds, or something else.
fn refuse_if_ahead(seen: &mut ForeignLog, backup: &Checkpoint) -> anyhow::Result<()> {
    let theirs = &seen.verified.checkpoint;
    if theirs.size > backup.size {
        bail!("it shows {} entries, the backup has {}", theirs.size, backup.size);
    }
    if theirs.size == backup.size && theirs.root != backup.root {
        bail!("it shows another root of {} entries", theirs.size);
    }
    Ok(())
}

fn copy(
    arguments: &Arguments,
    log: &std::path::Path,
    files: &Files,
    head: &[u8],
    size: u64,
) -> anyhow::Result<()> {
    let to = Files::open(&log.join("log"))?;
    for tile in tile::of_tree(size) {
        let path = tile.path();
        let bytes = files.get(&path)?.with_context(|| format!("{path} is gone"))?;
        to.put_new(&path, &bytes)?;
    }
    to.put(CHECKPOINT, head)?;
    // The database last: without it no centre starts here.
    std::fs::copy(log_dir::database(&arguments.from), log_dir::database(log))?;
    std::fs::File::open(log)?.sync_all()?;
    Ok(())
}
