//! Asking witnesses over HTTP (C2SP tlog-witness).

use ledger::note::NoteSignature;
use ledger::reader::Reader;
use ledger::witness::Request;
use ledger::{LedgerError, Note, Trust};
use record::Rule;

use crate::shell::log_dir::ForeignLog;
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
        match ask(address, log, trust) {
            Err(error) if matches!(error.rule, Rule::LogRolledBack | Rule::LogForked) => {
                return Err(error);
            }
            Err(error) => eprintln!("{error}"),
            Ok(_) => {}
        }
    }
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
