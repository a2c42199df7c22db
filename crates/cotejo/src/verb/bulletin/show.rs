use std::path::PathBuf;

use anyhow::anyhow;
use clap::Args;
use tally::bulletin::{Language, Texts, to_text};

use super::read;
use crate::shell::{self, Outcome, election_dir};

/// Show a bulletin in words. Nothing is recomputed: that is `check`.
#[derive(Args)]
#[command(
    after_help = "Example:\n  cotejo bulletin show bulletin-1.json --election my-election --language es"
)]
pub struct Arguments {
    /// The bulletin.
    bulletin: PathBuf,
    /// The election directory, for names.
    #[arg(long)]
    election: PathBuf,
    /// Language: en or es; the election's where left out.
    #[arg(long)]
    language: Option<String>,
    /// Print the canonical JSON.
    #[arg(long)]
    json: bool,
}

/// Shows.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let election = election_dir::load(&arguments.election)?;
    let (bytes, bulletin) = read(&arguments.bulletin)?;
    if arguments.json {
        shell::print_text(&String::from_utf8(bytes)?)?;
        return Ok(Outcome::Fine);
    }
    let tag = arguments.language.as_deref().unwrap_or(&election.manifest.language);
    let language =
        Language::from_tag(tag).ok_or_else(|| anyhow!("no texts in `{tag}`: choose en or es"))?;
    shell::print_text(&to_text(&bulletin, &election, &Texts::new(language)))?;
    Ok(Outcome::Fine)
}
