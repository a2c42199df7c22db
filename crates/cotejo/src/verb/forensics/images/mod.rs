//! Facts about pictures of sheets, and copies of them fit to be published.

mod collection;
mod copies;

use std::path::PathBuf;

use clap::Args;
use forensics::image::{compare, shares};
use report::Folder as _;
use report::images::ImagesPage;
use report::lang::Lang;
use serde_json::json;

use crate::shell::disk_folder::DiskFolder;
use crate::shell::{self, Outcome};

pub use collection::Collected;

/// Facts about pictures: what each file says of its making, which show the same, and copies fit to be published.
///
/// Missing metadata shows nothing by itself, because scanners, mailers and web sites strip it: give a control collection
/// to compare shares with. Exit code 1 where one picture stands under two tables, or under another than its code names,
/// or where a public copy was refused.
#[derive(Args)]
#[command(after_help = "\
Examples:
  cotejo forensics images scans/ --out pictures
  cotejo forensics images scans/ --control other-scans/ --list published.csv --out pictures
  cotejo forensics images scans/ --layout ve-2024 --originals vault --out pictures
  cotejo forensics images scans/ --layout cotejo-roll --lines 8 --by-hand covered/ --out pictures
  cotejo forensics images sheet.pdf --layout cotejo-a4 --lines 8 --out pictures

The list names the table under which each picture was published:
  file,table
  0133.jpg,010101001.01.1.0001

A layout has the places to cover, in widths of the code from its top left corner; inf reaches to the edge:
  form = \"our form\"
  codes = 1
  measured_from = \"largest\"
  [[place]]
  what = \"signatures\"
  left = -inf
  top = -5.6
  right = inf
  bottom = -0.1")]
pub struct Arguments {
    /// Pictures, and folders of them.
    #[arg(required = true)]
    pictures: Vec<PathBuf>,
    /// The election directory, to read codes that need it.
    #[arg(long)]
    election: Option<PathBuf>,
    /// A control collection, made and sent in the same way; may be given again.
    #[arg(long)]
    control: Vec<PathBuf>,
    /// A CSV with the table under which each picture was published.
    #[arg(long)]
    list: Option<PathBuf>,
    /// Make public copies with these places covered: cotejo-roll, cotejo-a4, ve-2024, or a file.
    #[arg(long, requires = "out")]
    layout: Option<String>,
    /// Signature lines on our printed sheet.
    #[arg(long, default_value_t = 8, value_parser = clap::value_parser!(u16).range(1..=200))]
    lines: u16,
    /// Pictures that a person has covered, each named by the SHA-256 of its original.
    #[arg(long, requires = "layout")]
    by_hand: Option<PathBuf>,
    /// Keep the original bytes here, each named by its SHA-256. This folder is not for the public.
    #[arg(long)]
    originals: Option<PathBuf>,
    /// Write the report folder here; open `index.html` in it.
    #[arg(long)]
    out: Option<PathBuf>,
    /// Language of texts: en or es. The report has both.
    #[arg(long, default_value = "en")]
    language: String,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Reads, compares, copies, writes and prints.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let lang = shell::lang(&arguments.language)?;
    let layout = arguments.layout.as_deref().map(|name| copies::layout(name, arguments.lines));
    let layout = layout.transpose()?;
    let election =
        arguments.election.as_deref().map(crate::shell::election_dir::load).transpose()?;
    let collected =
        Collected::read(&arguments.pictures, election.as_ref(), arguments.list.as_deref())?;
    let control = (!arguments.control.is_empty())
        .then(|| Collected::read(&arguments.control, election.as_ref(), None))
        .transpose()?;
    if let Some(vault) = &arguments.originals {
        copies::keep(&collected, vault)?;
    }
    let compared = compare(&collected.pictures);
    let mut folder = arguments.out.as_deref().map(DiskFolder::replace).transpose()?;
    let mut refused = Vec::new();
    let mut made = None;
    if let (Some(layout), Some(folder)) = (&layout, &mut folder) {
        let done = copies::make(&collected, layout, arguments.by_hand.as_deref(), folder)?;
        refused = done.refused;
        made = Some(done.made);
    }
    let count = |many: usize| u64::try_from(many).unwrap_or(u64::MAX);
    let page = ImagesPage {
        pictures: &collected.pictures,
        compared: &compared,
        shares: shares(collected.pictures.iter().map(|one| &one.facts)),
        control: control.as_ref().map(|one| shares(one.pictures.iter().map(|one| &one.facts))),
        copies: made.map(|made| (made, count(refused.len()))),
    };
    let data = json!({
        "shares": page.shares, "control": page.control, "pictures": page.pictures,
        "compared": page.compared, "public_copies": made, "refused": refused,
    });
    if let Some(mut folder) = folder {
        for one in Lang::ALL {
            let doc = report::images_doc(&page, one, env!("CARGO_PKG_VERSION"));
            folder.put(&format!("{}.html", one.tag()), doc.html()?.as_bytes())?;
            folder.put(&format!("{}.pdf", one.tag()), &doc.pdf()?.pdf)?;
            if one == lang {
                folder.put("index.html", doc.html()?.as_bytes())?;
            }
        }
        folder.put("images.json", &serde_json::to_vec_pretty(&data)?)?;
        folder.finish()?;
    }
    if arguments.json {
        shell::print_json(&data)?;
    } else {
        shell::print_text(&plain(&page, &refused, lang))?;
    }
    let severe = |one: &forensics::image::Finding| one.rule.severity() != record::Severity::Note;
    Ok(Outcome::found_if(compared.findings.iter().any(severe) || !refused.is_empty()))
}

/// The shares, the findings and the refusals in a screen or two.
fn plain(page: &ImagesPage<'_>, refused: &[copies::Refused], lang: Lang) -> String {
    let mut lines = Vec::new();
    let said = report::images_sections(page, lang);
    for part in said.iter().take(2).flat_map(|section| &section.parts) {
        match part {
            report::doc::Part::Answer(text)
            | report::doc::Part::Text(text)
            | report::doc::Part::Caveat(text) => lines.push(text.clone()),
            report::doc::Part::Table(table) if !table.columns.iter().all(is_text) => {
                lines.extend(table.rows.iter().map(|row| {
                    let cells = row.cells.iter().skip(1);
                    let shown: Vec<_> =
                        cells.map(|cell| format!("{:>7} {:>9}", cell.text, cell.small)).collect();
                    format!("  {:62} {}", row.cells[0].text, shown.join("  "))
                }));
            }
            _ => {}
        }
    }
    let found = &page.compared.findings;
    lines.extend(found.iter().map(|one| report::images_said(one, page.pictures, lang)));
    lines.extend(refused.iter().map(|one| {
        let sentence = match lang {
            Lang::En => record::Rule::RedactionRefused.sentence(),
            Lang::Es => record::Rule::RedactionRefused.sentence_es(),
        };
        format!("F613 {}: {sentence} ({}; {})", one.name, one.why, one.sha256)
    }));
    lines.join("\n") + "\n"
}

fn is_text(column: &report::doc::Column) -> bool {
    column.kind == report::doc::Kind::Text
}
