//! The folder of an audit: `manifest.json`, and one file for each step, chained by their digests.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use audit::AuditError;
use jiff::Timestamp;
use record::{Digest, Rule};
use serde::de::DeserializeOwned;

use super::step::{BoxRecord, StepFile, StepRecord};
use crate::shell::files;

/// Largest file of an audit.
const MAX_FILE_BYTES: u64 = 2 << 30;
/// Most steps of an audit: two entries for each of a million boxes.
const MAX_STEPS: u32 = 2_100_000;
/// Name of the list of boxes.
const MANIFEST: &str = "manifest.json";
/// Name of the folder of steps.
const STEPS: &str = "steps";

/// An audit's folder, read.
pub struct Folder {
    path: PathBuf,
    /// The boxes planned.
    pub boxes: Vec<BoxRecord>,
    /// Digest of `manifest.json`.
    pub manifest: Digest,
    /// The steps so far.
    pub steps: Vec<StepFile>,
    /// Digest of the last step.
    last: Option<Digest>,
}

/// Whether a folder holds an audit.
pub fn is_audit(path: &Path) -> bool {
    path.join(MANIFEST).is_file() && path.join(STEPS).is_dir()
}

impl Folder {
    /// A new audit's folder; nothing is written but the list of boxes.
    pub fn create(path: &Path, boxes: Vec<BoxRecord>) -> anyhow::Result<Self> {
        if path.join(MANIFEST).exists() || path.join(STEPS).exists() {
            return Err(AuditError::new(Rule::AuditExists, path.display().to_string()).into());
        }
        let bytes = lines(&boxes)?;
        files::write_whole(&path.join(MANIFEST), &bytes)?;
        let manifest = Digest::of(&bytes);
        Ok(Self { path: path.to_owned(), boxes, manifest, steps: Vec::new(), last: None })
    }

    /// Reads one, and checks that every step names the one before it.
    pub fn read(path: &Path) -> anyhow::Result<Self> {
        let bytes = read(&path.join(MANIFEST))?;
        let boxes = parse(&bytes, MANIFEST)?;
        let mut folder = Self {
            path: path.to_owned(),
            boxes,
            manifest: Digest::of(&bytes),
            steps: Vec::new(),
            last: None,
        };
        let mut names: Vec<String> = fs::read_dir(path.join(STEPS))
            .with_context(|| format!("{} has no steps", path.display()))?
            .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
            .collect::<std::io::Result<_>>()?;
        names.retain(|name| name.ends_with(".json"));
        names.sort();
        for name in names {
            let bytes = read(&path.join(STEPS).join(&name))?;
            let step: StepFile = parse(&bytes, &name)?;
            folder.follows(&step, &name)?;
            folder.last = Some(Digest::of(&bytes));
            folder.steps.push(step);
        }
        Ok(folder)
    }

    /// Writes the next step. It is whole on the disk, or not there at all. Gives its digest.
    pub fn append(&mut self, step: StepRecord, at: Timestamp) -> anyhow::Result<Digest> {
        let number = self.next_number()?;
        let file = StepFile { number, previous: self.last, at, step };
        let name = name_of(&file);
        let mut bytes = serde_json::to_vec_pretty(&file)?;
        bytes.push(b'\n');
        files::write_whole(&self.path.join(STEPS).join(&name), &bytes)?;
        let digest = Digest::of(&bytes);
        self.last = Some(digest);
        self.steps.push(file);
        Ok(digest)
    }

    /// Where statements of a step go.
    pub fn statement_path(&self, part: usize) -> PathBuf {
        let name = self.steps.last().map_or_else(String::new, name_of);
        let stem = name.trim_end_matches(".json");
        let part = if part == 0 { String::new() } else { format!("-{part}") };
        self.path.join("statements").join(format!("{stem}{part}.statement"))
    }

    fn next_number(&self) -> anyhow::Result<u32> {
        let number = u32::try_from(self.steps.len()).ok().and_then(|len| len.checked_add(1));
        number.filter(|number| *number <= MAX_STEPS).ok_or_else(|| {
            AuditError::new(Rule::AuditNumberTooLarge, format!("{} steps", self.steps.len())).into()
        })
    }

    fn follows(&self, step: &StepFile, name: &str) -> anyhow::Result<()> {
        let number = self.next_number()?;
        if step.number != number || step.previous != self.last || name != name_of(step) {
            let detail = format!("steps/{name} does not follow the file before it");
            return Err(AuditError::new(Rule::AuditFileChanged, detail).into());
        }
        Ok(())
    }
}

fn name_of(step: &StepFile) -> String {
    format!("{:06}-{}.json", step.number, step.step.word())
}

/// One box in a line, so that people can read and compare the list.
fn lines(boxes: &[BoxRecord]) -> anyhow::Result<Vec<u8>> {
    let rows = boxes.iter().map(serde_json::to_string).collect::<Result<Vec<_>, _>>()?;
    Ok(format!("[\n{}\n]\n", rows.join(",\n")).into_bytes())
}

fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    files::read_bounded(path, MAX_FILE_BYTES)
}

fn parse<T: DeserializeOwned>(bytes: &[u8], name: &str) -> anyhow::Result<T> {
    serde_json::from_slice(bytes)
        .map_err(|error| AuditError::new(Rule::AuditMalformed, format!("{name}: {error}")).into())
}
