//! What can go wrong between a filled-in structure and paper.

use thiserror::Error;

use crate::{qr::QrError, units::Mm};

/// Why something was not printed.
#[derive(Debug, Error)]
pub enum PaperError {
    /// A QR payload cannot be encoded.
    #[error(transparent)]
    Qr(#[from] QrError),
    /// A QR code is too wide for the paper at the smallest module a thermal head prints reliably.
    #[error(
        "a QR code of {modules} modules is too wide for {width} mm of paper; split the payload into several codes or print on A4"
    )]
    QrTooWide {
        /// Modules on a side, quiet zone included.
        modules: u32,
        /// Width available.
        width: Mm,
    },
    /// The language has no text file here.
    #[error("no texts for language \"{tag}\"; use one of {known}, or add locales/{tag}.ftl")]
    UnknownLanguage {
        /// What was asked for.
        tag: String,
        /// Languages that exist.
        known: String,
    },
    /// A text file does not parse or lacks a message.
    #[error("texts for \"{tag}\": {what}; correct the .ftl file")]
    Texts {
        /// Language of the file.
        tag: String,
        /// Problem.
        what: String,
    },
    /// The roll would be longer than a PDF page may be.
    #[error("the sheet would be {height:.0} mm long and a roll holds {max:.0} mm; print it on A4")]
    RollTooLong {
        /// Length needed.
        height: Mm,
        /// Longest page.
        max: Mm,
    },
    /// Something that cannot be divided is taller than a page.
    #[error("a block of {height:.0} mm does not fit a page of {page:.0} mm; shorten its text")]
    BlockTooTall {
        /// Height of the block.
        height: Mm,
        /// Height of the page.
        page: Mm,
    },
    /// More lists, codes or signature lines than a sheet may carry.
    #[error(
        "{count} {what} on one sheet, at most {max} are printed; divide the contest over several sheets"
    )]
    TooMany {
        /// What there are too many of.
        what: &'static str,
        /// How many.
        count: usize,
        /// How many are allowed.
        max: usize,
    },
    /// The PDF library refused what we drew.
    #[error("the PDF could not be written ({0}); report this with the sheet's data")]
    Pdf(String),
}
