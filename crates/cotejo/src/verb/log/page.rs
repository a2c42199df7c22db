use std::path::PathBuf;

use clap::Args;
use jiff::Timestamp;
use ledger::Trust;
use ledger::enrolled::cosigner_name;
use ledger::trust::Verified;
use record::Election;
use report::{CosignerStatus, LogStatus, log_doc};

use crate::shell::{self, Outcome, election_dir, files, log_dir};

/// Write the state of a log as a page for everybody: what it holds, whether its quorum is reached, and who has
/// not cosigned since when. HTML that needs nothing beside it. Entries are not verified: that is `fsck`.
#[derive(Args)]
#[command(
    after_help = "Example:\n  cotejo log page my-log --election my-election --out my-log/log/index.html"
)]
pub struct Arguments {
    /// The log's folder, or its address on the web.
    log: PathBuf,
    /// The election directory.
    #[arg(long)]
    election: PathBuf,
    /// The file to write.
    #[arg(long)]
    out: PathBuf,
    /// Language: en or es; the election's where left out.
    #[arg(long)]
    language: Option<String>,
}

/// Writes the page; exit code 0 whether or not the quorum is reached, because the page says it.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let election = election_dir::load(&arguments.election)?;
    let trust = Trust::of_election(&election)?;
    let tag = arguments.language.as_deref().unwrap_or(&election.manifest.language);
    let lang = shell::lang(tag)?;
    let now = log_dir::read(&arguments.log, &trust)?.verified;
    let mut known = log_dir::kept(&arguments.log, &trust)?;
    known.push(now.clone());
    let status = status(&election, &trust, &now, &known);
    let page = log_doc(&status, &election, lang, env!("CARGO_PKG_VERSION")).html()?;
    files::write_whole(&arguments.out, page.as_bytes())?;
    Ok(Outcome::Fine)
}

/// What is known of everybody who may cosign. `known` ends with the checkpoint of now.
pub fn status(election: &Election, trust: &Trust, now: &Verified, known: &[Verified]) -> LogStatus {
    let manifest = &election.manifest;
    let cosigned = |one: &Verified, name: &str| {
        let at = one.cosigned.iter().find(|(by, _)| by == name).map(|(_, at)| *at)?;
        Some((one.checkpoint.size, log_dir::timestamp(at)))
    };
    let (able, unable): (Vec<_>, Vec<_>) = manifest
        .organisations
        .iter()
        .partition(|one| one.key.is_some() || one.key_ml_dsa_44.is_some());
    let cosigner = |one: &record::election::Organisation| {
        let name = cosigner_name(trust.log.name(), &one.id);
        CosignerStatus {
            name: one.name.clone(),
            id: one.id.clone(),
            role: one.role,
            last: known.iter().rev().find_map(|known| cosigned(known, &name)),
            now: now.cosigned.iter().any(|(by, _)| *by == name),
        }
    };
    LogStatus {
        origin: now.checkpoint.origin.clone(),
        vkey: trust.log.to_string(),
        size: now.checkpoint.size,
        root: now.checkpoint.root.to_string(),
        at_least: trust.at_least,
        not_authority: trust.not_authority,
        quorum: now.quorum,
        last_quorum: known.iter().rev().find(|one| one.quorum).map(|one| one.checkpoint.size),
        cosigners: able.into_iter().map(cosigner).collect(),
        without_key: unable.into_iter().map(|one| one.name.clone()).collect(),
        at: Timestamp::now(),
    }
}
