//! The text inside the QR code: a tag and base45 (RFC 9285), both in the alphanumeric alphabet.

use crate::rule::Rule;

use super::codec::CodecError;
use super::signed::{MAX_SIGNED_BYTES, SignedSheet};

/// What every Cotejo sheet code starts with: the name and version of the format.
pub const QR_TAG: &str = "CTJ1:";

/// Most characters of a code: a QR code of version 40 at level M holds no more. Applied before decoding.
pub const MAX_QR_CHARS: usize = 3_391;

/// Why a text is not a sheet's QR text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QrError {
    /// The text is not base45, or not the one spelling of its bytes.
    #[error(
        "the text after {QR_TAG} is not base45: the code was damaged or typed wrongly; scan it again"
    )]
    Base45,
    /// The bytes are not a signed sheet.
    #[error(transparent)]
    Codec(#[from] CodecError),
    /// The text does not start with the tag.
    #[error("the text does not start with {QR_TAG}, so it is not a Cotejo sheet")]
    Tag,
    /// The text, or the sheet to print, exceeds what a QR code holds.
    #[error(
        "{0} characters, a QR code holds at most {MAX_QR_CHARS}: split the contest into fewer lists"
    )]
    TooLong(usize),
}

impl QrError {
    /// The rule broken: a text with another tag is some other code, all else is a damaged sheet.
    pub const fn rule(&self) -> Rule {
        match self {
            Self::Base45 => Rule::SheetMalformed,
            Self::Codec(error) => error.rule(),
            Self::Tag => Rule::CodeNotASheet,
            Self::TooLong(_) => Rule::SheetTooLarge,
        }
    }
}

/// The QR text of a signed sheet.
///
/// # Errors
/// [`QrError::TooLong`] where no QR code at level M would hold it.
pub fn to_qr_text(signed: &SignedSheet) -> Result<String, QrError> {
    let text = format!("{QR_TAG}{}", base45::encode(signed.bytes()));
    if text.len() > MAX_QR_CHARS { Err(QrError::TooLong(text.len())) } else { Ok(text) }
}

/// Reads a QR text back into the signed bytes.
///
/// # Errors
/// [`QrError`]: what is not exactly a text that [`to_qr_text`] makes is refused.
pub fn from_qr_text(text: &str) -> Result<SignedSheet, QrError> {
    if text.len() > MAX_QR_CHARS {
        return Err(QrError::TooLong(text.len()));
    }
    let body = text.strip_prefix(QR_TAG).ok_or(QrError::Tag)?;
    let bytes = base45::decode(body).map_err(|_| QrError::Base45)?;
    if bytes.len() > MAX_SIGNED_BYTES {
        return Err(CodecError::TooLarge(bytes.len()).into());
    }
    let signed = SignedSheet::decode(&bytes)?;
    if base45::encode(&bytes) != body {
        return Err(QrError::Base45);
    }
    Ok(signed)
}
