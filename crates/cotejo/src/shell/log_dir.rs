//! A log's folder: `log/` for everybody to read, or where a bucket does that, and the writer's database beside it.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow};
use ed25519_dalek::SigningKey;
use jiff::Timestamp;
use ledger::log::CHECKPOINT;
use ledger::reader::{Reader, Source};
use ledger::storage::{Heads as _, SqliteHeads, Storage as _};
use ledger::trust::Verified;
use ledger::{Checkpoint, LedgerError, Log, Note, Replay, Trust, archive, fsck};
use record::{Election, Rule};

use super::log_place::{LogPlace, OwnFiles};
use super::progress;

/// A log that this process writes.
pub type OwnLog = Log<OwnFiles, SqliteHeads>;

/// A log somebody else wrote, or we did, read without believing it.
pub struct ForeignLog {
    /// Where its files come from.
    pub source: Box<dyn Source + Send>,
    /// Its checkpoint as found.
    pub note: Note,
    /// What that says, verified.
    pub verified: Verified,
}

/// Makes a log that does not exist yet, its public files in a bucket where one is named.
pub fn create(
    folder: &Path,
    bucket: Option<&str>,
    election: &Election,
    key: SigningKey,
) -> anyhow::Result<OwnLog> {
    let origin = origin(election, &key)?;
    let place = match bucket {
        Some(address) => LogPlace::Bucket(address.to_owned()),
        None => LogPlace::to_write(folder)?,
    };
    // Before anything is made: whether the place answers, and is free.
    let public = place.storage()?;
    let published = public.get(CHECKPOINT)?.is_some();
    fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
    let database = folder.join(DATABASE);
    let heads = match database.exists() {
        true => SqliteHeads::open(&database)?,
        false => SqliteHeads::create(&database)?,
    };
    if published || heads.load(&origin)?.is_some() {
        return Err(
            LedgerError::new(Rule::LogExists, format!("{origin} in {}", folder.display())).into()
        );
    }
    // Crash here or before: no log exists yet, and the same call goes on.
    place.remember(folder)?;
    Ok(Log::create(public, heads, &origin, key)?)
}

/// Opens one to write, finishing what a crash interrupted.
pub fn open(folder: &Path, election: &Election, key: SigningKey) -> anyhow::Result<OwnLog> {
    let origin = origin(election, &key)?;
    let heads = SqliteHeads::open(&folder.join(DATABASE))?;
    Ok(Log::open(LogPlace::to_write(folder)?.storage()?, heads, &origin, key)?)
}

/// Opens one to read: an address, the folder of one that is written here, or a folder of its files.
pub fn read(log: &Path, trust: &Trust) -> anyhow::Result<ForeignLog> {
    ForeignLog::open(LogPlace::to_read(log)?.source()?, trust).map_err(|error| {
        let is_there = error.rule != Rule::LogFileMissing && !error.is_unread();
        let error = anyhow::Error::new(error);
        if is_there { error } else { error.context(format!("{} is not a log", log.display())) }
    })
}

impl ForeignLog {
    /// Opens one wherever it is, and verifies its checkpoint.
    pub fn open(mut source: Box<dyn Source + Send>, trust: &Trust) -> Result<Self, LedgerError> {
        let bytes = source.fetch(ledger::log::CHECKPOINT, ledger::note::MAX_NOTE_BYTES)?;
        let note = Note::parse(&bytes)?;
        let verified = trust.verify(&note, Some(now()))?;
        Ok(Self { source, note, verified })
    }

    /// Re-verifies everything, entry by entry, and gives what the entries add up to.
    pub fn replay<'a>(
        &mut self,
        election: &'a Election,
    ) -> anyhow::Result<(Replay<'a>, fsck::Checked)> {
        let checkpoint = self.verified.checkpoint.clone();
        let mut replay = Replay::new(election, &checkpoint.origin);
        let bar = progress::of_entries("verifying", checkpoint.size);
        let checked = fsck::check(&mut self.source, &checkpoint, |_, entry| {
            bar.inc(1);
            replay.add(entry)
        });
        bar.finish_and_clear();
        let checked = checked?;
        Ok((replay, checked))
    }
}

/// What a log held at some size, verified.
pub struct Past<'a> {
    /// The size and root then, the root from tiles of the checkpoint now.
    pub checkpoint: Checkpoint,
    /// What the entries up to then add up to.
    pub replay: Replay<'a>,
}

impl ForeignLog {
    /// Whether this log begins with what it signed before, whoever kept that. An entry proven to be in the old
    /// tree is then at the same place in this one.
    ///
    /// # Errors
    /// L410 where it has fewer entries now, L411 where they are others; and what reading gives.
    pub fn begins_with(&mut self, then: &Checkpoint) -> Result<(), LedgerError> {
        let now = &self.verified.checkpoint;
        if now.size < then.size {
            let detail = format!("{} entries now, {} were signed before", now.size, then.size);
            return Err(LedgerError::new(Rule::LogRolledBack, detail));
        }
        if Reader::open(&mut self.source, now)?.root_at(then.size)? != then.root {
            let detail = format!("the first {} entries are not those signed before", then.size);
            return Err(LedgerError::new(Rule::LogForked, detail));
        }
        Ok(())
    }

    /// What the log held when it had `size` entries, out of a replay of all of it. Signatures are not verified
    /// again; the root then is made from tiles that lead to the root now.
    pub fn at<'a>(&mut self, replay: &Replay<'a>, size: u64) -> anyhow::Result<Past<'a>> {
        let now = self.verified.checkpoint.clone();
        if size > replay.entries() {
            return Err(anyhow!("the log has {} entries, not {size} yet", replay.entries()));
        }
        let root = Reader::open(&mut self.source, &now)?.root_at(size)?;
        let checkpoint = Checkpoint { origin: now.origin, size, root };
        Ok(Past { checkpoint, replay: replay.as_of(size) })
    }
}

/// Publishes a bulletin beside the log's tiles, where monitors look for it. What is there is never replaced.
pub fn publish_bulletin(log: &Path, number: u32, bytes: &[u8]) -> anyhow::Result<()> {
    Ok(LogPlace::to_read(log)?.storage()?.put_new(&bulletin_path(number), bytes)?)
}

/// Where a log's bulletin of a number lies, below its public files.
pub fn bulletin_path(number: u32) -> String {
    format!("bulletins/{number}.json")
}

/// The checkpoints kept beside a log in a folder or bucket, verified; none of a log on the web, where nothing
/// lists them.
pub fn kept(log: &Path, trust: &Trust) -> anyhow::Result<Vec<Verified>> {
    match LogPlace::to_read(log)? {
        LogPlace::Web(_) => Ok(Vec::new()),
        place => Ok(archive::kept(&place.storage()?, trust)?),
    }
}

/// A time that a signature states.
pub fn timestamp(seconds: u64) -> Option<Timestamp> {
    Timestamp::from_second(i64::try_from(seconds).ok()?).ok()
}

/// Seconds since 1970.
pub fn now() -> u64 {
    u64::try_from(jiff::Timestamp::now().as_second()).unwrap_or(0)
}

/// The writer's database in a log's folder.
pub fn database(folder: &Path) -> PathBuf {
    folder.join(DATABASE)
}

const DATABASE: &str = "heads.sqlite";

/// The name of the election's log, whose key this must be.
pub fn origin(election: &Election, key: &SigningKey) -> anyhow::Result<String> {
    let log = election.manifest.log.as_ref();
    let log =
        log.ok_or_else(|| anyhow!("`election.toml` has no `[log]`: add its origin and key"))?;
    if log.key != super::keys::public_hex(key) {
        return Err(anyhow!("this is not the key of the log that the election file names"));
    }
    Ok(log.origin.clone())
}
