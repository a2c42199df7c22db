use std::collections::BTreeSet;
use std::path::PathBuf;

use audit::AuditError;
use audit::preconditions::{Commitment, Inventory};
use clap::Args;
use jiff::Timestamp;
use ledger::Trust;
use record::{Digest, Election, Rule};
use serde_json::json;

use super::desk::{Desk, moment};
use super::folder::Folder;
use super::opened::{self, Place, SignArguments, Signer};
use super::plan::boxes;
use super::step::{BoxRecord, CommitRecord, StepRecord};
use crate::shell::{self, Outcome, log_dir};

/// Write down what stands before the seed: that the results per table are in the log, and where every box is.
///
/// The log commits to the results where its sheets give exactly the audit's manifest, or where a statement in it names the
/// manifest's digest (that of the plan, for results that were never signed).
#[derive(Args)]
#[command(after_help = "\
Examples:
  cotejo audit commit my-audit --election my-election --log my-log
  cotejo audit commit my-audit --election my-election --log my-log --lost 240111020.01.1.0001")]
pub struct Arguments {
    #[command(flatten)]
    place: Place,
    /// The log.
    #[arg(long)]
    log: PathBuf,
    /// A box known to be lost, by its table. May be repeated; all others are there.
    #[arg(long, value_name = "CODE")]
    lost: Vec<String>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    sign: SignArguments,
}

/// Commits.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let election = arguments.place.election()?;
    let (mut folder, mut desk) = arguments.place.open(&election)?;
    let signer = arguments.sign.signer()?;
    let at = Timestamp::now();
    let commitment = commitment(&arguments.log, &folder, &desk, at)?;
    let lost: BTreeSet<String> = arguments.lost.iter().cloned().collect();
    let size = commitment.size;
    commit(&mut folder, &mut desk, commitment, lost, at, signer.as_ref())?;
    if arguments.json {
        shell::print_json(&json!({
            "size": size, "boxes": desk.manifest.len(), "lost": arguments.lost.len(),
        }))?;
    } else {
        let (boxes, lost) = (desk.manifest.len(), arguments.lost.len());
        shell::print_text(&arguments.place.words(&election)?.say(
            format!("committed: {boxes} boxes at {size} entries of the log, {lost} lost\nnext: throw the dice in public, then `cotejo audit seed`\n"),
            format!("comprometidas: {boxes} cajas con {size} entradas del registro, {lost} perdidas\nluego: lanzar los dados en público y `cotejo audit seed`\n"),
        ))?;
    }
    Ok(Outcome::Fine)
}

/// Takes the step.
pub fn commit(
    folder: &mut Folder,
    desk: &mut Desk<'_>,
    commitment: Commitment,
    lost: BTreeSet<String>,
    at: Timestamp,
    signer: Option<&Signer>,
) -> anyhow::Result<()> {
    let codes = folder.boxes.iter().map(|one| one.table.clone());
    let inventory = Inventory {
        present: codes.filter(|code| !lost.contains(code)).collect(),
        lost: lost.into_iter().collect(),
        at: moment(at)?,
    };
    let step = StepRecord::Commit(Box::new(CommitRecord { commitment, inventory }));
    opened::step(folder, desk, step, at, signer)?;
    Ok(())
}

/// What a log commits to, where that is this audit's manifest.
pub fn commitment(
    log: &std::path::Path,
    folder: &Folder,
    desk: &Desk<'_>,
    at: Timestamp,
) -> anyhow::Result<Commitment> {
    let election: &Election = desk.election;
    let mut log = log_dir::read(log, &Trust::of_election(election)?)?;
    let (replay, _) = log.replay(election)?;
    let checkpoint = &log.verified.checkpoint;
    let named = replay
        .statements
        .iter()
        .any(|(_, one)| one.statement().subjects.contains(&folder.manifest));
    let books: std::collections::BTreeMap<String, u64> =
        folder.boxes.iter().map(|one| (one.table.clone(), one.bound)).collect();
    if !named && !same_figures(desk, &folder.boxes, &replay.collection, &books)? {
        let detail = format!(
            "the sheets of the log's {} entries are not those of the manifest, and no statement names {}",
            checkpoint.size, folder.manifest
        );
        return Err(AuditError::new(Rule::AuditNotCommitted, detail).into());
    }
    if checkpoint.size == 0 {
        return Err(AuditError::new(Rule::AuditNotCommitted, "the log is empty").into());
    }
    Ok(Commitment {
        size: checkpoint.size,
        root: Digest(checkpoint.root.0),
        manifest: folder.manifest,
        at: moment(at)?,
    })
}

/// Whether a log's sheets give the votes of every box, and no box more.
fn same_figures(
    desk: &Desk<'_>,
    planned: &[BoxRecord],
    collection: &record::Collection,
    books: &std::collections::BTreeMap<String, u64>,
) -> anyhow::Result<bool> {
    let collections = [collection.clone()];
    // Bounds are the plan's own: the log says nothing of them. A table beyond the plan has none there.
    let in_log = match boxes(desk.election, desk.contest, &collections, None) {
        Ok((in_log, _)) => in_log,
        Err(_) => return Ok(false),
    };
    let votes = |boxes: &[BoxRecord]| -> BTreeSet<(String, Vec<u64>)> {
        boxes.iter().map(|one| (one.table.clone(), one.votes.clone())).collect()
    };
    Ok(books.len() == in_log.len() && votes(planned) == votes(&in_log))
}
