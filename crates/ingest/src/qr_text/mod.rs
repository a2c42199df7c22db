//! Texts found in QR codes: which format they are, and what exactly they say.
//!
//! A text is either exactly of its format or refused: nothing is guessed from a part.

pub mod brazil;
pub mod venezuela;

use record::SignedSheet;
use record::sheet::{QR_TAG, from_qr_text};
use serde::Serialize;

use brazil::Part;
use venezuela::VenezuelaText;

/// Longest text of any QR code: version 40 level L, digits only. Applied before parsing.
pub const MAX_TEXT_CHARS: usize = 7_089;

/// A format of QR texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// Brazil's *boletim de urna*, one part of it or all.
    BrazilBu,
    /// Cotejo's signed sheet.
    Cotejo,
    /// No sheet format known here.
    Other,
    /// The Venezuelan sheet of 2024.
    #[serde(rename = "venezuela-2024")]
    Venezuela2024,
}

impl Format {
    /// The word used in files and JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Self::BrazilBu => "brazil-bu",
            Self::Cotejo => "cotejo",
            Self::Other => "other",
            Self::Venezuela2024 => "venezuela-2024",
        }
    }
}

/// What a text was recognised as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recognised {
    /// One part of a *boletim de urna*.
    Brazil(Part),
    /// A signed sheet; its signature is not checked yet.
    Cotejo(SignedSheet),
    /// It starts like a known format and is not exactly that: damaged, cut or altered.
    Malformed(Format, String),
    /// No format known here.
    Other,
    /// A Venezuelan sheet of 2024.
    Venezuela2024(VenezuelaText),
}

/// Recognises the text of a QR code. `lists` is the number of lists of the contest, where known.
pub fn recognise(text: &str, lists: Option<usize>) -> Recognised {
    if text.len() > MAX_TEXT_CHARS {
        return Recognised::Other;
    }
    if text.starts_with(QR_TAG) {
        return match from_qr_text(text) {
            Ok(signed) => Recognised::Cotejo(signed),
            Err(error) => Recognised::Malformed(Format::Cotejo, error.to_string()),
        };
    }
    if text.starts_with(brazil::TAG) {
        return match Part::parse(text) {
            Ok(part) => Recognised::Brazil(part),
            Err(error) => Recognised::Malformed(Format::BrazilBu, error.to_string()),
        };
    }
    if venezuela::looks_like(text) {
        return match VenezuelaText::parse(text, lists.unwrap_or(venezuela::LISTS)) {
            Ok(sheet) => Recognised::Venezuela2024(sheet),
            Err(error) => Recognised::Malformed(Format::Venezuela2024, error.to_string()),
        };
    }
    Recognised::Other
}
