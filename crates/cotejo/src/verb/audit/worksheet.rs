use std::path::PathBuf;

use audit::AuditError;
use clap::Args;
use record::Rule;
use serde_json::json;

use super::opened::Place;
use super::papers::{pull_list, worksheet};
use super::status::open_boxes;
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
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Prints.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let election = arguments.place.election()?;
    let (_, desk) = arguments.place.open(&election)?;
    let words = arguments.place.words(&election)?;
    let boxes = open_boxes(&desk);
    if boxes.is_empty() {
        let detail = format!("no box is to be counted while {}", desk.audit.name());
        return Err(AuditError::new(Rule::AuditStepNotAllowed, detail).into());
    }
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
        let (many, out) = (boxes.len(), arguments.out.display());
        shell::print_text(&words.say(
            format!("a pull list and {many} worksheets in {out}\nnext: count, and `cotejo audit record` twice for each box\n"),
            format!("una lista de cajas y {many} hojas de conteo en {out}\nluego: contar, y `cotejo audit record` dos veces por caja\n"),
        ))?;
    }
    Ok(Outcome::Fine)
}
