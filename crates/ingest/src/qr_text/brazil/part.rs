use super::TAG;

/// Most parts of one bulletin; four are the most that were seen. Applied before parsing.
pub const MAX_PARTS: u8 = 32;

/// Longest part: a QR code of version 40 in alphanumeric mode. Applied before parsing.
const MAX_CHARS: usize = 4_296;

/// Bytes of a signature: Ed25519, and the scheme of 2026 (ECDSA over P-521). A cut one is neither.
const SIGNATURE_BYTES: [usize; 2] = [64, 132];

/// One part of a bulletin, as read from one QR code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The whole text.
    pub text: String,
    /// Place of this part, from 1.
    pub index: u8,
    /// How many parts there are.
    pub of: u8,
    /// Version of the format, where it stands in the header.
    pub format_version: Option<String>,
    /// Version of the signing keys, where the header names one.
    pub key_version: Option<String>,
    /// The data, without header, hash and signature.
    pub data: String,
    /// SHA-512 over all data up to here, as the part states it.
    pub hash: [u8; 64],
    /// Signature over the last hash; only in the last part.
    pub signature: Option<Vec<u8>>,
}

/// Why a text is not a part of a bulletin.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PartError {
    /// A character outside QR's alphanumeric alphabet.
    #[error("a character that such a code cannot hold: it was altered or wrongly decoded")]
    Alphabet,
    /// No data between header and hash.
    #[error("no data between header and hash")]
    Empty,
    /// No hash of 128 hexadecimal digits at its place.
    #[error("no hash of 128 hexadecimal digits at its end: the code was cut or altered")]
    Hash,
    /// Part and number of parts do not fit each other.
    #[error("`{0}` is not a part and a number of parts")]
    Place(String),
    /// A signature where none belongs, or none where one does.
    #[error("the last part, and only that, must end with a signature")]
    Signature,
    /// Longer than a QR code.
    #[error("{0} characters, more than a QR code holds")]
    TooLong(usize),
}

impl Part {
    /// Parses the text of one code.
    ///
    /// # Errors
    /// [`PartError`] for anything but exactly the format.
    pub fn parse(text: &str) -> Result<Self, PartError> {
        if text.len() > MAX_CHARS {
            return Err(PartError::TooLong(text.len()));
        }
        if !text.bytes().all(is_alphanumeric_mode) {
            return Err(PartError::Alphabet);
        }
        let (place, rest) = text.split_once(' ').ok_or(PartError::Hash)?;
        let (index, of) = parse_place(place).ok_or_else(|| PartError::Place(place.to_owned()))?;
        let (format_version, rest) = header_field(rest, "VRQR:");
        let (key_version, rest) = header_field(rest, "VRCH:");
        let (data, security) = rest.split_once(" HASH:").ok_or(PartError::Hash)?;
        let (hash, signature) = match security.split_once(" ASSI:") {
            Some((hash, signature)) => (hash, Some(signature)),
            None => (security, None),
        };
        if data.is_empty() {
            return Err(PartError::Empty);
        }
        let hash =
            upper_hex(hash).and_then(|bytes| bytes.try_into().ok()).ok_or(PartError::Hash)?;
        let signature = match signature {
            Some(hex) => Some(upper_hex(hex).ok_or(PartError::Signature)?),
            None => None,
        };
        let sized = signature.as_ref().is_none_or(|bytes| SIGNATURE_BYTES.contains(&bytes.len()));
        if signature.is_some() != (index == of) || !sized {
            return Err(PartError::Signature);
        }
        Ok(Self {
            text: text.to_owned(),
            index,
            of,
            format_version,
            key_version,
            data: data.to_owned(),
            hash,
            signature,
        })
    }
}

/// `QRBU:i:N` with 1 ≤ i ≤ N.
fn parse_place(text: &str) -> Option<(u8, u8)> {
    let (index, of) = text.strip_prefix(TAG)?.split_once(':')?;
    let number = |text: &str| {
        let plain = text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0');
        plain.then(|| text.parse().ok()).flatten()
    };
    let (index, of) = (number(index)?, number(of)?);
    (index <= of && of <= MAX_PARTS).then_some((index, of))
}

/// Takes a header field off the front. Older versions put it elsewhere, and then it is data.
fn header_field<'a>(rest: &'a str, key: &str) -> (Option<String>, &'a str) {
    match rest.strip_prefix(key).and_then(|value| value.split_once(' ')) {
        Some((value, rest)) => (Some(value.to_owned()), rest),
        None => (None, rest),
    }
}

fn upper_hex(text: &str) -> Option<Vec<u8>> {
    if text.is_empty() || text.bytes().any(|byte| byte.is_ascii_lowercase()) {
        return None;
    }
    const_hex::decode(text).ok()
}

fn is_alphanumeric_mode(byte: u8) -> bool {
    byte.is_ascii_digit() || byte.is_ascii_uppercase() || b" $%*+-./:".contains(&byte)
}
