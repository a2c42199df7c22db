use std::path::PathBuf;

use anyhow::Context as _;
use clap::Args;
use ledger::reader::Reader;
use ledger::{Receipt, Trust, fsck};
use record::Digest;

use super::Reading;
use crate::shell::{self, Outcome, election_dir, files, log_dir};

/// Write the receipt of an entry: its inclusion proof under the signed checkpoint, with the entry itself.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  cotejo log prove my-log --election my-election --index 17 --out 17.tlog-proof\n  cotejo log prove my-log --election my-election --record sheet.cose --out sheet.tlog-proof\n  cotejo log prove my-log --election my-election --record sheet.cose --compact --out sheet.receipt"
)]
pub struct Arguments {
    #[command(flatten)]
    reading: Reading,
    /// Place of the entry.
    #[arg(long, required_unless_present = "record", conflicts_with = "record")]
    index: Option<u64>,
    /// The entry's bytes, or the sheet's QR text, to look for.
    #[arg(long)]
    record: Option<String>,
    /// Where to write the receipt; standard output where left out.
    #[arg(long)]
    out: Option<PathBuf>,
    /// Write the compact form, as it travels in a datagram: the record is not in it.
    #[arg(long, requires = "out")]
    compact: bool,
}

/// Proves; exit code 1 where the entry is not in the log.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let election = election_dir::load(&arguments.reading.election)?;
    let trust = Trust::of_election(&election)?;
    let mut log = log_dir::read(&arguments.reading.log, &trust)?;
    let checkpoint = log.verified.checkpoint.clone();
    let index = match &arguments.record {
        Some(record) => find(&mut log, &crate::verb::sheet::read(record)?.digest())?,
        None => arguments.index,
    };
    let Some(index) = index.filter(|index| *index < checkpoint.size) else {
        eprintln!("not among the {} entries of {}", checkpoint.size, checkpoint.origin);
        return Ok(Outcome::Found);
    };
    let mut reader = Reader::open(&mut log.source, &checkpoint)?;
    let receipt = Receipt {
        extra: Some(reader.entry(index)?),
        index,
        path: reader.inclusion(index)?,
        checkpoint: log.note,
    };
    match &arguments.out {
        Some(out) if arguments.compact => {
            let compact = receipt.to_compact(&trust);
            let compact = compact.context("the checkpoint has no signature of its log")?;
            files::write_whole(out, &compact)?;
        }
        Some(out) => files::write_whole(out, receipt.to_string().as_bytes())?,
        None => shell::print_text(&receipt.to_string())?,
    }
    Ok(Outcome::Fine)
}

/// Where a log holds the record with a digest.
fn find(log: &mut log_dir::ForeignLog, wanted: &Digest) -> anyhow::Result<Option<u64>> {
    let mut found = None;
    fsck::check(&mut log.source, &log.verified.checkpoint, |index, entry| {
        if Digest::of(entry) == *wanted {
            found = Some(index);
        }
        Ok(())
    })?;
    Ok(found)
}
