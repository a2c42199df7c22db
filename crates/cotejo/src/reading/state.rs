//! The state of a long scan, so that it goes on where it was stopped.

use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use super::Reading;

/// Readings so far, in memory and, where a file is named, on disk: one JSON line each.
///
/// A line is written whole before the next file counts as read. If we crash in the middle of a line, it
/// is not valid JSON, and its file is read again.
#[derive(Default)]
pub struct State {
    readings: HashMap<PathBuf, Reading>,
    file: Option<File>,
}

impl State {
    /// Nothing yet, and nothing kept.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes up a state file, or starts it.
    pub fn resume(path: &Path) -> anyhow::Result<Self> {
        let mut readings = HashMap::new();
        let mut ends_whole = true;
        if path.exists() {
            let file =
                File::open(path).with_context(|| format!("cannot open {}", path.display()))?;
            for line in BufReader::new(file).lines() {
                let line =
                    line.with_context(|| format!("{} is not a scan state", path.display()))?;
                let reading = serde_json::from_str::<Reading>(&line);
                ends_whole = reading.is_ok();
                if let Ok(reading) = reading {
                    readings.insert(reading.file.clone(), reading);
                }
            }
        }
        let mut file = OpenOptions::new()
            .create(true)
            .append(true)
            .open(path)
            .with_context(|| format!("cannot write {}", path.display()))?;
        if !ends_whole {
            file.write_all(b"\n")?;
        }
        Ok(Self { readings, file: Some(file) })
    }

    /// Whether a file was read, and has not changed in size since.
    pub fn has(&self, file: &Path) -> bool {
        let size = std::fs::metadata(file).map(|metadata| metadata.len()).ok();
        self.readings
            .get(file)
            .is_some_and(|reading| reading.size.is_some() && reading.size == size)
    }

    /// Adds a reading.
    pub fn add(&mut self, reading: Reading) -> anyhow::Result<()> {
        if let Some(file) = &mut self.file {
            let mut line = serde_json::to_vec(&reading)?;
            line.push(b'\n');
            file.write_all(&line).context("cannot write the scan state: check free space")?;
        }
        self.readings.insert(reading.file.clone(), reading);
        Ok(())
    }

    /// The readings of these files, in their order.
    pub fn into_readings(mut self, files: &[PathBuf]) -> Vec<Reading> {
        files.iter().filter_map(|file| self.readings.remove(file)).collect()
    }
}
