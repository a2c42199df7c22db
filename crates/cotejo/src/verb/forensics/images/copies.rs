use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, anyhow};
use forensics::image::Picture;
use record::Rule;
use report::Folder as _;
use scan::redact::{LayoutError, MAX_BYTES, SHIPPED};
use scan::{Kind, Layout, Limits, Redactor};
use serde::Serialize;

use super::Collected;
use crate::reading::run::REDACTOR_VERB;
use crate::shell::disk_folder::DiskFolder;
use crate::shell::{files, progress};

/// Name of the layout of our own printed roll.
const OUR_ROLL: &str = "cotejo-roll";
/// Name of the layout of our own sheet on A4.
const OUR_A4: &str = "cotejo-a4";

/// A picture of which there is no public copy.
#[derive(Debug, Serialize)]
pub struct Refused {
    /// Its name in the collection.
    pub name: String,
    /// Its digest, under which `--by-hand` looks for it.
    pub sha256: String,
    /// Why.
    pub why: String,
    /// Whether a person is to cover it.
    pub wants_a_person: bool,
}

/// What became of the copies.
pub struct Done {
    /// Copies made.
    pub made: u64,
    /// Pictures without one.
    pub refused: Vec<Refused>,
}

/// A layout by its name or from a file.
pub fn layout(name: &str, lines: u16) -> anyhow::Result<Layout> {
    if name == OUR_ROLL {
        return Ok(Layout::our_roll(lines));
    }
    if name == OUR_A4 {
        return Ok(Layout::our_a4(lines));
    }
    if let Some(shipped) = Layout::shipped(name) {
        return Ok(shipped);
    }
    let path = Path::new(name);
    if !path.exists() {
        let known: Vec<_> = SHIPPED.iter().map(|one| one.0).collect();
        return Err(unusable(&format!(
            "no layout `{name}`: choose {OUR_ROLL}, {OUR_A4}, {} or a file",
            known.join(", ")
        )));
    }
    let bytes = files::read_bounded(path, u64::try_from(MAX_BYTES)?)?;
    let text = String::from_utf8(bytes).map_err(|_| unusable("it is not UTF-8"))?;
    Layout::parse(&text).map_err(|error: LayoutError| unusable(error.to_string().trim()))
}

/// Keeps the original bytes by digest. What is kept already is not written again.
pub fn keep(collected: &Collected, vault: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(vault).with_context(|| format!("cannot create {}", vault.display()))?;
    for (picture, file) in readable(collected) {
        let place = vault.join(&picture.sha256);
        if !place.exists() {
            files::write_whole(
                &place,
                &files::read_bounded(file, Limits::default().max_file_bytes)?,
            )?;
        }
    }
    Ok(())
}

/// Makes the public copies, named by the digest of their originals, in `public/`.
pub fn make(
    collected: &Collected,
    layout: &Layout,
    by_hand: Option<&Path>,
    folder: &mut DiskFolder,
) -> anyhow::Result<Done> {
    let program =
        std::env::current_exe().context("cannot find this program to start its decoder")?;
    let mut redactor = Redactor::new(Limits::default(), || {
        let mut command = Command::new(&program);
        command.arg(REDACTOR_VERB);
        command
    });
    let all = u64::try_from(collected.pictures.len())?;
    let bar = progress::of_things("covering", "files", all);
    let mut done = Done { made: 0, refused: Vec::new() };
    for (picture, file) in readable(collected) {
        bar.inc(1);
        let covered = by_hand.and_then(|folder| covered_by_hand(folder, &picture.sha256));
        let (file, layout) = match &covered {
            Some(path) => (path.as_path(), None),
            None => (file, Some(layout)),
        };
        let bytes = files::read_bounded(file, Limits::default().max_file_bytes)?;
        match redactor.copy(&bytes, layout) {
            Ok(copy) => {
                let suffix = if copy.kind == Kind::Jpeg { "jpg" } else { "png" };
                folder.put(&format!("public/{}.{suffix}", picture.sha256), &copy.bytes)?;
                done.made += 1;
            }
            Err(refusal) => done.refused.push(Refused {
                name: picture.name.clone(),
                sha256: picture.sha256.clone(),
                why: refusal.to_string(),
                wants_a_person: refusal.wants_a_person(),
            }),
        }
    }
    bar.finish_and_clear();
    Ok(done)
}

/// Pictures whose bytes could be read, each once.
fn readable(collected: &Collected) -> impl Iterator<Item = (&Picture, &Path)> {
    let mut seen = std::collections::BTreeSet::new();
    let all = collected.pictures.iter().zip(&collected.files);
    all.filter(move |(picture, _)| !picture.sha256.is_empty() && seen.insert(&picture.sha256))
        .map(|(picture, file)| (picture, file.as_path()))
}

fn covered_by_hand(folder: &Path, sha256: &str) -> Option<std::path::PathBuf> {
    let named = ["jpg", "jpeg", "png"].map(|suffix| folder.join(format!("{sha256}.{suffix}")));
    named.into_iter().find(|path| path.is_file())
}

fn unusable(detail: &str) -> anyhow::Error {
    let rule = Rule::RedactionLayoutUnreadable;
    anyhow!("{rule} {} ({detail}). {}", rule.sentence(), rule.next_step())
}
