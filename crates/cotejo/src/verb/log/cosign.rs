use std::fs::{self, File};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow};
use clap::Args;
use ed25519_dalek::SigningKey;
use ledger::enrolled::cosigner_name;
use ledger::note::{Algorithm, MAX_NOTE_BYTES};
use ledger::reader::Reader;
use ledger::witness::{self, Head, Refusal, Request};
use ledger::{Checkpoint, Note, SigningName, Trust};
use record::Election;
use serde_json::json;

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

/// What a cosigner remembers of a log: the last checkpoint it cosigned, in a file.
pub struct WitnessState(pub PathBuf);

/// Cosigns, or refuses with the evidence kept; exit code 1 where the log contradicts itself.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let election = election_dir::load(&arguments.election)?;
    let key = keys::read(&arguments.key)?;
    let state = WitnessState(arguments.state.clone());
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
    state: &WitnessState,
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

/// Adds cosignatures to the checkpoint file of a folder, none that is not of the checkpoint there now.
pub fn publish(
    log: &Path,
    trust: &Trust,
    lines: &[ledger::note::NoteSignature],
) -> anyhow::Result<()> {
    let path = log_dir::public(log).join(ledger::log::CHECKPOINT);
    let mut note = Note::parse(&files::read_bounded(&path, u64::try_from(MAX_NOTE_BYTES)?)?)?;
    for line in lines {
        let by = trust.cosigners.iter().find(|one| one.key.is_of(line));
        if by.is_none_or(|one| one.key.verify(&note.text, line).is_none()) {
            return Err(anyhow!("the log grew since {} cosigned it: ask again", line.name));
        }
        note.signatures.retain(|there| there.name != line.name || there.key_id != line.key_id);
        note.signatures.push(line.clone());
    }
    files::write_whole(&path, note.to_string().as_bytes())
}

impl WitnessState {
    /// Keeps every other process from cosigning with this state, until the file given is closed.
    pub fn lock(&self) -> anyhow::Result<File> {
        let path = self.0.with_extension("lock");
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let lock =
            File::create(&path).with_context(|| format!("cannot lock {}", path.display()))?;
        let taken = |_| anyhow!("another process cosigns with {}: stop it first", self.0.display());
        lock.try_lock().map_err(taken)?;
        Ok(lock)
    }

    /// Keeps a checkpoint about to be cosigned. Durable before the signature exists: a crash in between costs
    /// a signature, never a second head.
    pub fn store(&self, note: &Note) -> anyhow::Result<()> {
        files::write_whole(&self.0, note.to_string().as_bytes())
    }

    /// Keeps a checkpoint that contradicts the last one cosigned: the two together are the proof.
    pub fn keep_evidence(&self, note: &Note) -> anyhow::Result<()> {
        files::write_whole(&self.0.with_extension("refused"), note.to_string().as_bytes())
    }

    /// The last checkpoint cosigned; none before the first.
    pub fn load(&self) -> anyhow::Result<Option<Head>> {
        if !self.0.exists() {
            return Ok(None);
        }
        let bytes = files::read_bounded(&self.0, u64::try_from(MAX_NOTE_BYTES)?)?;
        let checkpoint = Note::parse(&bytes).and_then(|note| Checkpoint::parse(&note.text));
        let checkpoint = checkpoint
            .with_context(|| format!("{} is not a cosigner's state", self.0.display()))?;
        Ok(Some(Head { size: checkpoint.size, root: checkpoint.root }))
    }
}
