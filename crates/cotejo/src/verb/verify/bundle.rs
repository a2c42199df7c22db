//! Re-verifies a bundle from its bytes and says what was checked, and what was not and why.

use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::Arc;

use collate::bundle::{AUDITS, ELECTION, LOG, REPORT};
use ledger::note::MAX_NOTE_BYTES;
use ledger::trust::Verified;
use ledger::{Note, Replay, Trust, archive, log};
use record::{Election, ElectionId, Rule};

use super::bulletins::check_bulletins;
use super::sources::check_sources;
use super::verdict::{Verdict, Wrong};
use crate::shell::election_dir::{LoadedFiles, Seal};
use crate::shell::evidence::{self, Evidence, Held, LogOf};
use crate::shell::log_dir::ForeignLog;
use crate::shell::{self, Outcome};

pub(super) fn run(
    bundle: &Path,
    election: Option<&Path>,
    jobs: NonZeroUsize,
    json: bool,
) -> anyhow::Result<Outcome> {
    let verdict = verify(bundle, election, jobs)?;
    if json {
        shell::print_json(&verdict)?;
    } else {
        shell::print_text(&verdict.to_string())?;
    }
    Ok(Outcome::found_if(!verdict.is_sound()))
}

/// Verifies everything in a bundle that can be.
///
/// # Errors
/// L431 to L435 where it is no bundle at all.
pub fn verify(
    bundle: &Path,
    known_election: Option<&Path>,
    jobs: NonZeroUsize,
) -> anyhow::Result<Verdict> {
    let known = known_election.map(LoadedFiles::read).transpose()?;
    let known = known.map(|known| known.files().id());
    let evidence = Arc::new(Evidence::open(bundle)?);
    let held = evidence::check(&evidence, jobs)?;
    let mut verdict = Verdict { digest: held.digest.to_string(), ..Verdict::default() };
    verdict.holds(format!(
        "{} of {} files have the digest listed, {} bytes",
        held.same.len(),
        held.listed,
        held.bytes
    ));
    verdict.wrong.extend(held.wrong.iter().cloned().map(Wrong::from));
    // Whatever stops us below is a fault of the bundle, and what was found before it still counts.
    match check_election(&evidence, known, &mut verdict) {
        Err(error) => verdict.wrong.push(Wrong::from_error(ELECTION, &error)),
        Ok(election) => check_contents(&evidence, &held, &election, &mut verdict),
    }
    for (folder, why) in [
        (
            AUDITS,
            "what audits left: only its digests; it is held against the paper by those who drew it",
        ),
        (REPORT, "the report's pages: only their digests; `cotejo collate` makes them again"),
    ] {
        let files = evidence.below(folder).count();
        if files > 0 {
            verdict.leaves(format!("{folder}/, {files} files: {why}"));
        }
    }
    verdict.leaves("whether the sheets are those on paper: that is for a box audit");
    Ok(verdict)
}

fn check_election(
    evidence: &Evidence,
    known: Option<ElectionId>,
    verdict: &mut Verdict,
) -> anyhow::Result<Election> {
    let files = LoadedFiles::load(ELECTION, |name, most| {
        let path = format!("{ELECTION}/{name}");
        if evidence.has(&path) { Ok(Some(evidence.read(&path, most)?)) } else { Ok(None) }
    })?;
    let election = files.parse()?;
    match files.seal(&election) {
        Seal::Valid(by) => {
            verdict.holds(format!("the election file {} is sealed by `{by}`", election.id));
        }
        Seal::Missing => {
            verdict.breaks(Rule::ElectionUnsigned, ELECTION, "the election file carries no seal");
        }
        Seal::Invalid(why) => {
            verdict.breaks(Rule::ElectionSignatureInvalid, ELECTION, format!("its seal: {why}"));
        }
    }
    match known {
        None => verdict.leaves(
            "whether this election file is the one you know: compare its id over another channel, or name yours with --election",
        ),
        Some(known) if known == election.id => verdict.holds("the election file is the one you named"),
        Some(known) => {
            let detail = format!("the election file is {}, yours is {known}", election.id);
            verdict.breaks(Rule::OtherElection, ELECTION, detail);
        }
    }
    Ok(election)
}

fn check_contents(
    evidence: &Arc<Evidence>,
    held: &Held,
    election: &Election,
    verdict: &mut Verdict,
) {
    if let Err(error) = check_log(evidence, election, verdict) {
        verdict.wrong.push(Wrong::from_error(LOG, &error));
    }
    check_sources(evidence, held, election, verdict);
}

fn check_log(
    evidence: &Arc<Evidence>,
    election: &Election,
    verdict: &mut Verdict,
) -> anyhow::Result<()> {
    let trust = Trust::of_election(election)?;
    let mut log = ForeignLog::open(Box::new(LogOf(evidence.clone())), &trust)?;
    say_cosigned(&log.verified, &trust, verdict);
    let (replay, checked) = log.replay(election)?;
    verdict.holds(format!(
        "{} of {} entries: {} sheets and {} statements, each signed; {} tiles of hashes; the root",
        checked.entries,
        log.verified.checkpoint.size,
        replay.collection.copies.len(),
        replay.statements.len(),
        checked.tiles
    ));
    say_contradicting(&replay, election, verdict);
    check_kept(evidence, &mut log, &trust, verdict)?;
    check_bulletins(evidence, &mut log, election, &replay, verdict)
}

/// Whether the log grew out of every checkpoint kept of it.
fn check_kept(
    evidence: &Evidence,
    log: &mut ForeignLog,
    trust: &Trust,
    verdict: &mut Verdict,
) -> anyhow::Result<()> {
    let paths: Vec<_> =
        evidence.below(&format!("{LOG}/{}", archive::FOLDER)).map(ToString::to_string).collect();
    let mut same = 0;
    for path in &paths {
        let note = evidence.read(path, u64::try_from(MAX_NOTE_BYTES)?)?;
        let kept = Note::parse(&note).and_then(|note| trust.verify(&note, None));
        match kept.and_then(|kept| log.begins_with(&kept.checkpoint)) {
            Ok(()) => same += 1,
            Err(error) => verdict.breaks(error.rule, path.as_str(), error.detail),
        }
    }
    if !paths.is_empty() {
        let all = paths.len();
        verdict.holds(format!(
            "{same} of {all} checkpoints kept before are signed, and this log began so"
        ));
    }
    Ok(())
}

fn say_cosigned(verified: &Verified, trust: &Trust, verdict: &mut Verdict) {
    let said = format!("{} of at least {} organisations", verified.cosigned.len(), trust.at_least);
    if verified.quorum {
        verdict.holds(format!("the checkpoint is signed by its log and cosigned by {said}"));
    } else {
        let place = format!("{LOG}/{}", log::CHECKPOINT);
        verdict.breaks(Rule::QuorumMissing, place, format!("cosigned by {said} only"));
    }
}

fn say_contradicting(replay: &Replay<'_>, election: &Election, verdict: &mut Verdict) {
    for one in &replay.equivocations {
        let (table, [first, second]) = (election.tables.code(one.table), one.entries);
        verdict.holds(format!(
            "{} table {table}: entries {first} and {second} contradict each other",
            Rule::LoggedTwice
        ));
    }
}
