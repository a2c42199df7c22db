//! Verify what one was handed, offline: a bundle, a receipt, a proof of misconduct.

mod bulletins;
mod bundle;
mod equivocation;
mod receipt;
mod sources;
mod verdict;

use std::num::NonZeroUsize;
use std::path::PathBuf;

use anyhow::anyhow;
use clap::Args;

use crate::shell::{Outcome, election_dir, evidence, files};

pub use bundle::verify;
pub use equivocation::{HEADER, proof_text};
pub use verdict::Wrong;

/// Verify what you were handed, offline: an evidence bundle, an audit, a receipt, or the proof that a station signed two
/// sheets.
///
/// Nothing is needed but the election file, which a bundle holds itself. With `--log`, a receipt is also held against what that log shows
/// now: an entry that was promised and is gone, or was changed, is provable with the two signed checkpoints.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  cotejo verify bundle/\n  cotejo verify bundle.tar\n  cotejo verify my-audit --election my-election\n  cotejo verify 17.tlog-proof --election my-election\n  cotejo verify 17.tlog-proof --election my-election --log their-log\n  cotejo verify table-0042.equivocation --election my-election"
)]
pub struct Arguments {
    /// A bundle, as a folder or an archive; the folder of an audit; a receipt (`.tlog-proof`), or a proof of equivocation.
    file: PathBuf,
    /// The election directory; a bundle's own where left out.
    #[arg(long)]
    election: Option<PathBuf>,
    /// A log to hold the receipt against: a folder, or an address.
    #[arg(long)]
    log: Option<PathBuf>,
    /// The record, where the receipt does not carry it: a compact one never does.
    #[arg(long)]
    record: Option<String>,
    /// Files of a bundle read at the same time; all cores where left out.
    #[arg(long)]
    jobs: Option<NonZeroUsize>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Verifies; exit code 1 where something is wrong with what was proven, 2 where nothing is.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let election = arguments.election.as_deref();
    if crate::verb::audit::is_audit(&arguments.file) {
        let election =
            election.ok_or_else(|| anyhow!("name the election directory with --election"))?;
        let election = election_dir::load(election)?;
        return crate::verb::audit::verify(&arguments.file, &election, arguments.json);
    }
    if arguments.file.is_dir() || evidence::is_archive(&arguments.file) {
        let jobs = arguments.jobs.unwrap_or_else(all_cores);
        return bundle::run(&arguments.file, election, jobs, arguments.json);
    }
    let election =
        election.ok_or_else(|| anyhow!("name the election directory with --election"))?;
    let election = election_dir::load(election)?;
    let most = u64::try_from(ledger::receipt::MAX_RECEIPT_BYTES)?;
    let bytes = files::read_bounded(&arguments.file, most)?;
    if bytes.starts_with(HEADER.as_bytes()) {
        return equivocation::run(&bytes, &election, arguments.json);
    }
    receipt::run(arguments, &bytes, &election)
}

/// As many files at a time as there are cores.
pub fn all_cores() -> NonZeroUsize {
    std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)
}
