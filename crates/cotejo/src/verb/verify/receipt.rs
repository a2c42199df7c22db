use std::fmt::Write as _;

use anyhow::anyhow;
use ledger::reader::Reader;
use ledger::trust::Verified;
use ledger::{Checkpoint, Entry, Hash, Receipt, Trust};
use record::Election;
use serde_json::json;

use super::Arguments;
use crate::shell::{self, Outcome, log_dir};

/// What a log shows now of an entry that was promised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Now {
    /// The log was not asked.
    NotAsked,
    /// It stands where it was promised.
    There,
    /// The log's own history changed: what it signed before is no longer its beginning.
    Rewritten {
        /// Its entries.
        size: u64,
    },
    /// The log shown is shorter than the one that was promised.
    Shorter {
        /// Its entries.
        size: u64,
    },
}

pub(super) fn run(
    arguments: &Arguments,
    bytes: &[u8],
    election: &Election,
) -> anyhow::Result<Outcome> {
    let trust = Trust::of_election(election)?;
    let receipt = Receipt::parse(bytes)?;
    let record = match &arguments.record {
        Some(record) => crate::verb::sheet::read(record)?.bytes().to_vec(),
        None => receipt.extra.clone().ok_or_else(|| {
            anyhow!("the receipt does not carry its record: name it with --record")
        })?,
    };
    let verified = receipt.verify(&record, &trust, Some(log_dir::now()))?;
    ledger::entry::admit(&record, receipt.index, election)?;
    let now = match &arguments.log {
        None => Now::NotAsked,
        Some(folder) => {
            held_against(&receipt, &verified.checkpoint, &mut log_dir::read(folder, &trust)?)?
        }
    };
    let what = match Entry::decode(&record)? {
        Entry::Sheet(sheet) => {
            format!("sheet of table {}", election.tables.code(sheet.sheet().table))
        }
        Entry::Statement(one) => {
            format!("{} by {}", one.statement().kind.word(), one.statement().by)
        }
    };
    let broken = match now {
        Now::NotAsked | Now::There => None,
        Now::Rewritten { .. } => Some("L411"),
        Now::Shorter { .. } => Some("L410"),
    };
    if arguments.json {
        shell::print_json(&json!({
            "valid": true,
            "entry": receipt.index,
            "what": what,
            "size": verified.checkpoint.size,
            "cosigned": verified.cosigned.iter().map(|(name, _)| name).collect::<Vec<_>>(),
            "quorum": verified.quorum,
            "rule": broken,
            "held_against_log": !matches!(now, Now::NotAsked),
        }))?;
    } else {
        shell::print_text(&plain(&receipt, &verified, &what, &now))?;
    }
    Ok(Outcome::found_if(broken.is_some()))
}

/// Whether a log still begins with what it signed in the receipt. Inclusion is proven by the receipt, so it
/// is enough that the old tree is the beginning of the new one.
pub fn held_against(
    receipt: &Receipt,
    then: &Checkpoint,
    log: &mut log_dir::ForeignLog,
) -> anyhow::Result<Now> {
    let now = log.verified.checkpoint.clone();
    if now.size < then.size {
        return Ok(Now::Shorter { size: now.size });
    }
    let mut reader = Reader::open(&mut log.source, &now)?;
    let leaf = receipt.extra.as_deref().map(Hash::leaf);
    let same_root = reader.root_at(then.size)? == then.root;
    let same_leaf =
        leaf.is_none_or(|leaf| reader.leaf(receipt.index).is_ok_and(|there| there == leaf));
    Ok(if same_root && same_leaf { Now::There } else { Now::Rewritten { size: now.size } })
}

fn plain(receipt: &Receipt, verified: &Verified, what: &str, now: &Now) -> String {
    let checkpoint = &verified.checkpoint;
    let mut text = format!(
        "valid     entry {} of {}: {what}\nlog       {}\n",
        receipt.index, checkpoint.size, checkpoint.origin
    );
    for (name, _) in &verified.cosigned {
        let _ = writeln!(text, "cosigned  {name}");
    }
    let quorum =
        if verified.quorum { "reached" } else { "not reached: only the log's word so far" };
    let _ = writeln!(text, "quorum    {quorum}");
    let _ = match now {
        Now::NotAsked => writeln!(text, "not checked: what the log shows today (--log)"),
        Now::There => writeln!(text, "log       still holds it, at the same place"),
        Now::Rewritten { size } => writeln!(
            text,
            "L411 the log shown now ({size} entries) does not begin with what it signed then: keep both checkpoints"
        ),
        Now::Shorter { size } => writeln!(
            text,
            "L410 the log shown now has {size} entries, fewer than it signed then: keep both checkpoints"
        ),
    };
    text
}
