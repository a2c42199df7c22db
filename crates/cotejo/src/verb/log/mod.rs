//! Write, cosign and re-check the public log.

mod append;
mod cosign;
mod fsck;
mod gather;
mod init;
mod page;
mod prove;
mod show;
mod times;
mod witnesses;

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::shell::Outcome;

pub use cosign::{cosign, enrolled_keys, publish};
pub use page::status;
pub use witnesses::{ask, refuse_if_behind, refuse_if_behind_within};

/// Write, cosign and re-check the public log of an election.
#[derive(Subcommand)]
pub enum Verb {
    /// Log signed sheets and statements.
    Append(append::Arguments),
    /// Cosign a log's checkpoint, after checking that it grew out of the one cosigned before.
    Cosign(cosign::Arguments),
    /// Re-verify a whole log from its bytes.
    Fsck(fsck::Arguments),
    /// Ask witnesses to cosign the checkpoint, and publish what they give.
    Gather(gather::Arguments),
    /// Start the log of an election.
    Init(init::Arguments),
    /// Write the state of a log as a page: what it holds, and who has not cosigned since when.
    Page(page::Arguments),
    /// Write the receipt of an entry: its inclusion proof under the signed checkpoint.
    Prove(prove::Arguments),
    /// Show a log's checkpoint, its key, and who cosigned it.
    #[command(visible_alias = "checkpoint")]
    Show(show::Arguments),
    /// When each sheet was closed, received, logged and published.
    Times(times::Arguments),
}

/// What verbs need that only read a log.
#[derive(Args)]
pub struct Reading {
    /// The log's folder, or its address: `http://`, `https://` (by the system's certificates and those of the file
    /// that SSL_CERT_FILE names), `s3://`.
    log: PathBuf,
    /// The election directory.
    #[arg(long)]
    election: PathBuf,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Runs a log verb.
pub fn run(verb: Verb) -> anyhow::Result<Outcome> {
    match verb {
        Verb::Append(arguments) => append::run(&arguments),
        Verb::Cosign(arguments) => cosign::run(&arguments),
        Verb::Fsck(arguments) => fsck::run(&arguments),
        Verb::Gather(arguments) => gather::run(&arguments),
        Verb::Init(arguments) => init::run(&arguments),
        Verb::Page(arguments) => page::run(&arguments),
        Verb::Prove(arguments) => prove::run(&arguments),
        Verb::Show(arguments) => show::run(&arguments),
        Verb::Times(arguments) => times::run(&arguments),
    }
}
