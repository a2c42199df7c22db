use std::path::PathBuf;

use clap::Args;
use record::Rule;
use report::bulletin_doc;
use tally::bulletin::{Language, Texts, to_text};

use super::{Refused, read};
use crate::shell::{self, Outcome, election_dir, files};

/// Show a bulletin in words, as a PDF or as a page. Nothing is recomputed: that is `check`.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  cotejo bulletin show bulletin-1.json --election my-election --language es\n  cotejo bulletin show bulletin-1.json --election my-election --pdf bulletin-1.pdf --page bulletin-1.html"
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
    /// Write it as a PDF on A4 into this file.
    #[arg(long, value_name = "FILE")]
    pdf: Option<PathBuf>,
    /// Write it as a page into this file: HTML that needs nothing beside it.
    #[arg(long, value_name = "FILE")]
    page: Option<PathBuf>,
    /// Print the canonical JSON.
    #[arg(long)]
    json: bool,
}

/// Shows; the text is printed where neither a page nor a PDF is written.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let election = election_dir::load(&arguments.election)?;
    let (bytes, bulletin) = read(&arguments.bulletin)?;
    if bulletin.election != election.id {
        let detail = format!(
            "it is of election {}, not {}: use the election file that it names",
            bulletin.election, election.id
        );
        return Err(Refused::new(Rule::BulletinDiffers, detail).into());
    }
    let tag = arguments.language.as_deref().unwrap_or(&election.manifest.language);
    let lang = shell::lang(tag)?;
    let version = env!("CARGO_PKG_VERSION");
    let doc = || bulletin_doc(&bulletin, &election, lang, version);
    if let Some(path) = &arguments.page {
        files::write_whole(path, doc().html()?.as_bytes())?;
    }
    if let Some(path) = &arguments.pdf {
        files::write_whole(path, &doc().pdf()?.pdf)?;
    }
    if arguments.json {
        shell::print_text(&String::from_utf8(bytes)?)?;
    } else if arguments.page.is_none() && arguments.pdf.is_none() {
        let language = Language::from_tag(lang.tag()).unwrap_or(Language::En);
        shell::print_text(&to_text(&bulletin, &election, &Texts::new(language)))?;
    }
    Ok(Outcome::Fine)
}
