use std::path::PathBuf;

use anyhow::bail;
use clap::Args;
use paper::qr::{Ground, qr_matrix, qr_png, qr_svg, qr_terminal};
use record::sheet::to_qr_text;
use serde_json::json;

use super::source;
use crate::shell::{self, Outcome, files};

/// Draw the QR code of a signed sheet.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  cotejo sheet qr sheet.cose                    in the terminal\n  cotejo sheet qr sheet.cose --out code.svg     as a picture (.svg or .png)"
)]
pub struct Arguments {
    /// A file with the signed bytes or the QR text, `-` for standard input, or the QR text itself.
    sheet: String,
    /// Write a picture (`.svg` or `.png`) instead of drawing in the terminal.
    #[arg(long)]
    out: Option<PathBuf>,
    /// Pixels per module of a PNG.
    #[arg(long, default_value_t = 8, value_parser = clap::value_parser!(u32).range(1..=64))]
    scale: u32,
    /// The terminal shows dark text on a light ground.
    #[arg(long)]
    light: bool,
    /// Print the text, version and size of the code as JSON.
    #[arg(long)]
    json: bool,
}

/// Draws the code.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let text = to_qr_text(&source::read(&arguments.sheet)?)?;
    if let Some(out) = &arguments.out {
        let picture = match out.extension().and_then(|extension| extension.to_str()) {
            Some("svg") => qr_svg(&text)?.into_bytes(),
            Some("png") => qr_png(&text, arguments.scale)?,
            _ => bail!("{}: the name must end in .svg or .png", out.display()),
        };
        files::write_whole(out, &picture)?;
    }
    if arguments.json {
        let code = qr_matrix(&text)?;
        shell::print_json(
            &json!({ "text": text, "characters": text.len(), "version": code.version, "modules": code.size }),
        )?;
    } else if arguments.out.is_none() {
        let ground = if arguments.light { Ground::Light } else { Ground::Dark };
        shell::print_text(&qr_terminal(&text, ground)?)?;
    }
    Ok(Outcome::Fine)
}
