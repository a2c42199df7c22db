use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::opened::Place;
use super::papers::{pull_list, worksheet};
use super::status::open_boxes;
use super::words::Words;
use crate::shell::{self, Outcome, files};

/// Print the pull list and a counting worksheet for every box that is drawn and not settled, as PDF on A4.
#[derive(Args)]
#[command(after_help = "\
Example:
  cotejo audit worksheet my-audit --election my-election --out papers")]
pub struct Arguments {
    #[command(flatten)]
    place: Place,
    /// The folder to write into: `pull-list.pdf`, and `CODE.pdf` for each box.
    #[arg(long)]
    out: PathBuf,
    /// Language: en or es; the election's where left out.
    #[arg(long)]
    language: Option<String>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Prints.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let election = arguments.place.election()?;
    let (_, desk) = arguments.place.open(&election)?;
    let tag = arguments.language.as_deref().unwrap_or(&election.manifest.language);
    let words = Words::new(shell::lang(tag)?);
    let boxes = open_boxes(&desk);
    files::write_whole(
        &arguments.out.join("pull-list.pdf"),
        &pull_list(&desk, &boxes, &words).pdf()?.pdf,
    )?;
    for code in &boxes {
        let pdf = worksheet(&desk, code, &words).pdf()?.pdf;
        files::write_whole(&arguments.out.join(format!("{code}.pdf")), &pdf)?;
    }
    if arguments.json {
        shell::print_json(&json!({ "boxes": boxes }))?;
    } else {
        shell::print_text(&format!(
            "a pull list and {} worksheets in {}\nnext: count, and `cotejo audit record` twice for each box\n",
            boxes.len(),
            arguments.out.display()
        ))?;
    }
    Ok(Outcome::Fine)
}
