//! Signed notes and the keys that verify them (C2SP signed-note, and both kinds of tlog-cosignature).

mod key;
mod public;
mod signing;
mod subtree;

use std::fmt;

use data_encoding::BASE64;
use record::Rule;

use crate::LedgerError;
use crate::hash::from_base64;

pub use key::{Algorithm, VerifierKey};
pub use public::ML_DSA_44_BYTES;
pub use signing::SigningName;

/// Largest note read.
pub const MAX_NOTE_BYTES: usize = 64 << 10;
/// Most signatures read in a note; the specification asks for 16 at least.
pub const MAX_SIGNATURES: usize = 64;
/// How a signature line starts: an em dash and a space.
const MARK: &str = "\u{2014} ";

/// A text and the signatures under it. Nothing is verified by parsing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The text, its last line end included.
    pub text: String,
    /// The signatures, in their order.
    pub signatures: Vec<NoteSignature>,
}

/// One signature line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteSignature {
    /// Name of the key.
    pub name: String,
    /// First bytes of the key's digest; an identifier, no protection.
    pub key_id: [u8; 4],
    /// The signature as its algorithm has it.
    pub bytes: Vec<u8>,
}

impl Note {
    /// Parses a note.
    ///
    /// # Errors
    /// L418 with what is wrong.
    pub fn parse(bytes: &[u8]) -> Result<Self, LedgerError> {
        let wrong = |what: &str| LedgerError::new(Rule::NoteMalformed, what);
        if bytes.len() > MAX_NOTE_BYTES {
            return Err(wrong("it is larger than 64 KiB"));
        }
        let note = std::str::from_utf8(bytes).map_err(|_| wrong("it is not UTF-8"))?;
        if note.chars().any(|c| c < ' ' && c != '\n') {
            return Err(wrong("it holds control characters"));
        }
        let split = note.rfind("\n\n").ok_or_else(|| wrong("no empty line before signatures"))?;
        let (text, signatures) = (&note[..=split], &note[split + 2..]);
        let signatures =
            signatures.strip_suffix('\n').ok_or_else(|| wrong("its last line is cut"))?;
        let signatures: Vec<_> = signatures
            .split('\n')
            .take(MAX_SIGNATURES + 1)
            .map(|line| signature(line).ok_or_else(|| wrong("a signature line is malformed")))
            .collect::<Result<_, _>>()?;
        if signatures.len() > MAX_SIGNATURES {
            return Err(wrong("it has more than 64 signatures"));
        }
        Ok(Self { text: text.to_owned(), signatures })
    }

    /// Adds a signature, in the place of an older one by the same key.
    pub fn add(&mut self, signature: NoteSignature) {
        self.signatures
            .retain(|one| (&one.name, one.key_id) != (&signature.name, signature.key_id));
        self.signatures.push(signature);
    }

    /// The same text, with more signatures.
    #[must_use]
    pub fn with(&self, signatures: &[NoteSignature]) -> Self {
        let mut note = self.clone();
        signatures.iter().for_each(|one| note.add(one.clone()));
        note
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures.iter().try_for_each(|signature| signature.fmt(f))
    }
}

impl fmt::Display for NoteSignature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = [&self.key_id, self.bytes.as_slice()].concat();
        writeln!(f, "{MARK}{} {}", self.name, BASE64.encode(&bytes))
    }
}

impl NoteSignature {
    /// Parses one line, its line end not included.
    pub fn parse(line: &str) -> Option<Self> {
        signature(line)
    }
}

fn signature(line: &str) -> Option<NoteSignature> {
    let (name, encoded) = line.strip_prefix(MARK)?.split_once(' ')?;
    let bytes = from_base64(encoded)?;
    let (key_id, bytes) = bytes.split_first_chunk::<4>()?;
    let whole = is_name(name) && !bytes.is_empty();
    whole.then(|| NoteSignature { name: name.to_owned(), key_id: *key_id, bytes: bytes.to_vec() })
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && !name.chars().any(|c| c.is_whitespace() || c.is_control() || c == '+')
}
