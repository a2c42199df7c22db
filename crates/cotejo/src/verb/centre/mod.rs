//! An organisation's running instance.

mod assemble;
mod background;
mod backup;
mod check;
mod inbox;
mod init;
mod restore;
mod serve;
mod witness;

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use centre::config::Config;
use clap::{Args, Subcommand};

use crate::shell::Outcome;
use crate::shell::files::read_bounded;

/// Run a centre: gateways for datagrams and HTTPS, the sequencer that writes the log, and its store.
#[derive(Subcommand)]
pub enum Verb {
    /// Copy a running centre's log and store, so that they can be restored.
    Backup(backup::Arguments),
    /// Try everything that serving needs, and serve nothing.
    Check(File),
    /// Start the log of a centre, in the store that its configuration names.
    Init(init::Arguments),
    /// Put a backup where a centre can go on from it, and refuse where that would fork the log.
    Restore(restore::Arguments),
    /// Take sheets, log them, give receipts; until Ctrl-C.
    Serve(File),
    /// Make the credentials of a witness who hands in copies.
    Witness(witness::Arguments),
}

/// A centre's configuration.
#[derive(Args)]
#[command(
    after_help = "Example of a configuration, `centre.toml`:\n  election = \"my-election\"\n  log = \"my-log\"\n  log_key = \"log.pem\"\n  cosigners = [\"http://party-a.example:8470\"]\n  [http]\n  listen = \"0.0.0.0:8443\"\n  certificate = \"chain.pem\"\n  key = \"key.pem\"\n  [udp]\n  listen = \"0.0.0.0:8444\"\n  secrets = \"link.secret\""
)]
pub struct File {
    /// The configuration, a TOML file; paths in it are relative to it.
    config: PathBuf,
}

/// Largest configuration read.
const MAX_CONFIG: u64 = 64 << 10;

/// Runs a centre verb.
pub fn run(verb: Verb) -> anyhow::Result<Outcome> {
    match verb {
        Verb::Backup(arguments) => backup::run(&arguments),
        Verb::Check(file) => check::run(&file.config),
        Verb::Init(arguments) => init::run(&arguments),
        Verb::Restore(arguments) => restore::run(&arguments),
        Verb::Serve(file) => serve::run(&file.config),
        Verb::Witness(arguments) => witness::run(&arguments),
    }
}

fn read_config(path: &Path) -> anyhow::Result<Config> {
    let bytes = read_bounded(path, MAX_CONFIG)
        .context("name the configuration of a centre; `cotejo centre serve --help` shows one")?;
    let text =
        String::from_utf8(bytes).with_context(|| format!("{} is not text", path.display()))?;
    let folder = path.parent().unwrap_or(Path::new(""));
    Config::parse(&text, folder).with_context(|| path.display().to_string())
}
