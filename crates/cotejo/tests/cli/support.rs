//! Running the program, and places for what tests write.

use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};

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

/// That a run was refused by a rule, with its next step.
pub fn assert_refused(run: &Output, rule: &str, what: &str) {
    let text = shown(run);
    assert_eq!(code(run), 2, "{what}: {text}");
    assert!(text.contains(rule) && !text.contains("panicked"), "{what}: {rule} in {text}");
    let next = record::Rule::from_code(rule).expect("a rule").next_step();
    assert!(text.contains(next), "{what}: the next step in {text}");
}

pub fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", shown(output)))
}

/// A process that is stopped when the test ends, and the address it says it listens on.
pub struct Served(Child, pub String);

impl Served {
    pub fn start(arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cotejo"));
        let mut child =
            command.args(arguments).stdout(Stdio::piped()).spawn().expect("the program runs");
        let lines = BufReader::new(child.stdout.take().expect("piped")).lines();
        let address = lines
            .map_while(Result::ok)
            .find_map(|line| line.strip_prefix("listening on ").map(str::to_owned));
        Self(child, address.expect("it says where it listens"))
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
