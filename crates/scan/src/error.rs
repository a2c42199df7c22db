//! Why a file gave no pages.

use serde::{Deserialize, Serialize};

use crate::kind::Kind;

/// Why a file could not be turned into pages. Every message says what was wrong and ends with the
/// operator's next step.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum DecodeError {
    /// The file has no bytes.
    #[error("the file is empty; copy it again from where it came from")]
    Empty,
    /// The first bytes belong to none of the formats that are read.
    #[error(
        "not a JPEG, PNG, TIFF or PDF (it starts with {start}); convert it, or leave it out of the run"
    )]
    UnknownKind {
        /// The first bytes in hexadecimal.
        start: String,
    },
    /// The file has more bytes than the limit.
    #[error("{bytes} bytes are over the limit of {limit}; scan it at a lower density")]
    FileTooLarge {
        /// Size of the file in bytes.
        bytes: u64,
        /// The limit in bytes.
        limit: u64,
    },
    /// The header announces more pixels than the limit.
    #[error(
        "{width} x {height} pixels are over the limit of {limit} pixels or of {side} for one side; scan it at a lower density"
    )]
    TooManyPixels {
        /// Announced width.
        width: u32,
        /// Announced height.
        height: u32,
        /// Limit on the product.
        limit: u64,
        /// Limit on either side.
        side: u32,
    },
    /// Decoding would take more memory than the limit.
    #[error("decoding this {kind} takes more memory than allowed; scan it at a lower density")]
    TooMuchMemory {
        /// The format.
        kind: Kind,
    },
    /// The file is truncated or contradicts its own format.
    #[error("damaged {kind}: {detail}; copy or scan it again")]
    Damaged {
        /// The format.
        kind: Kind,
        /// What the decoder said.
        detail: String,
    },
    /// A feature of the format that is not read.
    #[error("this {kind} uses a feature that is not read ({detail}); save it as PNG")]
    Unsupported {
        /// The format.
        kind: Kind,
        /// Which feature.
        detail: String,
    },
    /// The PDF asks for a password.
    #[error("the PDF is encrypted; save a copy without a password")]
    Encrypted,
    /// The barcode reader refused the image.
    #[error("the code reader refused the image: {detail}; report this file")]
    Reader {
        /// What the reader said.
        detail: String,
    },
}
