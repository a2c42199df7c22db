//! One look after the other at a log, each verifying what is new.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use ledger::edge::Edge;
use ledger::note::MAX_NOTE_BYTES;
use ledger::reader::Source as _;
use ledger::replay::Equivocation;
use ledger::trust::Verified;
use ledger::{LedgerError, Note, Replay, Trust, fsck};
use record::{Election, Rule, StatementKind, TableRef};
use tally::bulletin::{Bulletin, MAX_BULLETIN_BYTES};

use super::totals::{ContestTotals, totals};
use crate::shell::log_dir::ForeignLog;
use crate::shell::{files, log_dir};
use crate::verb::bulletin::held_against_log;

/// Follows one log. What was verified once is not read again while it runs.
pub struct Follower<'a> {
    folder: PathBuf,
    election: &'a Election,
    trust: Trust,
    state: PathBuf,
    late: Option<u64>,
    /// What was verified so far; none before the first look, and after one that failed.
    verified: Option<Progress<'a>>,
}

struct Progress<'a> {
    edge: Edge,
    replay: Replay<'a>,
    bulletins: Vec<Bulletin>,
}

/// What one look at a log saw.
pub struct Seen {
    /// Entries.
    pub size: u64,
    /// Of which are new since the last look.
    pub new: u64,
    /// Pairs of contradicting sheets, in the whole log.
    pub equivocations: Vec<Equivocation>,
    /// Cosignatures.
    pub cosigned: usize,
    /// Whether they reach the quorum.
    pub quorum: bool,
    /// Bulletins published and recomputed.
    pub bulletins: usize,
    /// Bulletins that the log holds a statement of.
    pub bulletins_stated: usize,
    /// The totals, recomputed.
    pub totals: Vec<ContestTotals>,
    /// What is wrong although the log itself holds together: late merges, bulletins that differ.
    pub wrong: Vec<LedgerError>,
}

impl<'a> Follower<'a> {
    /// Follows the log in a folder or at an address, and remembers in a file what it signed. With `late`, an
    /// entry whose table closed more than so many seconds before a checkpoint without it is wrong.
    pub fn new(
        folder: &Path,
        election: &'a Election,
        state: &Path,
        late: Option<u64>,
    ) -> anyhow::Result<Self> {
        let trust = Trust::of_election(election)?;
        let (folder, state) = (folder.to_owned(), state.to_owned());
        Ok(Self { folder, election, trust, state, late, verified: None })
    }

    /// Looks once. The inner error is of a log that contradicts itself or what it said before, and then the
    /// state stays what it was; the outer one is of a log that could not be read.
    pub fn look(&mut self) -> anyhow::Result<Result<Seen, LedgerError>> {
        let last = load(&self.state, &self.trust)?;
        let before = self.verified.take();
        match self.verify(before, last.as_ref()) {
            Ok((note, progress, seen)) => {
                files::write_whole(&self.state, note.to_string().as_bytes())?;
                self.verified = Some(progress);
                Ok(Ok(seen))
            }
            Err(error) => match error.downcast::<LedgerError>() {
                Ok(wrong) if !wrong.is_unread() => Ok(Err(wrong)),
                Ok(wrong) => Err(wrong.into()),
                Err(other) => Err(other),
            },
        }
    }

    /// What the log held at the last look that went well.
    pub fn replay(&self) -> Option<&Replay<'a>> {
        self.verified.as_ref().map(|progress| &progress.replay)
    }

    fn verify(
        &self,
        before: Option<Progress<'a>>,
        last: Option<&Verified>,
    ) -> anyhow::Result<(Note, Progress<'a>, Seen)> {
        let mut log = log_dir::read(&self.folder, &self.trust)?;
        let now = log.verified.checkpoint.clone();
        if let Some(last) = last {
            log.begins_with(&last.checkpoint)?;
        }
        let mut progress = before.unwrap_or_else(|| Progress {
            edge: Edge::default(),
            replay: Replay::new(self.election, &now.origin),
            bulletins: Vec::new(),
        });
        let replay = &mut progress.replay;
        fsck::check_from(&mut progress.edge, &mut log.source, &now, |_, entry| replay.add(entry))?;
        let mut wrong = last.map_or_else(Vec::new, |last| self.late_merges(&progress.replay, last));
        wrong.extend(self.read_bulletins(&mut log, &mut progress)?);
        let replay = &progress.replay;
        let stated = replay.statements.iter().map(|(_, one)| one.statement().kind);
        let seen = Seen {
            size: now.size,
            new: now.size - last.map_or(0, |last| last.checkpoint.size),
            equivocations: replay.equivocations.clone(),
            cosigned: log.verified.cosigned.len(),
            quorum: log.verified.quorum,
            bulletins: progress.bulletins.len(),
            bulletins_stated: stated.filter(|kind| *kind == StatementKind::Bulletin).count(),
            totals: totals(self.election, &replay.collection),
            wrong,
        };
        Ok((log.note, progress, seen))
    }

    /// L452: entries that are new although their tables closed long before somebody signed that the log ended
    /// without them.
    fn late_merges(&self, replay: &Replay<'_>, last: &Verified) -> Vec<LedgerError> {
        let signed = last.cosigned.iter().map(|(_, at)| *at).max();
        let (Some(late), Some(signed)) = (self.late, signed) else { return Vec::new() };
        let new = replay.collection.copies.iter().zip(&replay.closed);
        new.filter(|(copy, _)| u64::from(copy.place) >= last.checkpoint.size)
            .filter_map(|(copy, closed)| {
                let (TableRef::Known(table), Some(closed)) = (copy.table, *closed) else {
                    return None;
                };
                let waited = signed.checked_sub(closed).filter(|waited| *waited > late)?;
                let detail = format!(
                    "entry {}, table {}: not in the log {waited} s after closing",
                    copy.place,
                    self.election.tables.code(table)
                );
                Some(LedgerError::new(Rule::LoggedLate, detail))
            })
            .collect()
    }

    /// Recomputes the bulletins published since the last look. One that is wrong is tried again next time.
    fn read_bulletins(
        &self,
        log: &mut ForeignLog,
        progress: &mut Progress<'a>,
    ) -> anyhow::Result<Option<LedgerError>> {
        loop {
            let number = u32::try_from(progress.bulletins.len() + 1)?;
            let path = log_dir::bulletin_path(number);
            let bytes = match log.source.fetch(&path, MAX_BULLETIN_BYTES) {
                Ok(bytes) => bytes,
                Err(error) if error.rule == Rule::LogFileMissing => return Ok(None),
                Err(error) => return Err(error.into()),
            };
            let previous = progress.bulletins.last();
            match held_against_log(&bytes, log, self.election, &progress.replay, previous)? {
                Ok(bulletin) => progress.bulletins.push(bulletin),
                Err(refused) => {
                    let detail = format!("{path}: {}", refused.detail);
                    return Ok(Some(LedgerError::new(refused.rule, detail)));
                }
            }
        }
    }
}

fn load(state: &Path, trust: &Trust) -> anyhow::Result<Option<Verified>> {
    if !state.exists() {
        return Ok(None);
    }
    let bytes = files::read_bounded(state, u64::try_from(MAX_NOTE_BYTES)?)?;
    let verified = Note::parse(&bytes).and_then(|note| trust.verify(&note, None));
    let verified =
        verified.with_context(|| format!("{} is no monitor's state", state.display()))?;
    Ok(Some(verified))
}
