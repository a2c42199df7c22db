use std::path::{Path, PathBuf};

use anyhow::anyhow;
use clap::Args;
use ledger::archive;
use ledger::enrolled::cosigner_name;
use ledger::log::CHECKPOINT;
use ledger::note::NoteSignature;
use ledger::reader::Reader;
use ledger::storage::Storage as _;
use ledger::witness::{self, Refusal, Request};
use ledger::{Note, SigningName, Trust};
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
    /// Its cosigning key; repeat for one of each kind.
    #[arg(long = "key", required = true)]
    keys: Vec<PathBuf>,
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
    let trust = Trust::of_election(&election)?;
    let keys = enrolled_keys(&trust, &arguments.organisation, &arguments.keys)?;
    let state = CosignerState(arguments.state.clone());
    let (note, lines) = match cosign(&arguments.log, &trust, &keys, &state)? {
        Ok(cosigned) => cosigned,
        Err(refusal) => {
            eprintln!("not cosigned: {refusal}");
            return Ok(Outcome::Found);
        }
    };
    if arguments.publish {
        publish(&arguments.log, &trust, &note.with(&lines))?;
    }
    let text: String = lines.iter().map(ToString::to_string).collect();
    match &arguments.out {
        Some(out) => files::write_whole(out, text.as_bytes())?,
        None if arguments.json => shell::print_json(&json!({ "cosignature": text }))?,
        None => shell::print_text(&text)?,
    }
    Ok(Outcome::Fine)
}

/// The keys in some files, under an organisation's name; refused where the election file has others.
pub fn enrolled_keys(
    trust: &Trust,
    organisation: &str,
    files: &[PathBuf],
) -> anyhow::Result<Vec<SigningName>> {
    let name = cosigner_name(trust.log.name(), organisation);
    let enrolled = |file: &PathBuf| {
        let key = keys::read_cosigning(file)?.named(&name)?;
        if trust.cosigners.iter().any(|one| one.key == key.public) {
            return Ok(key);
        }
        let file = file.display();
        Err(anyhow!("{file} is not the key that the election file has for `{organisation}`"))
    };
    files.iter().map(enrolled).collect()
}

/// Cosigns the checkpoint of a log's folder with every key of an organisation. Gives the checkpoint as the log
/// signed it, and the new signatures.
pub fn cosign(
    log: &Path,
    trust: &Trust,
    keys: &[SigningName],
    state: &CosignerState,
) -> anyhow::Result<Result<(Note, Vec<NoteSignature>), Refusal>> {
    let mut log = log_dir::read(log, trust)?;
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
            let cosign = |key| witness::cosign(&request, key, log_dir::now());
            let lines = keys.iter().map(cosign).collect::<Result<_, _>>()?;
            Ok((log.note, lines))
        }
        Err(refusal) => {
            state.keep_evidence(&log.note)?;
            Err(refusal)
        }
    })
}

/// Keeps a cosigned checkpoint with the log, and adds its cosignatures to the published one where that is still
/// the same. Under load it rarely is: the log has gone on, and its next checkpoint that is cosigned covers this one.
pub fn publish(log: &Path, trust: &Trust, cosigned: &Note) -> anyhow::Result<()> {
    trust.verify(cosigned, None)?;
    let place = LogPlace::to_read(log)?.storage()?;
    archive::keep(&place, cosigned)?;
    // Crash here: what is kept is enough, for readers and for the next request to the same cosigners.
    loop {
        let published = place.get(CHECKPOINT)?.unwrap_or_default();
        let mut note = Note::parse(&published)?;
        if note.text != cosigned.text {
            return Ok(());
        }
        cosigned.signatures.iter().for_each(|one| note.add(one.clone()));
        // Another cosigner may have been quicker, or the log gone on: what is published never goes back.
        if place.replace(CHECKPOINT, &published, note.to_string().as_bytes())? {
            return Ok(());
        }
    }
}
