//! What organisations hold, as far as a bundle proves it: collections against the files they were made from.

use std::collections::HashSet;

use collate::bundle::SOURCES;
use ingest::input::MAX_INPUT_BYTES;
use ingest::store::{COLLECTION_FILE, COPIES_FILE, MAX_COLLECTION_BYTES, from_files};
use record::{Collection, Digest, Election};

use super::verdict::{Verdict, Wrong};
use crate::shell::evidence::{Evidence, Held};

/// Reads every collection, and looks for the files it was made from by their digests.
pub fn check_sources(evidence: &Evidence, held: &Held, election: &Election, verdict: &mut Verdict) {
    let files = evidence.below(SOURCES).count();
    if files == 0 {
        return;
    }
    let there: HashSet<Digest> = held.same.values().copied().collect();
    let description = format!("/{COLLECTION_FILE}");
    for path in evidence.below(SOURCES) {
        let Some(folder) = path.as_str().strip_suffix(&description) else { continue };
        match read(evidence, folder, election) {
            Err(error) => verdict.wrong.push(Wrong::from_error(folder, &error)),
            Ok(collection) => say_inputs(folder, &collection, &there, verdict),
        }
    }
    verdict.leaves(format!(
        "{SOURCES}/, {files} files: whether what organisations hold agrees with the log; `cotejo collate` holds them against each other"
    ));
}

fn read(evidence: &Evidence, folder: &str, election: &Election) -> anyhow::Result<Collection> {
    let [of_description, of_copies] = [MAX_COLLECTION_BYTES, MAX_INPUT_BYTES].map(u64::try_from);
    let description = evidence.read(&format!("{folder}/{COLLECTION_FILE}"), of_description?)?;
    let copies = evidence.read(&format!("{folder}/{COPIES_FILE}"), of_copies?)?;
    Ok(from_files(&description, &copies, election)?)
}

fn say_inputs(
    folder: &str,
    collection: &Collection,
    there: &HashSet<Digest>,
    verdict: &mut Verdict,
) {
    let copies = collection.copies.len();
    let inputs = &collection.source.inputs;
    let missing: Vec<_> = inputs.iter().filter(|one| !there.contains(&one.sha256)).collect();
    verdict.holds(format!(
        "{folder}: {copies} copies with the digest recorded; {} of {} input files are in the bundle, with the digest recorded",
        inputs.len() - missing.len(),
        inputs.len()
    ));
    if let Some(first) = missing.first() {
        verdict.leaves(format!(
            "{folder}: {} of {} input files are not in the bundle (the first: {}); what was read from them rests on the word of who read them",
            missing.len(),
            inputs.len(),
            first.name
        ));
    }
}
