use std::fmt::Write as _;

use anyhow::anyhow;
use ledger::trust::Verified;
use ledger::{Entry, LedgerError, Receipt, Trust};
use record::Election;
use serde_json::json;

use super::Arguments;
use crate::shell::{self, Outcome, log_dir};

/// A receipt that verified, and what a log shows of it now.
struct Told {
    receipt: Receipt,
    verified: Verified,
    /// What was logged, in words.
    what: String,
    /// None where no log was asked.
    now: Option<Result<(), LedgerError>>,
}

pub(super) fn run(
    arguments: &Arguments,
    bytes: &[u8],
    election: &Election,
) -> anyhow::Result<Outcome> {
    let trust = Trust::of_election(election)?;
    let named = arguments.record.as_deref().map(crate::verb::sheet::read).transpose()?;
    let named = named.map(|sheet| sheet.bytes().to_vec());
    let without = || anyhow!("the receipt does not carry its record: name it with --record");
    let receipt = match Receipt::is_compact(bytes) {
        true => Receipt::from_compact(bytes, named.as_deref().ok_or_else(without)?, &trust)?,
        false => Receipt::parse(bytes)?,
    };
    let record = named.or_else(|| receipt.extra.clone()).ok_or_else(without)?;
    let verified = receipt.verify(&record, &trust, Some(log_dir::now()))?;
    let what = match ledger::entry::admit(&record, receipt.index, election)? {
        Entry::Sheet(sheet) => {
            format!("sheet of table {}", election.tables.code(sheet.sheet().table))
        }
        Entry::Statement(one) => {
            format!("{} by {}", one.statement().kind.word(), one.statement().by)
        }
    };
    let now = match &arguments.log {
        None => None,
        Some(log) => match log_dir::read(log, &trust)?.begins_with(&verified.checkpoint) {
            Err(unread) if unread.is_unread() => return Err(unread.into()),
            now => Some(now),
        },
    };
    let told = Told { receipt, verified, what, now };
    if arguments.json {
        shell::print_json(&told.json())?;
    } else {
        shell::print_text(&told.plain())?;
    }
    Ok(Outcome::found_if(told.broken().is_some()))
}

impl Told {
    /// What the log shown now breaks.
    fn broken(&self) -> Option<&LedgerError> {
        self.now.as_ref().and_then(|now| now.as_ref().err())
    }

    fn json(&self) -> serde_json::Value {
        json!({
            "valid": true,
            "entry": self.receipt.index,
            "what": self.what,
            "size": self.verified.checkpoint.size,
            "cosigned": self.verified.cosigned.iter().map(|(name, _)| name).collect::<Vec<_>>(),
            "quorum": self.verified.quorum,
            "rule": self.broken().map(|error| error.rule.code()),
            "held_against_log": self.now.is_some(),
        })
    }

    fn plain(&self) -> String {
        let checkpoint = &self.verified.checkpoint;
        let mut text = format!(
            "valid     entry {} of {}: {}\nlog       {}\n",
            self.receipt.index, checkpoint.size, self.what, checkpoint.origin
        );
        for (name, _) in &self.verified.cosigned {
            let _ = writeln!(text, "cosigned  {name}");
        }
        let quorum = match self.verified.quorum {
            true => "reached",
            false => "not reached: only the log's word so far",
        };
        let _ = writeln!(text, "quorum    {quorum}");
        let _ = match &self.now {
            None => writeln!(text, "not checked: what the log shows today (--log)"),
            Some(Ok(())) => writeln!(text, "log       still holds it, at the same place"),
            Some(Err(error)) => writeln!(text, "{error}"),
        };
        text
    }
}
