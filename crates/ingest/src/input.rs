//! Input bytes: their bounds, compression and text encoding.

use std::borrow::Cow;
use std::io::Read as _;

use record::collection::InputFile;
use record::{Digest, Rule};

use crate::error::ImportError;
use crate::map::Encoding;

/// Largest input, also after decompression. A national results file of a million rows has some 200 MB.
pub const MAX_INPUT_BYTES: usize = 2 << 30;

/// An input as the caller read it.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// Name for messages and the collection's list of inputs, without the folders above.
    pub name: &'a str,
    /// Its bytes; gzip is recognised and undone.
    pub bytes: &'a [u8],
}

impl<'a> Input<'a> {
    /// An input.
    pub fn new(name: &'a str, bytes: &'a [u8]) -> Self {
        Self { name, bytes }
    }

    /// The entry for a collection's list: name, size and digest of the bytes as given.
    pub fn entry(&self) -> InputFile {
        InputFile {
            name: self.name.to_owned(),
            sha256: Digest::of(self.bytes),
            bytes: self.bytes.len() as u64,
        }
    }

    /// The content, decompressed where it is gzip.
    ///
    /// # Errors
    /// I308 where it is too large, I312 where the compression is damaged.
    pub fn content(&self) -> Result<Cow<'a, [u8]>, ImportError> {
        self.content_up_to(MAX_INPUT_BYTES)
    }

    /// [`Self::content`] with another bound.
    pub(crate) fn content_up_to(&self, bound: usize) -> Result<Cow<'a, [u8]>, ImportError> {
        let too_large =
            || ImportError::new(Rule::InputTooLarge, self.name, format!("bound {bound} bytes"));
        if self.bytes.len() > bound {
            return Err(too_large());
        }
        if !self.bytes.starts_with(&[0x1f, 0x8b]) {
            return Ok(Cow::Borrowed(self.bytes));
        }
        let mut content = Vec::new();
        let limit = bound as u64 + 1;
        flate2::read::MultiGzDecoder::new(self.bytes)
            .take(limit)
            .read_to_end(&mut content)
            .map_err(|error| {
                ImportError::new(Rule::SchemaMismatch, self.name, format!("gzip: {error}"))
            })?;
        if content.len() > bound { Err(too_large()) } else { Ok(Cow::Owned(content)) }
    }

    pub(crate) fn error(&self, rule: Rule, detail: impl Into<String>) -> ImportError {
        ImportError::new(rule, self.name, detail)
    }
}

/// The text without a byte order mark, and the encoding it really is in.
///
/// # Errors
/// What was found instead, in words, where it is not in the encoding asked for.
pub(crate) fn settle_encoding(
    bytes: &[u8],
    wanted: Encoding,
) -> Result<(&[u8], TextEncoding), String> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err("it is UTF-16: save it as UTF-8".to_owned());
    }
    let without_mark = bytes.strip_prefix(b"\xef\xbb\xbf");
    let text = without_mark.unwrap_or(bytes);
    let utf8 = std::str::from_utf8(text);
    match (wanted, utf8) {
        (Encoding::Latin1, _) if without_mark.is_none() => Ok((text, TextEncoding::Latin1)),
        (_, Ok(_)) => Ok((text, TextEncoding::Utf8)),
        (Encoding::Auto, Err(_)) if without_mark.is_none() => Ok((text, TextEncoding::Latin1)),
        (_, Err(error)) => {
            let line = memchr::memchr_iter(b'\n', &text[..error.valid_up_to()]).count() + 1;
            Err(format!("line {line} is not UTF-8"))
        }
    }
}

/// What a text was found to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TextEncoding {
    /// One byte per character: Latin-1, read as its superset windows-1252, as browsers do.
    Latin1,
    /// UTF-8.
    Utf8,
}

impl TextEncoding {
    /// A field as text.
    pub(crate) fn decode(self, field: &[u8]) -> Cow<'_, str> {
        match self {
            Self::Latin1 => encoding_rs::WINDOWS_1252.decode_without_bom_handling(field).0,
            Self::Utf8 => String::from_utf8_lossy(field),
        }
    }

    /// A text as this encoding writes it, to be compared with fields.
    pub(crate) fn encode(self, text: &str) -> Vec<u8> {
        match self {
            Self::Latin1 => encoding_rs::WINDOWS_1252.encode(text).0.into_owned(),
            Self::Utf8 => text.as_bytes().to_vec(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_settled_or_refused() {
        let latin = b"N\xfamero\n";
        assert_eq!(settle_encoding(latin, Encoding::Auto).unwrap().1, TextEncoding::Latin1);
        assert_eq!(settle_encoding(latin, Encoding::Utf8).unwrap_err(), "line 1 is not UTF-8");
        assert_eq!(TextEncoding::Latin1.decode(latin), "Número\n");
        assert_eq!(TextEncoding::Latin1.encode("Número\n"), latin);
        let marked = "\u{feff}Número".as_bytes();
        for wanted in [Encoding::Auto, Encoding::Utf8, Encoding::Latin1] {
            let (text, found) = settle_encoding(marked, wanted).unwrap();
            assert_eq!((found.decode(text).as_ref(), found), ("Número", TextEncoding::Utf8));
        }
        assert!(settle_encoding(b"\xff\xfea\0", Encoding::Auto).is_err());
    }

    #[test]
    fn a_decompression_bomb_meets_the_bound() {
        use std::io::Write as _;
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(&vec![b'0'; 100_000]).unwrap();
        let bytes = encoder.finish().unwrap();
        let input = Input::new("bomb.gz", &bytes);
        assert_eq!(input.content_up_to(99_999).unwrap_err().rule, Rule::InputTooLarge);
        assert_eq!(input.content_up_to(100_000).unwrap().len(), 100_000);
        let cut = Input::new("cut.gz", &bytes[..bytes.len() / 2]);
        assert_eq!(cut.content().unwrap_err().rule, Rule::SchemaMismatch);
    }
}
