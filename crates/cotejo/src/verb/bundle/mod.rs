//! The evidence bundle: a folder from which a whole election can be re-verified without a network.

mod create;
mod files;

use std::path::PathBuf;

use clap::{Args, Subcommand};
use serde_json::json;

use crate::shell::{self, Outcome};

pub use create::{Parts, create};
pub use files::{ELECTION, check_listing};

/// Make and inspect evidence bundles. `cotejo verify BUNDLE` checks them.
#[derive(Subcommand)]
pub enum Verb {
    /// Gather an election, its log, bulletins, sources and report into one folder.
    Create(create::Arguments),
    /// List what a bundle holds; digests are compared, nothing else is verified.
    Inspect(Inspect),
}

/// List what a bundle holds.
#[derive(Args)]
#[command(after_help = "Example:\n  cotejo bundle inspect bundle/")]
pub struct Inspect {
    /// The bundle's folder.
    bundle: PathBuf,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Runs a bundle verb.
pub fn run(verb: Verb) -> anyhow::Result<Outcome> {
    match verb {
        Verb::Create(arguments) => create::run(&arguments),
        Verb::Inspect(arguments) => inspect(&arguments),
    }
}

fn inspect(arguments: &Inspect) -> anyhow::Result<Outcome> {
    let listing = check_listing(&arguments.bundle)?;
    if arguments.json {
        shell::print_json(&json!({
            "files": listing.files.len(), "bytes": listing.bytes, "wrong": listing.wrong, "digest": listing.digest,
        }))?;
    } else {
        let list: String = listing.files.iter().map(|name| format!("{name}\n")).collect();
        shell::print_text(&format!(
            "{list}{} files, {} bytes, digest of the listing {}\n",
            listing.files.len(),
            listing.bytes,
            listing.digest
        ))?;
        for wrong in &listing.wrong {
            eprintln!("wrong: {wrong}");
        }
    }
    Ok(Outcome::found_if(!listing.wrong.is_empty()))
}
