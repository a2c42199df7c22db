//! What every audit verb takes: the folder, the election, and who signs.

use std::path::{Path, PathBuf};

use audit::AuditError;
use clap::Args;
use ed25519_dalek::SigningKey;
use jiff::Timestamp;
use record::statement::MAX_TABLES;
use record::{Digest, Election, Rule, SignedStatement, Statement, StatementKind, TableNo};

use super::desk::{Desk, moment};
use super::folder::Folder;
use super::step::StepRecord;
use super::words::Words;
use crate::shell::{self, election_dir, files, keys};

/// The folder and the election.
#[derive(Args)]
pub struct Place {
    /// The audit's folder.
    pub folder: PathBuf,
    /// The election directory.
    #[arg(long)]
    pub election: PathBuf,
    /// Language: en or es; the election's where left out.
    #[arg(long)]
    pub language: Option<String>,
}

/// Who signs a step for the log.
#[derive(Args)]
pub struct SignArguments {
    /// Id of the organisation that signs the step for the log.
    #[arg(long = "as", requires = "key")]
    organisation: Option<String>,
    /// Its signing key.
    #[arg(long, requires = "organisation")]
    key: Option<PathBuf>,
}

/// Who signs, with the key at hand.
pub struct Signer {
    /// Id of the organisation.
    pub by: String,
    /// Its key.
    pub key: SigningKey,
}

impl Place {
    /// The election.
    pub fn election(&self) -> anyhow::Result<Election> {
        election_dir::load(&self.election)
    }

    /// Texts in the language wanted.
    pub fn words(&self, election: &Election) -> anyhow::Result<Words> {
        let tag = self.language.as_deref().unwrap_or(&election.manifest.language);
        Ok(Words::new(shell::lang(tag)?))
    }

    /// The audit, every step taken again.
    pub fn open<'a>(&self, election: &'a Election) -> anyhow::Result<(Folder, Desk<'a>)> {
        open(&self.folder, election)
    }
}

/// A text that must say something.
///
/// # Errors
/// A538 where it is blank.
pub fn not_blank(option: &str, text: &str) -> anyhow::Result<()> {
    if text.trim().is_empty() {
        return Err(
            AuditError::new(Rule::AuditArgumentUnusable, format!("{option} is blank")).into()
        );
    }
    Ok(())
}

/// An audit's folder, every step taken again.
pub fn open<'a>(path: &Path, election: &'a Election) -> anyhow::Result<(Folder, Desk<'a>)> {
    let folder = Folder::read(path)?;
    let desk = Desk::replay(&folder, election)?;
    Ok((folder, desk))
}

impl SignArguments {
    /// Who signs, if anybody.
    pub fn signer(&self) -> anyhow::Result<Option<Signer>> {
        let (Some(by), Some(key)) = (&self.organisation, &self.key) else { return Ok(None) };
        Ok(Some(Signer { by: by.clone(), key: keys::read(key)? }))
    }
}

/// Takes a step: first in memory, then on the disk, then signed. A step that is refused leaves no trace.
pub fn step(
    folder: &mut Folder,
    desk: &mut Desk<'_>,
    step: StepRecord,
    at: Timestamp,
    signer: Option<&Signer>,
) -> anyhow::Result<Digest> {
    desk.take(&step, &folder.boxes)?;
    let (kind, tables, text) = said(&step, desk);
    let digest = folder.append(step, at)?;
    if let (Some(signer), Some(kind)) = (signer, kind) {
        sign(folder, desk.election, signer, kind, &tables, digest, &text, at)?;
    }
    Ok(digest)
}

/// Signs a step: as many statements as its tables need, each naming the digest of the step's file.
#[allow(clippy::too_many_arguments, reason = "each is a part of the statement")]
pub fn sign(
    folder: &Folder,
    election: &Election,
    signer: &Signer,
    kind: StatementKind,
    tables: &[TableNo],
    digest: Digest,
    text: &str,
    at: Timestamp,
) -> anyhow::Result<()> {
    let empty: &[TableNo] = &[];
    let parts: Vec<&[TableNo]> =
        if tables.is_empty() { vec![empty] } else { tables.chunks(MAX_TABLES).collect() };
    for (part, tables) in parts.into_iter().enumerate() {
        let mut statement = Statement::new(&election.id, kind, &signer.by);
        statement.at = Some(moment(at)?);
        statement.subjects = vec![digest];
        statement.tables = tables.to_vec();
        text.clone_into(&mut statement.text);
        let signed = SignedStatement::sign(statement, &election.id, &signer.key)?;
        signed.verify(election)?;
        files::write_whole(&folder.statement_path(part), signed.bytes())?;
    }
    Ok(())
}

/// What the statement of a measured risk begins with; the contest, the risk and the limit of the plan follow.
pub const RISK: &str = "audit risk";

/// What a step says in the log. One person's entry says nothing there before a second one agrees.
fn said(step: &StepRecord, desk: &Desk<'_>) -> (Option<StatementKind>, Vec<TableNo>, String) {
    let find = |code: &str| desk.election.tables.find(code);
    match step {
        StepRecord::Plan(plan) => {
            let text = format!("audit plan {} {}", plan.contest, String::from(plan.risk_limit));
            (Some(StatementKind::Draw), Vec::new(), text)
        }
        StepRecord::Commit(commit) => {
            let text = format!("audit commit {}", commit.commitment.root);
            (Some(StatementKind::Draw), Vec::new(), text)
        }
        StepRecord::Seed(seed) => {
            (Some(StatementKind::Draw), Vec::new(), format!("audit seed {}", seed.digits))
        }
        StepRecord::Draw(draw) => {
            let mut tables: Vec<_> = draw.drawn.iter().filter_map(|one| find(&one.table)).collect();
            tables.sort_unstable();
            tables.dedup();
            (Some(StatementKind::Draw), tables, format!("audit draw round {}", draw.round))
        }
        StepRecord::Entry(entry) => {
            let number = desk.manifest.find(&entry.table).ok();
            let settled = number
                .zip(desk.entries())
                .is_some_and(|(number, entries)| entries.settled(number).is_some());
            let text = match entry.found {
                super::step::FoundRecord::Missing => "audit count missing",
                super::step::FoundRecord::Counted { .. } => "audit count",
            };
            let kind = settled.then_some(StatementKind::BoxCount);
            (kind, find(&entry.table).into_iter().collect(), text.to_owned())
        }
        StepRecord::Measure(measured) => {
            let limit = String::from(desk.plan.risk_limit);
            let text = format!("{RISK} {} {} limit {limit}", desk.plan.contest, measured.risk);
            (Some(StatementKind::BoxCount), Vec::new(), text)
        }
        StepRecord::GiveUp(_) => {
            (Some(StatementKind::Draw), Vec::new(), "audit full count".to_owned())
        }
    }
}
