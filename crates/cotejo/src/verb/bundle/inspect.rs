use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use crate::shell::evidence::{self, Evidence};
use crate::shell::{self, Outcome};
use crate::verb::verify::{Wrong, all_cores};

/// List what a bundle holds.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  cotejo bundle inspect bundle/\n  cotejo bundle inspect bundle.tar"
)]
pub struct Arguments {
    /// The bundle: a folder or an archive.
    bundle: PathBuf,
    /// Files read at the same time; all cores where left out.
    #[arg(long)]
    jobs: Option<NonZeroUsize>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Lists; exit code 1 where a file is not as listed.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let evidence = Evidence::open(&arguments.bundle)?;
    let held = evidence::check(&evidence, arguments.jobs.unwrap_or_else(all_cores))?;
    let wrong: Vec<Wrong> = held.wrong.into_iter().map(Wrong::from).collect();
    if arguments.json {
        shell::print_json(&json!({
            "form": evidence.form().word(),
            "files": held.listed,
            "same": held.same.len(),
            "bytes": held.bytes,
            "wrong": wrong,
            "digest": held.digest,
        }))?;
    } else {
        let list: String = evidence.files().map(|(path, _)| format!("{path}\n")).collect();
        shell::print_text(&format!(
            "{list}{} of {} files as listed, {} bytes, digest of the listing {}\n",
            held.same.len(),
            held.listed,
            held.bytes,
            held.digest
        ))?;
        for wrong in &wrong {
            eprintln!("wrong: {wrong}");
        }
    }
    Ok(Outcome::found_if(!wrong.is_empty()))
}
