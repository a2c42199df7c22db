use std::path::PathBuf;

use anyhow::{Context as _, anyhow};
use clap::Args;
use record::sheet::{MAX_QR_CHARS, MAX_SIGNED_BYTES, QR_TAG, from_qr_text};
use record::{Election, SignedSheet};

use crate::shell::{election_dir, files};

/// Where to read a signed sheet from.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  cotejo sheet show sheet.cose --election my-election\n  cotejo sheet show CTJ1:… --json\n  zbarimg --raw photo.jpg | cotejo sheet show -"
)]
pub struct Arguments {
    /// A file with the signed bytes or the QR text, `-` for standard input, or the QR text itself.
    pub sheet: String,
    /// The election directory, to show names instead of numbers.
    #[arg(long)]
    pub election: Option<PathBuf>,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

impl Arguments {
    /// Reads the sheet.
    pub fn read(&self) -> anyhow::Result<SignedSheet> {
        read(&self.sheet)
    }

    /// Reads the election, where one is given.
    pub fn election(&self) -> anyhow::Result<Option<Election>> {
        self.election.as_deref().map(election_dir::load).transpose()
    }
}

/// Reads a signed sheet from a file, standard input or the QR text itself.
pub fn read(sheet: &str) -> anyhow::Result<SignedSheet> {
    if sheet.starts_with(QR_TAG) {
        return Ok(from_qr_text(sheet)?);
    }
    let path = PathBuf::from(sheet);
    let most = MAX_SIGNED_BYTES.max(MAX_QR_CHARS + 2);
    let bytes = files::read_bounded(&path, u64::try_from(most)?)?;
    parse(&bytes).with_context(|| format!("{sheet} is not a signed sheet"))
}

fn parse(bytes: &[u8]) -> anyhow::Result<SignedSheet> {
    if bytes.is_empty() {
        return Err(anyhow!("the input is empty"));
    }
    match std::str::from_utf8(bytes).map(str::trim_end) {
        Ok(text) if text.starts_with(QR_TAG) => Ok(from_qr_text(text)?),
        _ => Ok(SignedSheet::decode(bytes)?),
    }
}
