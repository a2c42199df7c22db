//! Records dropped into a folder as files: brought on a stick, or saved out of a mail.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::Duration;

use centre::clock::now_ms;
use centre::http::MAX_RECORD_BYTES;
use centre::intake::{Intake, record_of};
use centre::writer::Outcome;
use ledger::Receipt;

use crate::shell::files::{read_bounded, write_whole};

/// Ending of the receipt beside a file.
const RECEIPT: &str = "tlog-proof";
/// Ending of the reason for a refusal.
const REFUSED: &str = "refused";
/// How long to wait for one file's outcome before the next look.
const PATIENCE: Duration = Duration::from_secs(30);

/// The folder, and the door of the centre.
pub struct Inbox {
    /// The folder.
    pub folder: PathBuf,
    /// The door.
    pub intake: Intake,
}

impl Inbox {
    /// Submits every file that has neither a receipt nor a reason beside it. What could not be logged now is tried
    /// again at the next look.
    pub fn look(&self) -> anyhow::Result<()> {
        for entry in fs::read_dir(&self.folder)? {
            let path = entry?.path();
            let is_answer = path.extension().is_some_and(|kind| kind == RECEIPT || kind == REFUSED);
            if path.is_file() && !is_answer && !self.is_answered(&path) {
                self.submit(&path)?;
            }
        }
        Ok(())
    }

    fn is_answered(&self, path: &Path) -> bool {
        [RECEIPT, REFUSED].iter().any(|kind| beside(path, kind).exists())
    }

    fn submit(&self, path: &Path) -> anyhow::Result<()> {
        let refuse = |why: String| write_whole(&beside(path, REFUSED), why.as_bytes());
        let record = match read_bounded(path, u64::try_from(MAX_RECORD_BYTES)?) {
            Ok(brought) => match record_of(&brought) {
                Ok(record) => record,
                Err(error) => return refuse(format!("{error}\n")),
            },
            Err(error) => return refuse(format!("{error:#}\n")),
        };
        let (tell, told) = mpsc::channel();
        let done = Box::new(move |outcome| {
            // Whoever stopped waiting looks again.
            let _ = tell.send(outcome);
        });
        self.intake.submit(record.clone(), now_ms(), done);
        match told.recv_timeout(PATIENCE) {
            Ok(Outcome::Logged(receipt)) => {
                let receipt = Receipt { extra: Some(record), ..*receipt };
                write_whole(&beside(path, RECEIPT), receipt.to_string().as_bytes())
            }
            Ok(Outcome::Refused(error)) => refuse(format!("{error}\n")),
            Ok(Outcome::Later) | Err(_) => Ok(()),
        }
    }
}

fn beside(path: &Path, kind: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(kind);
    PathBuf::from(name)
}
