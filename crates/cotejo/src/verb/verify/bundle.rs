//! Re-verifies a bundle from its bytes and says what was checked, and what was not and why.

use std::fs;
use std::path::{Path, PathBuf};

use ledger::{Replay, Trust};
use record::{Digest, Election, ElectionId, StatementKind};
use serde::Serialize;
use tally::bulletin::{Bulletin, MAX_BULLETIN_BYTES};

use crate::shell::election_dir::{LoadedFiles, Seal};
use crate::shell::log_dir::ForeignLog;
use crate::shell::{self, Outcome, files, log_dir};
use crate::verb::bulletin::held_against_log;
use crate::verb::bundle::{ELECTION, check_listing};

/// What came of verifying.
#[derive(Default, Serialize)]
pub struct Verdict {
    /// Digest of the listing: the bundle's name.
    digest: String,
    /// What was checked and holds.
    checked: Vec<String>,
    /// What was checked and is wrong; empty for a sound bundle.
    wrong: Vec<String>,
    /// What could not be checked, and why.
    not_checked: Vec<String>,
}

impl Verdict {
    /// Whether nothing that was checked is wrong.
    pub fn is_sound(&self) -> bool {
        self.wrong.is_empty()
    }
}

pub(super) fn run(bundle: &Path, election: Option<&Path>, json: bool) -> anyhow::Result<Outcome> {
    let verdict = verify(bundle, election)?;
    if json {
        shell::print_json(&verdict)?;
    } else {
        let lines = |mark: &str, list: &[String]| -> String {
            list.iter().map(|line| format!("{mark:13} {line}\n")).collect()
        };
        shell::print_text(&format!(
            "bundle        {}\n{}{}{}{}",
            verdict.digest,
            lines("checked", &verdict.checked),
            lines("not checked", &verdict.not_checked),
            lines("WRONG", &verdict.wrong),
            if verdict.wrong.is_empty() { "sound\n" } else { "NOT SOUND\n" }
        ))?;
    }
    Ok(Outcome::found_if(!verdict.wrong.is_empty()))
}

/// Verifies everything in a bundle that can be.
pub fn verify(bundle: &Path, known_election: Option<&Path>) -> anyhow::Result<Verdict> {
    let mut verdict = Verdict::default();
    let listing = check_listing(bundle)?;
    verdict.digest = listing.digest.to_string();
    verdict.wrong.extend(listing.wrong.iter().cloned());
    let same = listing.files.len() - listing.wrong.len().min(listing.files.len());
    verdict.checked.push(format!("{same} of {} files have the digest listed", listing.files.len()));

    let known = known_election.map(LoadedFiles::read).transpose()?;
    let known = known.map(|known| known.files().id());
    // Whatever stops us below is a fault of the bundle, and what was found before it still counts.
    if let Err(error) = check_contents(bundle, known, &mut verdict) {
        verdict.wrong.push(format!("{error:#}"));
    }
    Ok(verdict)
}

fn check_contents(
    bundle: &Path,
    known: Option<ElectionId>,
    verdict: &mut Verdict,
) -> anyhow::Result<()> {
    let files = LoadedFiles::read(&bundle.join(ELECTION))?;
    let election = files.parse()?;
    check_election(&files, &election, known, verdict)?;

    let trust = Trust::of_election(&election)?;
    let mut log = log_dir::read(bundle, &trust)?;
    let said =
        format!("{} of at least {} organisations", log.verified.cosigned.len(), trust.at_least);
    if log.verified.quorum {
        verdict.checked.push(format!("the checkpoint is signed by its log and cosigned by {said}"));
    } else {
        verdict.wrong.push(format!("L416 the checkpoint is cosigned by {said} only"));
    }
    match log.replay(&election) {
        Err(error) => verdict.wrong.push(error.to_string()),
        Ok((replay, checked)) => {
            verdict.checked.push(format!(
                "{} of {} entries: {} sheets and {} statements, each signed; {} tiles; the root",
                checked.entries,
                log.verified.checkpoint.size,
                replay.collection.copies.len(),
                replay.statements.len(),
                checked.tiles
            ));
            for one in &replay.equivocations {
                let (table, [first, second]) = (election.tables.code(one.table), one.entries);
                verdict.checked.push(format!(
                    "L430 table {table}: entries {first} and {second} contradict each other"
                ));
            }
            check_bulletins(bundle, &mut log, &election, &replay, verdict)?;
        }
    }
    for (folder, why) in [
        (
            "sources",
            "what organisations hold: only its digests; `cotejo collate` holds it against the log",
        ),
        ("report", "the report's pages: only their digests; `cotejo collate` makes them again"),
    ] {
        if bundle.join(folder).is_dir() {
            verdict.not_checked.push(why.to_owned());
        }
    }
    verdict
        .not_checked
        .push("whether the sheets are those on paper: that is for a box audit".to_owned());
    Ok(())
}

fn check_election(
    files: &LoadedFiles,
    election: &Election,
    known: Option<ElectionId>,
    verdict: &mut Verdict,
) -> anyhow::Result<()> {
    match files.seal(election)? {
        Seal::Valid(by) => {
            verdict.checked.push(format!("the election file {} is sealed by `{by}`", election.id));
        }
        Seal::Missing => verdict.wrong.push("E008 the election file carries no seal".to_owned()),
        Seal::Invalid(why) => verdict.wrong.push(format!("E009 the election file's seal: {why}")),
    }
    match known {
        None => verdict.not_checked.push(
            "whether this election file is the one you know: compare its id over another channel, or name yours with --election"
                .to_owned(),
        ),
        Some(known) => {
            if known == election.id {
                verdict.checked.push("the election file is the one you named".to_owned());
            } else {
                verdict.wrong.push(format!("S103 the election file is {}, yours is {known}", election.id));
            }
        }
    }
    Ok(())
}

/// Recomputes every bulletin from the log, and looks for the signed statement of its digest there.
fn check_bulletins(
    bundle: &Path,
    log: &mut ForeignLog,
    election: &Election,
    replay: &Replay<'_>,
    verdict: &mut Verdict,
) -> anyhow::Result<()> {
    let mut previous: Option<Bulletin> = None;
    for path in numbered(&bundle.join("bulletins"))? {
        let name = files::short_name(&path);
        let bytes = files::read_bounded(&path, u64::try_from(MAX_BULLETIN_BYTES)?)?;
        match held_against_log(&bytes, log, election, replay, previous.as_ref())? {
            Ok(published) => verdict.checked.push(format!(
                "bulletin {} is what the first {} entries give, bit for bit",
                published.number, published.checkpoint.size
            )),
            Err(refused) => {
                verdict.wrong.push(format!("{} {name}: {}", refused.rule, refused.detail));
            }
        }
        // What follows an unreadable bulletin cannot be recomputed.
        let Ok(published) = Bulletin::parse(&bytes) else { return Ok(()) };
        let digest = Digest::of(&bytes);
        let signed = replay.statements.iter().find(|(_, one)| {
            let statement = one.statement();
            statement.kind == StatementKind::Bulletin && statement.subjects == [digest]
        });
        match signed {
            Some((entry, one)) => verdict.checked.push(format!(
                "bulletin {} was signed by `{}` as entry {entry}",
                published.number,
                one.statement().by
            )),
            None => verdict.wrong.push(format!("L442 {name}: no statement of it in the log")),
        }
        previous = Some(published);
    }
    Ok(())
}

/// The files `1.json`, `2.json`, … that a folder of so many files must have.
fn numbered(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let there = fs::read_dir(folder)?.count();
    Ok((1..=there).map(|number| folder.join(format!("{number}.json"))).collect())
}
