//! File formats, told from their first bytes and never from a name.

use std::fmt;

use serde::{Deserialize, Serialize};

/// How far into a file the PDF signature may stand; readers have always accepted leading junk.
const PDF_SIGNATURE_WINDOW: usize = 1024;

/// A format that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// JPEG, baseline or progressive.
    Jpeg,
    /// PNG.
    Png,
    /// TIFF or BigTIFF, one or more pages.
    Tiff,
    /// PDF.
    Pdf,
}

impl Kind {
    /// The format that the first bytes announce.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Option<Self> {
        const TIFF: [&[u8]; 4] = [b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"];
        let window = &bytes[..bytes.len().min(PDF_SIGNATURE_WINDOW)];
        if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
            Some(Self::Jpeg)
        } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            Some(Self::Png)
        } else if TIFF.iter().any(|magic| bytes.starts_with(magic)) {
            Some(Self::Tiff)
        } else if window.windows(5).any(|at| at == b"%PDF-") {
            Some(Self::Pdf)
        } else {
            None
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::Tiff => "TIFF",
            Self::Pdf => "PDF",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Kind;

    #[test]
    fn told_from_first_bytes() {
        assert_eq!(Kind::of(b"\xff\xd8\xff\xe0"), Some(Kind::Jpeg));
        assert_eq!(Kind::of(b"\x89PNG\r\n\x1a\n...."), Some(Kind::Png));
        assert_eq!(Kind::of(b"II*\0\x08\0\0\0"), Some(Kind::Tiff));
        assert_eq!(Kind::of(b"MM\0+\0\x08\0\0"), Some(Kind::Tiff));
        assert_eq!(Kind::of(b"junk before %PDF-1.7"), Some(Kind::Pdf));
        assert_eq!(Kind::of(b"total,votes\n1,2\n"), None);
        assert_eq!(Kind::of(b""), None);
    }
}
