use std::path::PathBuf;

use clap::Args;
use ledger::note::NoteSignature;
use ledger::reader::Reader;
use ledger::witness::Request;
use ledger::{LedgerError, Note, Trust};
use record::Rule;
use serde_json::json;

use super::publish;
use crate::shell::web::Web;
use crate::shell::{self, Outcome, election_dir, log_dir};

/// Ask witnesses to cosign the log's checkpoint, and publish what they give. Witnesses that are down are
/// named and hold nothing up.
#[derive(Args)]
#[command(
    after_help = "Example:\n  cotejo log gather my-log --election my-election --witness http://127.0.0.1:8470 --witness http://127.0.0.1:8471"
)]
pub struct Arguments {
    /// The log's folder.
    log: PathBuf,
    /// The election directory.
    #[arg(long)]
    election: PathBuf,
    /// Address of a witness; repeat for several.
    #[arg(long = "witness", required = true)]
    witnesses: Vec<String>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Largest answer of a witness.
const MAX_ANSWER: usize = 16 << 10;

/// Gathers; exit code 1 where the quorum is not reached.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let election = election_dir::load(&arguments.election)?;
    let trust = Trust::of_election(&election)?;
    let mut log = log_dir::read(&arguments.log, &trust)?;
    let checkpoint = log.verified.checkpoint.clone();
    let mut reader = Reader::open(&mut log.source, &checkpoint)?;
    let mut lines = Vec::new();
    let mut cosigned = 0;
    let mut failed = Vec::new();
    for address in &arguments.witnesses {
        let asked = ask(&Web::new(address), &mut |old| {
            let proof = reader.consistency(old)?;
            Ok(Request { old, proof, checkpoint: log.note.clone() })
        });
        match asked.and_then(|given| ours(&given, &log.note, &trust)) {
            Ok(ours) => {
                lines.extend(ours);
                cosigned += 1;
            }
            Err(error) => failed.push((address, error)),
        }
    }
    publish(&arguments.log, &trust, &lines)?;
    let verified = log_dir::read(&arguments.log, &trust)?.verified;
    if arguments.json {
        let failed = failed.iter().map(|(address, error)| {
            json!({ "witness": address, "rule": error.rule.code(), "detail": error.detail })
        });
        shell::print_json(&json!({
            "size": checkpoint.size,
            "cosigned": verified.cosigned.iter().map(|(name, _)| name).collect::<Vec<_>>(),
            "failed": failed.collect::<Vec<_>>(),
            "quorum": verified.quorum,
        }))?;
    } else {
        for (address, error) in &failed {
            eprintln!("{address}: {error}");
        }
        shell::print_text(&format!(
            "{cosigned} of {} witnesses cosigned {} entries; quorum {}\n",
            arguments.witnesses.len(),
            checkpoint.size,
            if verified.quorum { "reached" } else { "NOT reached" }
        ))?;
    }
    Ok(Outcome::found_if(!verified.quorum))
}

/// Asks a witness, first without knowing what it cosigned last, then with the size it names.
fn ask(
    witness: &Web,
    request: &mut dyn FnMut(u64) -> Result<Request, LedgerError>,
) -> Result<Vec<NoteSignature>, LedgerError> {
    let mut old = 0;
    for _ in 0..2 {
        let answer = witness.post("add-checkpoint", &request(old)?.to_body(), MAX_ANSWER)?;
        let body = String::from_utf8_lossy(&answer.body).into_owned();
        match answer.status {
            200 => return Ok(body.lines().filter_map(NoteSignature::parse).collect()),
            409 => match body.trim_end().parse() {
                Ok(size) if size != old => old = size,
                _ => {
                    return Err(LedgerError::new(
                        Rule::LogForked,
                        "the witness has another root of this size",
                    ));
                }
            },
            status => {
                let detail = format!("status {status}: {}", body.trim_end());
                return Err(LedgerError::new(Rule::CosignatureInvalid, detail));
            }
        }
    }
    Err(LedgerError::new(Rule::LogRolledBack, format!("the witness has cosigned {old} entries")))
}

/// Those of the signatures given that are by cosigners of the election file, verified.
fn ours(
    given: &[NoteSignature],
    note: &Note,
    trust: &Trust,
) -> Result<Vec<NoteSignature>, LedgerError> {
    let by_cosigner = |line: &&NoteSignature| {
        let mut keys = trust.cosigners.iter().map(|one| &one.key);
        keys.any(|key| key.is_of(line) && key.verify(&note.text, line).is_some())
    };
    let ours: Vec<_> = given.iter().filter(by_cosigner).cloned().collect();
    if ours.is_empty() {
        let detail = "no signature by a cosigner of the election file";
        return Err(LedgerError::new(Rule::CosignatureInvalid, detail));
    }
    Ok(ours)
}
