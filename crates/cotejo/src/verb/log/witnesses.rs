//! Asking witnesses over HTTP (C2SP tlog-witness).

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use ledger::note::NoteSignature;
use ledger::reader::Reader;
use ledger::witness::Request;
use ledger::{LedgerError, Note, Trust};
use record::Rule;

use crate::shell::log_dir::{self, ForeignLog};
use crate::shell::web::Web;

/// Largest answer of a witness.
const MAX_ANSWER: usize = 16 << 10;

/// Asks a witness to cosign a log's checkpoint, first without knowing what it cosigned last, then with the size it
/// names. Gives its signatures by cosigners of the election file, verified.
///
/// # Errors
/// L410 where it has cosigned more entries than the log shows, L411 where others, L415 and L426.
pub fn ask(
    address: &str,
    log: &mut ForeignLog,
    trust: &Trust,
) -> Result<Vec<NoteSignature>, LedgerError> {
    let (witness, size) = (Web::new(address), log.verified.checkpoint.size);
    let mut old = 0;
    for _ in 0..2 {
        let proof = Reader::open(&mut log.source, &log.verified.checkpoint)?.consistency(old)?;
        let request = Request { old, proof, checkpoint: log.note.clone() };
        let answer = witness.post("add-checkpoint", &request.to_body(), MAX_ANSWER)?;
        let body = String::from_utf8_lossy(&answer.body).into_owned();
        match (answer.status, body.trim_end().parse::<u64>()) {
            (200, _) => return ours(&body, &log.note, trust),
            (409, Ok(known)) if known > size => {
                let detail =
                    format!("{address} has cosigned {known} entries, the log shows {size}");
                return Err(LedgerError::new(Rule::LogRolledBack, detail));
            }
            (409, Ok(known)) if known != old => old = known,
            (409, _) => break,
            (422, _) => {
                let detail =
                    format!("{address} has cosigned {old} other entries: {}", body.trim_end());
                return Err(LedgerError::new(Rule::LogForked, detail));
            }
            (status, _) => {
                let detail = format!("{address}: status {status}: {}", body.trim_end());
                return Err(LedgerError::new(Rule::CosignatureInvalid, detail));
            }
        }
    }
    let detail = format!("{address} has another root of {old} entries");
    Err(LedgerError::new(Rule::LogForked, detail))
}

/// Refuses a log of which a witness has cosigned more, or something else: writing on would fork it. Witnesses
/// that are down, or have other troubles, hold nothing up.
///
/// # Errors
/// L410, L411.
pub fn refuse_if_behind(
    addresses: &[String],
    log: &mut ForeignLog,
    trust: &Trust,
) -> Result<(), LedgerError> {
    for address in addresses {
        if let Err(error) = ask(address, log, trust) {
            refuse_if_contradicted(error)?;
        }
    }
    Ok(())
}

/// The same with all of them asked at once, and no longer waited for than `patience`: one that does not answer must
/// not keep a centre from starting.
///
/// # Errors
/// L410, L411.
pub fn refuse_if_behind_within(
    patience: Duration,
    addresses: &[String],
    log: &Path,
    trust: &Arc<Trust>,
) -> Result<(), LedgerError> {
    let (tell, told) = channel();
    for address in addresses {
        let (tell, address) = (tell.clone(), address.clone());
        let (log, trust) = (log.to_path_buf(), Arc::clone(trust));
        std::thread::spawn(move || {
            let Ok(mut log) = log_dir::read(&log, &trust) else { return };
            // Nobody listens any more where patience has ended.
            let _ = tell.send(ask(&address, &mut log, &trust));
        });
    }
    drop(tell);
    let until = Instant::now() + patience;
    while let Ok(answer) = told.recv_timeout(until.saturating_duration_since(Instant::now())) {
        if let Err(error) = answer {
            refuse_if_contradicted(error)?;
        }
    }
    Ok(())
}

/// Only what a witness says against the log stops anything; that it is down, or confused, is said.
fn refuse_if_contradicted(error: LedgerError) -> Result<(), LedgerError> {
    if matches!(error.rule, Rule::LogRolledBack | Rule::LogForked) {
        return Err(error);
    }
    eprintln!("{error}");
    Ok(())
}

fn ours(given: &str, note: &Note, trust: &Trust) -> Result<Vec<NoteSignature>, LedgerError> {
    let by_cosigner = |line: &NoteSignature| {
        let mut keys = trust.cosigners.iter().map(|one| &one.key);
        keys.any(|key| key.is_of(line) && key.verify(&note.text, line).is_some())
    };
    let ours: Vec<_> = given.lines().filter_map(NoteSignature::parse).filter(by_cosigner).collect();
    if ours.is_empty() {
        let detail = "no signature by a cosigner of the election file";
        return Err(LedgerError::new(Rule::CosignatureInvalid, detail));
    }
    Ok(ours)
}
