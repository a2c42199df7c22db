use std::path::{Path, PathBuf};

use anyhow::anyhow;
use clap::Args;
use ed25519_dalek::SigningKey;
use ledger::enrolled::cosigner_name;
use ledger::log::CHECKPOINT;
use ledger::note::Algorithm;
use ledger::reader::Reader;
use ledger::storage::Storage as _;
use ledger::witness::{self, Refusal, Request};
use ledger::{Note, SigningName, Trust};
use record::Election;
use serde_json::json;

use crate::shell::cosigner_state::CosignerState;
use crate::shell::log_place::LogPlace;
use crate::shell::{self, Outcome, election_dir, files, keys, log_dir};

/// Cosign a log's checkpoint, after checking that it grew out of the one cosigned before. The head is kept
/// in a file of the cosigner's own, on another disk than the log's: two heads are never signed.
#[derive(Args)]
#[command(
    after_help = "Example:\n  cotejo log cosign their-log --election my-election --as party-a --key party-a.pem --state party-a.head --out party-a.cosignature"
)]
pub struct Arguments {
    /// The log's folder.
    log: PathBuf,
    /// The election directory.
    #[arg(long)]
    election: PathBuf,
    /// Id of the organisation that cosigns.
    #[arg(long = "as")]
    organisation: String,
    /// Its signing key.
    #[arg(long)]
    key: PathBuf,
    /// Where it keeps the last checkpoint it cosigned.
    #[arg(long)]
    state: PathBuf,
    /// Where to write the signature line; standard output where left out.
    #[arg(long)]
    out: Option<PathBuf>,
    /// Add it to the log's checkpoint file as well, where that may be written.
    #[arg(long)]
    publish: bool,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Cosigns, or refuses with the evidence kept; exit code 1 where the log contradicts itself.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let election = election_dir::load(&arguments.election)?;
    let key = keys::read(&arguments.key)?;
    let state = CosignerState(arguments.state.clone());
    let line = match cosign(&arguments.log, &election, &arguments.organisation, key, &state)? {
        Ok(line) => line,
        Err(refusal) => {
            eprintln!("not cosigned: {refusal}");
            return Ok(Outcome::Found);
        }
    };
    if arguments.publish {
        publish(&arguments.log, &Trust::of_election(&election)?, std::slice::from_ref(&line))?;
    }
    match &arguments.out {
        Some(out) => files::write_whole(out, line.to_string().as_bytes())?,
        None if arguments.json => shell::print_json(&json!({ "cosignature": line.to_string() }))?,
        None => shell::print_text(&line.to_string())?,
    }
    Ok(Outcome::Fine)
}

/// Cosigns the checkpoint of a log's folder as an organisation.
pub fn cosign(
    log: &Path,
    election: &Election,
    organisation: &str,
    key: SigningKey,
    state: &CosignerState,
) -> anyhow::Result<Result<ledger::note::NoteSignature, Refusal>> {
    let trust = Trust::of_election(election)?;
    let name = cosigner_name(trust.log.name(), organisation);
    let key = SigningName::new(&name, Algorithm::CosignatureV1, key)?;
    if !trust.cosigners.iter().any(|one| one.key == key.public) {
        return Err(anyhow!("this is not the key that the election file has for `{organisation}`"));
    }
    let mut log = log_dir::read(log, &trust)?;
    let _lock = state.lock()?;
    let last = state.load()?;
    let request = {
        let old = last.map_or(0, |head| head.size).min(log.verified.checkpoint.size);
        let mut reader = Reader::open(&mut log.source, &log.verified.checkpoint)?;
        Request { old, proof: reader.consistency(old)?, checkpoint: log.note.clone() }
    };
    Ok(match witness::decide(&request, &trust.log, last) {
        Ok(_) => {
            state.store(&log.note)?;
            Ok(witness::cosign(&request, &key, log_dir::now()))
        }
        Err(refusal) => {
            state.keep_evidence(&log.note)?;
            Err(refusal)
        }
    })
}

/// Adds cosignatures to the published checkpoint, none that is not of the checkpoint there now.
pub fn publish(
    log: &Path,
    trust: &Trust,
    lines: &[ledger::note::NoteSignature],
) -> anyhow::Result<()> {
    let place = LogPlace::to_read(log)?.storage()?;
    let mut note = Note::parse(&place.get(CHECKPOINT)?.unwrap_or_default())?;
    for line in lines {
        let by = trust.cosigners.iter().find(|one| one.key.is_of(line));
        if by.is_none_or(|one| one.key.verify(&note.text, line).is_none()) {
            return Err(anyhow!("the log grew since {} cosigned it: ask again", line.name));
        }
        note.add(line.clone());
    }
    Ok(place.put(CHECKPOINT, note.to_string().as_bytes())?)
}
