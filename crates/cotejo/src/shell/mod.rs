//! What every verb shares: exit codes, printing, files, keys, bundles.

pub mod bucket;
pub mod cosigner_state;
pub mod disk_folder;
pub mod election_dir;
pub mod evidence;
pub mod files;
pub mod keys;
pub mod log_dir;
pub mod log_place;
pub mod maps;
pub mod post;
pub mod progress;
pub mod serve;
pub mod serve_archive;
pub mod signals;
pub mod sources;
pub mod tracing;
pub mod usage;
pub mod web;

use std::io::{self, Write as _};
use std::process::ExitCode;

use serde::Serialize;

/// How a verb ended; the exit code of the process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Exit code 0.
    Fine,
    /// Exit code 1: the check worked, and found something that a person should look at.
    Found,
    /// Exit code 2: bad usage or input; nothing was checked.
    Refused,
}

impl Outcome {
    /// `Found` where something was found.
    pub fn found_if(found: bool) -> Self {
        if found { Self::Found } else { Self::Fine }
    }
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Fine => Self::SUCCESS,
            Outcome::Found => Self::from(1),
            Outcome::Refused => Self::from(2),
        }
    }
}

/// Prints an error with its causes, one line each.
pub fn print_error(error: &anyhow::Error) {
    let mut stderr = io::stderr().lock();
    // A closed standard error leaves nobody to tell.
    let _ = writeln!(stderr, "cotejo: {}", in_language(error, usage::wanted_language()));
    for cause in error.chain().skip(1) {
        let _ = writeln!(stderr, "  because {cause}");
    }
}

/// A refusal of an audit, a quick count or a test in the language asked for; everything else as it stands.
fn in_language(error: &anyhow::Error, lang: report::Lang) -> String {
    let known = (error.downcast_ref::<audit::AuditError>().map(|one| (one.rule, &one.detail)))
        .or_else(|| error.downcast_ref::<quickcount::Refusal>().map(|one| (one.rule, &one.detail)))
        .or_else(|| {
            error.downcast_ref::<forensics::TestError>().map(|one| (one.rule, &one.detail))
        });
    match (known, lang) {
        (Some((rule, detail)), report::Lang::Es) => usage::refusal(rule, detail, lang),
        _ => error.to_string(),
    }
}

/// Prints a value as JSON.
pub fn print_json(value: &impl Serialize) -> anyhow::Result<()> {
    let mut stdout = io::BufWriter::new(io::stdout().lock());
    match serde_json::to_writer_pretty(&mut stdout, value).map_err(io::Error::from) {
        Ok(()) => finish(stdout, b"\n"),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// The language of pages for a tag such as `es-VE`.
pub fn lang(tag: &str) -> anyhow::Result<report::Lang> {
    report::Lang::from_tag(tag)
        .ok_or_else(|| anyhow::anyhow!("no texts in `{tag}`: choose en or es"))
}

/// Prints text as it is.
pub fn print_text(text: &str) -> anyhow::Result<()> {
    finish(io::stdout().lock(), text.as_bytes())
}

/// A reader that stops early (`| head`) is no error of ours.
fn finish(mut out: impl io::Write, last: &[u8]) -> anyhow::Result<()> {
    match out.write_all(last).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => Ok(other?),
    }
}
