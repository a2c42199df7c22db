//! What is looked at before a centre begins: better not to start than to start wrong.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;

use ledger::storage::Storage;
use ledger::trust::{CLOCK_SKEW, Trust};
use ledger::{Note, archive};
use record::Rule;

use crate::CentreError;

/// The name of the file that is written to see whether a folder can be written.
const TRIAL: &str = ".writable";

/// Whether a folder can be written and what is written can be made durable.
///
/// # Errors
/// T852 with the folder and the reason.
pub fn refuse_unwritable(folder: &Path) -> Result<(), CentreError> {
    let path = folder.join(TRIAL);
    let write = || -> std::io::Result<()> {
        let mut file = File::create(&path)?;
        // More than a file system keeps back inside its own records.
        file.write_all(&[0; 65_536])?;
        file.sync_all()?;
        fs::remove_file(&path)
    };
    write().map_err(|error| {
        CentreError::new(Rule::StoreNotWritable, format!("{}: {error}", folder.display()))
    })
}

/// Refuses a clock that is behind what was signed already: times it gave would contradict signatures.
///
/// Nothing here can tell that a clock is ahead; its cosigners can, who refuse times from the future.
///
/// # Errors
/// T851 with both times; L4xx where the log's published checkpoint is not its own.
pub fn refuse_clock_behind(
    storage: &impl Storage,
    trust: &Trust,
    now_s: u64,
) -> Result<(), CentreError> {
    let mut latest = 0;
    if let Some(bytes) = storage.get(ledger::log::CHECKPOINT)? {
        let verified = trust.verify(&Note::parse(&bytes)?, None)?;
        latest = verified.cosigned.iter().map(|(_, at)| *at).max().unwrap_or(0);
    }
    let kept = archive::kept(storage, trust)?;
    latest =
        kept.iter().flat_map(|one| &one.cosigned).map(|(_, at)| *at).max().unwrap_or(0).max(latest);
    if now_s.saturating_add(CLOCK_SKEW) < latest {
        let detail = format!(
            "it says {now_s} seconds since 1970, and a cosigner signed this log at {latest}"
        );
        return Err(CentreError::new(Rule::ClockFarOff, detail));
    }
    Ok(())
}
