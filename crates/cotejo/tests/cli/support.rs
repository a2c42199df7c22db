//! Running the program, and places for what tests write.

use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::Value;

/// An invented election on disk, and a folder for what tests write.
pub struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn text(&self, name: &str) -> String {
        self.path(name).display().to_string()
    }

    /// A demo of 80 tables, which lays out an election and five sources.
    pub fn with_demo() -> Self {
        let place = Self::new();
        let out = cotejo(&["demo", "--tables", "80", "--seed", "11", "--out", &place.text("demo")]);
        assert_eq!(code(&out), 0, "{}", shown(&out));
        place
    }
}

pub fn cotejo(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_cotejo")).args(arguments).output().expect("the program runs")
}

pub fn code(output: &Output) -> i32 {
    output.status.code().expect("it was not killed")
}

pub fn shown(output: &Output) -> String {
    format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

pub fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", shown(output)))
}
