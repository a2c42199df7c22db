use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use clap::Args;
use ledger::log::CHECKPOINT;
use ledger::storage::{Files, Heads as _, SqliteHeads, Storage};
use ledger::{Checkpoint, Note, tile};
use serde_json::json;

use super::assemble::own_log;
use super::read_config;
use crate::shell::log_place::LogPlace;
use crate::shell::{self, Outcome, election_dir, log_dir, progress};

/// Copy a centre's log and store while it runs, so that they can be restored.
///
/// The copy holds no keys. With a shared store, back up the database with its own tools: what is public here is
/// copied all the same.
#[derive(Args)]
#[command(after_help = "Example:\n  cotejo centre backup centre.toml --out /media/usb/2026-11-22")]
pub struct Arguments {
    /// The configuration.
    config: PathBuf,
    /// The folder to make.
    #[arg(long)]
    out: PathBuf,
}

/// How long to wait until what the store has signed is published: a running centre does that within a second.
const PATIENCE: Duration = Duration::from_secs(30);

/// Copies.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let config = read_config(&arguments.config)?;
    if config.store.is_some() {
        bail!("the store is shared: back it up with its own tools (pg_dump, a base backup)");
    }
    let out = &arguments.out;
    if out.exists() {
        bail!("{} is there already: choose a new folder", out.display());
    }
    let election = election_dir::load(&config.election)?;
    let (origin, _) = own_log(&config, &election)?;
    std::fs::create_dir_all(out)?;
    // The head first: every file that it needs is, or will soon be, published and never changes.
    let copy = log_dir::database(out);
    copy_database(&log_dir::database(&config.log), &copy)?;
    let head = SqliteHeads::open(&copy)?.load(&origin)?;
    let head = head.with_context(|| format!("the store has no log `{origin}`"))?;
    let size = size(&head)?;
    let from = LogPlace::to_write(&config.log)?.storage()?;
    wait_until_published(&from, size)?;
    let to = Files::open(&out.join("log"))?;
    let paths: Vec<_> = tile::of_tree(size).map(|tile| tile.path()).collect();
    let bar = progress::of_things("copying", "files", u64::try_from(paths.len())?);
    for path in paths {
        bar.inc(1);
        let bytes = from.get(&path)?.with_context(|| format!("{path} is not published"))?;
        to.put_new(&path, &bytes)?;
    }
    bar.finish_and_clear();
    // The checkpoint last: a backup that was interrupted has none, and is seen to be none.
    to.put(CHECKPOINT, &head)?;
    shell::print_json(&json!({ "entries": size, "folder": out.display().to_string() }))?;
    Ok(Outcome::Fine)
}

/// A consistent copy of the database, made by the database.
fn copy_database(from: &Path, to: &Path) -> anyhow::Result<()> {
    let connection =
        rusqlite::Connection::open_with_flags(from, rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY)
            .with_context(|| format!("cannot open {}", from.display()))?;
    let to = to.to_str().context("the folder's name is not text")?;
    connection.execute("VACUUM INTO ?1", [to])?;
    Ok(())
}

fn wait_until_published(storage: &impl Storage, size_wanted: u64) -> anyhow::Result<()> {
    let began = Instant::now();
    loop {
        let published = storage.get(CHECKPOINT)?.map_or(Ok(0), |note| size(&note))?;
        if published >= size_wanted {
            return Ok(());
        }
        if began.elapsed() > PATIENCE {
            bail!(
                "the store has signed {size_wanted} entries, {published} are published: start the centre once, it finishes by itself"
            );
        }
        std::thread::sleep(Duration::from_millis(100));
    }
}

fn size(note: &[u8]) -> anyhow::Result<u64> {
    Ok(Checkpoint::parse(&Note::parse(note)?.text)?.size)
}
