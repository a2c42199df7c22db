//! Sources named on the command line.

use std::path::PathBuf;
use std::str::FromStr;

use anyhow::anyhow;
use record::{Collection, Election, SourceInfo, SourceNo};

use crate::reading::gather::{Wishes, gather, is_stored, stored};

/// A source as typed: `PATH` or `ID=PATH`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceArgument {
    /// The id; from the path where none was typed.
    pub id: String,
    /// A stored collection, or files and folders to read.
    pub path: PathBuf,
}

impl FromStr for SourceArgument {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (id, path) = match text.split_once('=') {
            Some((id, path)) if is_id(id) => (id.to_owned(), path),
            _ => (String::new(), text),
        };
        if path.is_empty() {
            return Err("no path after `=`".to_owned());
        }
        let path = PathBuf::from(path);
        let id = if id.is_empty() { id_of(&path) } else { id };
        Ok(Self { id, path })
    }
}

/// Reads every source. Paths with the same id make one source.
pub fn load_all(
    arguments: &[SourceArgument],
    election: &Election,
    wishes: &Wishes,
) -> anyhow::Result<Vec<Collection>> {
    let mut ids: Vec<&str> = Vec::new();
    for argument in arguments {
        if !ids.contains(&argument.id.as_str()) {
            ids.push(&argument.id);
        }
    }
    ids.into_iter()
        .map(|id| {
            let paths: Vec<_> =
                arguments.iter().filter(|one| one.id == id).map(|one| one.path.clone()).collect();
            load(id, &paths, election, wishes)
        })
        .collect()
}

/// The position of a source by its id.
pub fn source_no(id: &str, collections: &[Collection]) -> anyhow::Result<SourceNo> {
    collections
        .iter()
        .position(|one| one.source.id == id)
        .and_then(SourceNo::from_index)
        .ok_or_else(|| anyhow!("no source has the id `{id}`"))
}

fn load(
    id: &str,
    paths: &[PathBuf],
    election: &Election,
    wishes: &Wishes,
) -> anyhow::Result<Collection> {
    if let [only] = paths
        && is_stored(only)
    {
        return stored(only, election);
    }
    if let Some(path) = paths.iter().find(|path| is_stored(path)) {
        return Err(anyhow!("{} is a stored collection: give it an id of its own", path.display()));
    }
    let organisation = election.manifest.organisation(id);
    let source = SourceInfo {
        id: id.to_owned(),
        name: organisation.map_or_else(|| id.to_owned(), |one| one.name.clone()),
        organisation: organisation.map(|one| one.id.clone()),
        ..SourceInfo::default()
    };
    let import = gather(source, paths, election, wishes)?;
    for (rule, many) in &import.summary.by_rule {
        eprintln!("{id}: {rule} {} × {many}: {}", rule.severity().word(), rule.sentence());
    }
    Ok(import.collection)
}

fn is_id(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

/// The first part of a file's name, as far as it makes an id.
fn id_of(path: &std::path::Path) -> String {
    let name =
        path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let stem = name.split('.').next().unwrap_or("");
    let id: String =
        stem.chars().map(|c| if c.is_ascii_alphanumeric() || c == '_' { c } else { '-' }).collect();
    if id.is_empty() { "source".to_owned() } else { id }
}
